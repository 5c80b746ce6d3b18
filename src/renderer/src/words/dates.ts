import type { Day } from '../../../shared/expiry.ts'
import { dayMs } from '../../../shared/expiry.ts'

/** The zone and clock that times are said in: the system's, unless a test says otherwise. */
export interface TimeStyle {
  /** An IANA name, for example `Asia/Kolkata`. */
  readonly zone: string
  readonly isTwelveHour: boolean
}

/** What this computer is set to. */
export function systemTimeStyle(): TimeStyle {
  systemStyle ??= readSystemTimeStyle()
  return systemStyle
}

// Asked for in every cell of the table. A zone that changes while the app runs is noticed at the next start.
let systemStyle: TimeStyle | undefined

function readSystemTimeStyle(): TimeStyle {
  const { timeZone, hour12 } = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions()
  return { zone: timeZone, isTwelveHour: hour12 === true }
}

// The interface is in English and a date must not be readable in two ways: always "29 Jun 2027", never 6/29/27.
const language = 'en-US'
const relativeDays = 30
const minuteMs = 60_000
const hourMs = 3_600_000

const noParts = {
  year: '',
  month: '',
  day: '',
  weekday: '',
  hour: '',
  minute: '',
  second: '',
  dayPeriod: '',
  timeZoneName: ''
}
type Parts = Readonly<typeof noParts>

interface Formatter {
  readonly format: Intl.DateTimeFormat
  /** Of the last times that were asked for: a row of the table asks for the same ones several times. */
  readonly known: Map<number, Parts>
}

// Making a formatter costs far more than using one, and a table uses hundreds.
const formatters = new Map<string, Formatter>()
const mostKnown = 500

function formatterFor(zone: string, isTwelveHour: boolean): Formatter {
  const key = `${zone} ${isTwelveHour ? 12 : 24}`
  let formatter = formatters.get(key)
  if (!formatter) {
    const format = new Intl.DateTimeFormat(language, {
      timeZone: zone,
      weekday: 'short',
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: isTwelveHour ? 'numeric' : '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: isTwelveHour ? 'h12' : 'h23',
      timeZoneName: 'short'
    })
    formatter = { format, known: new Map() }
    formatters.set(key, formatter)
  }
  return formatter
}

function partsOf(time: number, { zone, isTwelveHour }: TimeStyle): Parts {
  const { format, known } = formatterFor(zone, isTwelveHour)
  const before = known.get(time)
  if (before) return before
  const parts: Record<string, string> & typeof noParts = { ...noParts }
  for (const { type, value } of format.formatToParts(time)) parts[type] = value
  if (known.size >= mostKnown) known.clear()
  known.set(time, parts)
  return parts
}

const utcOf = (style: TimeStyle): TimeStyle => ({ ...style, zone: 'UTC' })

/** `29 Jun 2027`, as the day is called in the given zone. */
export function dateWords(time: number, style: TimeStyle): string {
  const { day, month, year } = partsOf(time, style)
  return `${day} ${month} ${year}`
}

/** `29 Jun 2027` for a day without a clock time. */
export function dayWords(day: Day): string {
  return dateWords(Date.parse(`${day}T12:00:00Z`), { zone: 'UTC', isTwelveHour: false })
}

/** `16:59`, or `4:59 pm` where people say it so. */
export function clockWords(time: number, style: TimeStyle): string {
  const { hour, minute, dayPeriod } = partsOf(time, style)
  return dayPeriod === '' ? `${hour}:${minute}` : `${hour}:${minute} ${dayPeriod.toLowerCase()}`
}

/** `14:02:11`. */
export function clockWithSecondsWords(time: number, style: TimeStyle): string {
  const { hour, minute, second, dayPeriod } = partsOf(time, style)
  const clock = `${hour}:${minute}:${second}`
  return dayPeriod === '' ? clock : `${clock} ${dayPeriod.toLowerCase()}`
}

/** Both zones: `Tue 29 Jun 2027, 16:59 PDT · 23:59 UTC`; the day is said again where it differs. */
export function exactWords(time: number, style: TimeStyle): string {
  const utc = partsOf(time, utcOf(style))
  const utcDate = `${utc.weekday} ${utc.day} ${utc.month} ${utc.year}`
  const utcClock = `${clockWords(time, utcOf(style))} UTC`
  const here = partsOf(time, style)
  const hereDate = `${here.weekday} ${here.day} ${here.month} ${here.year}`
  if (here.timeZoneName === 'UTC') return `${utcDate}, ${utcClock}`
  const local = `${hereDate}, ${clockWords(time, style)} ${here.timeZoneName}`
  return hereDate === utcDate ? `${local} · ${utcClock}` : `${local} · ${utcDate}, ${utcClock}`
}

