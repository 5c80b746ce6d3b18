import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import {
  dayAfter,
  dayMs,
  defaultExpiryDays,
  endOfUtcDay,
  expiryPresetDays,
  expiryProblemOf,
  expiryRangeOf,
  expiryTimeOf,
  type Expiry,
  type ExpiryProblem
} from './expiry.ts'

const noon = Date.parse('2026-11-23T12:00:00Z')

// East of, west of, and half an hour beside UTC; offset in minutes as Date reports it on 23 November.
const zones = [
  ['Pacific/Kiritimati', -840],
  ['America/Los_Angeles', 480],
  ['Asia/Kolkata', -330],
  ['UTC', 0]
] as const

describe.each(zones)('in %s', (zone, offset) => {
  const inZone = (check: () => void) => {
    vi.stubEnv('TZ', zone)
    // Without this the zone might not be in force, and everything below would prove nothing.
    expect(new Date(noon).getTimezoneOffset()).toBe(offset)
    check()
  }

  test('a chosen day ends with the last second of that day in UTC', () => {
    inZone(() => {
      expect(endOfUtcDay('2027-06-29')).toBe('2027-06-29T23:59:59Z')
      expect(expiryTimeOf({ kind: 'date', value: '2027-06-29' })).toBe(Date.UTC(2027, 5, 29, 23, 59, 59))
    })
  })

  test('a moment is that moment', () => {
    inZone(() => {
      expect(expiryTimeOf({ kind: 'instant', value: '2027-06-29T16:59:00Z' })).toBe(
        Date.UTC(2027, 5, 29, 16, 59)
      )
    })
  })

  test('a preset is counted from the day it is now in UTC', () => {
    inZone(() => {
      expect(dayAfter(Date.parse('2026-11-23T00:00:00Z'), 7)).toBe('2026-11-30')
      expect(dayAfter(Date.parse('2026-11-23T23:59:59.999Z'), 7)).toBe('2026-11-30')
    })
  })

  test('today is refused with a reason, tomorrow is the earliest choice', () => {
    inZone(() => {
      for (const now of ['2026-11-23T00:00:00Z', '2026-11-23T10:00:00Z', '2026-11-23T23:59:59.999Z']) {
        expect(expiryProblemOf('2026-11-23', Date.parse(now))).toBe('past')
        expect(expiryProblemOf('2026-11-24', Date.parse(now))).toBeNull()
      }
    })
  })
})

describe('across a change of the clocks', () => {
  // Los Angeles: 1 Nov 2026 has 25 hours, 14 Mar 2027 has 23.
  test.each([
    ['2026-10-31T20:00:00Z', 1, '2026-11-01'],
    ['2026-11-01T08:30:00Z', 1, '2026-11-02'],
    ['2026-11-01T09:30:00Z', 7, '2026-11-08'],
    ['2027-03-13T20:00:00Z', 1, '2027-03-14'],
    ['2027-03-14T09:59:00Z', 1, '2027-03-15'],
    ['2027-03-14T10:01:00Z', 30, '2027-04-13']
  ])('%s and %i days is %s', (now, days, day) => {
    vi.stubEnv('TZ', 'America/Los_Angeles')
    expect(new Date('2026-10-31T20:00:00Z').getTimezoneOffset()).toBe(420)
    expect(new Date('2026-11-02T20:00:00Z').getTimezoneOffset()).toBe(480)
    expect(dayAfter(Date.parse(now), days)).toBe(day)
  })
})

describe('a chosen day', () => {
  const days: readonly (readonly [day: string, problem: ExpiryProblem | null])[] = [
    ['', 'not-a-date'],
    ['tomorrow', 'not-a-date'],
    ['2027-6-29', 'not-a-date'],
    ['29.06.2027', 'not-a-date'],
    ['2027-06-29T00:00:00Z', 'not-a-date'],
    ['2027-06-29 ', 'not-a-date'],
    ['+12027-06-29', 'not-a-date'],
    ['２０２７-06-29', 'not-a-date'],
    ['2027-02-30', 'not-a-date'],
    ['2027-02-29', 'not-a-date'],
    ['2028-02-29', null],
    ['2027-04-31', 'not-a-date'],
    ['2027-13-01', 'not-a-date'],
    ['2027-00-10', 'not-a-date'],
    ['2027-01-00', 'not-a-date'],
    ['0000-01-01', 'past'],
    ['1970-01-01', 'past'],
    ['2026-11-22', 'past'],
    ['2026-11-23', 'past'],
    ['2026-11-24', null],
    ['2027-06-29', null],
    ['2036-11-30', null],
    ['2036-12-02', 'too-far'],
    ['2207-06-29', 'too-far'],
    ['9999-12-31', 'too-far']
  ]

  test.each(days)('%j: %s', (day, problem) => {
    expect(expiryProblemOf(day, noon)).toBe(problem)
  })

  test('every preset can be chosen at every moment of every day', () => {
    const moment = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2040, 0) })
    fc.assert(
      fc.property(moment, fc.constantFrom(...expiryPresetDays, defaultExpiryDays), (now, days) => {
        const day = dayAfter(now, days)
        expect(expiryProblemOf(day, now)).toBeNull()
        const left = expiryTimeOf({ kind: 'instant', value: endOfUtcDay(day) }) - now
        // It works for at least the promised number of days, and for less than one more.
        expect(left).toBeGreaterThanOrEqual(days * dayMs - 1_000)
        expect(left).toBeLessThan((days + 1) * dayMs)
      })
    )
  })

  test('whatever is typed is answered, and what is accepted is a real day in the future', () => {
    const typed = fc.oneof(
      fc.string(),
      fc.stringMatching(/^\d{4}-\d{2}-\d{2}$/u),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
    )
    fc.assert(
      fc.property(typed, (day) => {
        if (expiryProblemOf(day, noon) !== null) return
        const end = Date.parse(endOfUtcDay(day))
        expect(new Date(end).toISOString()).toBe(`${day}T23:59:59.000Z`)
        expect(end).toBeGreaterThan(noon + dayMs / 2)
      })
    )
  })
})

test('an expiry that is no time is not taken for one', () => {
  expect(expiryTimeOf({ kind: 'instant', value: 'soon' })).toBeNaN()
  expect(expiryTimeOf({ kind: 'date', value: 'someday' })).toBeNaN()
})

test.each<[Expiry, string, string]>([
  [{ kind: 'instant', value: '2027-06-29T10:00:00Z' }, '2027-06-29T10:00:00Z', '2027-06-29T10:00:00Z'],
  [{ kind: 'date', value: '2027-06-29' }, '2027-06-29T00:00:00Z', '2027-06-29T23:59:59Z']
])('%j may end from %s on and surely has by %s', (expiry, earliest, latest) => {
  expect(expiryRangeOf(expiry)).toEqual({ earliest: Date.parse(earliest), latest: Date.parse(latest) })
})
