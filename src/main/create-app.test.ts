import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { commands, type AnswerOf, type CommandChannel, type RequestOf } from '../shared/ipc-contract.ts'
import { emptyNotes } from '../shared/key-record.ts'
import { done, err } from '../shared/result.ts'
import type { Theme } from '../shared/settings.ts'
import { createApp } from './create-app.ts'
import { KeychainDataKey } from './data-key/keychain-data-key.ts'
import { answerCommand } from './ipc/answer-command.ts'
import { FakeClock, settled } from './testing/fake-clock.ts'
import { defaultHoldMs } from './testing/guarded-clipboard.ts'
import { InMemoryClipboard } from './testing/in-memory-clipboard.ts'
import { InMemoryClipboardDebtRecord } from './testing/in-memory-clipboard-debt-record.ts'
import { InMemoryHygiara } from './testing/in-memory-hygiara.ts'
import { InMemoryDisk, InMemoryKeptDataStore } from './testing/in-memory-kept-data-store.ts'
import { InMemoryIntentJournal } from './testing/in-memory-intent-journal.ts'
import { InMemoryKeychain } from './testing/in-memory-keychain.ts'
import { InMemoryLeaveDialog } from './testing/in-memory-leave-dialog.ts'
import { InMemorySnapshotStore } from './testing/in-memory-snapshot-store.ts'
import { InMemoryRecordStore } from './testing/in-memory-record-store.ts'
import { InMemoryRememberedItems } from './testing/in-memory-remembered-items.ts'
import { InMemoryLocalHygiara } from './testing/in-memory-local-hygiara.ts'
import { InMemorySecretWindow } from './testing/in-memory-secret-window.ts'
import { sampleKey, sampleKeys } from './testing/key-samples.ts'
import { sampleReading, ScriptedPublicAnswers, ScriptedReader } from './testing/scripted-reference.ts'
import { rowsOf } from './testing/rows-of.ts'
import { PublishedEvents } from './testing/published-events.ts'

const clock = new FakeClock()
const facts = {
  version: '0.1.0',
  platform: 'linux',
  keychainName: 'GNOME Keyring',
  clipboardNeedsActiveWindow: false
} as const

let hygiara: InMemoryHygiara
let journal: InMemoryIntentJournal
let keychain: InMemoryKeychain
let clipboard: InMemoryClipboard
let clipboardDebts: InMemoryClipboardDebtRecord
let disk: InMemoryDisk
let recordStore: InMemoryRecordStore
let snapshots: InMemorySnapshotStore
let rememberedItems: InMemoryRememberedItems
let local: InMemoryLocalHygiara
let publicAnswers: ScriptedPublicAnswers
let referenceReader: ScriptedReader

/** The whole core as it is after a start, asked as the screens ask it. */
function start(setAside: string | null = null) {
  const events = new PublishedEvents()
  const answers: unknown[] = []
  const themes: Theme[] = []
  const app = createApp({
    appearance: { setTheme: (theme) => themes.push(theme) },
    askPublicly: publicAnswers.ask,
    clipboard,
    clipboardDebts,
    clock,
    connect: hygiara.connect,
    dataKey: new KeychainDataKey(keychain),
    facts,
    journal,
    keychain,
    exportFile: { choose: () => Promise.resolve(null), write: () => Promise.resolve(true) },
    leaveDialog: new InMemoryLeaveDialog(),
    localHygiara: local,
    publish: events.publish,
    recordStore,
    referenceReader,
    rememberedItems,
    secretWindow: new InMemorySecretWindow(),
    isWindowVisible: () => true,
    snapshots,
    store: new InMemoryKeptDataStore(disk, setAside)
  })
  async function ask<Channel extends CommandChannel>(
    channel: Channel,
    request?: RequestOf<Channel>
  ): Promise<AnswerOf<Channel>> {
    const answer = await answerCommand(channel, request, app.handlers, (_where, cause) => {
      throw cause
    })
    answers.push(answer)
    return answer
  }
  const rows = async () => {
    const chunk = await ask('inventory:readChunk', { offset: 0 })
    return chunk.ok ? rowsOf(chunk.value).map(({ id }) => id) : []
  }
  const create = async (name = 'ci-reviews') => {
    const created = await ask('api-keys:create', { name, expiry: { kind: 'never' }, notes: emptyNotes })
    if (!created.ok) throw new Error(created.error.code)
    return created.value
  }
  return { app, ask, rows, create, events, answers, themes }
}

const ada = {
  serverUrl: 'https://hygiara.test',
  email: 'ada@acme.test',
  password: 'correct horse',
  staysSignedIn: false
}

beforeEach(() => {
  hygiara = new InMemoryHygiara(clock)
  hygiara.addAccount(ada.email, ada.password)
  hygiara.addAccount('bo@other.test', 'battery staple', 'Other Ltd')
  journal = new InMemoryIntentJournal()
  keychain = new InMemoryKeychain()
  clipboard = new InMemoryClipboard()
  clipboardDebts = new InMemoryClipboardDebtRecord()
  disk = new InMemoryDisk()
  recordStore = new InMemoryRecordStore()
  snapshots = new InMemorySnapshotStore()
  rememberedItems = new InMemoryRememberedItems()
  publicAnswers = new ScriptedPublicAnswers()
  referenceReader = new ScriptedReader()
  local = new InMemoryLocalHygiara((email, password) => {
    hygiara.addAccount(email, password, 'Local Hygiara')
  })
})

