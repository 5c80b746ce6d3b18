import { app, BrowserWindow } from 'electron'

// A clipboard that does not answer must not keep the app, or the computer, from ending.
const longestSettleMs = 2_000

/**
 * Quits in order: asks `mayQuit`, then lets `settle` leave nothing behind, for at most two seconds. However often
 * somebody asks to quit meanwhile, it happens once.
 */
export function quitInOrder(mayQuit: () => Promise<boolean>, settle: () => Promise<void>): void {
  let state: 'running' | 'asking' | 'settled' = 'running'
  app.on('before-quit', (event) => {
    if (state === 'settled') return
    event.preventDefault()
    if (state === 'asking') return
    state = 'asking'
    void mayQuit().then(async (may) => {
      if (!may) {
        state = 'running'
        return
      }
      const late = new Promise((resolve) => setTimeout(resolve, longestSettleMs))
      // What could not be left in order is no reason to stay.
      await Promise.race([settle().catch(() => undefined), late])
      state = 'settled'
      // A window that is asked to close asks in turn, and on macOS that takes the quit back.
      for (const window of BrowserWindow.getAllWindows()) window.destroy()
      app.quit()
    })
  })
}
