import { createHmac, hkdfSync, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { emptyNotes, type HandoffPlace, type KeyNotes } from '../../shared/key-record.ts'
import { done, err } from '../../shared/result.ts'
import { KeychainDataKey } from '../data-key/keychain-data-key.ts'
import { NoticeService } from '../notices/notice-service.ts'
import { SecretValue } from '../secret-value.ts'
import { FakeClock, settled } from '../testing/fake-clock.ts'
import { InMemoryKeychain } from '../testing/in-memory-keychain.ts'
import { InMemoryRecordStore } from '../testing/in-memory-record-store.ts'
import { sampleKey } from '../testing/key-samples.ts'
import { PublishedEvents } from '../testing/published-events.ts'
import { RecordService } from './record-service.ts'

const ada = randomUUID()
const bo = randomUUID()
const key = sampleKey('k1')
const secret = SecretValue.of('hrdly_b7Qx2mAAAAAAAAAAAAAAAAAAAAAAAAAA9zK4Tq')
const copied: HandoffPlace = { destination: 'clipboard', at: '2026-11-23T10:00:00Z', format: 'raw' }
const locked = { reason: 'keychain', problem: 'locked' } as const
const notes = (owner: string): KeyNotes => ({ ...emptyNotes, owner })

let store: InMemoryRecordStore
let keychain: InMemoryKeychain

/** The service as it is after a start. */
function start() {
  const events = new PublishedEvents()
  const notices = new NoticeService(events.publish)
  const service = new RecordService(
    store,
    new KeychainDataKey(keychain),
    new FakeClock(),
    notices,
    events.publish
  )
  const owners = () =>
    Object.fromEntries(service.topic.value.records.map((record) => [record.keyId, record.notes.owner]))
  return { service, events, notices, owners }
}

beforeEach(() => {
  store = new InMemoryRecordStore()
  keychain = new InMemoryKeychain()
})

describe('notes', () => {
  test('count at once, are kept, and are there at the next start', async () => {
    const { service, owners } = start()
    await service.open(ada)
    const editing = service.editNotes(key, notes('Ada'))
    expect(owners()).toEqual({ k1: 'Ada' })
    expect(await editing).toEqual(done)
    const next = start()
    await next.service.open(ada)
    expect(next.service.find('k1')).toMatchObject({ name: key.name, prefix: key.prefix, notes: notes('Ada') })
  })

  test('of nobody are refused', async () => {
    const { service } = start()
    expect(await service.editNotes(key, notes('Ada'))).toEqual(err({ code: 'not_signed_in' }))
    expect(await service.tryAgain()).toEqual(err({ code: 'not_signed_in' }))
    expect(store.writes).toBe(0)
  })

  test('many at once are one write; those that come during a write are one more', async () => {
    const { service } = start()
    await service.open(ada)
    const first = Array.from({ length: 100 }, (_, index) =>
      service.editNotes(sampleKey(`k${index}`), notes('a'))
    )
    await settled()
    expect(store.writes).toBe(1)
    store.gate.close()
    const second = Array.from({ length: 100 }, (_, index) =>
      service.editNotes(sampleKey(`k${index}`), notes('b'))
    )
    await settled()
    const third = Array.from({ length: 100 }, (_, index) =>
      service.editNotes(sampleKey(`k${index}`), notes('c'))
    )
    store.gate.open()
    for (const result of await Promise.all([...first, ...second, ...third])) expect(result).toEqual(done)
    expect(store.writes).toBe(3)
    expect(store.kept(ada)).toHaveLength(100)
    expect(store.kept(ada).every((record) => record.notes.owner === 'c')).toBe(true)
  })

  test('many at once where nothing can be read try once', async () => {
    store.spoil(ada, 'damaged')
    store.hasNoKeychain = true
    const { service } = start()
    await service.open(ada)
    expect(store.reads).toBe(1)
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => service.editNotes(sampleKey(`k${index}`), notes('a')))
    )
    expect(store.reads).toBe(2)
  })

  test('nothing is written where nothing was changed', async () => {
    const { service } = start()
    await service.open(ada)
    await service.tryAgain()
    await service.settled()
    expect(store.writes).toBe(0)
  })
})

