import { describe, expect, test } from 'vitest'
import type { ApiKey } from './api-key.ts'
import {
  countFilters,
  expiredFilter,
  expiringFilter,
  filterText,
  hasFilter,
  hiddenExpired,
  keyFilters,
  neverUsedFilter,
  noExpiryFilter,
  queryText,
  toggleFilter,
  unusedFilter,
  withExpired,
  wordsOnly
} from './key-filters.ts'
import { indexKeys } from './key-entry.ts'
import { emptyNotes, emptyRecordOf } from './key-record.ts'
import { compileKeyQuery } from './key-match.ts'
import { parseKeyQuery } from './key-query.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const day = 86_400_000
const at = (days: number): string => new Date(now + days * day).toISOString()
const keys = Array.from({ length: 300 }, (_, number): ApiKey => {
  const use = number % 7 === 0 ? null : at(-number)
  return {
    id: String(number),
    name: number % 2 === 0 ? `ci-${number}` : `reporting-${number}`,
    createdAt: at(-400),
    lastUsedAt: use,
    expiresAt: number % 5 === 0 ? null : { kind: 'instant', value: at(number - 50) }
  }
})
const records = keys.slice(0, 9).map((key) => ({
  ...emptyRecordOf(key),
  notes: { ...emptyNotes, owner: 'Ada' }
}))
const index = indexKeys(keys, records, undefined, { name: 'Ada', email: '' })
const countOf = (text: string) =>
  index.entries.filter(compileKeyQuery(parseKeyQuery(text), now, index)).length

describe('the counts', () => {
  test('are what each filter alone shows', () => {
    const { byFilter, attention, mine } = countFilters(index, now)
    expect([...byFilter.keys()]).toEqual([
      ...['expires:<7d', 'expires:<14d', 'expires:<30d', 'expires:<60d', 'expires:<90d'],
      ...['expires:past', 'expires:never', 'used:never'],
      ...['used:>30d', 'used:>60d', 'used:>90d', 'used:>180d']
    ])
    for (const [text, count] of byFilter) expect(countOf(text), text).toBe(count)
    expect(attention).toBe(countOf('is:attention'))
    expect(mine).toBe(countOf('is:mine'))
    expect(mine).toBe(9)
    expect(Math.min(...byFilter.values(), attention)).toBeGreaterThan(0)
  })
})

describe('turning filters on and off', () => {
  const after = (text: string, ...filters: Parameters<typeof toggleFilter>[1][]) =>
    queryText(filters.reduce(toggleFilter, parseKeyQuery(text)))

  test('of one field they are alternatives, of two fields both must hold', () => {
    expect(after('', expiringFilter(30), noExpiryFilter, neverUsedFilter, unusedFilter(90))).toBe(
      'expires:<30d,never used:never,>90d'
    )
    expect(after('ci', expiredFilter)).toBe('ci expires:past')
  })

  test('one of them replaces another of its kind', () => {
    expect(after('expires:<30d,never ci', expiringFilter(7))).toBe('expires:never,<7d ci')
  })

  test('a second press takes it off again', () => {
    for (const filter of keyFilters) expect(after('ci', filter, filter)).toBe('ci')
    expect(after('expires:<30d,never', noExpiryFilter)).toBe('expires:<30d')
  })

  test('what is typed counts as on, what is negated does not', () => {
    expect(hasFilter(parseKeyQuery('ci expires:never,past'), expiredFilter)).toBe(true)
    expect(hasFilter(parseKeyQuery('-expires:past'), expiredFilter)).toBe(false)
    expect(after('-expires:past', expiredFilter)).toBe('-expires:past expires:past')
  })

  test('what was not understood stays in the text', () => {
    expect(after('colour:red ci', expiredFilter)).toBe('ci expires:past colour:red')
  })

  test('each has its own text', () => {
    expect(new Set(keyFilters.map(filterText)).size).toBe(keyFilters.length)
  })
})

describe('what a query hides', () => {
  const hidden = (text: string) => hiddenExpired(parseKeyQuery(text), index.entries, now, index)
  const expired = keys.filter(
    ({ expiresAt }) => expiresAt !== null && Date.parse(expiresAt?.value ?? '') <= now
  )

  test('expired keys, where only those are asked for that need attention', () => {
    const usedAfter = countOf('is:used-after-expiry')
    expect(hidden('is:attention')).toBe(expired.length - usedAfter)
    expect(hidden('is:attention')).toBe(countOf('is:attention,expired') - countOf('is:attention'))
    expect(hidden('is:attention ci')).toBe(countOf('is:expired ci') - countOf('is:used-after-expiry ci'))
    expect(hidden('is:attention,expired')).toBe(0)
    expect(hidden('ci')).toBe(0)
    expect(hidden('')).toBe(0)
  })

  test('they can be asked for as well', () => {
    expect(queryText(withExpired(parseKeyQuery('is:attention ci')))).toBe('is:attention,expired ci')
    expect(queryText(withExpired(parseKeyQuery('ci')))).toBe('ci')
  })

  test('without its filters a query has its words left', () => {
    expect(queryText(wordsOnly(parseKeyQuery('is:attention -legacy "a b" owner:*')))).toBe('-legacy "a b"')
  })
})
