import { expect, test } from 'vitest'
import { createButtonWords, endWords, expiryLine, expiryProblemWords } from './expiry.ts'

const in24 = (zone: string) => ({ zone, isTwelveHour: false })

test.each([
  ['2027-06-29', 'America/Los_Angeles', "Works through 29 Jun 2027 (UTC). That's 16:59 on 29 Jun for you."],
  ['2027-02-21', 'America/Los_Angeles', "Works through 21 Feb 2027 (UTC). That's 15:59 on 21 Feb for you."],
  ['2027-02-21', 'Pacific/Kiritimati', "Works through 21 Feb 2027 (UTC). That's 13:59 on 22 Feb for you."],
  ['2027-02-21', 'Asia/Kolkata', "Works through 21 Feb 2027 (UTC). That's 05:29 on 22 Feb for you."],
  ['2027-02-21', 'UTC', "Works through 21 Feb 2027 (UTC). That's 23:59 on 21 Feb for you."],
  // The days on which Los Angeles changes its clocks.
  ['2026-11-01', 'America/Los_Angeles', "Works through 1 Nov 2026 (UTC). That's 15:59 on 1 Nov for you."],
  ['2027-03-14', 'America/Los_Angeles', "Works through 14 Mar 2027 (UTC). That's 16:59 on 14 Mar for you."],
  ['2026-12-31', 'Asia/Kolkata', "Works through 31 Dec 2026 (UTC). That's 05:29 on 1 Jan 2027 for you."]
])('%s in %s', (day, zone, line) => {
  expect(expiryLine(day, in24(zone))).toBe(line)
})

test('the button restates what it will do', () => {
  expect(createButtonWords({ kind: 'day', day: '2027-02-21' })).toBe('Create key, expires 21 Feb 2027')
  expect(createButtonWords({ kind: 'never' })).toBe('Create key, no expiry')
  expect(createButtonWords(null)).toBe('Create key')
})

test('the end of a key in a few words', () => {
  expect(endWords({ expiresAt: { kind: 'instant', value: '2027-02-21T23:59:59Z' } })).toBe(
    'Expires 21 Feb 2027'
  )
  expect(endWords({ expiresAt: null })).toBe('No expiry')
  expect(endWords({})).toBe('')
  expect(endWords({ expiresAt: { kind: 'instant', value: 'soon' } })).toBe('')
})

test('every problem has words of its own', () => {
  const problems = ['not-a-date', 'past', 'too-far', 'refused-by-server'] as const
  expect(new Set(problems.map(expiryProblemWords))).toHaveLength(problems.length)
})
