/**
 * The app's core in plain Node, as one life of the app: signs in, waits for the list, and, when asked to, presses
 * *Create* and copies the key. Stops at a named point and waits there to be killed.
 */
import { join } from 'node:path'
import { createHygiaraApi } from '../../src/main/adapters/hygiara-api/hygiara-api.ts'
import { createIntentJournal } from '../../src/main/adapters/intent-journal.ts'
import { systemClock } from '../../src/main/adapters/system-clock.ts'
import { createApp } from '../../src/main/create-app.ts'
import type {
  Clipboard,
  ConnectToHygiara,
  IntentJournal,
  KeptData,
  SnapshotStore
} from '../../src/main/ports.ts'
import type { Orphan } from '../../src/shared/orphan.ts'
import { emptyNotes } from '../../src/shared/key-record.ts'
import { defaultSettings } from '../../src/shared/settings.ts'
import type { ChildOrder, ChildReport, KillPoint } from './create-kill-points.ts'
import { violatedConnect, violatedJournal, withCreateKey } from './create-violations.ts'

const say = (report: ChildReport): void => void process.send?.(report)

let stopAt: KillPoint | null = null

/** Waits for ever at the point where this life is to end. */
async function pass(point: KillPoint): Promise<void> {
  if (point !== stopAt) return
  say({ kind: 'at', point })
  await new Promise(() => undefined)
}

const watchedJournal = (journal: IntentJournal): IntentJournal => ({
  read: (profileId) => journal.read(profileId),
  async write(intent) {
    const isFirst = intent.keyId === null
    await pass(isFirst ? 'before the intent' : 'before the id is noted')
    const written = await journal.write(intent)
    await pass(isFirst ? 'after the intent' : 'after the id is noted')
    return written
  },
  async remove(intent) {
    await pass('before the intent is settled')
    const removed = await journal.remove(intent)
    await pass('after the intent is settled')
    return removed
  }
})

const watchedConnect =
  (connect: ConnectToHygiara): ConnectToHygiara =>
  (serverUrl, watch) =>
    withCreateKey(connect(serverUrl, watch), (createKey) => async (...args) => {
      await pass('before the request')
      const answer = await createKey(...args)
      await pass('after the answer')
      return answer
    })

let copied = ''
const clipboard: Clipboard = {
  canConfirm: () => true,
  readSelection: () => Promise.resolve(''),
  clearSelection: () => Promise.resolve(),
  readText: () => Promise.resolve(copied),
  writeText: () => Promise.resolve(),
  clear: () => Promise.resolve(),
  async writeSecret(secret) {
    await pass('before the delivery')
    copied = secret.reveal()
    say({ kind: 'delivered' })
    await pass('after the delivery')
    return { isHidden: true }
  }
}

process.once('message', (order: ChildOrder) => {
  void live(order).catch((cause: unknown) => {
    say({ kind: 'failed', message: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) })
  })
})

const noSnapshots: SnapshotStore = {
  newest: () => Promise.resolve({ ok: true, value: null }),
  write: () => Promise.resolve({ ok: false, error: { reason: 'unusable' } }),
  list: () => Promise.resolve({ ok: true, value: [] }),
  read: () => Promise.resolve({ ok: false, error: { reason: 'cannot-open' } }),
  follow: () => Promise.resolve({ ok: true, value: [] }),
  remove: () => Promise.resolve({ ok: true, value: null }),
  diff: () => Promise.resolve({ ok: false, error: { reason: 'cannot-open' } }),
  close: () => Promise.resolve()
}

async function live(order: ChildOrder): Promise<void> {
  stopAt = order.stopAt
  let kept: KeptData = {
    settings: defaultSettings,
    // The same profile in every life: what is written down belongs to it.
    profiles: [{ ...order.profile, kind: 'server', staysSignedIn: false, hasInventory: false }],
    activeProfileId: null,
    views: {},
    endpoints: {}
  }
  let orphans: readonly Orphan[] = []
  let isReady = false
  const app = createApp({
    appearance: { setTheme: () => undefined },
    // Each life is about the same requests, whatever the server says about itself.
    askPublicly: () =>
      Promise.resolve({
        ok: true,
        value: { status: 404, contentType: '', location: null, body: new Uint8Array() }
      }),
    referenceReader: { read: () => Promise.resolve({ ok: false, error: 'not-a-reference' }) },
    clipboard,
    clock: systemClock,
    connect: watchedConnect(violatedConnect(createHygiaraApi(systemClock, Math.random), order.violation)),
    dataKey: { use: () => Promise.resolve({ ok: false, error: 'unavailable' }), wipe: () => undefined },
    clipboardDebts: { read: () => Promise.resolve([]), write: () => Promise.resolve(true) },
    facts: { version: '0', platform: 'linux', keychainName: '', clipboardNeedsActiveWindow: false },
    journal: watchedJournal(
      violatedJournal(createIntentJournal(join(order.folder, 'create-intents')), order.violation)
    ),
    keychain: {
      ready: () => Promise.resolve({ ok: false, error: 'unavailable' }),
      has: () => Promise.resolve({ ok: false, error: 'unavailable' }),
      read: () => Promise.resolve({ ok: false, error: 'unavailable' }),
      write: () => Promise.resolve({ ok: false, error: 'unavailable' }),
      remove: () => Promise.resolve({ ok: false, error: 'unavailable' })
    },
    snapshots: noSnapshots,
    exportFile: { choose: () => Promise.resolve(null), write: () => Promise.resolve(false) },
    leaveDialog: { ask: () => Promise.resolve(null) },
    localHygiara: {
      start: () => Promise.resolve({ ok: false, error: { code: 'cancelled' } }),
      stop: () => Promise.resolve()
    },
    publish: (channel, payload) => {
      if (channel === 'orphans:changed') orphans = (payload as { value: readonly Orphan[] }).value
      if (channel === 'inventory:changed')
        isReady ||= (payload as { facts: { status: string } }).facts.status === 'ready'
    },
    isWindowVisible: () => false,
    secretWindow: {
      show: () => Promise.resolve({ ok: false, error: { code: 'secret_not_shown' } }),
      close: () => Promise.resolve()
    },
    rememberedItems: { read: () => Promise.resolve([]), write: () => Promise.resolve(true) },
    recordStore: {
      read: () => Promise.resolve({ records: [], notKept: null, setAside: null }),
      write: () => Promise.resolve(null),
      remove: () => Promise.resolve(true)
    },
    store: {
      setAside: null,
      read: () => kept,
      write: (data) => {
        kept = data
        return { ok: true, value: null }
      }
    }
  })
  const { handlers } = app
  const signedIn = await handlers['session:signIn']({ ...order.credentials, staysSignedIn: false })
  if (!signedIn.ok) throw new Error(`sign-in failed: ${signedIn.error.code}`)
  await until(() => isReady)

  if (order.creates !== null) {
    const created = await handlers['api-keys:create']({
      name: order.creates,
      expiry: { kind: 'never' },
      notes: emptyNotes
    })
    if (created.ok) await handlers['handoff:copy']({ handle: created.value.handle, format: 'raw' })
    else if (created.error.code === 'create_outcome_unknown') await until(() => orphans.length > 0)
  }
  await until(() => orphans.every(({ state }) => state !== 'looking'))
  // What is done after the answer may get there a moment later.
  if (stopAt !== null) await new Promise(() => undefined)
  say({ kind: 'done', flagged: orphans.flatMap(({ candidates }) => candidates.map(({ id }) => id)) })
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}