describe('the endpoints of a server', () => {
  beforeEach(() => {
    publicAnswers.pages.set('/openapi.json', '{ "openapi": "3.1.0", "paths": {} }')
    referenceReader.reading = (choices) => sampleReading(choices, { asksFor: 'create' })
  })

  test('an open question stops the sign-in before anything is sent to it', async () => {
    const { ask } = start()
    expect(await ask('session:signIn', ada)).toEqual(err({ code: 'endpoints_unclear' }))
    expect(hygiara.calls).toEqual([])
    await ask('endpoints:answer', { choices: [{ part: 'create', operation: null }] })
    expect(await ask('session:signIn', ada)).toEqual(done)
    expect(hygiara.mappings.at(-1)?.create).toBeNull()
  })

  test('a choice counts from the next request on, in the same session', async () => {
    const { ask, create } = start()
    const operation = { method: 'POST', path: '/api/v1/api-keys' } as const
    await ask('session:signIn', ada)
    await ask('endpoints:answer', { choices: [{ part: 'create', operation: null }] })
    await ask('session:signIn', ada)
    await settled()
    const lists = hygiara.count('listKeys')
    expect(await ask('endpoints:choose', { part: 'create', operation })).toEqual(done)
    await settled()
    expect(hygiara.mappings.at(-1)?.create?.operation).toEqual(operation)
    expect(hygiara.count('listKeys')).toBe(lists + 1)
    expect(hygiara.count('signIn')).toBe(1)
    await create()
    expect(hygiara.count('createKey')).toBe(1)
  })

  test('a part that only reads is tried with the session', async () => {
    referenceReader.reading = (choices) => sampleReading(choices)
    hygiara.keys = sampleKeys(3)
    const { ask } = start()
    await ask('session:signIn', ada)
    expect(await ask('endpoints:test', { part: 'list' })).toMatchObject({
      value: { status: 200, found: { kind: 'keys', count: 3 } }
    })
  })
})

describe('signing in', () => {
  test('reads the inventory by itself', async () => {
    hygiara.keys = sampleKeys(3)
    const { ask, rows } = start()
    expect(await ask('session:signIn', ada)).toEqual(done)
    await settled()
    expect(await rows()).toEqual(['k0', 'k1', 'k2'])
  })

  test('does not wait for the inventory', async () => {
    hygiara.answers.listKeys.close()
    const { ask } = start()
    expect(await ask('session:signIn', ada)).toEqual(done)
  })

  test('again as the same person keeps the rows on the screen while they are read anew', async () => {
    hygiara.keys = sampleKeys(3)
    const { ask, rows } = start()
    await ask('session:signIn', ada)
    await settled()
    hygiara.endSessions()
    await ask('inventory:refresh')
    expect(await ask('session:read')).toMatchObject({ value: { value: { standing: 'expired' } } })
    hygiara.answers.listKeys.close()
    await ask('session:signIn', ada)
    expect(await rows()).toEqual(['k0', 'k1', 'k2'])
    expect(await ask('session:read')).toMatchObject({ value: { value: { standing: 'live' } } })
  })

  test('as somebody else is refused while one is signed in, and forgets the rows after a sign-out', async () => {
    hygiara.keys = sampleKeys(3)
    const { ask, rows } = start()
    await ask('session:signIn', ada)
    await settled()
    const bo = { ...ada, email: 'bo@other.test', password: 'battery staple' }
    expect(await ask('session:signIn', bo)).toMatchObject({ error: { code: 'invalid_request' } })
    expect(await ask('session:tryLocally', { withSampleData: false })).toMatchObject({ ok: false })
    expect(await rows()).toHaveLength(3)
    hygiara.answers.listKeys.close()
    await ask('session:signOut')
    await ask('session:signIn', bo)
    expect(await rows()).toEqual([])
  })

  test('that fails keeps everything', async () => {
    hygiara.keys = sampleKeys(3)
    const { ask, rows } = start()
    await ask('session:signIn', ada)
    await settled()
    expect(await ask('session:signIn', { ...ada, password: 'wrong' })).toEqual(
      err({ code: 'wrong_credentials' })
    )
    expect(await rows()).toEqual(['k0', 'k1', 'k2'])
  })

  test('to the local Hygiara needs nothing but a press', async () => {
    const { ask } = start()
    expect(await ask('session:tryLocally', { withSampleData: true })).toEqual(done)
    expect(await ask('session:read')).toMatchObject({
      value: { value: { state: 'signed-in', profile: { kind: 'local' } } }
    })
  })
})

