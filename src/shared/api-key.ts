import type { Expiry } from './expiry.ts'
import type { Instant } from './instant.ts'
import { shownName, shownPrefix } from './shown-name.ts'

export type { Instant }

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
export type KeyNameProblem = 'blank' | 'looks-like-a-key' | 'too-short' | 'too-long' | 'control-characters'

// Control characters, characters that reorder or hide text (a name made of them could pass for another key's), line
// breaks, and halves of a character, which would reach the server as something else.
const forbiddenInNames = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

// A key pasted into the wrong field would be published as a name, for good.
const looksLikeAKey = /hrdly_[0-9a-z]{12,}/iu

/** Whether a text has something in it that looks like the value of a key. */
export function hasKeyValue(text: string): boolean {
  return looksLikeAKey.test(text)
}

/** The text with everything that looks like the value of a key taken out. */
export function withoutKeyValues(text: string): string {
  return text.replaceAll(new RegExp(looksLikeAKey, 'giu'), 'hrdly_…')
}

/** Says which rule a key's name breaks after trimming, or `null` when it may be sent. Length counts code points. */
export function keyNameProblemOf(name: string): KeyNameProblem | null {
  const trimmed = name.trim()
  const length = [...trimmed].length
  if (length === 0) return 'blank'
  if (forbiddenInNames.test(trimmed)) return 'control-characters'
  if (hasKeyValue(trimmed)) return 'looks-like-a-key'
  if (length < keyNameLength.min) return 'too-short'
  if (length > keyNameLength.max) return 'too-long'
  return null
}

/** Most labels that are copied at once. */
export const mostLabels = 10_000

/** How a key is called where its value must not be: `ci-reviews (hrdly_b7Qx2m…)`. One line, whatever its name is. */
export function keyLabelOf(key: Pick<ApiKey, 'name' | 'prefix'>): string {
  const prefix = shownPrefix(key.prefix)
  return prefix === null ? shownName(key.name) : `${shownName(key.name)} (${prefix})`
}
