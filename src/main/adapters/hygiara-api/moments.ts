import type { TimeStyle } from '../../../shared/api-mapping.ts'
import type { Expiry } from '../../../shared/expiry.ts'
import type { Instant } from '../../../shared/instant.ts'

const isoMoment =
  /^(\d{4}-\d{2}-\d{2})[T ]((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?$/u
// As most servers write it: nothing has to be put together anew.
const utcMoment = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?Z$/u
const isoDay = /^\d{4}-\d{2}-\d{2}$/u
const longestNumber = { seconds: 253_402_300_799, milliseconds: 253_402_300_799_999 } as const

/** A moment in UTC as the server wrote it, with another zone counted in; `null` where it cannot be known. */
export function instantOf(value: unknown, style: TimeStyle): Instant | null {
  const moment = momentOf(value, style)
  if (moment === null) return null
  // A bare day says no more than that it was then.
  return moment.kind === 'date' ? `${moment.value}T00:00:00Z` : moment.value
}

/** When a key ends: a moment, or a day where the server says no more. `null` where it cannot be known. */
export function momentOf(value: unknown, style: TimeStyle): Expiry | null {
  if (style === 'seconds' || style === 'milliseconds') return countedMoment(value, style)
  if (typeof value !== 'string' || value.length > 50) return null
  if (utcMoment.test(value)) return isCalendarDay(value) ? { kind: 'instant', value } : null
  if (isoDay.test(value)) return isCalendarDay(value) ? { kind: 'date', value } : null
  const parts = isoMoment.exec(value)
  if (!parts) return null
  const [, day = '', time = '', zone = style === 'utc' ? 'Z' : ''] = parts
  if (zone === '' || !isCalendarDay(day)) return null
  if (zone === 'Z') return { kind: 'instant', value: `${day}T${time}Z` }
  const offset = zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`
  const parsed = Date.parse(`${day}T${time}${offset}`)
  return Number.isNaN(parsed) ? null : { kind: 'instant', value: new Date(parsed).toISOString() }
}

function countedMoment(value: unknown, style: 'seconds' | 'milliseconds'): Expiry | null {
  if (typeof value !== 'number' || !(value >= 0 && value <= longestNumber[style])) return null
  const milliseconds = Math.round(style === 'seconds' ? value * 1_000 : value)
  return { kind: 'instant', value: new Date(milliseconds).toISOString() }
}

const longMonths = [1, 3, 5, 7, 8, 10, 12]

/**
 * Whether the year, month and day that a text begins with are one of the calendar's: `Date` would read 30 February as
 * 2 March. Counted and not asked of a `Date`, because this is asked of three moments of each of 100,000 keys.
 */
function isCalendarDay(text: string): boolean {
  const month = Number(text.slice(5, 7))
  const day = Number(text.slice(8, 10))
  if (month < 1 || month > 12 || day < 1) return false
  if (month === 2) return day <= (isLeapYear(Number(text.slice(0, 4))) ? 29 : 28)
  return day <= (longMonths.includes(month) ? 31 : 30)
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}