describe('signing out', () => {
  test('forgets rows and clipboard', async () => {
    hygiara.keys = sampleKeys(3)
    const { ask, rows, create } = start()
    await ask('session:signIn', ada)
    await settled()
    const { handle } = await create()
    await ask('handoff:copy', { handle, format: 'raw' })
    expect(await ask('session:signOut')).toEqual(done)
    expect(await rows()).toEqual([])
    expect(clipboard.text).toBe('')
    expect(await ask('handoff:read')).toMatchObject({ value: { value: { open: null } } })
    expect(hygiara.openSessions).toEqual([])
  })

  test('is asked about while nobody has the new key, and can be thought better of', async () => {
    const { ask, create } = start()
    await ask('session:signIn', ada)
    await create()
    const signingOut = ask('session:signOut')
    await settled()
    expect(await ask('leaving:read')).toMatchObject({
      value: { value: { question: { reason: 'sign-out' } } }
    })
    await ask('leaving:answer', { choice: 'keep-open' })
    expect(await signingOut).toEqual(err({ code: 'cancelled' }))
    expect(await ask('session:read')).toMatchObject({ value: { value: { state: 'signed-in' } } })
    expect(await ask('handoff:read')).toMatchObject({
      value: { value: { open: { key: { name: 'ci-reviews' } } } }
    })
  })

  test('during a create waits for the key and then asks about it', async () => {
    const { ask, create } = start()
    await ask('session:signIn', ada)
    hygiara.answers.createKey.close()
    const creating = create()
    const signingOut = ask('session:signOut')
    await settled()
    hygiara.answers.createKey.open()
    await creating
    await settled()
    await ask('leaving:answer', { choice: 'revoke' })
    expect(await signingOut).toEqual(done)
    expect(hygiara.keys).toEqual([])
  })

  test('is not held up by a clipboard that does not answer', async () => {
    const { ask, create } = start()
    await ask('session:signIn', ada)
    const { handle } = await create()
    await ask('handoff:copy', { handle, format: 'raw' })
    clipboard.gate.close()
    void ask('session:signOut')
    await settled()
    expect(await ask('session:read')).toMatchObject({ value: { value: { state: 'signed-out' } } })
    expect(hygiara.openSessions).toEqual([])
  })
})

describe('the start', () => {
  test('picks up the session and reads the inventory', async () => {
    hygiara.keys = sampleKeys(2)
    const before = start()
    await before.ask('session:signIn', { ...ada, staysSignedIn: true })
    await settled()
    const { app, ask, rows } = start()
    await app.restore()
    await settled()
    expect(await ask('session:read')).toMatchObject({ value: { value: { state: 'signed-in' } } })
    expect(await rows()).toEqual(['k0', 'k1'])
  })

  test('says when the settings of the last time could not be read', async () => {
    const { ask } = start('hygiara-keys.json.corrupt-2026')
    const read = await ask('notices:read')
    if (!read.ok) throw new Error(read.error.code)
    expect(read.value.value).toMatchObject([
      { kind: 'settings-were-unreadable', keptAs: 'hygiara-keys.json.corrupt-2026' }
    ])
    await ask('notices:dismiss', { id: read.value.value[0]!.id })
    expect(await ask('notices:read')).toMatchObject({ value: { value: [] } })
  })

  test('takes up the chosen theme, and a choice counts even where it cannot be saved', async () => {
    const first = start()
    expect(first.themes).toEqual(['system'])
    expect(await first.ask('settings:setTheme', { theme: 'dark' })).toEqual(done)
    const second = start()
    expect(second.themes).toEqual(['dark'])
    disk.isFull = true
    expect(await second.ask('settings:setTheme', { theme: 'light' })).toEqual(
      err({ code: 'settings_not_saved' })
    )
    expect(second.themes).toEqual(['dark', 'light'])
    expect(await second.ask('settings:read')).toMatchObject({ value: { value: { theme: 'light' } } })
    expect(start().themes).toEqual(['dark'])
  })

  test('a theme and a profile do not overwrite each other', async () => {
    const first = start()
    await first.ask('session:signIn', ada)
    await first.ask('settings:setTheme', { theme: 'dark' })
    const second = start()
    expect(second.themes).toEqual(['dark'])
    expect(await second.ask('session:read')).toMatchObject({
      value: { value: { profiles: [{ email: ada.email }] } }
    })
  })
})

test('whoever comes back to the window gets a list that is at most a minute old', async () => {
  hygiara.keys = sampleKeys(1)
  const { app, ask, rows } = start()
  await app.catchUp()
  expect(hygiara.count('listKeys')).toBe(0)
  await ask('session:signIn', ada)
  await settled()
  hygiara.keys = sampleKeys(2)
  await clock.advance(60_000)
  await app.catchUp()
  await settled()
  expect(await rows()).toEqual(['k0'])
  await clock.advance(1)
  await app.catchUp()
  await settled()
  expect(await rows()).toEqual(['k0', 'k1'])
})

