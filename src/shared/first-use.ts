import type { ApiKey } from './api-key.ts'
import { dayMs, expiryTimeOf } from './expiry.ts'
import type { KeyRecord } from './key-record.ts'

/** After that a key that nobody has used is worth a question: was the hand-off finished? */
export const overdueAfterMs = 2 * dayMs

/** `waiting`: handed over, and not used yet. `overdue`: not used yet although it was created two days ago. */
export type AwaitedUse = 'waiting' | 'overdue'

/**
 * Whether the first use of a key is still awaited, or `null`: for keys that were created elsewhere, have been used,
 * cannot be used any more, or whose uses the server does not report. Trying the key from here is no use.
 *
 * @param now milliseconds since 1970
 */
export function awaitedUseOf(key: ApiKey, record: KeyRecord | undefined, now: number): AwaitedUse | null {
  if (!record || record.createdHereAt === null || record.firstUseAt !== null) return null
  if (key.lastUsedAt === undefined || hasEnded(key, now)) return null
  // Without a test of ours every use is somebody's; main notes it as soon as it has seen it.
  if (key.lastUsedAt !== null && record.test === null) return null
  if (now - Date.parse(record.createdHereAt) >= overdueAfterMs) return 'overdue'
  return record.handoffs.length > 0 ? 'waiting' : null
}

function hasEnded({ isExpired, expiresAt }: ApiKey, now: number): boolean {
  return isExpired ?? (expiresAt ? expiryTimeOf(expiresAt) <= now : false)
}
