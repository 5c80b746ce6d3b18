// First, before anything reads the environment.
import './electron/environment.ts'
import { app, type BrowserWindow } from 'electron'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withoutCoreDumps } from './core-dumps.ts'
import { createIncidentLog } from './adapters/incident-log.ts'
import { createKeychain } from './adapters/keychain/keychain.ts'
import type { App } from './create-app.ts'
import { declareAppScheme, serveApp } from './electron/app-protocol.ts'
import { watchFrontWindow } from './electron/front-window.ts'
import { createUiSession, lockDownPages } from './electron/lock-down.ts'
import { openMainWindow } from './electron/main-window.ts'
import { setApplicationMenu } from './electron/menu.ts'
import { onPowerEvents } from './electron/power-events.ts'
import { quitInOrder, quitWhenAskedToEnd } from './electron/quitting.ts'
import { startKeychainWorker } from './electron/worker-processes.ts'
import { openWhenReady } from './ipc/ready-door.ts'
import type { Publish } from './ports.ts'

// Long enough for a person to find and type the password of their keychain.
const keychainDeadlineMs = 30_000

app.enableSandbox()
declareAppScheme()
lockDownPages()

let window: BrowserWindow | null = null
const publish: Publish = (channel, payload) => {
  if (window && !window.isDestroyed()) window.webContents.send(channel, payload)
}
// Before the app is ready: otherwise Electron makes a menu of its own first.
setApplicationMenu((command) => {
  publish('app:menuChosen', command)
})

if (app.requestSingleInstanceLock()) {
  // Not awaited at the top level: an ES module that waits for `ready` keeps it from happening.
  void app.whenReady().then(start)
} else {
  app.quit()
}

/**
 * Starts the keychain's process and then the window's, and loads the core while they start. This file imports little,
 * because nothing is on the screen until all that it imports has run.
 */
async function start(): Promise<void> {
  // Read from the disk while the window is made.
  const core = import('./start-app.ts')
  const folder = app.getPath('userData')
  const reportIncident = createIncidentLog(join(folder, 'logs'))
  process.on('uncaughtException', (cause) => reportIncident('uncaught', cause))
  process.on('unhandledRejection', (cause) => reportIncident('unhandled', cause))
  const keychain = createKeychain(startKeychainWorker, keychainDeadlineMs)
  // Its process takes a while to start, and what is kept cannot be opened without it.
  if (existsSync(join(folder, 'snapshots'))) keychain.prepare()

  let hygiaraKeys: App | null = null
  let joined: (app: App) => void = () => undefined
  const whenJoined = new Promise<App>((resolve) => {
    joined = resolve
  })
  const frontWindow = watchFrontWindow(() => void hygiaraKeys?.catchUp())
  quitInOrder({
    mayQuit: async (reason) => (await whenJoined).requestLeave(reason),
    wouldAsk: () => hygiaraKeys?.wouldAsk() ?? false,
    settle: async () => (await whenJoined).settle()
  })
  const ui = createUiSession()
  const folderOfPage = fileURLToPath(new URL('../renderer', import.meta.url))
  serveApp(ui.session, folderOfPage, ui.isClosed)
  openWhenReady(whenJoined)
  const open = () => {
    window = openMainWindow(ui.session, async () => (await whenJoined).requestLeave('close-window'))
  }
  const focus = () => {
    if (!window || window.isDestroyed()) open()
    else {
      if (window.isMinimized()) window.restore()
      window.focus()
    }
  }
  open()
  app.on('second-instance', focus)
  app.on('activate', focus)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })

  withoutCoreDumps(process.pid)

  const { startApp } = await core
  quitWhenAskedToEnd()
  const windowNow = () => (window?.isDestroyed() === false ? window : null)
  const keys = startApp({
    folder,
    window: windowNow,
    frontWindow,
    keychain,
    publish,
    reportIncident
  })
  hygiaraKeys = keys
  joined(keys)
  onPowerEvents({
    personGone: () => void keys.leaveAlone(),
    personBack: () => void keys.catchUp()
  })
  await keys.restore()
}
