import type { ApiKey } from '../../../shared/api-key.ts'
import {
  dayAfter,
  endOfUtcDay,
  expiryTimeOf,
  type Day,
  type ExpiryChoice,
  type ExpiryProblem
} from '../../../shared/expiry.ts'
import { clockWords, dateWords, dayWords, durationWords, type TimeStyle } from './dates.ts'

export const noExpiryWarning = 'This key will work until someone revokes it. Temporary scripts should expire.'

/** `Works through 29 Jun 2027 (UTC). That's 16:59 on 29 Jun for you.` */
export function expiryLine(day: string, style: TimeStyle): string {
  const end = Date.parse(endOfUtcDay(day))
  const through = `Works through ${dayWords(day)} (UTC).`
  const localDate = dateWords(end, style)
  // "29 Jun" is enough while the year is the same as in the sentence before.
  const shortDate = localDate.endsWith(day.slice(0, 4)) ? localDate.slice(0, -5) : localDate
  return `${through} That's ${clockWords(end, style)} on ${shortDate} for you.`
}

/** When a key ends, in a few words: `Expires 21 Feb 2027`. Empty where it is not known. */
export function endWords({ expiresAt }: Pick<ApiKey, 'expiresAt'>): string {
  if (expiresAt === undefined) return ''
  if (expiresAt === null) return 'No expiry'
  const time = expiryTimeOf(expiresAt)
  return Number.isNaN(time) ? '' : `Expires ${dateWords(time, { zone: 'UTC', isTwelveHour: false })}`
}

/** What the button of the form restates. */
export function createButtonWords(choice: ExpiryChoice | null): string {
  if (choice === null) return 'Create key'
  return choice.kind === 'never'
    ? 'Create key without expiry'
    : `Create key — expires ${dayWords(choice.day)}`
}

/**
 * Why the day in the date field cannot be sent. Today is never refused without a reason: which day it is depends on
 * where one is, and days count in UTC.
 */
export function chosenDayProblemWords(
  problem: ExpiryProblem,
  day: Day,
  now: number,
  style: TimeStyle
): string {
  if (problem !== 'past') return expiryProblemWords(problem)
  const today = dayAfter(now, 0)
  const earliest = `The earliest is ${dayWords(dayAfter(now, 1))}.`
  if (day < today) return `${dayWords(day)} is over. ${earliest}`
  const end = Date.parse(endOfUtcDay(today))
  const left = durationWords(end - now)
  if (dateWords(now, style) === dayWords(today))
    return `Today ends in ${left}, at ${clockWords(end, style)} for you: too soon for a key. ${earliest}`
  const isAhead = dateWords(now, style) === dayWords(dayAfter(now, 1))
  return `In UTC it is ${isAhead ? 'still' : 'already'} ${dayWords(today)}, which ends in ${left}. ${earliest}`
}

/** Why a chosen day cannot be sent. */
export function expiryProblemWords(problem: ExpiryProblem | 'refused-by-server'): string {
  switch (problem) {
    case 'not-a-date':
      return 'Choose a day for the key to end.'
    case 'past':
      return 'Choose tomorrow or later: a key works through the end of its last day, in UTC.'
    case 'too-far':
      return 'Choose a day within the next ten years, or no expiry.'
    case 'refused-by-server':
      return 'Hygiara refused this day. Choose an earlier one.'
  }
}
