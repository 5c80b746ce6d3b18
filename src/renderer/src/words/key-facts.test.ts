import { describe, expect, test } from 'vitest'
import type { ApiKey } from '../../../shared/api-key.ts'
import { agedFact, createdWords, expiresFact, lastUsedFact } from './key-facts.ts'

const now = Date.parse('2026-11-23T14:02:00Z')
const style = { zone: 'America/Los_Angeles', isTwelveHour: false }
const kiritimati = { zone: 'Pacific/Kiritimati', isTwelveHour: false }
const key = (facts: Partial<ApiKey>): ApiKey => ({ id: 'k1', name: 'ci-reviews', ...facts })

describe('last used', () => {
  test.each([
    [undefined, 'Not reported'],
    [null, 'Never used'],
    ['not a time', 'Not reported'],
    ['2026-11-23T13:58:00Z', '4 min ago'],
    ['2026-07-03T12:00:00Z', '3 Jul 2026']
  ])('%s: %s', (lastUsedAt, text) => {
    expect(lastUsedFact(key(lastUsedAt === undefined ? {} : { lastUsedAt }), now, style).text).toBe(text)
  })

  test('the tooltip has both zones', () => {
    expect(lastUsedFact(key({ lastUsedAt: '2026-11-23T13:58:00Z' }), now, style).exact).toBe(
      'Mon 23 Nov 2026, 05:58 PST · 13:58 UTC'
    )
    expect(lastUsedFact(key({ lastUsedAt: null }), now, style).exact).toBeNull()
  })
})

test('a fact of an older list says of when it is, unless the server never tells it', () => {
  const aged = (lastUsedAt: string | null | undefined, asOf: string | null) =>
    agedFact(lastUsedFact(key(lastUsedAt === undefined ? {} : { lastUsedAt }), now, style), asOf)
  expect(aged('2026-11-23T13:58:00Z', 'as of 05:59')).toEqual({
    text: '4 min ago',
    exact: 'Mon 23 Nov 2026, 05:58 PST · 13:58 UTC\nAs of 05:59'
  })
  expect(aged(null, 'as of 05:59')).toEqual({ text: 'Never used', exact: 'As of 05:59' })
  expect(aged(null, null)).toEqual({ text: 'Never used', exact: null })
  expect(aged(undefined, 'as of 05:59').exact).toBe("This Hygiara doesn't report it.")
})

describe('expires', () => {
  test.each([
    [undefined, 'Not reported'],
    [null, 'No expiry'],
    [{ kind: 'instant', value: 'soon' }, 'Not reported'],
    [{ kind: 'instant', value: '2026-11-25T23:59:59Z' }, 'in 2 days'],
    [{ kind: 'instant', value: '2027-02-21T23:59:59Z' }, '21 Feb 2027'],
    [{ kind: 'date', value: '2027-02-21' }, '21 Feb 2027']
  ] as const)('%j: %s', (expiresAt, text) => {
    expect(expiresFact(key(expiresAt === undefined ? {} : { expiresAt }), now, style).text).toBe(text)
  })

  test('a chosen day is the same day everywhere', () => {
    const expiresAt = { kind: 'instant', value: '2027-02-21T23:59:59Z' } as const
    expect(expiresFact(key({ expiresAt }), now, kiritimati)).toEqual({
      text: '21 Feb 2027',
      exact: 'Mon 22 Feb 2027, 13:59 GMT+14 · Sun 21 Feb 2027, 23:59 UTC'
    })
  })

  test('a bare date has no hour to tell', () => {
    expect(expiresFact(key({ expiresAt: { kind: 'date', value: '2027-02-21' } }), now, style).exact).toBe(
      '00:00–23:59 UTC on 21 Feb 2027, 16:00 on 20 Feb to 15:59 on 21 Feb for you. Hygiara names the day, not the hour.'
    )
  })

  test.each([
    ['2026-11-22', 'yesterday'],
    ['2026-11-23', 'today'],
    ['2026-11-24', 'tomorrow'],
    ['2026-11-26', 'in 3 days']
  ])('a bare date of %s counts from its beginning, in every zone: %s', (value, text) => {
    for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kolkata', 'UTC']) {
      const fact = expiresFact(key({ expiresAt: { kind: 'date', value } }), now, { ...style, zone })
      expect(fact.text, zone).toBe(text)
    }
  })
})

test('created, where it is known', () => {
  expect(createdWords(key({ createdAt: '2026-10-03T12:00:00Z' }), style)).toBe('Created 3 Oct 2026')
  expect(createdWords(key({}), style)).toBeNull()
})