describe('without a network', () => {
  async function signedInBefore(staysSignedIn: boolean): Promise<string> {
    hygiara.keys = sampleKeys(2)
    const before = start()
    await before.ask('session:signIn', { ...ada, staysSignedIn })
    await settled()
    await before.app.settle()
    hygiara.isOffline = true
    return disk.kept?.profiles[0]?.id ?? ''
  }

  test('a start shows the keys as they were, and picks up the session when somebody answers again', async () => {
    await signedInBefore(true)
    const { app, ask, rows, create } = start()
    await app.restore()
    await settled()
    expect(await ask('session:read')).toMatchObject({
      value: {
        value: {
          state: 'signed-in',
          standing: 'review',
          user: { organization: 'Acme GmbH' },
          restoreError: { code: 'server_unreachable' }
        }
      }
    })
    expect(await rows()).toEqual(['k0', 'k1'])
    expect(await ask('inventory:readChunk', { offset: 0 })).toMatchObject({
      value: { facts: { status: 'ready', source: 'kept', total: 2, notKept: null } }
    })
    await expect(create()).rejects.toThrow('session_expired')
    hygiara.keys = sampleKeys(3)
    hygiara.isOffline = false
    await clock.advance(60_000)
    expect(await ask('session:read')).toMatchObject({
      value: { value: { standing: 'live', restoreError: null } }
    })
    expect(await rows()).toEqual(['k0', 'k1', 'k2'])
  })

  test('a start shows the keys that are kept while the session is picked up, and then newer ones', async () => {
    await signedInBefore(true)
    hygiara.isOffline = false
    hygiara.keys = sampleKeys(3)
    hygiara.answers.refresh.close()
    const { app, ask, rows } = start()
    void app.restore()
    await settled()
    expect(await ask('session:read')).toMatchObject({ value: { value: { standing: 'restoring' } } })
    expect(await rows()).toEqual(['k0', 'k1'])
    hygiara.answers.refresh.open()
    await settled()
    expect(await ask('session:read')).toMatchObject({ value: { value: { standing: 'live' } } })
    expect(await rows()).toEqual(['k0', 'k1', 'k2'])
  })

  test('a start asks for the session once what is kept is shown, and looks again where that was locked', async () => {
    await signedInBefore(true)
    const locked = { reason: 'keychain', problem: 'locked' } as const
    let answer: (kept: Awaited<ReturnType<InMemorySnapshotStore['newest']>>) => void = () => undefined
    vi.spyOn(snapshots, 'newest').mockReturnValueOnce(new Promise((resolve) => (answer = resolve)))
    keychain.calls.length = 0
    const { app, rows } = start()
    void app.restore()
    await settled()
    expect(keychain.calls).toEqual([])
    answer(err(locked))
    await settled()
    expect(keychain.calls).toHaveLength(1)
    expect(await rows()).toEqual(['k0', 'k1'])
  })

  test('who does not stay signed in can look at what is kept, and at nothing of somebody else', async () => {
    const profileId = await signedInBefore(false)
    const { app, ask, rows } = start()
    await app.restore()
    expect(await ask('session:read')).toMatchObject({
      value: { value: { state: 'signed-out', profiles: [{ id: profileId, hasInventory: true }] } }
    })
    expect(await rows()).toEqual([])
    expect(await ask('session:review', { profileId: randomUUID() })).toEqual(err({ code: 'not_signed_in' }))
    expect(await ask('session:review', { profileId })).toEqual(done)
    await settled()
    expect(await rows()).toEqual(['k0', 'k1'])
    await ask('session:signOut')
    expect(await rows()).toEqual([])
    expect(await ask('session:read')).toMatchObject({ value: { value: { state: 'signed-out' } } })
  })

  test('who signs out there leaves no token behind, and is told that the server could not be told', async () => {
    await signedInBefore(true)
    const { app, ask } = start()
    await app.restore()
    await settled()
    const tokens = () => Object.keys(keychain.contents).filter((item) => item.includes('session/'))
    expect(tokens()).toHaveLength(1)
    await ask('session:signOut')
    expect(tokens()).toEqual([])
    expect(await ask('notices:read')).toMatchObject({
      value: { value: [{ kind: 'session-left-at-server' }] }
    })
  })

  test('one more attempt to sign in leaves what is said while it lasts', async () => {
    await signedInBefore(true)
    const { app, ask, rows } = start()
    await app.restore()
    await settled()
    keychain.gate.close()
    void ask('session:restore')
    await settled()
    expect(await ask('session:read')).toMatchObject({
      value: { value: { standing: 'restoring', restoreError: { code: 'server_unreachable' } } }
    })
    expect(await rows()).toEqual(['k0', 'k1'])
    keychain.gate.open()
    await settled()
    expect(await ask('session:read')).toMatchObject({ value: { value: { standing: 'review' } } })
  })

  test('who only looks is told of the creates whose value nobody has, and of nobody else’s', async () => {
    hygiara.keys = sampleKeys(2)
    const before = start()
    await before.ask('session:signIn', ada)
    await settled()
    hygiara.loseNextAnswer('createKey')
    await expect(before.create('ci-lost')).rejects.toThrow('create_outcome_unknown')
    await before.app.settle()
    hygiara.isOffline = true
    const profileId = disk.kept?.profiles[0]?.id ?? ''

    const { ask } = start()
    const shown = async () => {
      const read = await ask('orphans:read')
      return read.ok ? read.value.value.map(({ name, candidates }) => [name, candidates.length]) : null
    }
    await ask('session:review', { profileId })
    await settled()
    expect(await shown()).toEqual([['ci-lost', 0]])
    await ask('session:signOut')
    expect(await shown()).toEqual([])
    // Gone again before it was read: nothing comes after that.
    const reviewing = ask('session:review', { profileId })
    await ask('session:signOut')
    await reviewing
    await settled()
    expect(await shown()).toEqual([])
  })

  test('what is kept of an account is deleted when asked, of no other one, and not while it is on the screen', async () => {
    const profileId = await signedInBefore(false)
    const { ask, app } = start()
    await ask('session:review', { profileId })
    await settled()
    expect(await ask('session:deleteKept', { profileId })).toEqual(err({ code: 'kept_not_deleted' }))
    await ask('records:editNotes', { id: 'k0', notes: { ...emptyNotes, owner: 'Ada' } })
    await app.settle()
    expect(recordStore.kept(profileId)).toHaveLength(1)
    await ask('session:signOut')
    expect(await ask('session:deleteKept', { profileId: randomUUID() })).toEqual(done)
    expect(recordStore.kept(profileId)).toHaveLength(1)

    snapshots.problem = { reason: 'unusable' }
    expect(await ask('session:deleteKept', { profileId })).toEqual(err({ code: 'kept_not_deleted' }))
    snapshots.problem = null
    expect(await ask('session:deleteKept', { profileId })).toEqual(done)
    expect(recordStore.kept(profileId)).toEqual([])
    expect(await snapshots.list({ profileId, organization: 'Acme GmbH' })).toMatchObject({ value: [] })
    expect(await ask('session:read')).toMatchObject({
      value: { value: { state: 'signed-out', profiles: [{ id: profileId, hasInventory: false }] } }
    })
  })

  test('an organisation that has another name now shows nothing of the old one', async () => {
    await signedInBefore(true)
    hygiara.isOffline = false
    hygiara.addAccount(ada.email, ada.password, 'Acme SE')
    hygiara.answers.listKeys.close()
    const { app, rows } = start()
    await app.restore()
    await settled()
    expect(await rows()).toEqual([])
    hygiara.answers.listKeys.open()
    await settled()
    expect(await rows()).toEqual(['k0', 'k1'])
  })

  test('who looks at one organisation is not taken to another one whose session could be picked up', async () => {
    const reviewed = await signedInBefore(false)
    hygiara.isOffline = false
    const other = start()
    await other.ask('session:signIn', {
      ...ada,
      email: 'bo@other.test',
      password: 'battery staple',
      staysSignedIn: true
    })
    await settled()
    const { ask, app } = start()
    expect(await ask('session:review', { profileId: reviewed })).toEqual(done)
    expect(await ask('session:restore')).toEqual(err({ code: 'not_signed_in' }))
    await app.restore()
    expect(await ask('session:read')).toMatchObject({
      value: { value: { standing: 'review', profile: { id: reviewed } } }
    })
  })

  test('a session that the server has ended meanwhile leaves the keys to look at', async () => {
    await signedInBefore(true)
    hygiara.isOffline = false
    hygiara.endSessions()
    const { app, ask, rows } = start()
    await app.restore()
    await settled()
    expect(await ask('session:read')).toMatchObject({ value: { value: { standing: 'expired' } } })
    expect(await rows()).toEqual(['k0', 'k1'])
  })

  test('a computer that keeps nothing says so, and the next start is the sign-in screen', async () => {
    snapshots.problem = { reason: 'disk-full' }
    await signedInBefore(true)
    const { app, ask } = start()
    await app.restore()
    expect(await ask('session:read')).toMatchObject({ value: { value: { state: 'signed-out' } } })
  })
})

