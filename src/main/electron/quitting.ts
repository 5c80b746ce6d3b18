import { app, BrowserWindow, powerMonitor } from 'electron'

// A clipboard that does not answer must not keep the app, or the computer, from ending.
const longestSettleMs = 2_000

interface Quitting {
  /** Asks the person, if there is something to ask. */
  readonly mayQuit: (reason: 'quit' | 'shutdown') => Promise<boolean>
  /** Whether they would be asked: Windows wants to know at once. */
  readonly wouldAsk: () => boolean
  /** Leaves nothing behind. */
  readonly settle: () => Promise<void>
}

/**
 * Quits in order: asks `mayQuit`, then lets `settle` leave nothing behind, for at most two seconds. However often
 * somebody asks to quit meanwhile, it happens once. The end of the computer goes the same way; a system that does not
 * wait for the answer ends the app all the same, and then the next start says which key nobody has.
 */
export function quitInOrder({ mayQuit, wouldAsk, settle }: Quitting): void {
  let state: 'running' | 'settling' | 'settled' = 'running'
  let asking = 0

  const begin = async (reason: 'quit' | 'shutdown'): Promise<void> => {
    asking += 1
    const may = await mayQuit(reason).finally(() => (asking -= 1))
    if (!may || state !== 'running') return
    state = 'settling'
    const late = new Promise((resolve) => setTimeout(resolve, longestSettleMs))
    // What could not be left in order is no reason to stay.
    await Promise.race([settle().catch(() => undefined), late])
    state = 'settled'
    // A window that is asked to close asks in turn, and on macOS that takes the quit back.
    for (const window of BrowserWindow.getAllWindows()) window.destroy()
    app.quit()
  }

  // Asked also while a quit is: the question then says what is about to happen.
  const shutDown = () => {
    if (state === 'running') void begin('shutdown')
  }

  app.on('before-quit', (event) => {
    if (state === 'settled') return
    event.preventDefault()
    if (asking === 0 && state === 'running') void begin('quit')
  })
  app.on('browser-window-created', (_event, window) => {
    // Windows asks each window whether the session may end, and shows a page of its own to the person if not.
    window.on('query-session-end', (event) => {
      if (state !== 'running' || !wouldAsk()) return
      event.preventDefault()
      void begin('shutdown')
    })
    // It ends, whatever anybody says: what can be done in the time that is left is done.
    window.on('session-end', shutDown)
  })
  // Linux (where logind runs) and macOS: asks for the moment that leaving in order takes.
  powerMonitor.on('shutdown', (event?: { preventDefault: () => void }) => {
    event?.preventDefault()
    shutDown()
  })
}

/**
 * Has what asks a process to end ask the app to quit, as Electron does by itself: a second time ends it. To be called
 * once the core is loaded, because a library that comes with it (when-exit) takes these signals and ends the process.
 */
export function quitWhenAskedToEnd(): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.removeAllListeners(signal)
    process.once(signal, () => {
      app.quit()
    })
  }
}