/**
 * A UTC day whose hour is not known, as the stretch of time that it is:
 * `00:00–23:59 UTC on 29 Jun 2027, 17:00 on 28 Jun to 16:59 on 29 Jun for you`.
 */
export function dayRangeWords(day: Day, style: TimeStyle): string {
  const [start, end] = [Date.parse(`${day}T00:00:00Z`), Date.parse(`${day}T23:59:59Z`)]
  const utc = utcOf(style)
  const range = `${clockWords(start, utc)}–${clockWords(end, utc)} UTC on ${dayWords(day)}`
  if (partsOf(start, style).timeZoneName === 'UTC') return range
  const here = (time: number) => {
    const date = dateWords(time, style)
    // "29 Jun" is enough while the year is the same as in the day's own name.
    return `${clockWords(time, style)} on ${date.endsWith(day.slice(0, 4)) ? date.slice(0, -5) : date}`
  }
  return `${range}, ${here(start)} to ${here(end)} for you`
}

/** `09:12` today, with the date before that. */
export function asOfWords(time: number, now: number, style: TimeStyle): string {
  const clock = clockWords(time, style)
  return now - time < dayMs && dateWords(time, style) === dateWords(now, style)
    ? clock
    : `${clock} on ${dateWords(time, style)}`
}

/** How many midnights of the zone lie between two moments; negative when `time` is before `now`. */
export function calendarDaysBetween(now: number, time: number, style: TimeStyle): number {
  return Math.round((startOfDay(time, style) - startOfDay(now, style)) / dayMs)
}

/** The calendar day of a moment, as if its zone were UTC: good for counting days, not a real moment. */
function startOfDay(time: number, style: TimeStyle): number {
  const { year, month, day } = partsOf(time, style)
  return Date.parse(`${day} ${month} ${year} 00:00:00 GMT`)
}

/**
 * How long ago: `just now`, `12 min ago`, `5 h ago`, `yesterday`, `6 days ago`, and a date from 30 days on.
 * Days are the zone's calendar days, not stretches of 24 hours.
 */
export function pastWords(time: number, now: number, style: TimeStyle, dateStyle = style): string {
  const elapsed = now - time
  // A server's clock may be a little ahead of this one: that is still "now", not the future.
  if (elapsed < minuteMs) return 'just now'
  if (elapsed < hourMs) return `${Math.floor(elapsed / minuteMs)} min ago`
  const days = -calendarDaysBetween(now, time, style)
  if (days <= 0 || elapsed < 6 * hourMs) return `${Math.floor(elapsed / hourMs)} h ago`
  if (days === 1) return 'yesterday'
  return days < relativeDays ? `${days} days ago` : dateWords(time, dateStyle)
}

/**
 * The same for a moment that may lie ahead: `in 12 min`, `in 5 h`, `tomorrow`, `in 3 days`, and from 30 days on a
 * date, said in `dateStyle`.
 */
export function futureWords(time: number, now: number, style: TimeStyle, dateStyle = style): string {
  const left = time - now
  if (left <= 0) return pastWords(time, now, style, dateStyle)
  if (left < hourMs) return `in ${Math.max(1, Math.floor(left / minuteMs))} min`
  const days = calendarDaysBetween(now, time, style)
  if (days <= 0) return `in ${Math.floor(left / hourMs)} h`
  if (days === 1) return 'tomorrow'
  return days < relativeDays ? `in ${days} days` : dateWords(time, dateStyle)
}

/** How long: `7 min`, `3 h`, `2 days`. Rounded down to the largest unit that fits; less than a minute is `1 min`. */
export function durationWords(ms: number): string {
  if (ms < hourMs) return `${Math.max(1, Math.floor(ms / minuteMs))} min`
  if (ms < 2 * dayMs) return `${Math.floor(ms / hourMs)} h`
  return `${Math.floor(ms / dayMs)} days`
}

/** Whole seconds until a moment, never negative: for countdowns. */
export function secondsUntil(time: number, now: number): number {
  return Math.max(0, Math.ceil((time - now) / 1_000))
}

/** A countdown as a clock shows it: `1:40`. */
export function minutesAndSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