describe('a key that outlives the app', () => {
  const escrowed = () => Object.keys(keychain.contents).filter((item) => item.includes('/escrow/'))
  const orphans = async (ask: ReturnType<typeof start>['ask']) => {
    const read = await ask('orphans:read')
    return read.ok ? read.value.value : []
  }

  test('is offered at the next start, handed over once, and then nowhere', async () => {
    const first = start()
    await first.ask('session:signIn', ada)
    await settled()
    const { key } = await first.create()
    await settled()
    expect(escrowed()).toHaveLength(1)

    // Killed here. The next one finds the disk, the keychain and the server as they are.
    const { app, ask } = start()
    await app.restore()
    await ask('session:signIn', ada)
    await settled()
    const [orphan] = await orphans(ask)
    expect(orphan).toMatchObject({ cause: 'app-ended', state: 'looked', candidates: [{ id: key.id }] })
    const intentId = orphan?.intentId ?? ''
    expect(await ask('escrow:read')).toMatchObject({
      value: { value: { offers: [{ intentId, keyId: key.id }] } }
    })

    const [finished, again] = await Promise.all([
      ask('orphans:finishHandover', { intentId }),
      ask('orphans:finishHandover', { intentId })
    ])
    expect(finished).toEqual(done)
    expect(again).toEqual(err({ code: 'create_in_progress' }))
    expect(await orphans(ask)).toEqual([])
    expect(escrowed()).toHaveLength(1)
    const handoff = await ask('handoff:read')
    const handle = handoff.ok ? (handoff.value.value.open?.handle ?? '') : ''
    expect((await ask('handoff:copy', { handle, format: 'raw' })).ok).toBe(true)
    expect(clipboard.text).toContain('Q7zQ7z')
    await settled()
    expect(escrowed()).toEqual([])
    expect(journal.all).toEqual([])
    expect(await ask('orphans:finishHandover', { intentId })).toMatchObject({ ok: false })
    expect(JSON.stringify([rememberedItems.items, first.events.all, first.answers])).not.toContain('Q7zQ7z')
  })

  test.each(['keep', 'revoke'] as const)('goes when the person decides otherwise: %s', async (decision) => {
    const first = start()
    await first.ask('session:signIn', ada)
    await settled()
    const { key } = await first.create()
    await settled()
    const { app, ask } = start()
    await app.restore()
    await ask('session:signIn', ada)
    await settled()
    const intentId = (await orphans(ask))[0]?.intentId ?? ''
    if (decision === 'keep') await ask('orphans:dismiss', { intentId })
    else await ask('api-keys:revoke', { id: key.id })
    await settled()
    expect(escrowed()).toEqual([])
    expect(await ask('orphans:finishHandover', { intentId })).toMatchObject({ ok: false })
  })

  test('is not kept where that is switched off', async () => {
    const { ask, create } = start()
    await ask('settings:setEscrow', { isOn: false })
    await ask('session:signIn', ada)
    await settled()
    await create()
    await settled()
    expect(escrowed()).toEqual([])
  })

  test('has gone from the keychain when the app has quit', async () => {
    const { app, ask, create } = start()
    await ask('session:signIn', ada)
    await settled()
    await create()
    await settled()
    expect(escrowed()).toHaveLength(1)
    await app.settle()
    expect(escrowed()).toEqual([])
  })
})

