import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ApiKey } from '../../shared/api-key.ts'
import { chunkSize, withUpdate, type RowUpdate } from '../../shared/inventory.ts'
import { updateRows } from './update-rows.ts'

const keyOf = (id: number, name = `key ${id}`): ApiKey => ({ id: `k${id}`, name })
const keysFrom = (first: number, count: number): ApiKey[] =>
  Array.from({ length: count }, (_, place) => keyOf(first + place))

const row = fc.record({ id: fc.nat(12), name: fc.constantFrom('one', 'other') })
const list = fc
  .uniqueArray(row, { maxLength: 10, selector: ({ id }) => id })
  .map((rows) => rows.map(({ id, name }) => keyOf(id, name)))

async function updateOf(before: readonly ApiKey[], listed: readonly ApiKey[]): Promise<RowUpdate> {
  const { change } = await updateRows(before, listed)
  if (change.kind !== 'updated') throw new Error(change.kind)
  return change
}

test('whoever applies the change to the list before has the list', async () => {
  await fc.assert(
    fc.asyncProperty(list, list, async (before, listed) => {
      const { keys, change } = await updateRows(before, listed)
      expect(keys).toEqual(listed)
      if (change.kind === 'updated') expect(withUpdate(before, change)).toEqual(listed)
      else expect(change).toEqual({ kind: 'replaced' })
    })
  )
})

test('a list in the same order is told as what came, went and changed', async () => {
  const before = keysFrom(10, 25_000)
  const listed = [keyOf(1), ...before.slice(1, 15_000), ...before.slice(15_002)]
  listed[12_000] = { ...keyOf(12_010), lastUsedAt: '2026-11-23T14:00:00Z' }
  const { keys, change } = await updateRows(before, listed)
  expect(change).toEqual({
    kind: 'updated',
    added: [keyOf(1)],
    changed: [listed[12_000]],
    removed: ['k10', 'k15010', 'k15011']
  })
  expect(keys).toEqual(listed)
})

test('a key that has not changed is the object that it was', async () => {
  const before = keysFrom(0, 3)
  const { keys } = await updateRows(before, structuredClone(before))
  expect(keys.every((key, place) => key === before[place])).toBe(true)
  expect(await updateOf(before, structuredClone(before))).toMatchObject({
    added: [],
    changed: [],
    removed: []
  })
})

const full: Required<ApiKey> = {
  id: 'k0',
  name: 'one',
  prefix: 'hrdly_one',
  createdAt: '2026-01-01T00:00:00Z',
  lastUsedAt: '2026-02-01T00:00:00Z',
  expiresAt: { kind: 'date', value: '2027-01-01' },
  isExpired: false
}
const others: { [Field in keyof Required<Omit<ApiKey, 'id'>>]: readonly ApiKey[Field][] } = {
  name: ['other'],
  prefix: ['hrdly_other'],
  createdAt: ['2026-01-02T00:00:00Z'],
  lastUsedAt: [null, '2026-02-02T00:00:00Z'],
  expiresAt: [null, { kind: 'instant', value: '2027-01-01' }, { kind: 'date', value: '2027-01-02' }],
  isExpired: [true]
}
const states = Object.entries(others).flatMap(([field, values]) => [
  ...values.map((value) => [`${field} ${JSON.stringify(value)}`, { ...full, [field]: value }] as const),
  ...(field === 'name'
    ? []
    : [[`no ${field}`, Object.fromEntries(Object.entries(full).filter(([each]) => each !== field))] as const])
])

test.each(states)('a key with another state is a changed one: %s', async (_what, state) => {
  const other = state as unknown as ApiKey
  expect((await updateOf([full], [other])).changed).toEqual([other])
  expect((await updateOf([other], [full])).changed).toEqual([full])
})

test.each([
  ['came', keysFrom(5_000, 5), [...keysFrom(0, chunkSize), ...keysFrom(5_000, 5)]],
  ['went', keysFrom(0, chunkSize + 5), keysFrom(chunkSize, 5)],
  ['went at the end', keysFrom(0, chunkSize + 5), keysFrom(0, 5)],
  ['changed', keysFrom(0, chunkSize), keysFrom(0, chunkSize).map(({ id }) => ({ id, name: 'other' }))]
])('as many as one message holds are told: %s', async (_how, before, listed) => {
  const { added, changed, removed } = await updateOf(before, listed)
  expect(added.length + changed.length + removed.length).toBe(chunkSize)
  const more = [...before, keyOf(100_000)]
  const after = [keyOf(99_999), ...listed, keyOf(100_000)]
  expect((await updateRows(more, after)).change).toEqual({ kind: 'replaced' })
})
