import { join } from 'node:path'
import { inspect } from 'node:util'
import type { ElectronApplication } from '@playwright/test'
import type { CommandChannel, EventChannel, RequestOf } from '../src/shared/ipc-contract.ts'
import type { KeyNotes } from '../src/shared/key-record.ts'
import { expect, test } from './fixtures/test.ts'
import { builtApp, KeysApp } from './fixtures/keys-app.ts'

/** Every command of the contract; the compiler says when one is missing here. */
const commands: Readonly<Record<CommandChannel, true>> = {
  'api-keys:copyMarkdown': true,
  'api-keys:copyLabels': true,
  'api-keys:create': true,
  'api-keys:revoke': true,
  'app:readFacts': true,
  'clipboard:clearNow': true,
  'clipboard:keepLonger': true,
  'clipboard:read': true,
  'connection:read': true,
  'escrow:look': true,
  'escrow:read': true,
  'keychain:cancel': true,
  'keychain:copyCommand': true,
  'keychain:look': true,
  'keychain:open': true,
  'keychain:read': true,
  'keychain:remove': true,
  'orphans:finishHandover': true,
  'settings:setEscrow': true,
  'settings:setSingleKeys': true,
  'orphans:dismiss': true,
  'orphans:look': true,
  'orphans:read': true,
  'orphans:revokeAndCreateAgain': true,
  'endpoints:answer': true,
  'endpoints:cancel': true,
  'endpoints:choose': true,
  'endpoints:lookAgain': true,
  'endpoints:read': true,
  'endpoints:readOperations': true,
  'endpoints:test': true,
  'handoff:cancel': true,
  'handoff:copy': true,
  'handoff:test': true,
  'handoff:hide': true,
  'handoff:read': true,
  'handoff:saveToKeychain': true,
  'handoff:show': true,
  'inventory:cancelRefresh': true,
  'inventory:readChunk': true,
  'inventory:refresh': true,
  'leaving:answer': true,
  'leaving:read': true,
  'leaving:request': true,
  'leaving:seen': true,
  'notices:dismiss': true,
  'notices:read': true,
  'records:editNotes': true,
  'records:read': true,
  'records:tryAgain': true,
  'history:changesSince': true,
  'history:read': true,
  'history:readKey': true,
  'inventory:export': true,
  'inventory:tryToKeep': true,
  'session:cancel': true,
  'session:review': true,
  'session:deleteKept': true,
  'session:read': true,
  'session:restore': true,
  'session:signIn': true,
  'session:signOut': true,
  'session:tryLocally': true,
  'settings:read': true,
  'settings:setClipboardSeconds': true,
  'settings:setTheme': true,
  'views:read': true,
  'views:remove': true,
  'views:save': true,
  'views:setSort': true
}

/** Every event of the contract. */
const events: Readonly<Record<EventChannel, true>> = {
  'app:menuChosen': true,
  'clipboard:changed': true,
  'escrow:changed': true,
  'keychain:changed': true,
  'connection:changed': true,
  'endpoints:changed': true,
  'orphans:changed': true,
  'handoff:changed': true,
  'inventory:changed': true,
  'leaving:changed': true,
  'notices:changed': true,
  'records:changed': true,
  'session:changed': true,
  'settings:changed': true,
  'views:changed': true
}

type CommandWithRequest = {
  [Channel in CommandChannel]: undefined extends RequestOf<Channel> ? never : Channel
}[CommandChannel]

const emptyNotes: KeyNotes = { purpose: null, noExpiryReason: '', owner: '', ticket: '', consumers: '' }

