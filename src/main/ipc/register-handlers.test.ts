import { beforeEach, describe, expect, test, vi } from 'vitest'
import { commands, type CommandChannel } from '../../shared/ipc-contract.ts'
import { done, err } from '../../shared/result.ts'
import type { Handlers } from './handlers.ts'
import { registerHandlers } from './register-handlers.ts'
import type { Sender } from './sender-guard.ts'

type Listener = (event: Sender, payload?: unknown) => unknown

const registered = vi.hoisted(() => new Map<string, Listener>())
vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, listener: Listener) => {
      if (registered.has(channel)) throw new Error(`a second handler for ${channel}`)
      registered.set(channel, listener)
    }
  }
}))

const channels = Object.keys(commands) as CommandChannel[]
const screen: Sender = { senderFrame: { url: 'app://hygiara/index.html', parent: null } }
const strangers: readonly (readonly [string, Sender])[] = [
  ['a frame that is gone', { senderFrame: null }],
  ['a frame inside ours', { senderFrame: { url: 'app://hygiara/index.html', parent: {} } }],
  ['a page from elsewhere', { senderFrame: { url: 'https://hygiara.evil/', parent: null } }]
]
const handle = vi.fn(() => done)

beforeEach(() => {
  registered.clear()
  handle.mockClear()
  const handlers = Object.fromEntries(channels.map((channel) => [channel, handle])) as unknown as Handlers
  registerHandlers(handlers, () => 'incident-7')
})

test('every channel of the contract is answered, and no other', () => {
  expect([...registered.keys()].sort()).toEqual([...channels].sort())
})

describe.each(channels)('%s', (channel) => {
  test.each(strangers)('is closed to %s, who learns nothing', async (_who, sender) => {
    await expect((async () => registered.get(channel)?.(sender, undefined))()).rejects.toThrow(
      `untrusted sender on ${channel}`
    )
    expect(handle).not.toHaveBeenCalled()
  })

  test('refuses a payload that does not fit', async () => {
    const answer = await registered.get(channel)?.(screen, { does: 'not fit' })
    expect(answer).toMatchObject(err({ code: 'invalid_request' }))
    expect(handle).not.toHaveBeenCalled()
  })
})

test('the app’s own page is served', async () => {
  expect(await registered.get('session:read')?.(screen, undefined)).toEqual(done)
})