describe('what is changed before what is kept was read', () => {
  test('is made on top of it, and takes nothing of it away', async () => {
    const before = start()
    await before.service.open(ada)
    await before.service.editNotes(key, notes('Ada'))
    await before.service.editNotes(sampleKey('k2'), notes('Bo'))

    const { service, owners } = start()
    store.gate.close()
    const opening = service.open(ada)
    service.addHandoff(ada, key, copied)
    expect(service.find('k1')).toMatchObject({ notes: emptyNotes, handoffs: [copied] })
    store.gate.open()
    await opening
    await service.settled()
    expect(owners()).toEqual({ k1: 'Ada', k2: 'Bo' })
    expect(service.find('k1')?.handoffs).toEqual([copied])
    expect(store.kept(ada)).toMatchObject([{ keyId: 'k1', handoffs: [copied], notes: { owner: 'Ada' } }, {}])
  })

  test('changes only the notes that were written, where the others could not be seen', async () => {
    const before = start()
    await before.service.open(ada)
    await before.service.editNotes(key, { ...notes('Ada'), consumers: 'build' })
    store.isLocked = true
    const { service } = start()
    await service.open(ada)
    expect(await service.editNotes(key, { ...emptyNotes, ticket: 'OPS-1' })).toEqual(done)
    expect(service.find('k1')?.notes).toEqual({ ...notes('Ada'), consumers: 'build', ticket: 'OPS-1' })
    expect(await service.editNotes(key, { ...notes(''), ticket: 'OPS-1' })).toEqual(done)
    expect(service.find('k1')?.notes).toEqual({ ...emptyNotes, ticket: 'OPS-1' })
  })

  test('does not replace what is locked: it waits until that can be read', async () => {
    const before = start()
    await before.service.open(ada)
    await before.service.editNotes(key, notes('Ada'))
    const kept = store.kept(ada)

    store.isLocked = true
    const { service, owners } = start()
    await service.open(ada)
    expect(service.topic.value).toEqual({ records: [], notKept: locked })
    service.addHandoff(ada, sampleKey('k2'), copied)
    await service.settled()
    expect(service.topic.value).toMatchObject({ records: [{ keyId: 'k2' }], notKept: locked })
    expect(store.kept(ada)).toEqual(kept)

    expect(await service.tryAgain()).toEqual(done)
    expect(service.topic.value.notKept).toBeNull()
    expect(owners()).toEqual({ k1: 'Ada', k2: '' })
    expect(store.kept(ada)).toHaveLength(2)
  })
})

describe('where nothing can be kept', () => {
  test('a keychain that would ask is left alone at sign-in, at a create and for facts; notes and Try again ask', async () => {
    store.isLocked = true
    const { service } = start()
    await service.open(ada)
    service.created(key, notes('Ada'), secret)
    service.addHandoff(ada, key, copied)
    service.note(key, { firstUseAt: '2026-11-23T10:00:00Z' })
    await service.settled()
    expect(store.isLocked).toBe(true)
    expect(service.topic.value.notKept).toEqual(locked)
    expect(await service.editNotes(key, notes('Bo'))).toEqual(done)
    expect(store.kept(ada)).toMatchObject([{ notes: { owner: 'Bo' }, handoffs: [copied] }])
  })

  test('it is said, and the records count for this run', async () => {
    store.hasNoKeychain = true
    const { service, owners } = start()
    await service.open(ada)
    const notKept = { reason: 'keychain', problem: 'unavailable' } as const
    expect(await service.editNotes(key, notes('Ada'))).toEqual(err({ code: 'records_not_kept', notKept }))
    expect(service.topic.value.notKept).toEqual(notKept)
    expect(owners()).toEqual({ k1: 'Ada' })
    expect(await service.tryAgain()).toEqual(err({ code: 'records_not_kept', notKept }))
  })

  test('nobody tries again by themselves, and the next change does', async () => {
    store.isFull = true
    const { service } = start()
    await service.open(ada)
    expect(await service.editNotes(key, notes('Ada'))).toMatchObject({ ok: false })
    await settled()
    store.isFull = false
    await settled()
    expect(store.kept(ada)).toEqual([])
    service.addHandoff(ada, sampleKey('k2'), copied)
    await service.settled()
    expect(store.kept(ada)).toHaveLength(2)
    expect(service.topic.value.notKept).toBeNull()
  })

  test('what is not kept is still there when the same person signs in again', async () => {
    store.hasNoKeychain = true
    const { service, owners } = start()
    await service.open(ada)
    await service.editNotes(key, notes('Ada'))
    service.forget()
    expect(service.topic.value).toEqual({ records: [], notKept: null })
    await service.open(bo)
    expect(owners()).toEqual({})
    service.forget()
    store.hasNoKeychain = false
    await service.open(ada)
    expect(owners()).toEqual({ k1: 'Ada' })
    expect(store.kept(ada)).toHaveLength(1)
    expect(store.kept(bo)).toEqual([])
  })

  test('what a newer version has kept is not written over', async () => {
    store.spoil(ada, 'newer-version')
    const { service } = start()
    await service.open(ada)
    expect(await service.editNotes(key, notes('Ada'))).toMatchObject({
      error: { code: 'records_not_kept', notKept: { reason: 'newer-version' } }
    })
    expect(store.writes).toBe(0)
  })

  test('a store that fails in a way that nobody expected costs no later change', async () => {
    const { service } = start()
    await service.open(ada)
    const write = store.write.bind(store)
    store.write = () => Promise.reject(new Error('a fault of our own'))
    await expect(service.editNotes(key, notes('Ada'))).rejects.toThrow('a fault of our own')
    store.write = write
    expect(await service.editNotes(sampleKey('k2'), notes('Bo'))).toEqual(done)
    expect(store.kept(ada)).toHaveLength(2)
  })
})

