import type { ApiKey } from './api-key.ts'
import { expiryTimeOf } from './expiry.ts'

/**
 * The times of a key in milliseconds since 1970, read once so that a hundred thousand keys can be compared often.
 * `NaN`: not reported, or not a time. No comparison with it holds, so such a key is never counted by mistake.
 */
export interface KeyTimes {
  readonly created: number
  /** `-Infinity`: never used. */
  readonly lastUsed: number
  /** `Infinity`: no expiry. */
  readonly expires: number
  /** The server's own judgement; `null` where it gives none. */
  readonly isExpired: boolean | null
}

/** Reads the times of a key. */
export function keyTimesOf(key: ApiKey): KeyTimes {
  return {
    created: key.createdAt === undefined ? NaN : Date.parse(key.createdAt),
    lastUsed:
      key.lastUsedAt === undefined ? NaN : key.lastUsedAt === null ? -Infinity : Date.parse(key.lastUsedAt),
    expires:
      key.expiresAt === undefined ? NaN : key.expiresAt === null ? Infinity : expiryTimeOf(key.expiresAt),
    isExpired: key.isExpired ?? null
  }
}

/** Whether a key has expired. The server's judgement wins over the local clock, which may be wrong. */
export function hasExpired(times: KeyTimes, now: number): boolean {
  return times.isExpired ?? times.expires <= now
}
