// First, before anything reads the environment.
import './electron/environment.ts'
import { app, nativeTheme, type BrowserWindow } from 'electron'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClipboard } from './adapters/clipboard.ts'
import { createClipboardDebtRecord } from './adapters/clipboard-debt-record.ts'
import { createHygiaraApi } from './adapters/hygiara-api/hygiara-api.ts'
import { createPublicGets } from './adapters/hygiara-api/public-gets.ts'
import { createIntentJournal } from './adapters/intent-journal.ts'
import { createIncidentLog } from './adapters/incident-log.ts'
import { createKeptDataStore } from './adapters/kept-data-store.ts'
import { createSealedRecordStore } from './adapters/record-store/sealed-record-store.ts'
import { createSnapshotStore } from './adapters/snapshots/snapshot-store.ts'
import { unfinished, writeDurably } from './adapters/durable-file.ts'
import { createKeychain } from './adapters/keychain/keychain.ts'
import { createRememberedItems } from './adapters/keychain/remembered-items.ts'
import { createLocalHygiara } from './adapters/local-hygiara.ts'
import { createReferenceReader } from './adapters/reference-reader.ts'
import { systemClock } from './adapters/system-clock.ts'
import { createApp } from './create-app.ts'
import { KeychainDataKey } from './data-key/keychain-data-key.ts'
import { isWayland, readAppFacts } from './electron/app-facts.ts'
import { declareAppScheme, serveApp } from './electron/app-protocol.ts'
import { withoutCoreDumps } from './electron/core-dumps.ts'
import { watchFrontWindow } from './electron/front-window.ts'
import { createExportFile } from './electron/export-file.ts'
import { createLeaveDialog } from './electron/leave-dialog.ts'
import { createShownSession, createUiSession, lockDownPages } from './electron/lock-down.ts'
import { openMainWindow, restartPage } from './electron/main-window.ts'
import { setApplicationMenu } from './electron/menu.ts'
import { onPowerEvents } from './electron/power-events.ts'
import { quitInOrder } from './electron/quitting.ts'
import { createSecretWindow } from './electron/secret-window.ts'
import {
  startKeychainWorker,
  startLocalHygiaraProcess,
  startReadingThread,
  startSnapshotThread
} from './electron/worker-processes.ts'
import { registerHandlers } from './ipc/register-handlers.ts'
import type { Publish } from './ports.ts'

// Long enough for a person to find and type the password of their keychain.
const keychainDeadlineMs = 30_000

app.enableSandbox()
declareAppScheme()
lockDownPages()
withoutCoreDumps(process.pid)

if (app.requestSingleInstanceLock()) {
  // Not awaited at the top level: an ES module that waits for `ready` keeps it from happening.
  void app.whenReady().then(start)
} else {
  app.quit()
}

async function start(): Promise<void> {
  const folder = app.getPath('userData')
  const reportIncident = createIncidentLog(join(folder, 'logs'))
  process.on('uncaughtException', (cause) => reportIncident('uncaught', cause))
  process.on('unhandledRejection', (cause) => reportIncident('unhandled', cause))

  let window: BrowserWindow | null = null
  const publish: Publish = (channel, payload) => {
    if (window && !window.isDestroyed()) window.webContents.send(channel, payload)
  }
  const frontWindow = watchFrontWindow(() => void hygiaraKeys.catchUp())
  const keychain = createKeychain(startKeychainWorker, keychainDeadlineMs)
  const dataKey = new KeychainDataKey(keychain)
  const hygiaraKeys = createApp({
    appearance: {
      setTheme: (theme) => {
        nativeTheme.themeSource = theme
      }
    },
    askPublicly: createPublicGets(),
    clipboard: createClipboard(isWayland(process.platform, process.env) ? frontWindow : null),
    clipboardDebts: createClipboardDebtRecord(join(folder, 'clipboard-debt.json')),
    clock: systemClock,
    connect: createHygiaraApi(systemClock, Math.random),
    dataKey,
    facts: readAppFacts(),
    isWindowVisible: () =>
      window !== null && !window.isDestroyed() && window.isVisible() && !window.isMinimized(),
    journal: createIntentJournal(join(folder, 'create-intents')),
    keychain,
    exportFile: createExportFile(
      () => window,
      // A name that nobody else has: beside the chosen file are other files of the person.
      (path, text) => writeDurably(path, text, `${path}.${randomUUID()}${unfinished}`)
    ),
    leaveDialog: createLeaveDialog(
      () => window,
      () => {
        if (window) restartPage(window)
      }
    ),
    localHygiara: createLocalHygiara(startLocalHygiaraProcess, join(folder, 'local-hygiara')),
    publish,
    rememberedItems: createRememberedItems(join(folder, 'keychain-items.json')),
    referenceReader: createReferenceReader(startReadingThread),
    recordStore: createSealedRecordStore(join(folder, 'records'), dataKey),
    snapshots: createSnapshotStore(startSnapshotThread, join(folder, 'snapshots'), dataKey),
    secretWindow: createSecretWindow(createShownSession, () => window),
    store: createKeptDataStore(folder)
  })
  registerHandlers(hygiaraKeys.handlers, reportIncident)
  setApplicationMenu((command) => {
    publish('app:menuChosen', command)
  })

  quitInOrder({
    mayQuit: (reason) => hygiaraKeys.requestLeave(reason),
    wouldAsk: () => hygiaraKeys.wouldAsk(),
    settle: () => hygiaraKeys.settle()
  })

  const uiSession = await createUiSession()
  serveApp(uiSession, fileURLToPath(new URL('../renderer', import.meta.url)))
  const open = () => {
    window = openMainWindow(uiSession, () => hygiaraKeys.requestLeave('close-window'))
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
  onPowerEvents({
    personGone: () => void hygiaraKeys.leaveAlone(),
    personBack: () => void hygiaraKeys.catchUp()
  })
  await hygiaraKeys.restore()
}
