import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pauseOf } from './retry-after.ts'

const now = Date.parse('2026-11-23T12:00:00Z')

test.each([
  ['0', 0],
  ['14', 14_000],
  [' 14 ', 14_000],
  ['600', 600_000],
  ['86400', 600_000],
  ['999999999999', 600_000],
  ['Mon, 23 Nov 2026 12:01:00 GMT', 60_000],
  ['Mon, 23 Nov 2026 11:59:00 GMT', 30_000],
  ['Wed, 23 Nov 2033 12:01:00 GMT', 600_000],
  ['-5', 30_000],
  ['1e9', 30_000],
  ['soon', 30_000],
  ['', 30_000],
  [null, 30_000]
])('Retry-After %j means a pause of %d ms', (header, pause) => {
  expect(pauseOf(header, now)).toBe(pause)
})

test('a pause is never negative, never longer than ten minutes, and always a number', () => {
  const header = fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString())
  )
  fc.assert(
    fc.property(header, (text) => {
      const pause = pauseOf(text, now)
      expect(pause).toBeGreaterThanOrEqual(0)
      expect(pause).toBeLessThanOrEqual(600_000)
    })
  )
})
