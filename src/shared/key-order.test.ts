import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ApiKey } from './api-key.ts'
import type { Expiry } from './expiry.ts'
import { sortColumns } from './inventory-view.ts'
import { indexKeys } from './key-entry.ts'
import { mostUrgentFirst, sortEntries } from './key-order.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const day = 86_400_000
const at = (days: number): string => new Date(now + days * day).toISOString()
const ends = (days: number): Expiry => ({ kind: 'instant', value: at(days) })
const key = (name: string, facts: Partial<ApiKey> = {}): ApiKey => ({ id: name, name, ...facts })
const entriesOf = (...keys: ApiKey[]) => indexKeys(keys, []).entries
const names = (entries: ReturnType<typeof entriesOf>) => entries.map(({ key: { name } }) => name)

const sorted = (keys: ApiKey[], column: (typeof sortColumns)[number]) => ({
  up: names(sortEntries(entriesOf(...keys), { column, direction: 'ascending' }, now)),
  down: names(sortEntries(entriesOf(...keys), { column, direction: 'descending' }, now))
})

describe('sorting by a column', () => {
  test('names as people read them', () => {
    const keys = ['key-10', 'Éclair', 'key-2', 'apple', 'Zebra'].map((name) => key(name))
    expect(sorted(keys, 'name')).toEqual({
      up: ['apple', 'Éclair', 'key-2', 'key-10', 'Zebra'],
      down: ['Zebra', 'key-10', 'key-2', 'Éclair', 'apple']
    })
  })

  test('a prefix that is not reported is last both ways', () => {
    const keys = [key('none'), key('b', { prefix: 'hrdly_b' }), key('a', { prefix: 'hrdly_a' })]
    expect(sorted(keys, 'prefix')).toEqual({ up: ['a', 'b', 'none'], down: ['b', 'a', 'none'] })
  })

  test('expiry: none after the latest date and not reported at the very end, both ways', () => {
    const keys = [
      key('unknown'),
      key('never', { expiresAt: null }),
      key('late', { expiresAt: ends(300) }),
      key('broken', { expiresAt: { kind: 'instant', value: 'soon' } }),
      key('soon', { expiresAt: ends(3) }),
      key('over', { expiresAt: ends(-3) })
    ]
    expect(sorted(keys, 'expires')).toEqual({
      up: ['over', 'soon', 'late', 'never', 'unknown', 'broken'],
      down: ['late', 'soon', 'over', 'never', 'unknown', 'broken']
    })
  })

  test('last use: never after every time and not reported at the very end, both ways', () => {
    const keys = [
      key('unknown'),
      key('never', { lastUsedAt: null }),
      key('today', { lastUsedAt: at(0) }),
      key('long ago', { lastUsedAt: at(-300) })
    ]
    expect(sorted(keys, 'last-used')).toEqual({
      up: ['long ago', 'today', 'never', 'unknown'],
      down: ['today', 'long ago', 'never', 'unknown']
    })
  })

  test('status: by the precedence table, and within a status by how bad it is', () => {
    const used = { lastUsedAt: at(-1), createdAt: at(-400) }
    const keys = [
      key('active', { ...used, expiresAt: ends(300) }),
      key('no expiry', { ...used, expiresAt: null }),
      key('unused 100', { ...used, lastUsedAt: at(-100), expiresAt: ends(300) }),
      key('unused 200', { ...used, lastUsedAt: at(-200), expiresAt: ends(300) }),
      key('never used', { ...used, lastUsedAt: null, expiresAt: ends(300) }),
      key('in 9 d', { ...used, expiresAt: ends(9) }),
      key('in 2 d', { ...used, expiresAt: ends(2) }),
      key('expired', { ...used, expiresAt: ends(-1), lastUsedAt: at(-2) }),
      key('used after', { ...used, expiresAt: ends(-2) })
    ]
    const up = [
      ...['used after', 'expired', 'in 2 d', 'in 9 d', 'never used'],
      ...['unused 200', 'unused 100', 'no expiry', 'active']
    ]
    expect(sorted(keys, 'status')).toEqual({ up, down: up.toReversed() })
  })

  test.each(sortColumns)('%s: equal rows keep their order, and no row gets lost', (column) => {
    const rows = fc.array(
      fc.record({
        prefix: fc.constantFrom('a', 'b', undefined),
        lastUsedAt: fc.constantFrom(at(-1), at(-100), null, undefined),
        expiresAt: fc.constantFrom(ends(1), ends(100), null, undefined)
      }),
      { maxLength: 30 }
    )
    fc.assert(
      fc.property(rows, fc.constantFrom('ascending' as const, 'descending' as const), (facts, direction) => {
        const entries = entriesOf(
          ...facts.map((fact, number) => {
            const said = Object.entries(fact).filter(([, value]) => value !== undefined)
            return { id: String(number), name: 'same', ...Object.fromEntries(said) }
          })
        )
        const once = sortEntries(entries, { column, direction }, now)
        expect(new Set(once)).toEqual(new Set(entries))
        expect(sortEntries(once, { column, direction }, now)).toEqual(once)
        const place = new Map(entries.map((entry, index) => [entry, index]))
        for (const [index, entry] of once.entries()) {
          const next = once[index + 1]
          const isSame =
            next !== undefined &&
            JSON.stringify({ ...entry.key, id: '' }) === JSON.stringify({ ...next.key, id: '' })
          if (isSame) expect(place.get(entry)).toBeLessThan(place.get(next) ?? 0)
        }
      })
    )
  })
})

test('what needs attention: the worst first, then what ends soonest', () => {
  const used = { lastUsedAt: at(-1), createdAt: at(-400) }
  const entries = entriesOf(
    key('active', { ...used, expiresAt: ends(100) }),
    key('expired', { ...used, expiresAt: ends(-5), lastUsedAt: at(-9) }),
    key('no expiry', { ...used, expiresAt: null }),
    key('in 9 d', { ...used, expiresAt: ends(9) }),
    key('unused 200 d', { ...used, lastUsedAt: at(-200), expiresAt: ends(60) }),
    key('unused 100 d', { ...used, lastUsedAt: at(-100), expiresAt: ends(50) }),
    key('in 2 d', { ...used, expiresAt: ends(2) }),
    key('used after expiry', { ...used, expiresAt: ends(-9) })
  )
  expect(names(mostUrgentFirst(entries, now))).toEqual([
    'used after expiry',
    'in 2 d',
    'unused 200 d',
    'in 9 d',
    'unused 100 d',
    'no expiry',
    'expired',
    'active'
  ])
})
