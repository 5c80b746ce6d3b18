import type { TimeStyle } from '../../../shared/api-mapping.ts'
import type { Expiry } from '../../../shared/expiry.ts'
import type { Instant } from '../../../shared/instant.ts'

const isoMoment =
  /^(\d{4}-\d{2}-\d{2})[T ]((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?$/u
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

/** Dates are forgiving: 30 February would be read as 2 March. */
function isCalendarDay(day: string): boolean {
  const start = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(start) && new Date(start).toISOString().startsWith(day)
}
