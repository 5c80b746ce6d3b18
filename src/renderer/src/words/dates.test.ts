import { describe, expect, test, vi } from 'vitest'
import {
  calendarDaysBetween,
  clockWithSecondsWords,
  clockWords,
  dateWords,
  dayRangeWords,
  dayWords,
  durationWords,
  minutesAndSeconds,
  exactWords,
  futureWords,
  pastWords,
  secondsUntil,
  systemTimeStyle,
  type TimeStyle
} from './dates.ts'

const in24 = (zone: string): TimeStyle => ({ zone, isTwelveHour: false })
const utc = in24('UTC')
const losAngeles = in24('America/Los_Angeles')
const kiritimati = in24('Pacific/Kiritimati')
const kolkata = in24('Asia/Kolkata')
const at = (instant: string): number => Date.parse(instant)
const endOfDay = at('2027-06-29T23:59:59Z')

describe('a moment, exactly', () => {
  test('is said in both zones, the day once while it is the same', () => {
    expect(exactWords(endOfDay, losAngeles)).toBe('Tue 29 Jun 2027, 16:59 PDT · 23:59 UTC')
  })

  test.each([
    [kiritimati, 'Wed 30 Jun 2027, 13:59 GMT+14 · Tue 29 Jun 2027, 23:59 UTC'],
    [kolkata, 'Wed 30 Jun 2027, 05:29 GMT+5:30 · Tue 29 Jun 2027, 23:59 UTC']
  ])('the day is said again where it differs (%s)', (style, words) => {
    expect(exactWords(endOfDay, style)).toBe(words)
  })

  test('is said once where the zone is UTC', () => {
    expect(exactWords(endOfDay, utc)).toBe('Tue 29 Jun 2027, 23:59 UTC')
  })

  test('knows summer time', () => {
    // Los Angeles leaves it on 1 Nov 2026 at 09:00 UTC and enters it on 14 Mar 2027 at 10:00 UTC.
    expect(exactWords(at('2026-11-01T08:30:00Z'), losAngeles)).toBe('Sun 1 Nov 2026, 01:30 PDT · 08:30 UTC')
    expect(exactWords(at('2026-11-01T09:30:00Z'), losAngeles)).toBe('Sun 1 Nov 2026, 01:30 PST · 09:30 UTC')
    expect(exactWords(at('2027-03-14T10:00:00Z'), losAngeles)).toBe('Sun 14 Mar 2027, 03:00 PDT · 10:00 UTC')
  })
})

test('a date cannot be read in two ways', () => {
  expect(dateWords(at('2026-09-03T12:00:00Z'), utc)).toBe('3 Sep 2026')
  expect(dateWords(endOfDay, kiritimati)).toBe('30 Jun 2027')
  expect(dayWords('2027-02-21')).toBe('21 Feb 2027')
})

test('a clock follows the habit of the system', () => {
  expect(clockWords(at('2026-11-23T00:05:09Z'), utc)).toBe('00:05')
  expect(clockWords(at('2026-11-23T00:05:09Z'), { zone: 'UTC', isTwelveHour: true })).toBe('12:05 am')
  expect(clockWithSecondsWords(at('2026-11-23T14:02:11Z'), utc)).toBe('14:02:11')
  expect(clockWithSecondsWords(at('2026-11-23T14:02:11Z'), { zone: 'UTC', isTwelveHour: true })).toBe(
    '2:02:11 pm'
  )
})

describe('how long ago', () => {
  const now = at('2026-11-23T14:02:00Z')
  test.each([
    ['2026-11-23T14:03:00Z', 'just now'],
    ['2026-11-23T14:01:30Z', 'just now'],
    ['2026-11-23T14:01:00Z', '1 min ago'],
    ['2026-11-23T13:50:00Z', '12 min ago'],
    ['2026-11-23T13:02:01Z', '59 min ago'],
    ['2026-11-23T13:02:00Z', '1 h ago'],
    ['2026-11-23T00:00:00Z', '14 h ago'],
    ['2026-11-22T23:59:00Z', 'yesterday'],
    ['2026-11-22T00:00:00Z', 'yesterday'],
    ['2026-11-21T23:59:00Z', '2 days ago'],
    ['2026-10-25T00:00:00Z', '29 days ago'],
    ['2026-10-24T23:59:00Z', '24 Oct 2026']
  ])('%s: %s', (instant, words) => {
    expect(pastWords(at(instant), now, utc)).toBe(words)
  })

  test('shortly after midnight, hours say more than "yesterday"', () => {
    expect(pastWords(at('2026-11-22T23:10:00Z'), at('2026-11-23T00:20:00Z'), utc)).toBe('1 h ago')
  })

  test('days are those of the zone', () => {
    // 20:00 on 22 Nov in Los Angeles, already 18:00 on 23 Nov in Kiritimati.
    const time = at('2026-11-23T04:00:00Z')
    expect(pastWords(time, now, losAngeles)).toBe('yesterday')
    expect(pastWords(time, now, kiritimati)).toBe('yesterday')
    expect(pastWords(time, now, kolkata)).toBe('10 h ago')
  })
})

