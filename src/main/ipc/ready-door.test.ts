import { expect, test, vi } from 'vitest'
import { openWhenReady } from './ready-door.ts'
import { uiOrigin } from './sender-guard.ts'

type Handle = (event: { senderFrame: { url: string; parent: null } }) => Promise<unknown>
const handlers = vi.hoisted(() => new Map<string, unknown>())
vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, handle: unknown) => handlers.set(channel, handle) }
}))

const from = (url: string) => ({ senderFrame: { url, parent: null } })

test('whoever asks early waits, and no other page is told', async () => {
  let ready: () => void = () => undefined
  openWhenReady(new Promise<void>((resolve) => (ready = resolve)))
  const ask = handlers.get('app:whenReady') as Handle
  const asked = ask(from(`${uiOrigin}/index.html`))
  const later = new Promise((resolve) => setTimeout(() => resolve('waiting'), 20))
  expect(await Promise.race([asked, later])).toBe('waiting')
  ready()
  expect(await asked).toBeUndefined()
  await expect(ask(from('https://elsewhere.test/'))).rejects.toThrow('untrusted sender')
})
