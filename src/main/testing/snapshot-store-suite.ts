import { describe, expect, test } from 'vitest'
import type { ApiKey } from '../../shared/api-key.ts'
import { done, err, ok } from '../../shared/result.ts'
import type { SnapshotOwner, SnapshotStore } from '../ports.ts'

export const ada: SnapshotOwner = { profileId: 'b7a0a7a2-6d0b-4a63-8f3a-0d7c1b0f8a11', organization: 'Acme' }

/** Keys of every shape: reported or not, `null`, an instant, a date, names that are hostile. */
export const keysOfEveryShape: readonly ApiKey[] = [
  { id: 'key_1', name: 'ci' },
  {
    id: 'key_2',
    name: '',
    prefix: '',
    createdAt: '2026-11-23T10:00:00Z',
    lastUsedAt: null,
    expiresAt: null,
    isExpired: false
  },
  {
    id: 'key_3',
    name: '"; DROP TABLE snapshots; --\u202e\u0000 🔑',
    prefix: 'hrdly_b7Qx2m',
    createdAt: '2026-11-23T10:00:00.123456Z',
    lastUsedAt: '2026-11-23T10:00:00+02:00',
    expiresAt: { kind: 'instant', value: '2027-06-29T23:59:59Z' },
    isExpired: true
  },
  { id: '__proto__', name: 'constructor', expiresAt: { kind: 'date', value: '2027-06-29' } }
]

/** All keys of a snapshot, or the problem. */
export async function readAll(store: SnapshotStore, owner: SnapshotOwner, id: number): Promise<unknown> {
  const keys: ApiKey[] = []
  const read = await store.read(owner, id, (chunk) => keys.push(...chunk))
  return read.ok ? keys : read.error
}

