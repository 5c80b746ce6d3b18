import { expect, test } from 'vitest'
import { columnsOf } from '../../shared/key-columns.ts'
import { sampleKeys } from '../testing/key-samples.ts'
import { KeptKeys } from './kept-keys.ts'

const keys = sampleKeys(5)
const texts = [keys.slice(0, 2), keys.slice(2, 4), keys.slice(4)].map(columnsOf)
const kept = new KeptKeys(texts.map((columns, at) => ({ rows: at < 2 ? 2 : 1, columns })))
const idsOf = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id)

test('finds keys by id and by name, in order, and those only', () => {
  expect(kept.withIds(new Set(['k3', 'k0', 'k', 'nobody']))).toEqual([keys[0], keys[3]])
  expect(kept.withIds(new Set(keys.map(({ id }) => id)))).toEqual(keys)
  const many = new Set(Array.from({ length: 50 }, (_, at) => `k${String(at)}`))
  expect(idsOf(kept.withIds(many))).toEqual(idsOf(keys))
  expect(kept.named(keys[4]?.name ?? '')).toEqual([keys[4]])
  expect(kept.named('nobody')).toEqual([])
  expect(kept.all()).toEqual(keys)
  expect(kept.total).toBe(5)
})

test('finds a key whatever its name is made of', () => {
  const hostile = { id: 'k"\\\u2028', name: '"],"name":["\u0000\ud83d' }
  const one = new KeptKeys([{ rows: 1, columns: columnsOf([hostile]) }])
  expect(one.withIds(new Set([hostile.id]))).toEqual([hostile])
  expect(one.named(hostile.name)).toEqual([hostile])
})

test('gives whole texts, at least one and otherwise not more rows than asked for', () => {
  expect(kept.textFrom(0, 4)).toEqual(texts.slice(0, 2))
  expect(kept.textFrom(0, 1)).toEqual(texts.slice(0, 1))
  expect(kept.textFrom(2, 100)).toEqual(texts.slice(1))
  expect(kept.textFrom(5, 4)).toEqual([])
  expect(kept.textFrom(1, 4)).toBeNull()
})
