import type { ElectronApplication } from '@playwright/test'

/** One message between main and a page. */
export interface IpcMessage {
  readonly direction: 'request' | 'answer' | 'event'
  readonly channel: string
  /** The payload as V8 serialises it: text as it is, numbers and bytes too. */
  readonly bytes: Buffer
}

interface Kept {
  readonly direction: IpcMessage['direction']
  readonly channel: string
  readonly base64: string
}

/** Writes down everything that crosses between main and the pages from now on, both ways. */
export async function recordIpc(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ ipcMain, webContents }) => {
    const v8 = process.getBuiltinModule('node:v8')
    const kept: Kept[] = []
    Reflect.set(globalThis, 'recordedIpc', kept)
    const keep = (direction: IpcMessage['direction'], channel: string, payload: unknown): void => {
      kept.push({ direction, channel, base64: v8.serialize(payload).toString('base64') })
    }

    type Handler = (event: unknown, ...args: unknown[]) => unknown
    const handlers = Reflect.get(ipcMain, '_invokeHandlers') as Map<string, Handler>
    for (const [channel, handler] of handlers) {
      handlers.set(channel, async (event, ...args) => {
        keep('request', channel, args)
        const answer = await handler(event, ...args)
        keep('answer', channel, answer)
        return answer
      })
    }
    for (const contents of webContents.getAllWebContents()) {
      const send = contents.send.bind(contents)
      contents.send = (channel: string, ...args: unknown[]) => {
        keep('event', channel, args)
        send(channel, ...args)
      }
    }
  })
}

/** What was written down so far. */
export async function recordedIpc(electron: ElectronApplication): Promise<IpcMessage[]> {
  const kept = await electron.evaluate(() => Reflect.get(globalThis, 'recordedIpc') as Kept[])
  return kept.map(({ base64, ...message }) => ({ ...message, bytes: Buffer.from(base64, 'base64') }))
}