/** What every store of snapshots does; `open` gives an empty one. */
export function describeSnapshotStore(open: () => SnapshotStore): void {
  const newestOf = async (store: SnapshotStore, owner: SnapshotOwner) => {
    const list = await store.list(owner, false)
    if (!list.ok) throw new Error(list.error.reason)
    return list.value
  }

  describe('a store of snapshots', () => {
    test('is empty at first', async () => {
      expect(await newestOf(open(), ada)).toEqual([])
    })

    test('gives back exactly what was kept', async () => {
      const store = open()
      expect(await store.write(ada, '2026-11-23T10:00:00.000Z', keysOfEveryShape, false)).toEqual(done)
      const [newest] = await newestOf(store, ada)
      expect(newest).toMatchObject({ fetchedAt: '2026-11-23T10:00:00.000Z', total: 4 })
      expect(await readAll(store, ada, newest?.id ?? 0)).toStrictEqual(keysOfEveryShape)
    })

    test('keeps more rows than fit into one message, in order, and none at all', async () => {
      const store = open()
      const many = Array.from({ length: 4_321 }, (_, at) => ({ id: `key_${String(at)}`, name: 'ci' }))
      await store.write(ada, '2026-11-23T10:00:00.000Z', many, false)
      await store.write(ada, '2026-11-24T10:00:00.000Z', [], false)
      const [empty, full] = await newestOf(store, ada)
      expect(await readAll(store, ada, full?.id ?? 0)).toStrictEqual(many)
      expect(await readAll(store, ada, empty?.id ?? 0)).toEqual([])
    })

    test('keeps the last snapshot of a day, and the days apart', async () => {
      const store = open()
      for (const [at, count] of [
        ['2026-11-23T00:00:00.000Z', 1],
        ['2026-11-23T23:59:59.999Z', 2],
        ['2026-11-24T00:00:00.000Z', 3]
      ] as const) {
        await store.write(ada, at, keysOfEveryShape.slice(0, count), false)
      }
      expect((await newestOf(store, ada)).map(({ fetchedAt, total }) => [fetchedAt, total])).toEqual([
        ['2026-11-24T00:00:00.000Z', 3],
        ['2026-11-23T23:59:59.999Z', 2]
      ])
    })

    test('shows nobody what belongs to another account or organisation', async () => {
      const store = open()
      await store.write(ada, '2026-11-23T10:00:00.000Z', keysOfEveryShape, false)
      const id = (await newestOf(store, ada))[0]?.id ?? 0
      for (const other of [
        { ...ada, organization: 'Umbrella' },
        { ...ada, profileId: '0a0a7a2b-6d0b-4a63-8f3a-0d7c1b0f8a11' }
      ]) {
        expect(await newestOf(store, other)).toEqual([])
        expect(await readAll(store, other, id)).toEqual({ reason: 'cannot-open' })
        expect(await store.diff(other, id, id)).toEqual(err({ reason: 'cannot-open' }))
      }
    })

    test('compares two snapshots', async () => {
      const store = open()
      await store.write(ada, '2026-11-23T10:00:00.000Z', keysOfEveryShape.slice(0, 2), false)
      await store.write(ada, '2026-11-24T10:00:00.000Z', keysOfEveryShape.slice(1, 3), false)
      const [after, before] = await newestOf(store, ada)
      expect(await store.diff(ada, before?.id ?? 0, after?.id ?? 0)).toMatchObject({
        value: {
          unchanged: 1,
          changed: [
            { key: { id: 'key_3' }, changes: [{ kind: 'new' }] },
            { key: { id: 'key_1' }, changes: [{ kind: 'gone' }] }
          ]
        }
      })
    })

    test('follows one key from day to day, back to the day before it was there', async () => {
      const store = open()
      const others = Array.from({ length: 2_500 }, (_, at) => ({ id: `key_o${String(at)}`, name: 'key_1' }))
      const days = [
        ['2026-11-20T10:00:00.000Z', [{ id: 'key_1', name: 'ci', lastUsedAt: '2026-11-19T10:00:00Z' }]],
        ['2026-11-21T10:00:00.000Z', others],
        ['2026-11-22T10:00:00.000Z', [{ id: 'key_1', name: 'ci' }, ...others]],
        ['2026-11-23T10:00:00.000Z', [...others, { id: 'key_1', name: 'ci', lastUsedAt: null }]],
        [
          '2026-11-24T10:00:00.000Z',
          [...others, { id: 'key_1', name: 'x', lastUsedAt: '2026-11-24T09:00:00Z' }]
        ]
      ] as const
      for (const [at, keys] of days) await store.write(ada, at, keys, false)
      expect(await store.follow(ada, 'key_1')).toEqual(
        ok([
          { seenAt: '2026-11-22T10:00:00.000Z' },
          { seenAt: '2026-11-23T10:00:00.000Z', lastUsedAt: null },
          { seenAt: '2026-11-24T10:00:00.000Z', lastUsedAt: '2026-11-24T09:00:00Z' }
        ])
      )
      expect(await store.follow(ada, 'key_2')).toEqual(ok([]))
      expect(await store.follow({ ...ada, organization: 'Umbrella' }, 'key_1')).toEqual(ok([]))
    })

    test('deletes what a profile has, and nothing else', async () => {
      const store = open()
      const other = { ...ada, profileId: '0a0a7a2b-6d0b-4a63-8f3a-0d7c1b0f8a11' }
      const moved = { ...ada, organization: 'Umbrella' }
      for (const owner of [ada, moved, other])
        await store.write(owner, '2026-11-23T10:00:00.000Z', keysOfEveryShape, false)
      expect(await store.remove(ada.profileId)).toEqual(done)
      expect(await newestOf(store, ada)).toEqual([])
      expect(await newestOf(store, moved)).toEqual([])
      expect(await newestOf(store, other)).toHaveLength(1)
    })

    test('answers many who ask at once', async () => {
      const store = open()
      const days = Array.from({ length: 9 }, (_, day) => `2026-11-0${String(day + 1)}T10:00:00.000Z`)
      await Promise.all(days.map((at) => store.write(ada, at, keysOfEveryShape, false)))
      const lists = await Promise.all(days.map(() => newestOf(store, ada)))
      for (const list of lists) expect(list.map(({ fetchedAt }) => fetchedAt)).toEqual(days.toReversed())
    })
  })
}