describe('how long from now', () => {
  const now = at('2026-11-23T14:02:00Z')
  test.each([
    ['2026-11-23T14:02:20Z', 'in 1 min'],
    ['2026-11-23T14:14:00Z', 'in 12 min'],
    ['2026-11-23T20:02:00Z', 'in 6 h'],
    ['2026-11-24T00:00:00Z', 'tomorrow'],
    ['2026-11-26T23:59:59Z', 'in 3 days'],
    ['2026-12-22T23:59:59Z', 'in 29 days'],
    ['2026-12-23T00:00:00Z', '23 Dec 2026'],
    ['2026-11-23T14:02:00Z', 'just now'],
    ['2026-11-20T14:02:00Z', '3 days ago']
  ])('%s: %s', (instant, words) => {
    expect(futureWords(at(instant), now, utc)).toBe(words)
  })

  test('far away, the date can be that of another zone', () => {
    expect(futureWords(endOfDay, now, kiritimati)).toBe('30 Jun 2027')
    expect(futureWords(endOfDay, now, kiritimati, utc)).toBe('29 Jun 2027')
  })
})

test('calendar days are counted across the days on which the clocks change', () => {
  expect(calendarDaysBetween(at('2026-10-31T19:00:00Z'), at('2026-11-02T08:30:00Z'), losAngeles)).toBe(2)
  expect(calendarDaysBetween(at('2027-03-13T20:00:00Z'), at('2027-03-15T06:30:00Z'), losAngeles)).toBe(1)
})

test('a countdown never says less than nothing', () => {
  expect(secondsUntil(30_000, 0)).toBe(30)
  expect(secondsUntil(30_000, 29_500)).toBe(1)
  expect(secondsUntil(30_000, 31_000)).toBe(0)
})

test('a duration is told in its largest unit', () => {
  expect([10_000, 430_000, 7_200_000, 3 * 86_400_000].map(durationWords)).toEqual([
    '1 min',
    '7 min',
    '2 h',
    '3 days'
  ])
})

test('a countdown looks like a clock', () => {
  expect([0, 5, 59, 60, 100, 120].map(minutesAndSeconds)).toEqual([
    '0:00',
    '0:05',
    '0:59',
    '1:00',
    '1:40',
    '2:00'
  ])
})

test.each(['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kolkata'])(
  'the system is in %s',
  async (zone) => {
    vi.stubEnv('TZ', zone)
    vi.resetModules()
    const fresh = await import('./dates.ts')
    expect(fresh.systemTimeStyle().zone.replace('Calcutta', 'Kolkata')).toBe(zone)
    expect(typeof systemTimeStyle().isTwelveHour).toBe('boolean')
  }
)

test.each([
  ['UTC', '2027-06-29', '00:00–23:59 UTC on 29 Jun 2027'],
  [
    'Pacific/Kiritimati',
    '2027-06-29',
    '00:00–23:59 UTC on 29 Jun 2027, 14:00 on 29 Jun to 13:59 on 30 Jun for you'
  ],
  [
    'America/Los_Angeles',
    '2027-06-29',
    '00:00–23:59 UTC on 29 Jun 2027, 17:00 on 28 Jun to 16:59 on 29 Jun for you'
  ],
  ['Asia/Kolkata', '2027-01-01', '00:00–23:59 UTC on 1 Jan 2027, 05:30 on 1 Jan to 05:29 on 2 Jan for you'],
  [
    'America/Los_Angeles',
    '2027-01-01',
    '00:00–23:59 UTC on 1 Jan 2027, 16:00 on 31 Dec 2026 to 15:59 on 1 Jan for you'
  ],
  // The clocks go forward and back within the day.
  [
    'Europe/Berlin',
    '2027-03-28',
    '00:00–23:59 UTC on 28 Mar 2027, 01:00 on 28 Mar to 01:59 on 29 Mar for you'
  ],
  ['Europe/Berlin', '2027-10-31', '00:00–23:59 UTC on 31 Oct 2027, 02:00 on 31 Oct to 00:59 on 1 Nov for you']
])('a day without an hour in %s: %s', (zone, day, words) => {
  expect(dayRangeWords(day, { zone, isTwelveHour: false })).toBe(words)
})
