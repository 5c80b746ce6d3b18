import { ipcMain } from 'electron'
import type { ReadyChannel } from '../../shared/ready-channel.ts'
import { isTrustedSender } from './sender-guard.ts'

const readyChannel: ReadyChannel = 'app:whenReady'

/** Lets the page's commands in once they are answered: before that the page may start, and waits. */
export function openWhenReady(whenReady: Promise<unknown>): void {
  ipcMain.handle(readyChannel, async (event) => {
    if (!isTrustedSender(event)) throw new Error(`untrusted sender on ${readyChannel}`)
    await whenReady
  })
}
