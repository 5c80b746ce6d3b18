import type { ApiKey } from './api-key.ts'
import { dayMs } from './expiry.ts'
import { hasExpired, keyTimesOf, type KeyTimes } from './key-times.ts'

/** The one thing about a key that matters most right now. */
export type KeyStatus =
  | { readonly kind: 'used-after-expiry' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'expires-soon'; readonly msLeft: number }
  | { readonly kind: 'never-used' }
  | { readonly kind: 'unused'; readonly days: number }
  | { readonly kind: 'no-expiry' }
  | { readonly kind: 'active' }

/** The kinds in the order of the precedence table (product 6.4): of all that fit, the first is the status. */
export const statusKinds = [
  'used-after-expiry',
  'expired',
  'expires-soon',
  'never-used',
  'unused',
  'no-expiry',
  'active'
] as const satisfies readonly KeyStatus['kind'][]

const soonMs = 14 * dayMs
const urgentMs = 3 * dayMs
const staleDays = 90
const longStaleDays = 180
// A key that was made this week and has not been used yet is normal, not a finding.
const newKeyMs = 14 * dayMs

/** Whether what a kind of status says is true of a key, whatever else is true of it. */
const fits: Record<KeyStatus['kind'], (times: KeyTimes, now: number) => boolean> = {
  'used-after-expiry': ({ lastUsed, surelyExpires }) => lastUsed > surelyExpires,
  expired: hasExpired,
  'expires-soon': (times, now) => times.expires - now <= soonMs && !hasExpired(times, now),
  'never-used': ({ lastUsed, created }, now) => lastUsed === -Infinity && !(now - created < newKeyMs),
  unused: ({ lastUsed }, now) => lastUsed !== -Infinity && now - lastUsed >= staleDays * dayMs,
  'no-expiry': ({ expires }) => expires === Infinity,
  active: () => true
}

/** Whether a key is as a kind of status says. Several may be true of one key. */
export function isOfKind(kind: KeyStatus['kind'], times: KeyTimes, now: number): boolean {
  return kind === 'active' ? kindOf(times, now) === 'active' : fits[kind](times, now)
}

/** The first kind of the precedence table that fits. */
export function kindOf(times: KeyTimes, now: number): KeyStatus['kind'] {
  return statusKinds.find((kind) => fits[kind](times, now)) ?? 'active'
}

/** The status of a key at `now` (milliseconds since 1970). */
export function keyStatusOf(key: ApiKey, now: number): KeyStatus {
  const times = keyTimesOf(key)
  return statusOf(kindOf(times, now), times, now)
}

/** Everything that is true of a key, in the order of the precedence table; never nothing. */
export function keyStatusesOf(key: ApiKey, now: number): readonly KeyStatus[] {
  const times = keyTimesOf(key)
  const kinds = statusKinds.filter((kind) => kind !== 'active' && fits[kind](times, now))
  return (kinds.length === 0 ? (['active'] as const) : kinds).map((kind) => statusOf(kind, times, now))
}

function statusOf(kind: KeyStatus['kind'], times: KeyTimes, now: number): KeyStatus {
  switch (kind) {
    case 'expires-soon':
      return { kind, msLeft: Math.max(0, times.expires - now) }
    case 'unused':
      return { kind, days: Math.floor((now - times.lastUsed) / dayMs) }
    case 'used-after-expiry':
    case 'expired':
    case 'never-used':
    case 'no-expiry':
    case 'active':
      return { kind }
  }
}

/** 4: critical, 3: high, 2: medium, 1: low, 0: nothing to be said. */
export type Severity = 0 | 1 | 2 | 3 | 4

/** How bad the worst is that is true of a key (product 4, K1 to K5 and K7). */
export function severityOf(times: KeyTimes, now: number): Severity {
  if (fits['used-after-expiry'](times, now)) return 4
  // What is over needs tidying up and nothing else.
  if (hasExpired(times, now)) return 1
  const { expires, lastUsed } = times
  if (expires - now <= urgentMs || (lastUsed !== -Infinity && now - lastUsed >= longStaleDays * dayMs))
    return 3
  return statusKinds.some((kind) => kind !== 'active' && fits[kind](times, now)) ? 2 : 0
}

/** Whether somebody should look at a key: everything but what is fine and what is over. */
export function needsAttention(times: KeyTimes, now: number): boolean {
  return severityOf(times, now) >= 2
}
