import type { Expiry } from './expiry.ts'

/** A moment: ISO 8601 in UTC with `Z`, for example `2027-06-29T23:59:59Z`. */
export type Instant = string

/**
 * What is known about an API key; never its value.
 * An absent property means that the server does not report it; `null` means that it reports "none".
 */
export interface ApiKey {
  /** The server's own id: the only thing a revoke is ever addressed with. */
  readonly id: string
  readonly name: string
  /** The public beginning of the key, for example `hrdly_b7Qx2m`. */
  readonly prefix?: string
  readonly createdAt?: Instant
  /** `null`: never used. */
  readonly lastUsedAt?: Instant | null
  /** `null`: works until it is revoked. */
  readonly expiresAt?: Expiry | null
  /** The server's own judgement, which wins over the local clock. */
  readonly isExpired?: boolean
}

export const keyNameLength = { min: 3, max: 100 } as const

/** Which rule a name breaks. */
export type KeyNameProblem = 'blank' | 'too-short' | 'too-long' | 'control-characters'

// C0, DEL, C1, and the characters that reorder or hide text: a name made of them could pass for another key's.
const forbiddenInNames = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u

/** Says which rule a key's name breaks after trimming, or `null` when it may be sent. Length counts code points. */
export function keyNameProblemOf(name: string): KeyNameProblem | null {
  const trimmed = name.trim()
  const length = [...trimmed].length
  if (length === 0) return 'blank'
  if (forbiddenInNames.test(trimmed)) return 'control-characters'
  if (length < keyNameLength.min) return 'too-short'
  if (length > keyNameLength.max) return 'too-long'
  return null
}

/** How a key is called where its value must not be: `ci-reviews (hrdly_b7Qx2m…)`. */
export function keyLabelOf(key: Pick<ApiKey, 'name' | 'prefix'>): string {
  return key.prefix === undefined ? key.name : `${key.name} (${key.prefix}…)`
}
