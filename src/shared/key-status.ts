import type { ApiKey } from './api-key.ts'
import { dayMs, expiryTimeOf } from './expiry.ts'

/** The one thing about a key that matters most right now. */
export type KeyStatus =
  | { readonly kind: 'used-after-expiry' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'expires-soon'; readonly msLeft: number }
  | { readonly kind: 'never-used' }
  | { readonly kind: 'unused'; readonly days: number }
  | { readonly kind: 'no-expiry' }
  | { readonly kind: 'active' }

const soonMs = 14 * dayMs
const staleDays = 90
// A key that was made this week and has not been used yet is normal, not a finding.
const newKeyMs = 14 * dayMs

/** The status of a key at `now` (milliseconds since 1970): the first row of the precedence table that matches. */
export function keyStatusOf(key: ApiKey, now: number): KeyStatus {
  const expiryTime = key.expiresAt ? expiryTimeOf(key.expiresAt) : null
  const lastUsedTime = key.lastUsedAt ? Date.parse(key.lastUsedAt) : null

  if (expiryTime !== null && lastUsedTime !== null && lastUsedTime > expiryTime)
    return { kind: 'used-after-expiry' }
  // The server's judgement wins over the local clock, which may be wrong.
  if (key.isExpired ?? (expiryTime !== null && expiryTime <= now)) return { kind: 'expired' }
  if (expiryTime !== null && expiryTime - now <= soonMs) {
    return { kind: 'expires-soon', msLeft: Math.max(0, expiryTime - now) }
  }
  if (key.lastUsedAt === null && !isNew(key, now)) return { kind: 'never-used' }
  if (lastUsedTime !== null) {
    const days = Math.floor((now - lastUsedTime) / dayMs)
    if (days >= staleDays) return { kind: 'unused', days }
  }
  if (key.expiresAt === null) return { kind: 'no-expiry' }
  return { kind: 'active' }
}

function isNew(key: ApiKey, now: number): boolean {
  return key.createdAt !== undefined && now - Date.parse(key.createdAt) < newKeyMs
}
