import type { ClientRequest } from 'node:http'
import type { ElectronApplication } from 'playwright'

/** A call that main makes to the disk, for the intent that is written down. */
export interface FileCall {
  readonly call: 'open' | 'rename' | 'rm'
  /** How the path ends; of a rename the new one. */
  readonly ending: string
  /** Which of these calls, counted from 1. */
  readonly nth: number
  readonly when: 'before' | 'after'
}

// Each of these replaces a function of Node or Electron in the running app, whose build stays as it is: at the named
// call main sends itself the signal that the system would send. Nobody outside could be quick enough.

/** Main ends at a call to the disk. */
export async function endAtFileCall(electron: ElectronApplication, at: FileCall): Promise<void> {
  await electron.evaluate((_electron, { call, ending, nth, when }) => {
    const files = process.getBuiltinModule('node:fs/promises')
    const real = files[call] as (...args: readonly unknown[]) => Promise<unknown>
    let seen = 0
    const watched = async (...args: readonly unknown[]): Promise<unknown> => {
      const path = String(args[call === 'rename' ? 1 : 0])
      if (path.includes('create-intents') && path.endsWith(ending)) seen += 1
      else return real(...args)
      if (seen === nth && when === 'before') process.kill(process.pid, 'SIGKILL')
      const outcome = await real(...args)
      if (seen === nth) process.kill(process.pid, 'SIGKILL')
      return outcome
    }
    Object.assign(files, { [call]: watched })
    process.getBuiltinModule('node:module').syncBuiltinESMExports()
  }, at)
}

/** Main ends when the create is about to be sent, or when the whole answer to it has arrived and nobody has read it. */
export async function endAtCreate(electron: ElectronApplication, at: 'request' | 'answer'): Promise<void> {
  await electron.evaluate((_electron, end) => {
    const http = process.getBuiltinModule('node:http')
    const real = http.request as (...args: readonly unknown[]) => ClientRequest
    const watched = (...args: readonly unknown[]): ClientRequest => {
      const { method, path } = args[0] as { readonly method?: string; readonly path?: string }
      const isCreate = method === 'POST' && path?.endsWith('/api-keys') === true
      if (isCreate && end === 'request') process.kill(process.pid, 'SIGKILL')
      const request = real(...args)
      if (isCreate) {
        request.prependOnceListener('response', (answer) => {
          answer.prependOnceListener('end', () => process.kill(process.pid, 'SIGKILL'))
        })
      }
      return request
    }
    Object.assign(http, { request: watched })
  }, at)
}

/** Main ends when the key is on the clipboard, before anybody hears of it. */
export async function endAtClipboard(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ clipboard }) => {
    // One or the other, by the version of Electron.
    for (const call of ['write', 'writeText'] as const) {
      const real = clipboard[call].bind(clipboard) as (...args: readonly unknown[]) => unknown
      const watched = (...args: readonly unknown[]): unknown => {
        const written = real(...args)
        void Promise.resolve(written).then(() => process.kill(process.pid, 'SIGKILL'))
        return written
      }
      Object.assign(clipboard, { [call]: watched })
    }
  })
}