describe('what is noted about a key', () => {
  const notes = { ...emptyNotes, purpose: 'ci-pipeline', owner: 'Ada' } as const
  const records = async (ask: ReturnType<typeof start>['ask']) => {
    const read = await ask('records:read')
    return read.ok ? read.value.value.records : []
  }

  test('is there at the next start: notes, where it went, that it can be recognised', async () => {
    const first = start()
    await first.ask('session:signIn', ada)
    await first.ask('api-keys:create', { name: 'ci-reviews', expiry: { kind: 'never' }, notes })
    const handoff = await first.ask('handoff:read')
    const handle = handoff.ok ? (handoff.value.value.open?.handle ?? '') : ''
    await first.ask('handoff:copy', { handle, format: 'curl' })
    await first.ask('handoff:saveToKeychain', { handle, replacesExisting: false })
    await first.app.settle()

    const second = start()
    expect(await records(second.ask)).toEqual([])
    await second.ask('session:signIn', ada)
    await settled()
    expect(await records(second.ask)).toMatchObject([
      {
        name: 'ci-reviews',
        notes,
        hasFingerprint: true,
        createdHereAt: new Date(clock.now()).toISOString(),
        handoffs: [
          { destination: 'clipboard', format: 'curl' },
          { destination: 'keychain', service: 'Hygiara', account: 'Acme GmbH/ci-reviews' }
        ]
      }
    ])
    await second.ask('session:signOut')
    expect(await records(second.ask)).toEqual([])
    const bo = { ...ada, email: 'bo@other.test', password: 'battery staple' }
    await second.ask('session:signIn', bo)
    await settled()
    expect(await records(second.ask)).toEqual([])
  })

  test('is on its way to the disk when the app quits, and gets there', async () => {
    const { app, ask } = start()
    await ask('session:signIn', ada)
    await settled()
    recordStore.gate.close()
    await ask('api-keys:create', { name: 'ci-reviews', expiry: { kind: 'never' }, notes })
    const settling = app.settle()
    await settled()
    recordStore.gate.open()
    await settling
    const [profile] = disk.kept?.profiles ?? []
    expect(recordStore.kept(profile?.id ?? '')).toMatchObject([{ notes: { owner: 'Ada' } }])
  })

  test('delays neither the secret step nor a delivery, where neither disk nor keychain answers', async () => {
    const { ask, create } = start()
    await ask('session:signIn', ada)
    await settled()
    recordStore.gate.close()
    keychain.gate.close()
    const { handle } = await create()
    expect(await ask('handoff:copy', { handle, format: 'raw' })).toEqual(done)
  })

  test('is not asked of a keychain before somebody is signed in', async () => {
    const { app } = start()
    await app.restore()
    expect(keychain.calls).toEqual([])
  })

  test('with the value of a key in it is refused, and nothing is kept', async () => {
    hygiara.keys = [sampleKey('k1')]
    const { ask } = start()
    await ask('session:signIn', ada)
    await settled()
    const leaky = { ...emptyNotes, consumers: 'deploy hrdly_b7Qx2mAAAAAA' }
    expect(await ask('records:editNotes', { id: 'k1', notes: leaky })).toMatchObject({
      error: { code: 'invalid_request', issues: [{ path: 'notes.consumers' }] }
    })
    expect(await records(ask)).toEqual([])
  })

  test('can be kept once the keychain is unlocked', async () => {
    hygiara.keys = [sampleKey('k1')]
    const { ask } = start()
    await ask('session:signIn', ada)
    await settled()
    recordStore.hasNoKeychain = true
    expect(await ask('records:editNotes', { id: 'k1', notes })).toMatchObject({
      error: { code: 'records_not_kept' }
    })
    expect(await ask('records:read')).toMatchObject({
      value: { value: { notKept: { reason: 'keychain', problem: 'unavailable' } } }
    })
    recordStore.hasNoKeychain = false
    expect(await ask('records:tryAgain')).toEqual(done)
    expect(await ask('records:read')).toMatchObject({ value: { value: { notKept: null } } })
  })
})

