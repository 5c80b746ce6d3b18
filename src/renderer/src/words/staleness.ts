import { dayMs } from '../../../shared/expiry.ts'
import { asOfWords, type TimeStyle } from './dates.ts'

/** How far a list can be relied on: after a day it is marked everywhere, after a week nobody should decide on it. */
export type Staleness = 'fresh' | 'old' | 'very-old'

const factsAgeMs = 5 * 60_000

/** How stale a list is that was complete at `fetchedAt`. What never was complete is not stale, it is a part. */
export function stalenessOf(fetchedAt: string | null, now: number): Staleness {
  const age = fetchedAt === null ? 0 : now - Date.parse(fetchedAt)
  if (age <= dayMs) return 'fresh'
  return age <= 7 * dayMs ? 'old' : 'very-old'
}

/** Said of a list on which nobody should decide anything. */
export const veryOldWords = 'This list is more than a week old. Refresh it before you decide anything on it.'

/** `as of 12:03`, beside a fact that is older than five minutes; `null` beside a fresher one. */
export function factAgeWords(fetchedAt: string | null, now: number, style: TimeStyle): string | null {
  if (fetchedAt === null || now - Date.parse(fetchedAt) <= factsAgeMs) return null
  return `as of ${asOfWords(Date.parse(fetchedAt), now, style)}`
}
