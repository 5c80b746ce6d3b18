import { describe, expect, test } from 'vitest'
import { endOfUtcDay } from '../../../shared/expiry.ts'
import {
  chosenDayProblemWords,
  createButtonWords,
  endWords,
  expiryLine,
  expiryProblemWords
} from './expiry.ts'
import { expiresFact } from './key-facts.ts'

const in24 = (zone: string) => ({ zone, isTwelveHour: false })

describe('the line below the day', () => {
  test.each([
    ['2027-06-29', 'America/Los_Angeles', '29 Jun 2027', '16:59 on 29 Jun'],
    ['2027-06-29', 'Pacific/Kiritimati', '29 Jun 2027', '13:59 on 30 Jun'],
    ['2027-06-29', 'Asia/Kolkata', '29 Jun 2027', '05:29 on 30 Jun'],
    ['2027-06-29', 'UTC', '29 Jun 2027', '23:59 on 29 Jun'],
    ['2027-02-21', 'America/Los_Angeles', '21 Feb 2027', '15:59 on 21 Feb'],
    // The days on which Los Angeles changes its clocks (2 in the morning), and their neighbours.
    ['2026-10-31', 'America/Los_Angeles', '31 Oct 2026', '16:59 on 31 Oct'],
    ['2026-11-01', 'America/Los_Angeles', '1 Nov 2026', '15:59 on 1 Nov'],
    ['2027-03-13', 'America/Los_Angeles', '13 Mar 2027', '15:59 on 13 Mar'],
    ['2027-03-14', 'America/Los_Angeles', '14 Mar 2027', '16:59 on 14 Mar'],
    // The same for Europe: 01:00 UTC on 28 Mar and on 31 Oct 2027.
    ['2027-03-27', 'Europe/Berlin', '27 Mar 2027', '00:59 on 28 Mar'],
    ['2027-03-28', 'Europe/Berlin', '28 Mar 2027', '01:59 on 29 Mar'],
    ['2027-10-30', 'Europe/Berlin', '30 Oct 2027', '01:59 on 31 Oct'],
    ['2027-10-31', 'Europe/Berlin', '31 Oct 2027', '00:59 on 1 Nov'],
    ['2027-03-28', 'Europe/London', '28 Mar 2027', '00:59 on 29 Mar'],
    // A zone that changes by half an hour, and one that is a quarter of an hour off.
    ['2027-04-04', 'Australia/Lord_Howe', '4 Apr 2027', '10:29 on 5 Apr'],
    ['2027-06-29', 'Asia/Kathmandu', '29 Jun 2027', '05:44 on 30 Jun'],
    // Year ends, both ways, and the leap day.
    ['2026-12-31', 'Asia/Kolkata', '31 Dec 2026', '05:29 on 1 Jan 2027'],
    ['2026-12-31', 'America/Los_Angeles', '31 Dec 2026', '15:59 on 31 Dec'],
    ['2028-02-29', 'America/Los_Angeles', '29 Feb 2028', '15:59 on 29 Feb'],
    ['2028-02-28', 'Pacific/Kiritimati', '28 Feb 2028', '13:59 on 29 Feb'],
    ['2028-02-29', 'Asia/Kolkata', '29 Feb 2028', '05:29 on 1 Mar']
  ])('%s in %s', (day, zone, through, here) => {
    expect(expiryLine(day, in24(zone))).toBe(`Works through ${through} (UTC). That's ${here} for you.`)
  })

  test('says the hour as people here say it', () => {
    expect(expiryLine('2027-06-29', { zone: 'America/Los_Angeles', isTwelveHour: true })).toBe(
      "Works through 29 Jun 2027 (UTC). That's 4:59 pm on 29 Jun for you."
    )
    expect(expiryLine('2027-03-27', { zone: 'Europe/Berlin', isTwelveHour: true })).toContain(
      '12:59 am on 28 Mar'
    )
  })

  test('names the same day everywhere', () => {
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kolkata', 'UTC']) {
      const key = { expiresAt: { kind: 'instant', value: endOfUtcDay('2027-06-29') } } as const
      expect(expiryLine('2027-06-29', in24(zone))).toMatch(/^Works through 29 Jun 2027 \(UTC\)/u)
      expect(endWords(key)).toBe('Expires 29 Jun 2027')
      expect(
        expiresFact({ id: 'a', name: 'a', ...key }, Date.parse('2026-11-23T12:00:00Z'), in24(zone)).text
      ).toBe('29 Jun 2027')
    }
  })
})

describe('a day that is too early says why', () => {
  const words = (day: string, now: string, zone: string) =>
    chosenDayProblemWords('past', day, Date.parse(now), in24(zone))

  test.each([
    ['UTC', '2026-11-23T10:00:00Z', 'Today ends in 13 h, at 23:59 for you: too soon for a key.'],
    [
      'America/Los_Angeles',
      '2026-11-23T18:00:00Z',
      'Today ends in 5 h, at 15:59 for you: too soon for a key.'
    ],
    // 22 Nov, 20:00 in Los Angeles: their tomorrow is today in UTC.
    ['America/Los_Angeles', '2026-11-23T04:00:00Z', 'In UTC it is already 23 Nov 2026, which ends in 19 h.'],
    // 24 Nov, 02:00 in Kiritimati: their yesterday is today in UTC.
    ['Pacific/Kiritimati', '2026-11-23T12:00:00Z', 'In UTC it is still 23 Nov 2026, which ends in 11 h.']
  ])('today, in %s at %s', (zone, now, why) => {
    expect(words('2026-11-23', now, zone)).toBe(`${why} The earliest is 24 Nov 2026.`)
  })

  test('a day that is over', () => {
    expect(words('2026-11-20', '2026-11-23T12:00:00Z', 'UTC')).toBe(
      '20 Nov 2026 is over. The earliest is 24 Nov 2026.'
    )
  })

  test('what has nothing to do with today is said as ever', () => {
    const now = Date.parse('2026-11-23T12:00:00Z')
    expect(chosenDayProblemWords('too-far', '2207-01-01', now, in24('UTC'))).toBe(
      expiryProblemWords('too-far')
    )
  })
})

test('the button restates what it will do', () => {
  expect(createButtonWords({ kind: 'day', day: '2027-02-21' })).toBe('Create key — expires 21 Feb 2027')
  expect(createButtonWords({ kind: 'never' })).toBe('Create key without expiry')
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