test('damaged records are a notice, and others are begun', async () => {
  store.spoil(ada, 'damaged')
  const { service, notices } = start()
  await service.open(ada)
  expect(notices.topic.value).toMatchObject([{ kind: 'records-were-unreadable', why: 'damaged' }])
  expect(service.topic.value.notKept).toBeNull()
  expect(await service.editNotes(key, notes('Ada'))).toEqual(done)
})

describe('signing out', () => {
  test('in the middle of a write loses nothing and shows nothing', async () => {
    const { service, events } = start()
    await service.open(ada)
    store.gate.close()
    void service.editNotes(key, notes('Ada'))
    await settled()
    void service.editNotes(sampleKey('k2'), notes('Ada'))
    service.forget()
    events.all.length = 0
    store.gate.open()
    await service.settled()
    expect(store.kept(ada)).toHaveLength(2)
    expect(events.all).toEqual([])
  })

  test('and in as somebody else while what is kept is being read shows nothing of the one before', async () => {
    const before = start()
    await before.service.open(ada)
    await before.service.editNotes(key, notes('Ada'))
    const { service, events } = start()
    store.gate.close()
    const opening = service.open(ada)
    service.forget()
    const openingBo = service.open(bo)
    store.gate.open()
    await Promise.all([opening, openingBo])
    for (const { value } of events.of('records:changed')) expect(value.records).toEqual([])
  })

  test('a hand-off that is through afterwards is not noted for whoever has signed in since', async () => {
    const { service } = start()
    await service.open(ada)
    service.forget()
    await service.open(bo)
    service.addHandoff(ada, key, copied)
    await service.settled()
    expect(service.topic.value.records).toEqual([])
    expect(store.kept(bo)).toEqual([])
  })
})

describe('hand-offs', () => {
  test('the latest to a place replaces the one before; another place is another', async () => {
    const { service } = start()
    await service.open(ada)
    const later: HandoffPlace = { ...copied, at: '2026-11-23T11:00:00Z' }
    const asCurl: HandoffPlace = { ...copied, format: 'curl' }
    const saved: HandoffPlace = {
      destination: 'keychain',
      at: copied.at,
      service: 'Hygiara',
      account: 'Acme/k1'
    }
    for (const place of [copied, asCurl, saved, later]) service.addHandoff(ada, key, place)
    expect(service.find('k1')?.handoffs).toEqual([asCurl, saved, later])
  })
})

