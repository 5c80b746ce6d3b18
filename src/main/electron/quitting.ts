import { app } from 'electron'

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
      await Promise.race([settle(), new Promise((resolve) => setTimeout(resolve, longestSettleMs))])
      state = 'settled'
      app.quit()
    })
  })
}