/** A request that each command with one would take, and that does next to nothing where nobody is signed in. */
const validRequests: { readonly [Channel in CommandWithRequest]: RequestOf<Channel> } = {
  'api-keys:copyMarkdown': { id: 'key_none' },
  'api-keys:copyLabels': { ids: ['key_none'] },
  'api-keys:create': { name: 'ci-nobody', expiry: { kind: 'never' }, notes: emptyNotes },
  'api-keys:revoke': { id: 'key_none' },
  'endpoints:answer': { choices: [{ part: 'create', operation: null }] },
  'endpoints:choose': { part: 'create', operation: null },
  'endpoints:test': { part: 'list' },
  'handoff:cancel': { handle: '00000000-0000-4000-8000-000000000000' },
  'handoff:copy': { handle: '00000000-0000-4000-8000-000000000000', format: 'raw' },
  'handoff:test': { handle: '00000000-0000-4000-8000-000000000000' },
  'handoff:saveToKeychain': { handle: '00000000-0000-4000-8000-000000000000', replacesExisting: true },
  'handoff:show': { handle: '00000000-0000-4000-8000-000000000000' },
  'inventory:readChunk': { offset: 0 },
  'leaving:answer': { choice: 'keep-open' },
  'leaving:request': { reason: 'navigate' },
  'notices:dismiss': { id: '00000000-0000-4000-8000-000000000000' },
  'records:editNotes': { id: 'key_none', notes: emptyNotes },
  'keychain:copyCommand': { service: 'Hygiara', account: 'Nobody/none' },
  'keychain:remove': { service: 'Hygiara', account: 'Nobody/none' },
  'orphans:finishHandover': { intentId: '00000000-0000-4000-8000-000000000000' },
  'settings:setEscrow': { isOn: true },
  'settings:setSingleKeys': { isOn: true },
  'orphans:dismiss': { intentId: '00000000-0000-4000-8000-000000000000' },
  'orphans:look': { intentId: '00000000-0000-4000-8000-000000000000' },
  'orphans:revokeAndCreateAgain': { intentId: '00000000-0000-4000-8000-000000000000', keyId: 'key_none' },
  'history:readKey': { id: 'none' },
  'history:changesSince': { id: 1 },
  'inventory:export': { format: 'csv', ids: ['key_none'] },
  'session:deleteKept': { profileId: '00000000-0000-4000-8000-000000000000' },
  'session:review': { profileId: '00000000-0000-4000-8000-000000000000' },
  'session:signIn': { serverUrl: 'ftp://nowhere', email: '', password: '', staysSignedIn: false },
  'session:tryLocally': { withSampleData: false },
  'settings:setClipboardSeconds': { seconds: 30 },
  'settings:setTheme': { theme: 'system' },
  'views:remove': { id: '00000000-0000-4000-8000-000000000000' },
  'views:save': { id: null, name: 'Old CI', query: 'is:stale ci', sort: null },
  'views:setSort': { view: 'all', sort: null }
}

type Answer = { ok: boolean; error?: { code: string } } | string

test.describe('the bridge', () => {
  let app: KeysApp

  test.beforeAll(async () => {
    app = await (await KeysApp.create()).start()
  })
  test.afterAll(() => app.remove())

  test('has one function for each row of the contract, and nothing else', async () => {
    const found = await app.page.evaluate(() => {
      const bridge = Reflect.get(window, 'hygiara') as Record<string, unknown>
      return {
        names: Object.getOwnPropertyNames(bridge).sort(),
        symbols: Object.getOwnPropertySymbols(bridge).length,
        kinds: [...new Set(Object.values(bridge).map((each) => typeof each))]
      }
    })
    expect(found.names).toEqual([...Object.keys(commands), ...Object.keys(events)].sort())
    expect(found.symbols).toBe(0)
    expect(found.kinds).toEqual(['function'])
  })

  test('cannot be changed by the page', async () => {
    const outcome = await app.page.evaluate(() => {
      const bridge = Reflect.get(window, 'hygiara') as Record<string, unknown>
      const original = bridge['session:signIn']
      const attempts = [
        () => Reflect.set(bridge, 'session:signIn', () => 'mine'),
        () => Reflect.set(bridge, 'more', () => 'mine'),
        () => Reflect.deleteProperty(bridge, 'session:signIn'),
        () => Reflect.set(window, 'hygiara', {}),
        () => Reflect.deleteProperty(window, 'hygiara'),
        () => Reflect.defineProperty(window, 'hygiara', { value: {} })
      ]
      return {
        frozen: Object.isFrozen(bridge),
        succeeded: attempts.map((attempt) => attempt()),
        same: Reflect.get(window, 'hygiara') === bridge && bridge['session:signIn'] === original
      }
    })
    expect(outcome).toEqual({ frozen: true, succeeded: Array(6).fill(false), same: true })
  })

  test('gives listeners the payload alone, never the event with its way to main', async () => {
    const argument = await app.page.evaluate(
      () =>
        new Promise<unknown[]>((resolve) => {
          const bridge = Reflect.get(window, 'hygiara') as Record<string, (argument?: unknown) => unknown>
          bridge['settings:changed']?.((...args: unknown[]) => resolve(args))
          void bridge['settings:setTheme']?.({ theme: 'light' })
        })
    )
    expect(argument).toMatchObject([{ revision: expect.any(Number) as unknown, value: { theme: 'light' } }])
    expect(argument).toHaveLength(1)
  })

  test('refuses every request that does not fit the contract, and does nothing', async () => {
    const before = await callFromPage(app, 'session:read')
    for (const [channel, request] of Object.entries(validRequests)) {
      const hostile: unknown[] = [
        undefined,
        null,
        42,
        'text',
        [],
        [request],
        {},
        { ...request, more: 1 },
        { ...request, constructor: { prototype: { polluted: true } } },
        Object.fromEntries(Object.keys(request).map((key) => [key, { $ne: null }])),
        Object.fromEntries(Object.keys(request).map((key) => [key, 'x'.repeat(10_000)]))
      ]
      for (const payload of hostile) {
        const answer = await callFromPage(app, channel, payload)
        expect(answer, `${channel} ${inspect(payload).slice(0, 80)}`).toMatchObject({
          ok: false,
          error: { code: 'invalid_request' }
        })
      }
    }
    expect(await callFromPage(app, 'session:read')).toEqual(before)
    // The same requests without the fault are understood: it was not the channel that refused.
    for (const [channel, request] of Object.entries(validRequests)) {
      const answer = await callFromPage(app, channel, request)
      expect(answer, channel).not.toMatchObject({ error: { code: 'invalid_request' } })
    }
  })

  test('answers nobody on another origin, though it has the same preload', async () => {
    const denied = await callEverythingFrom(app.electron, 'window')
    expect(Object.keys(denied).sort()).toEqual(Object.keys(commands).sort())
    for (const [channel, answer] of Object.entries(denied)) {
      expect(answer, channel).toContain(`untrusted sender on ${channel}`)
    }
  })

  test('answers no frame inside the page, though it is on our origin', async () => {
    const denied = await callEverythingFrom(app.electron, 'frame')
    expect(Object.keys(denied).sort()).toEqual(Object.keys(commands).sort())
    for (const [channel, answer] of Object.entries(denied)) {
      expect(answer, channel).toContain(`untrusted sender on ${channel}`)
    }
  })
})