describe('the keyed fingerprint', () => {
  const hmacOf = (value: SecretValue) => {
    const dataKey = Buffer.from(keychain.contents['Hygiara Keys/data-key'] ?? '', 'base64url')
    const subKey = Buffer.from(hkdfSync('sha256', dataKey, '', 'hygiara-keys/fingerprint', 32))
    return createHmac('sha256', subKey).update(value.reveal()).digest('hex')
  }
  const fingerprint = async () => {
    await settled()
    return store.kept(ada)[0]?.fingerprint ?? null
  }

  test('is kept, the same for the same value, and another under another data key', async () => {
    const { service } = start()
    await service.open(ada)
    service.created(key, emptyNotes, secret)
    const first = await fingerprint()
    expect(first).toBe(hmacOf(secret))
    expect(service.find('k1')).toMatchObject({ hasFingerprint: true })
    const next = start()
    await next.service.open(ada)
    next.service.created(sampleKey('k1'), emptyNotes, secret)
    expect(await fingerprint()).toBe(first)
    keychain = new InMemoryKeychain()
    const elsewhere = start()
    await elsewhere.service.open(ada)
    elsewhere.service.created(key, emptyNotes, secret)
    expect(await fingerprint()).not.toBe(first)
  })

  test('of a value that outlived an earlier run is noted now, and so is that it was created here', async () => {
    const { service } = start()
    await service.open(ada)
    service.resumed(sampleKey('k1', { createdAt: '2026-11-22T08:00:00Z' }), secret)
    expect(await fingerprint()).toMatch(/^[0-9a-f]{64}$/u)
    expect(service.find('k1')).toMatchObject({ createdHereAt: '2026-11-22T08:00:00Z', hasFingerprint: true })
    await service.editNotes(sampleKey('k1'), notes('Ada'))
    service.resumed(sampleKey('k1'), secret)
    expect(service.find('k1')).toMatchObject({
      createdHereAt: '2026-11-22T08:00:00Z',
      notes: { owner: 'Ada' }
    })
  })

  test('reaches no screen and no one who asks for a record', async () => {
    const { service, events } = start()
    await service.open(ada)
    service.created(key, emptyNotes, secret)
    const made = await fingerprint()
    await service.open(ada)
    service.addHandoff(ada, key, copied)
    await service.settled()
    expect(made).not.toBeNull()
    expect(JSON.stringify([events.all, service.find('k1'), service.topic.read()])).not.toContain(made)
  })

  test('holds nothing up: the record is there and kept while the keychain has not answered', async () => {
    const { service } = start()
    await service.open(ada)
    keychain.gate.close()
    keychain.ready = () => Promise.resolve(done)
    service.created(key, emptyNotes, secret)
    service.addHandoff(ada, key, copied)
    await settled()
    expect(store.kept(ada)).toMatchObject([{ handoffs: [copied], hasFingerprint: false }])
    keychain.gate.open()
    expect(await fingerprint()).not.toBeNull()
    expect(store.kept(ada)).toMatchObject([{ handoffs: [copied], hasFingerprint: true }])
  })

  test.each<readonly [string, (value: SecretValue) => void]>([
    ['there is no keychain', () => (keychain.problem = 'unavailable')],
    ['the keychain would ask', () => (keychain.isLocked = true)],
    [
      'the value is gone before the keychain answers',
      (value) => {
        keychain.gate.close()
        keychain.ready = () => Promise.resolve(done)
        queueMicrotask(() => {
          value.wipe()
          keychain.gate.open()
        })
      }
    ]
  ])('where %s there is none, and the record says so', async (_why, happen) => {
    const { service } = start()
    await service.open(ada)
    const value = SecretValue.of('hrdly_zz9ZZ9BBBBBBBBBBBBBBBBBBBBBBBBBBB')
    happen(value)
    service.created(key, emptyNotes, value)
    expect(await fingerprint()).toBeNull()
    expect(service.find('k1')).toMatchObject({
      hasFingerprint: false,
      createdHereAt: '2026-11-23T10:00:00.000Z'
    })
  })

  test('that comes after a sign-out is kept for the profile that it belongs to', async () => {
    const { service } = start()
    await service.open(ada)
    keychain.gate.close()
    keychain.ready = () => Promise.resolve(done)
    store.isFull = true
    service.created(key, emptyNotes, secret)
    await settled()
    service.forget()
    await service.open(bo)
    keychain.gate.open()
    store.isFull = false
    await settled()
    expect(store.kept(ada)).toMatchObject([{ hasFingerprint: true }])
    expect(store.kept(bo)).toEqual([])
    expect(service.topic.value.records).toEqual([])
  })
})