test('leaving nothing behind: the clipboard is cleared, the value overwritten, the local Hygiara ended', async () => {
  const { app, ask, create } = start()
  await ask('session:tryLocally', { withSampleData: false })
  const { handle } = await create()
  await ask('handoff:copy', { handle, format: 'raw' })
  expect(local.isRunning).toBe(true)
  await app.settle()
  expect(clipboard.text).toBe('')
  expect(local.isRunning).toBe(false)
  expect(await ask('handoff:copy', { handle, format: 'raw' })).toEqual(err({ code: 'secret_gone' }))
})

describe('a key on the clipboard', () => {
  /** Somebody signed in who has copied a new key. */
  async function withCopiedKey() {
    const world = start()
    await world.ask('session:signIn', ada)
    const { handle } = await world.create()
    await world.ask('handoff:copy', { handle, format: 'raw' })
    expect(clipboard.text).toMatch(/^hrdly_/u)
    return world
  }

  test('is taken away when the window closes', async () => {
    const { app } = await withCopiedKey()
    expect(await app.requestLeave('close-window')).toBe(true)
    await settled()
    expect(clipboard.text).toBe('')
  })

  test('keeps no window open that cannot be cleared', async () => {
    const { app } = await withCopiedKey()
    clipboard.gate.close()
    expect(await app.requestLeave('close-window')).toBe(true)
  })

  test('stays when one goes to another screen', async () => {
    const { app } = await withCopiedKey()
    expect(await app.requestLeave('navigate')).toBe(true)
    await settled()
    expect(clipboard.text).toMatch(/^hrdly_/u)
  })

  test('is taken away when the person leaves the computer alone', async () => {
    const { app } = await withCopiedKey()
    await app.leaveAlone()
    expect(clipboard.text).toBe('')
  })

  test('that could not be cleared is tried again when the person is back', async () => {
    const { app, ask } = await withCopiedKey()
    clipboard.clearing = 'throws'
    await ask('clipboard:clearNow')
    clipboard.clearing = 'works'
    await app.catchUp()
    expect(clipboard.text).toBe('')
  })

  test('stays as long as was chosen', async () => {
    const { ask, create } = start()
    await ask('session:signIn', ada)
    await ask('settings:setClipboardSeconds', { seconds: 10 })
    const { handle } = await create()
    await ask('handoff:copy', { handle, format: 'raw' })
    await clock.advance(9_999)
    expect(clipboard.text).not.toBe('')
    await clock.advance(1)
    expect(clipboard.text).toBe('')
    expect(await start().ask('settings:read')).toMatchObject({ value: { value: { clipboardSeconds: 10 } } })
  })

  test('of a start that was killed is taken away by the next one, with nobody signed in', async () => {
    await withCopiedKey()
    // The same clipboard, the same disk; nothing else has survived.
    const { app, ask } = start()
    await app.restore()
    expect(clipboard.text).toBe('')
    expect(clipboardDebts.debts).toEqual([])
    expect(await ask('session:read')).toMatchObject({ value: { value: { state: 'signed-out' } } })
    expect(await ask('notices:read')).toMatchObject({
      value: { value: [{ kind: 'key-left-on-clipboard', isCleared: true }] }
    })
  })
})

