import { describe, expect, test } from 'vitest'
import { commands, events, type CommandChannel } from './ipc-contract.ts'
import { chunkSize } from './inventory.ts'
import { emptyNotes } from './key-record.ts'

const channels = [...Object.keys(commands), ...Object.keys(events)]

test('a channel is a topic and a verb', () => {
  const generic = ['on', 'send', 'invoke', 'fetch', 'request', 'get', 'set', 'call', 'decrypt', 'encrypt']
  for (const channel of channels) {
    expect(channel).toMatch(/^[a-z]+(?:-[a-z]+)*:[a-z][A-Za-z]+$/u)
    const [topic, verb] = channel.split(':')
    // `leaving:request` asks for leave; any other generic verb would be a way to do anything.
    if (topic !== 'leaving') expect(generic).not.toContain(verb)
  }
})

test('no channel is both a command and an event', () => {
  expect(new Set(channels)).toHaveLength(channels.length)
})

test('a topic that changes can also be read', () => {
  const changing = Object.keys(events).filter((channel) => channel.endsWith(':changed'))
  const readable = Object.keys(commands)
  for (const channel of changing) {
    const topic = channel.slice(0, channel.indexOf(':'))
    expect(readable.some((command) => command.startsWith(`${topic}:read`))).toBe(true)
  }
})

describe('what a command is asked with', () => {
  const uuid = '0f3c5a52-4f53-4d4e-9b5c-5a3d1c8b7a10'
  /** For each command that takes something: one request that fits. */
  const fitting: Partial<Record<CommandChannel, object>> = {
    'session:signIn': { serverUrl: 'https://a.example', email: 'a@b.c', password: 'p', staysSignedIn: false },
    'session:tryLocally': { withSampleData: true },
    'session:review': { profileId: uuid },
    'session:deleteKept': { profileId: uuid },
    'inventory:readChunk': { offset: chunkSize },
    'inventory:export': { format: 'csv', ids: ['k1'] },
    'endpoints:answer': { choices: [{ part: 'create', operation: { method: 'POST', path: '/keys' } }] },
    'endpoints:choose': { part: 'create', operation: { method: 'POST', path: '/keys' } },
    'endpoints:test': { part: 'list' },
    'history:changesSince': { id: 1 },
    'history:readKey': { id: 'k1' },
    'api-keys:create': { name: 'ci', expiry: { kind: 'day', day: '2027-01-01' }, notes: emptyNotes },
    'api-keys:revoke': { id: 'k1' },
    'api-keys:copyMarkdown': { id: 'k1' },
    'api-keys:copyLabels': { ids: ['k1'] },
    'records:editNotes': { id: 'k1', notes: emptyNotes },
    'orphans:look': { intentId: uuid },
    'orphans:revokeAndCreateAgain': { intentId: uuid, keyId: 'k1' },
    'orphans:dismiss': { intentId: uuid },
    'orphans:finishHandover': { intentId: uuid },
    'keychain:remove': { service: 'Hygiara', account: 'Acme/ci' },
    'keychain:copyCommand': { service: 'Hygiara', account: 'Acme/ci' },
    'settings:setEscrow': { isOn: false },
    'settings:setSingleKeys': { isOn: false },
    'handoff:copy': { handle: uuid, format: 'curl' },
    'handoff:test': { handle: uuid },
    'handoff:show': { handle: uuid },
    'handoff:saveToKeychain': { handle: uuid, replacesExisting: true },
    'handoff:cancel': { handle: uuid },
    'leaving:request': { reason: 'navigate' },
    'leaving:answer': { choice: 'revoke' },
    'settings:setTheme': { theme: 'dark' },
    'settings:setClipboardSeconds': { seconds: 120 },
    'views:save': { id: null, name: 'Old CI', query: 'is:stale ci', sort: null },
    'views:remove': { id: uuid },
    'views:setSort': { view: 'all', sort: { column: 'name', direction: 'ascending' } },
    'notices:dismiss': { id: uuid }
  }
  /** Where `null` says something: a new view, an order of its own. */
  const mayBeNull = ['endpoints:choose operation', 'views:save id', 'views:save sort', 'views:setSort sort']
  const withoutRequest = (Object.keys(commands) as CommandChannel[]).filter((channel) => !fitting[channel])

  const fits = (channel: CommandChannel, payload: unknown) =>
    commands[channel].request.safeParse(payload).success

  test('a key cannot be left on the clipboard for any time, or for ever', () => {
    for (const seconds of [0, 9, 31, 121, 3_600, -30, 30.5, Infinity, NaN, null, '30']) {
      expect(fits('settings:setClipboardSeconds', { seconds })).toBe(false)
    }
  })

  test.each(withoutRequest)('%s takes nothing', (channel) => {
    expect(fits(channel, undefined)).toBe(true)
    for (const payload of [null, {}, [], '', 0, false]) expect(fits(channel, payload)).toBe(false)
  })

  test.each(Object.entries(fitting) as [CommandChannel, Record<string, unknown>][])(
    '%s takes exactly its fields',
    (channel, request) => {
      expect(fits(channel, request)).toBe(true)
      expect(fits(channel, { ...request, extra: 1 })).toBe(false)
      for (const field of Object.keys(request)) {
        const { [field]: _left, ...rest } = request
        expect(fits(channel, rest)).toBe(false)
        for (const wrong of [null, {}, [], Symbol('x'), 2n ** 60n]) {
          if (wrong === null && mayBeNull.includes(`${channel} ${field}`)) continue
          expect(fits(channel, { ...request, [field]: wrong })).toBe(false)
        }
      }
    }
  )

  test('texts are bounded', () => {
    const create = (name: string) =>
      fits('api-keys:create', { name, expiry: { kind: 'day', day: '2027-01-01' }, notes: emptyNotes })
    expect(create('x'.repeat(2_000))).toBe(true)
    expect(create('x'.repeat(2_001))).toBe(false)
    expect(fits('api-keys:revoke', { id: 'x'.repeat(200) })).toBe(true)
    expect(fits('api-keys:revoke', { id: 'x'.repeat(201) })).toBe(false)
    expect(fits('api-keys:revoke', { id: '' })).toBe(false)
  })

  test('rows are read in whole chunks', () => {
    for (const offset of [0, chunkSize, 25 * chunkSize]) {
      expect(fits('inventory:readChunk', { offset })).toBe(true)
    }
    for (const offset of [-chunkSize, 1, chunkSize - 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, '0']) {
      expect(fits('inventory:readChunk', { offset })).toBe(false)
    }
  })

  test('a screen cannot speak for the operating system', () => {
    expect(fits('leaving:request', { reason: 'quit' })).toBe(false)
    expect(fits('leaving:request', { reason: 'close-window' })).toBe(false)
  })
})
