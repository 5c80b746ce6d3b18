import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { emptyRecordOf } from '../../shared/key-record.ts'
import type { RecordStore, StoredKeyRecord } from '../ports.ts'

/** A place that outlives the store. */
export interface RecordPlace {
  /** The store of another start. */
  readonly open: () => RecordStore
  /** From the next start on, the keychain gives nothing without asking; asked, it is open again. */
  readonly lock: () => void
  readonly takeKeychainAway: () => void
  readonly giveKeychainBack: () => void
  readonly fillDisk: (profileId: string) => void | Promise<void>
  readonly freeDisk: (profileId: string) => void | Promise<void>
  readonly spoil: (profileId: string, how: 'damaged' | 'newer-version') => void | Promise<void>
}

/** A record with something in every field. */
export function fullRecord(
  keyId: string = randomUUID(),
  changes: Partial<StoredKeyRecord> = {}
): StoredKeyRecord {
  return {
    keyId,
    name: 'ci-reviews (Füße & 🔑)',
    prefix: 'hrdly_b7Qx2m',
    createdHereAt: '2026-11-23T10:00:00.000Z',
    notes: {
      purpose: 'ci-pipeline',
      noExpiryReason: 'the vendor cannot rotate',
      owner: 'Müller & Söhne',
      ticket: 'OPS-1',
      consumers: 'build\ndeploy'
    },
    handoffs: [
      { destination: 'clipboard', at: '2026-11-23T10:00:01.000Z', format: 'raw' },
      {
        destination: 'keychain',
        at: '2026-11-23T10:00:02.000Z',
        service: 'Hygiara',
        account: 'Acme/ci-reviews'
      }
    ],
    hasFingerprint: true,
    fingerprint: 'ab'.repeat(32),
    test: { at: '2026-11-23T10:00:03.000Z', outcome: 'valid', status: 200 },
    firstUseAt: '2026-11-23T11:00:00+00:00',
    ...changes
  }
}

/** A record with nothing in it. */
export function bareRecord(keyId: string = randomUUID()): StoredKeyRecord {
  return { ...emptyRecordOf({ id: keyId, name: 'x' }), fingerprint: null }
}

const nothing = { records: [], notKept: null, setAside: null }

/** What every store of records does. */
export function describeRecordStore(makePlace: () => RecordPlace | Promise<RecordPlace>): void {
  describe('as a store of records', () => {
    const ada = randomUUID()
    const bo = randomUUID()
    let place: RecordPlace

    beforeEach(async () => {
      place = await makePlace()
    })

    test('it begins with nothing', async () => {
      expect(await place.open().read(ada, false)).toEqual(nothing)
    })

    test('what was written is there at once and at the next start', async () => {
      const records = [fullRecord(), bareRecord()]
      const store = place.open()
      expect(await store.write(ada, records, false)).toBeNull()
      expect(await store.read(ada, false)).toEqual({ ...nothing, records })
      expect(await place.open().read(ada, false)).toEqual({ ...nothing, records })
    })

    test('what one profile has is deleted, after what was being written, and nothing else', async () => {
      const store = place.open()
      await store.write(bo, [fullRecord()], false)
      const writing = store.write(ada, [fullRecord()], false)
      expect(await store.remove(ada)).toBe(true)
      await writing
      expect(await place.open().read(ada, false)).toEqual(nothing)
      expect((await place.open().read(bo, false)).records).toHaveLength(1)
      expect(await store.remove(ada)).toBe(true)
    })

    test('the last of many writes counts, however close together', async () => {
      const store = place.open()
      const lists = [3, 0, 5].map((count) => Array.from({ length: count }, () => bareRecord()))
      await Promise.all(lists.map((records) => store.write(ada, records, false)))
      expect((await place.open().read(ada, false)).records).toEqual(lists[2])
    })

    test('a profile never sees what another has', async () => {
      const store = place.open()
      const records = [fullRecord()]
      await store.write(ada, records, false)
      expect(await store.read(bo, false)).toEqual(nothing)
      await store.write(bo, [bareRecord()], false)
      expect((await place.open().read(ada, false)).records).toEqual(records)
    })

    test('without a keychain nothing can be written, and where nothing is kept nothing is missing', async () => {
      place.takeKeychainAway()
      const store = place.open()
      expect(await store.read(ada, false)).toEqual(nothing)
      const unavailable = { reason: 'keychain', problem: 'unavailable' }
      expect(await store.write(ada, [fullRecord()], true)).toEqual(unavailable)
      place.giveKeychainBack()
      expect(await place.open().read(ada, false)).toEqual(nothing)
    })

    test('a keychain that is away for a while costs nothing', async () => {
      const records = [fullRecord()]
      await place.open().write(ada, records, false)
      place.takeKeychainAway()
      const unavailable = { reason: 'keychain', problem: 'unavailable' }
      expect(await place.open().read(ada, true)).toEqual({ ...nothing, notKept: unavailable })
      place.giveKeychainBack()
      expect(await place.open().read(ada, true)).toEqual({ ...nothing, records })
    })

    test('a locked keychain is used only when it may ask', async () => {
      const records = [fullRecord()]
      await place.open().write(ada, records, false)
      place.lock()
      const store = place.open()
      const locked = { reason: 'keychain', problem: 'locked' }
      expect(await store.read(ada, false)).toEqual({ ...nothing, notKept: locked })
      expect(await store.write(bo, [bareRecord()], false)).toEqual(locked)
      expect(await store.read(ada, true)).toEqual({ ...nothing, records })
      expect(await store.write(bo, [bareRecord()], false)).toBeNull()
    })

    test('a disk that is full refuses, and what was there is whole', async () => {
      const records = [fullRecord()]
      const store = place.open()
      await store.write(ada, records, false)
      await place.fillDisk(ada)
      expect(await store.write(ada, [bareRecord()], false)).toEqual({ reason: 'disk' })
      expect(await place.open().read(ada, false)).toEqual({ ...nothing, records })
      await place.freeDisk(ada)
      expect(await store.write(ada, [], false)).toBeNull()
      expect(await place.open().read(ada, false)).toEqual(nothing)
    })

    test('what is damaged is set aside once, and others are begun', async () => {
      await place.open().write(ada, [fullRecord()], false)
      await place.spoil(ada, 'damaged')
      const store = place.open()
      const found = await store.read(ada, false)
      expect(found).toMatchObject({ records: [], notKept: null, setAside: { why: 'damaged' } })
      expect(found.setAside?.keptAs).toMatch(/\.corrupt-2/u)
      expect(await store.read(ada, false)).toEqual(nothing)
      const records = [bareRecord()]
      expect(await store.write(ada, records, false)).toBeNull()
      expect((await place.open().read(ada, false)).records).toEqual(records)
    })

    test('what a newer version has kept is left alone', async () => {
      await place.open().write(ada, [fullRecord()], false)
      await place.spoil(ada, 'newer-version')
      const newer = { reason: 'newer-version' }
      expect(await place.open().read(ada, true)).toEqual({ ...nothing, notKept: newer })
      expect(await place.open().read(ada, true)).toEqual({ ...nothing, notKept: newer })
    })
  })
}