async function callFromPage(app: KeysApp, channel: string, request?: unknown): Promise<Answer> {
  return app.page.evaluate(
    async ([name, payload]) => {
      const bridge = Reflect.get(window, 'hygiara') as Record<string, (request?: unknown) => Promise<Answer>>
      return bridge[name]?.(payload).catch((cause: unknown) => String(cause)) ?? 'no such function'
    },
    [channel, request] as const
  )
}

/**
 * Opens a window with the app's own preload that shows a page of the test's own, and calls every command from there:
 * from the page (which is then on another origin), or from a frame in it (which is then on ours).
 */
async function callEverythingFrom(
  electron: ElectronApplication,
  caller: 'window' | 'frame'
): Promise<Record<string, string>> {
  return electron.evaluate(
    async ({ BrowserWindow, session }, [from, channels, preload]) => {
      const partition = `test-${from}`
      const origin = from === 'window' ? 'app://elsewhere' : 'app://hygiara'
      session.fromPartition(partition).protocol.handle('app', (request) => {
        const body = request.url.endsWith('/frame') ? 'inside' : '<iframe src="/frame"></iframe>'
        return new Response(body, { headers: { 'Content-Type': 'text/html' } })
      })
      const window = new BrowserWindow({
        show: false,
        webPreferences: {
          partition,
          sandbox: true,
          contextIsolation: true,
          nodeIntegrationInSubFrames: true,
          preload
        }
      })
      try {
        // The app forbids frames to load; here one has to, or there would be nobody to be refused.
        window.webContents.removeAllListeners('will-frame-navigate')
        await window.loadURL(`${origin}/page`)
        const [frame] = window.webContents.mainFrame.frames
        const contents = from === 'window' ? window.webContents.mainFrame : frame
        const calls = `Promise.all(${JSON.stringify(channels)}.map(async (channel) => [
          channel,
          await window.hygiara[channel]({}).then((answer) => JSON.stringify(answer), String)
        ]))`
        const answers: unknown = await contents?.executeJavaScript(calls)
        return Object.fromEntries(answers as [string, string][])
      } finally {
        window.destroy()
      }
    },
    [caller, Object.keys(commands), join(builtApp, 'out/preload/index.cjs')] as const
  )
}
