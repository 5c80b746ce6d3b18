import { app, BrowserWindow, dialog, nativeTheme, type Session } from 'electron'
import { fileURLToPath } from 'node:url'
import { withoutCoreDumps } from '../core-dumps.ts'
import { isWayland } from './app-facts.ts'
import { startPage } from './app-protocol.ts'

// The page's own background, so that nothing flashes while the first frame is drawn.
const background = { light: '#f7f8f9', dark: '#101417' }
const reloadsPerMinute = 3

/** What a page of this app may do. Compared as a whole by a test: whoever changes it changes it on purpose. */
export const webPreferences = Object.freeze({
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
  disableBlinkFeatures: 'Auxclick'
})

/**
 * Opens the app's window. `mayClose` is asked whenever somebody wants to close it; the window closes only on `true`.
 */
export function openMainWindow(session: Session, mayClose: () => Promise<boolean>): BrowserWindow {
  const window = new BrowserWindow({
    width: 1180,
    height: 760,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'Hygiara Keys',
    backgroundColor: backgroundNow(),
    webPreferences: {
      ...webPreferences,
      session,
      preload: fileURLToPath(new URL('../preload/index.cjs', import.meta.url))
    }
  })
  showWhenReady(window)
  followTheme(window)
  window.on('close', (event) => {
    event.preventDefault()
    void mayClose().then((may) => {
      if (may && !window.isDestroyed()) window.destroy()
    })
  })
  recoverFromCrashes(window)
  recoverFromHangs(window)
  window.webContents.on('did-finish-load', () => {
    // Soon after the first screen: nothing secret is in a page before somebody has typed.
    setTimeout(() => {
      if (!window.isDestroyed()) withoutCoreDumps(window.webContents.getOSProcessId())
    }, 1_000)
  })
  void window.loadURL(startPage)
  return window
}

/** The theme that the person chose may be read only after the window was made. */
function followTheme(window: BrowserWindow): void {
  const paint = (): void => {
    window.setBackgroundColor(backgroundNow())
  }
  nativeTheme.on('updated', paint)
  window.once('closed', () => nativeTheme.off('updated', paint))
}

function backgroundNow(): string {
  return nativeTheme.shouldUseDarkColors ? background.dark : background.light
}

/** Shows the window with its first frame, so that nothing flashes. */
function showWhenReady(window: BrowserWindow): void {
  const show = (): void => {
    if (!window.isDestroyed() && !window.isVisible()) window.show()
  }
  window.once('ready-to-show', show)
  // On Wayland a window draws nothing until it is shown, and so would never be ready to be (electron issue 48859).
  if (isWayland(process.platform, process.env)) window.webContents.once('did-finish-load', show)
}

/**
 * A crashed page is loaded again: main still holds everything that matters. Not for ever, or it would spin; then the
 * person decides.
 */
function recoverFromCrashes(window: BrowserWindow): void {
  let crashes: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    const now = Date.now()
    crashes = [...crashes.filter((at) => now - at < 60_000), now]
    if (crashes.length <= reloadsPerMinute) {
      void window.loadURL(startPage)
      return
    }
    crashes = []
    void wantsToQuitAfterCrashes(window).then((wantsToQuit) => {
      if (window.isDestroyed()) return
      // Also before quitting, which may have a question to ask.
      void window.loadURL(startPage)
      if (wantsToQuit) app.quit()
    })
  })
}

/** A page that no longer answers can be begun anew: main still holds everything that matters. */
export function restartPage(window: BrowserWindow): void {
  if (!window.isDestroyed()) window.webContents.forcefullyCrashRenderer()
}

/** A page that hangs is not ended behind the person's back: it may come to itself, and a form may be half written. */
function recoverFromHangs(window: BrowserWindow): void {
  let asking: AbortController | null = null
  window.on('unresponsive', () => {
    if (asking) return
    const abort = new AbortController()
    asking = abort
    void wantsToReload(window, abort.signal).then((wantsReload) => {
      asking = null
      if (wantsReload) restartPage(window)
    })
  })
  window.on('responsive', () => asking?.abort())
}

async function wantsToReload(window: BrowserWindow, signal: AbortSignal): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: 'The window isn’t answering.',
    detail: 'Your session and a key that isn’t handed over yet are still held.',
    buttons: ['Wait', 'Reload'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    signal
  })
  return response === 1 && !signal.aborted
}

/** There is no page to ask in, so the system asks. */
async function wantsToQuitAfterCrashes(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window keeps failing.',
    detail: 'Your session and a key that isn’t handed over yet are still held.',
    buttons: ['Try Again', 'Quit'],
    defaultId: 0,
    cancelId: 0,
    noLink: true
  })
  return response === 1
}
