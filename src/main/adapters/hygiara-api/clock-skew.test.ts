import { expect, test } from 'vitest'
import { clockSkewOf } from './clock-skew.ts'

const noon = Date.parse('2026-11-23T12:00:00Z')

test.each([
  ['a server seven minutes ahead', 'Mon, 23 Nov 2026 12:07:00 GMT', noon, noon + 1_000, 420_000],
  ['a server seven minutes behind', 'Mon, 23 Nov 2026 11:53:00 GMT', noon, noon + 1_000, -420_000],
  ['equal clocks and a slow answer', 'Mon, 23 Nov 2026 12:00:02 GMT', noon, noon + 5_000, 0],
  ['no header', null, noon, noon, null],
  ['a header that is not a date', 'yesterday', noon, noon, null]
])('%s', (_name, date, sentAt, receivedAt, skew) => {
  expect(clockSkewOf(date, sentAt, receivedAt)).toBe(skew)
})
