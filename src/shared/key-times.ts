import type { ApiKey } from './api-key.ts'
import { expiryRangeOf, type ExpiryRange } from './expiry.ts'

/**
 * The times of a key in milliseconds since 1970, read once so that a hundred thousand keys can be compared often.
 * `NaN`: not reported, or not a time. No comparison with it holds, so such a key is never counted by mistake.
 */
export interface KeyTimes {
  readonly created: number
  /** `-Infinity`: never used. */
  readonly lastUsed: number
  /** From when on it may not work any more: that is warned about. `Infinity`: no expiry. */
  readonly expires: number
  /** From when on it surely does not work: later than `expires` where the server names only a day. */
  readonly surelyExpires: number
  /** The server's own judgement; `null` where it gives none. */
  readonly isExpired: boolean | null
}

/** Reads the times of a key. */
export function keyTimesOf(key: ApiKey): KeyTimes {
  const { earliest, latest } = endOf(key)
  return {
    created: key.createdAt === undefined ? NaN : Date.parse(key.createdAt),
    lastUsed:
      key.lastUsedAt === undefined ? NaN : key.lastUsedAt === null ? -Infinity : Date.parse(key.lastUsedAt),
    expires: earliest,
    surelyExpires: latest,
    isExpired: key.isExpired ?? null
  }
}

function endOf({ expiresAt }: ApiKey): ExpiryRange {
  if (expiresAt === undefined) return { earliest: NaN, latest: NaN }
  return expiresAt === null ? { earliest: Infinity, latest: Infinity } : expiryRangeOf(expiresAt)
}

/** Whether a key has expired. The server's judgement wins over the local clock, which may be wrong. */
export function hasExpired(times: KeyTimes, now: number): boolean {
  return times.isExpired ?? times.surelyExpires <= now
}
