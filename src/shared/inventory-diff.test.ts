import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ApiKey } from './api-key.ts'
import { inventoryDiff } from './inventory-diff.ts'

const key = (id: string, facts: Partial<ApiKey> = {}): ApiKey => ({
  id,
  name: `key ${id}`,
  prefix: 'hrdly_b7Qx2m',
  lastUsedAt: '2026-11-01T10:00:00.000Z',
  expiresAt: null,
  isExpired: false,
  ...facts
})

const only = (before: readonly ApiKey[], after: readonly ApiKey[]) =>
  inventoryDiff(before, after).changed.map(({ key: { id }, changes }) => [id, changes])

describe('the difference of two snapshots', () => {
  test('of the same keys is none', () => {
    expect(inventoryDiff([key('a'), key('b')], [key('b'), key('a')])).toEqual({ changed: [], unchanged: 2 })
  })

  test('names new keys, and those that are gone, last', () => {
    expect(only([key('a'), key('b')], [key('c'), key('b')])).toEqual([
      ['c', [{ kind: 'new' }]],
      ['a', [{ kind: 'gone' }]]
    ])
  })

  test('takes a rename for one change', () => {
    expect(only([key('a')], [key('a', { name: 'ci' })])).toEqual([
      ['a', [{ kind: 'renamed', from: 'key a' }]]
    ])
  })

  test.each([
    ['the first use', null, '2026-11-20T10:00:00.000Z', { kind: 'used', before: null }],
    [
      'another use',
      '2026-11-01T10:00:00.000Z',
      '2026-11-20T10:00:00.000Z',
      { kind: 'used', before: '2026-11-01T10:00:00.000Z' }
    ],
    [
      '59 days later',
      '2026-09-22T10:00:00.000Z',
      '2026-11-20T10:00:00.000Z',
      { kind: 'used', before: '2026-09-22T10:00:00.000Z' }
    ],
    [
      '60 days later',
      '2026-09-21T10:00:00.000Z',
      '2026-11-20T10:00:00.000Z',
      { kind: 'woke-up', unusedDays: 60 }
    ]
  ] as const)('tells %s', (_, earlier, later, change) => {
    expect(only([key('a', { lastUsedAt: earlier })], [key('a', { lastUsedAt: later })])).toEqual([
      ['a', [change]]
    ])
  })

  test('tells a changed expiry and one that has come', () => {
    const june = { kind: 'instant', value: '2027-06-29T23:59:59Z' } as const
    expect(only([key('a')], [key('a', { expiresAt: june, isExpired: true })])).toEqual([
      ['a', [{ kind: 'expiry-changed', from: null }, { kind: 'expired' }]]
    ])
  })

  test('does not mind the same instant written otherwise, nor what is not reported', () => {
    const a = key('a', { expiresAt: { kind: 'instant', value: '2027-06-29T23:59:59Z' } })
    const b = key('a', { expiresAt: { kind: 'instant', value: '2027-06-29T23:59:59.000Z' } })
    const { expiresAt: _, isExpired: __, lastUsedAt: ___, ...c } = a
    expect(only([a], [b])).toEqual([])
    expect(only([a], [c])).toEqual([])
    expect(only([c], [a])).toEqual([['a', [{ kind: 'used', before: null }]]])
  })

  test('counts every key of both once', () => {
    const keys = fc.uniqueArray(
      fc.record({ id: fc.string({ maxLength: 2 }), name: fc.constantFrom('a', 'b') }),
      {
        selector: ({ id }) => id
      }
    )
    fc.assert(
      fc.property(keys, keys, (before, after) => {
        const { changed, unchanged } = inventoryDiff(before, after)
        const all = new Set([...before, ...after].map(({ id }) => id))
        expect(changed.length + unchanged).toBe(all.size)
      })
    )
  })
})