test('a change that the disk refuses only after the sign-out is there when the same person signs in again', async () => {
  const { service } = start()
  await service.open(ada)
  store.isFull = true
  store.gate.close()
  void service.editNotes(key, notes('Bo'))
  await settled()
  service.forget()
  store.gate.open()
  await settled()
  await service.open(ada)
  expect(service.find(key.id)?.notes.owner).toBe('Bo')
  store.isFull = false
  await service.tryAgain()
  expect(store.kept(ada)).toMatchObject([{ notes: { owner: 'Bo' } }])
})

type Step =
  | { readonly kind: 'edit'; readonly keyId: string; readonly owner: string }
  | { readonly kind: 'handoff'; readonly keyId: string }
  | { readonly kind: 'sign-in'; readonly profileId: string }
  | { readonly kind: 'sign-out' | 'hold' | 'release' | 'lock' | 'unlock' | 'fill' | 'free' | 'try' | 'wait' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      keyId: fc.constantFrom('k1', 'k2', 'k3'),
      owner: fc.string({ maxLength: 4 })
    })
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('handoff' as const), keyId: fc.constantFrom('k1', 'k2', 'k3') })
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('sign-in' as const), profileId: fc.constantFrom(ada, bo) })
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom('sign-out', 'hold', 'release', 'lock', 'unlock', 'fill', 'free', 'try', 'wait')
      .map((kind) => ({ kind }))
  }
)

test('whatever happens in whatever order: each profile has its own changes, all of them, once the world is well again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      store = new InMemoryRecordStore()
      keychain = new InMemoryKeychain()
      let { service } = start()
      const model = new Map<string, Record<string, { owner: string; handoffs: number }>>([
        [ada, {}],
        [bo, {}]
      ])
      const person = { signedIn: null as string | null }
      const change = (keyId: string, how: (record: { owner: string; handoffs: number }) => object) => {
        if (person.signedIn === null) return
        const records = model.get(person.signedIn)!
        const record = records[keyId] ?? { owner: '', handoffs: 0 }
        records[keyId] = { ...record, ...how(record) }
      }
      const shown = () =>
        Object.fromEntries(
          service.topic.value.records.map((record) => [
            record.keyId,
            { owner: record.notes.owner, handoffs: record.handoffs.length }
          ])
        )
      const perform: { readonly [Kind in Step['kind']]: (each: Step & { kind: Kind }) => unknown } = {
        edit: ({ keyId, owner }) => {
          change(keyId, () => ({ owner }))
          void service.editNotes(sampleKey(keyId), notes(owner))
        },
        handoff: ({ keyId }) => {
          change(keyId, () => ({ handoffs: 1 }))
          if (person.signedIn !== null) service.addHandoff(person.signedIn, sampleKey(keyId), copied)
        },
        'sign-in': ({ profileId }) => {
          person.signedIn = profileId
          void service.open(profileId)
        },
        'sign-out': () => {
          person.signedIn = null
          service.forget()
        },
        hold: () => {
          // Closed twice, whoever waits at the first door would wait for ever.
          if (store.gate.isOpen) store.gate.close()
        },
        release: () => {
          store.gate.open()
        },
        lock: () => (store.isLocked = true),
        unlock: () => (store.isLocked = false),
        fill: () => (store.isFull = true),
        free: () => (store.isFull = false),
        try: () => service.tryAgain(),
        wait: () => settled()
      }
      for (const each of steps) {
        if (each.kind === 'try') void service.tryAgain()
        else await (perform[each.kind] as (one: Step) => unknown)(each)
        // What is shown is of the one who is signed in, and of nobody else; it may still lack what is being read.
        const own = person.signedIn === null ? {} : model.get(person.signedIn)!
        for (const keyId of Object.keys(shown())) expect(Object.keys(own)).toContain(keyId)
      }
      store.gate.open()
      store.isLocked = false
      store.isFull = false
      for (const profileId of [ada, bo]) {
        void service.open(profileId)
        await service.settled()
        expect(shown()).toEqual(model.get(profileId))
      }
      // And so it is at the next start.
      service = start().service
      for (const profileId of [ada, bo]) {
        await service.open(profileId)
        expect(shown()).toEqual(model.get(profileId))
      }
    }),
    { numRuns: 300 }
  )
})
