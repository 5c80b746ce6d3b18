import { expect, test } from 'vitest'
import { factAgeWords, stalenessOf } from './staleness.ts'

const now = Date.parse('2026-11-23T10:00:00Z')
const minuteMs = 60_000
const dayMs = 1_440 * minuteMs
const ago = (ms: number): string => new Date(now - ms).toISOString()

test.each([
  [0, 'fresh'],
  [dayMs, 'fresh'],
  [dayMs + 1, 'old'],
  [7 * dayMs, 'old'],
  [7 * dayMs + 1, 'very-old']
])('a list of %i ms is %s', (age, staleness) => {
  expect(stalenessOf(ago(age), now)).toBe(staleness)
})

test('what never was complete is not stale', () => {
  expect(stalenessOf(null, now)).toBe('fresh')
})

test('a fact says of when it is after five minutes', () => {
  const style = { zone: 'UTC', isTwelveHour: false }
  expect(factAgeWords(ago(5 * minuteMs), now, style)).toBeNull()
  expect(factAgeWords(ago(5 * minuteMs + 1), now, style)).toBe('as of 09:54')
  expect(factAgeWords(ago(3 * dayMs), now, style)).toBe('as of 10:00 on 20 Nov 2026')
  expect(factAgeWords(null, now, style)).toBeNull()
})