test('a command for every row of the contract, each answering before anybody is signed in', async () => {
  const { app, ask } = start()
  const handle = '0f3c5a52-4f53-4d4e-9b5c-5a3d1c8b7a10'
  const requests: { readonly [Channel in CommandChannel]: RequestOf<Channel> } = {
    'app:readFacts': undefined,
    'session:read': undefined,
    'session:signIn': { ...ada, password: 'wrong' },
    'session:tryLocally': { withSampleData: false },
    'session:restore': undefined,
    'session:cancel': undefined,
    'session:review': { profileId: randomUUID() },
    'session:deleteKept': { profileId: randomUUID() },
    'inventory:tryToKeep': undefined,
    'history:read': undefined,
    'history:changesSince': { id: 1 },
    'history:readKey': { id: 'k1' },
    'inventory:export': { format: 'csv', ids: ['k1'] },
    'session:signOut': undefined,
    'connection:read': undefined,
    'endpoints:read': undefined,
    'endpoints:answer': { choices: [{ part: 'create', operation: null }] },
    'endpoints:choose': { part: 'create', operation: { method: 'POST', path: '/keys' } },
    'endpoints:test': { part: 'list' },
    'endpoints:lookAgain': undefined,
    'endpoints:cancel': undefined,
    'endpoints:readOperations': undefined,
    'inventory:readChunk': { offset: 0 },
    'inventory:refresh': undefined,
    'inventory:cancelRefresh': undefined,
    'api-keys:create': { name: 'ci-reviews', expiry: { kind: 'never' }, notes: emptyNotes },
    'api-keys:revoke': { id: 'k1' },
    'api-keys:copyMarkdown': { id: 'k1' },
    'api-keys:copyLabels': { ids: ['k1'] },
    'records:read': undefined,
    'records:editNotes': { id: 'k1', notes: emptyNotes },
    'records:tryAgain': undefined,
    'orphans:read': undefined,
    'orphans:look': { intentId: randomUUID() },
    'orphans:revokeAndCreateAgain': { intentId: randomUUID(), keyId: 'k' },
    'orphans:dismiss': { intentId: randomUUID() },
    'orphans:finishHandover': { intentId: randomUUID() },
    'escrow:read': undefined,
    'escrow:look': undefined,
    'keychain:read': undefined,
    'keychain:open': undefined,
    'keychain:look': undefined,
    'keychain:remove': { service: 'Hygiara', account: 'Acme/ci' },
    'keychain:cancel': undefined,
    'keychain:copyCommand': { service: 'Hygiara', account: 'Acme/ci' },
    'settings:setEscrow': { isOn: true },
    'settings:setSingleKeys': { isOn: true },
    'handoff:read': undefined,
    'handoff:copy': { handle, format: 'raw' },
    'handoff:test': { handle },
    'handoff:saveToKeychain': { handle, replacesExisting: true },
    'handoff:show': { handle },
    'handoff:hide': undefined,
    'leaving:seen': undefined,
    'handoff:cancel': { handle },
    'clipboard:read': undefined,
    'clipboard:clearNow': undefined,
    'clipboard:keepLonger': undefined,
    'leaving:read': undefined,
    'leaving:request': { reason: 'navigate' },
    'leaving:answer': { choice: 'revoke' },
    'settings:read': undefined,
    'settings:setTheme': { theme: 'dark' },
    'settings:setClipboardSeconds': { seconds: 60 },
    'views:read': undefined,
    'views:save': { id: null, name: 'Old CI', query: 'is:stale ci', sort: null },
    'views:remove': { id: handle },
    'views:setSort': { view: 'all', sort: null },
    'notices:read': undefined,
    'notices:dismiss': { id: handle }
  }
  expect(Object.keys(app.handlers).sort()).toEqual(Object.keys(commands).sort())
  local.failure = { code: 'local_hygiara_failed', problem: 'did-not-start' }
  for (const [channel, request] of Object.entries(requests)) {
    const answer = await ask(channel as CommandChannel, request as never)
    expect(answer).toHaveProperty('ok')
  }
  expect(hygiara.calls).toEqual(['signIn'])
})

test('no secret crosses the bridge or reaches the disk, whatever is done', async () => {
  const { app, ask, create, events, answers } = start()
  const password = 'correct horse'
  await ask('session:signIn', { ...ada, staysSignedIn: true })
  hygiara.keys = [sampleKey('k1')]
  const { handle } = await create()
  const value = () => clipboard.text
  await ask('handoff:read')
  clipboard.writing = 'throws'
  await ask('handoff:copy', { handle, format: 'raw' })
  clipboard.writing = 'works'
  await ask('handoff:copy', { handle, format: 'raw' })
  const copied = value()
  expect(copied).toMatch(/^hrdly_.{30,}/u)
  await ask('handoff:saveToKeychain', { handle, replacesExisting: false })
  expect(Object.values(keychain.contents)).toContain(copied)
  keychain.items.set('Hygiara/Acme GmbH/ci-reviews', 'hrdly_another-value')
  await ask('handoff:saveToKeychain', { handle, replacesExisting: false })
  await ask('leaving:request', { reason: 'navigate' })
  await ask('api-keys:copyLabels', { ids: ['k1'] })
  await create('reporting')
  const leaving = app.requestLeave('quit')
  await settled()
  hygiara.isOffline = true
  await ask('leaving:answer', { choice: 'revoke' })
  hygiara.isOffline = false
  await ask('leaving:answer', { choice: 'close-anyway' })
  await leaving
  hygiara.loseNextAnswer('createKey')
  await ask('api-keys:create', { name: 'lost', expiry: { kind: 'never' }, notes: emptyNotes })
  hygiara.expireAccessTokens()
  await ask('inventory:refresh')
  await clock.advance(defaultHoldMs)
  await ask('session:signOut')
  await start().app.restore()

  const seen = JSON.stringify([events.all, answers, disk.kept])
  expect(seen).toContain('ci-reviews')
  for (const secret of [copied, password, 'hrdly_another-value', 'Q7zQ7z', 'access-', 'refresh-']) {
    expect(seen).not.toContain(secret)
  }
})
