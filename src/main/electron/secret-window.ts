import { BrowserWindow, nativeTheme, type Session } from 'electron'
import { setTimeout as wait } from 'node:timers/promises'
import { done, err, type Result } from '../../shared/result.ts'
import type { KeyPicture, PictureColours, SecretWindow, ShownKey } from '../ports.ts'
import { withoutCoreDumps } from '../core-dumps.ts'
import { shownPageOf, shownStyle, shownTitleOf } from './shown-page.ts'
import { ShownPages } from './shown-pages.ts'

/** What the Show window may do: less than any other. Compared as a whole by a test. */
export const shownPreferences = Object.freeze({
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  disableBlinkFeatures: 'Auxclick',
  javascript: false,
  webgl: false,
  plugins: false,
  disableDialogs: true,
  devTools: false
})

// As in the design tokens: well, text, faint.
const colours: Record<'light' | 'dark', PictureColours> = {
  light: { paper: [247, 248, 249], ink: [20, 25, 29], faintInk: [97, 109, 118] },
  dark: { paper: [16, 20, 23], ink: [232, 237, 240], faintInk: [135, 150, 161] }
}
const ground = { light: '#ffffff', dark: '#161b1f' }
/** What stands around the picture, in pixels at 100 %. */
const around = { width: 74, height: 166 }
const narrowest = 300
const longestEndMs = 1_000

interface Shown {
  readonly window: BrowserWindow
  /** Resolves when its process has ended. */
  readonly ended: Promise<void>
}

/** Shows a value in a window of its own, above `parentOf()`. The session is opened at first use and serves nothing else. */
export function createSecretWindow(
  openSession: () => Promise<Session>,
  parentOf: () => BrowserWindow | null
): SecretWindow {
  const pages = new ShownPages()
  let opened: Promise<Session> | null = null
  let shown: Shown | null = null

  const openOnce = (): Promise<Session> => {
    opened ??= openSession().then((session) => {
      session.protocol.handle('app', (request) => pages.answer(request))
      return session
    })
    return opened
  }

  return {
    async show(draw, key, onClosed): Promise<Result<null>> {
      const session = await openOnce()
      const theme = nativeTheme.shouldUseDarkColors ? 'dark' : 'light'
      const picture = draw(colours[theme])
      const parent = parentOf()
      if (!picture || !parent || parent.isDestroyed()) return err({ code: 'secret_not_shown' })
      const zoom = parent.webContents.getZoomFactor()
      const window = openWindow(session, parent, key, { theme, zoom, picture })
      const ended = endOf(window, () => pages.clear())
      const current = { window, ended }
      shown = current
      const isUp = await comesUp(window, addressOf(pages, key, picture), zoom)
      picture.png.fill(0)
      if (!isUp) {
        window.destroy()
        return err({ code: shown === current ? 'secret_not_shown' : 'cancelled' })
      }
      void ended.then(onClosed)
      return done
    },

    async close(): Promise<void> {
      const closing = shown
      shown = null
      if (!closing) return
      if (!closing.window.isDestroyed()) closing.window.destroy()
      await closing.ended
    }
  }
}

interface Appearance {
  readonly theme: 'light' | 'dark'
  readonly zoom: number
  readonly picture: KeyPicture
}

function openWindow(
  session: Session,
  parent: BrowserWindow,
  key: ShownKey,
  { theme, zoom, picture }: Appearance
): BrowserWindow {
  const window = new BrowserWindow({
    parent,
    useContentSize: true,
    width: Math.ceil(Math.max(narrowest, picture.width + around.width) * zoom),
    height: Math.ceil((picture.height + around.height) * zoom),
    show: false,
    title: shownTitleOf(key),
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    backgroundColor: ground[theme],
    webPreferences: { ...shownPreferences, session }
  })
  // Before anything can be seen of it. Without effect on Linux, and the window says so.
  window.setContentProtection(true)
  // No menu, and with it none of its shortcuts: nothing to select, save or print with.
  if (process.platform !== 'darwin') window.removeMenu()
  window.webContents.on('before-input-event', (event, { type, key: pressed }) => {
    if (type === 'keyDown' && (pressed === 'Escape' || pressed === 'Enter')) {
      event.preventDefault()
      window.destroy()
    }
  })
  return window
}

function addressOf(pages: ShownPages, key: ShownKey, picture: KeyPicture): string {
  const pictureUrl = pages.add('image/png', Buffer.from(picture.png))
  const styleUrl = pages.add('text/css; charset=utf-8', Buffer.from(shownStyle))
  const page = shownPageOf({ key, picture, pictureUrl, styleUrl, platform: process.platform })
  return pages.add('text/html; charset=utf-8', Buffer.from(page))
}

/** Loads the page and shows it; `false` when it was closed meanwhile or could not be loaded. */
async function comesUp(window: BrowserWindow, address: string, zoom: number): Promise<boolean> {
  try {
    // Also waits for the picture.
    await window.loadURL(address)
  } catch {
    return false
  }
  if (window.isDestroyed()) return false
  withoutCoreDumps(window.webContents.getOSProcessId())
  window.webContents.setZoomFactor(zoom)
  window.show()
  window.focus()
  // Whoever looks elsewhere no longer looks at it.
  window.on('blur', () => {
    window.destroy()
  })
  return true
}

/** Resolves when the window and the process that drew it have ended; ends the process where it stays. */
function endOf(window: BrowserWindow, onClosed: () => void): Promise<void> {
  const { webContents } = window
  let pid = 0
  webContents.on('did-start-loading', () => {
    pid = webContents.getOSProcessId()
  })
  webContents.on('did-finish-load', () => {
    pid = webContents.getOSProcessId()
  })
  webContents.on('render-process-gone', () => {
    if (!window.isDestroyed()) window.destroy()
  })
  return new Promise((resolve) => {
    window.once('closed', () => {
      onClosed()
      void processEnded(pid).then(resolve)
    })
  })
}

async function processEnded(pid: number): Promise<void> {
  if (pid === 0) return
  const givesUpAt = Date.now() + longestEndMs
  while (isRunning(pid)) {
    if (Date.now() > givesUpAt) {
      process.kill(pid, 'SIGKILL')
      return
    }
    await wait(10)
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
