import { dayMs } from './expiry.ts'
import type { Instant } from './instant.ts'

/** What a snapshot of the inventory said about the use of one key. */
export interface KeySighting {
  /** When the server said so. */
  readonly seenAt: Instant
  /** As in `ApiKey`: `null` is never, an absent property is not reported. */
  readonly lastUsedAt?: Instant | null
}

/** What is known about one day; `unknown` where nobody looked. */
export type UsageDay = 'used' | 'unused' | 'unknown'

/** A use after a long time without one. */
export interface WakeUp {
  readonly at: Instant
  /** Whole days without a use before it. */
  readonly days: number
  /** Nobody looked for a while before the use: there may have been more such days. */
  readonly isAtLeast: boolean
}

/** How a key was used, as far as it was seen. */
export interface KeyUsage {
  /** One for each day, the oldest first; the last is today. */
  readonly days: readonly UsageDay[]
  /** The last one, if there was any. */
  readonly wakeUp: WakeUp | null
}

/** Days without a use after which a use is told. */
const quietDays = 30

/**
 * Works out on which days a key was used. A sighting tells two things: that the key was used on the day it names, and
 * that it was not from then until the day on which it was seen.
 *
 * @param sightings the oldest first
 * @param daysAgo which day a moment belongs to: 0 is today, 1 yesterday
 * @param length how many days are asked for
 */
export function keyUsageOf(
  sightings: readonly KeySighting[],
  daysAgo: (time: number) => number,
  length: number
): KeyUsage {
  const days = Array<UsageDay>(length).fill('unknown')
  const put = (ago: number, day: UsageDay): void => {
    if (ago >= 0 && ago < length) days[length - 1 - ago] = day
  }
  for (const { seenAt, lastUsedAt } of sightings) {
    if (lastUsedAt === undefined) continue
    const seen = daysAgo(Date.parse(seenAt))
    const used = lastUsedAt === null ? Infinity : daysAgo(Date.parse(lastUsedAt))
    if (Number.isNaN(used) || Number.isNaN(seen)) continue
    for (let ago = Math.max(0, seen); ago < Math.min(used, length); ago += 1) {
      if (days[length - 1 - ago] === 'unknown') put(ago, 'unused')
    }
    put(used, 'used')
  }
  return { days, wakeUp: lastWakeUp(sightings) }
}

function lastWakeUp(sightings: readonly KeySighting[]): WakeUp | null {
  let found: WakeUp | null = null
  let before: KeySighting | null = null
  for (const sighting of sightings) {
    if (before?.lastUsedAt && sighting.lastUsedAt && before.lastUsedAt !== sighting.lastUsedAt) {
      found = wakeUpBetween(before.lastUsedAt, before.seenAt, sighting.lastUsedAt) ?? found
    }
    before = sighting
  }
  return found
}

/** The use `at`, after one at `last`; that there was none in between is only known until `seenAt`. */
function wakeUpBetween(last: Instant, seenAt: Instant, at: Instant): WakeUp | null {
  const isAtLeast = Date.parse(at) - Date.parse(seenAt) > dayMs
  const quietMs = Date.parse(isAtLeast ? seenAt : at) - Date.parse(last)
  const days = Math.floor(quietMs / dayMs)
  return days >= quietDays ? { at, days, isAtLeast } : null
}
