import type { Instant } from './instant.ts'

/** A day without a clock time: `2027-06-29`. */
export type Day = string

/** When a key stops working, exactly as the server said it: a moment, or only a day whose zone is not known. */
export type Expiry =
  { readonly kind: 'instant'; readonly value: Instant } | { readonly kind: 'date'; readonly value: Day }

/** What an administrator chose: the end of a UTC day, or never. */
export type ExpiryChoice = { readonly kind: 'day'; readonly day: Day } | { readonly kind: 'never' }

/** Which rule a chosen day breaks. */
export type ExpiryProblem = 'not-a-date' | 'past' | 'too-far'

export const dayMs = 86_400_000

/** Whole days from today that are offered as chips. */
export const expiryPresetDays = [7, 30, 60, 90, 180, 365] as const

/** Used when nothing was chosen: a key expires unless somebody decides otherwise. */
export const defaultExpiryDays = 90

// Ten years: beyond it a typing slip (2207 for 2027) is likelier than a plan.
const furthestDays = 3_660

/** The UTC day that lies `days` days after the UTC day of `now` (milliseconds since 1970). */
export function dayAfter(now: number, days: number): Day {
  return new Date(now + days * dayMs).toISOString().slice(0, 10)
}

/** The last second of a UTC day: what is sent when a person chooses a date, so that the named day stays usable. */
export function endOfUtcDay(day: Day): Instant {
  return `${day}T23:59:59Z`
}

/** Says which rule a chosen day breaks, or `null`. The earliest choice is tomorrow in UTC. */
export function expiryProblemOf(day: Day, now: number): ExpiryProblem | null {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(day)) return 'not-a-date'
  const start = Date.parse(`${day}T00:00:00Z`)
  // Date.parse rolls 2027-02-30 over to March in some engines: the day must survive the round trip.
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== day) return 'not-a-date'
  if (day <= dayAfter(now, 0)) return 'past'
  if (day > dayAfter(now, furthestDays)) return 'too-far'
  return null
}

/** From when on a key may not work any more, and when it surely does not; in milliseconds since 1970. */
export interface ExpiryRange {
  readonly earliest: number
  readonly latest: number
}

/**
 * When a key stops working. A bare date leaves it open when in its UTC day that is. Both are `NaN` when the server sent
 * something that is not a time.
 */
export function expiryRangeOf(expiry: Expiry): ExpiryRange {
  const latest = expiryTimeOf(expiry)
  return { earliest: expiry.kind === 'date' ? Date.parse(`${expiry.value}T00:00:00Z`) : latest, latest }
}

/**
 * The moment from which on a key surely does not work, in milliseconds since 1970: a bare date counts to the end of its
 * UTC day. `NaN` when the server sent something that is not a time.
 */
export function expiryTimeOf(expiry: Expiry): number {
  switch (expiry.kind) {
    case 'instant':
      return Date.parse(expiry.value)
    case 'date':
      return Date.parse(endOfUtcDay(expiry.value))
  }
}
