import { app, BrowserWindow, type InputEvent } from 'electron'

// Wayland tells a window that has come to the front what is on the clipboard a moment later.
const settleMs = 250
// A copy follows the press that asks for it within milliseconds; one without a press is nobody's.
const freshMs = 5_000

const presses: ReadonlySet<InputEvent['type']> = new Set(['rawKeyDown', 'keyDown', 'mouseDown', 'touchStart'])

/**
 * Knows whether one of the app's windows is in front and was just pressed in, and calls `onActive` when one has come
 * to the front and stayed there for a moment.
 */
export function watchFrontWindow(
  onActive: () => void,
  now: () => number = Date.now
): { isActive: () => boolean; wasJustPressed: () => boolean } {
  let pressedAt = -Infinity
  const isActive = () => BrowserWindow.getFocusedWindow() !== null
  app.on('browser-window-created', (_event, window) => {
    window.webContents.on('input-event', (_input, { type }) => {
      if (presses.has(type)) pressedAt = now()
    })
  })
  app.on('browser-window-focus', () => {
    setTimeout(() => isActive() && onActive(), settleMs)
  })
  return { isActive, wasJustPressed: () => now() - pressedAt <= freshMs }
}
