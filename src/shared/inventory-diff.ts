import type { ApiKey } from './api-key.ts'
import { expiryTimeOf, type Expiry } from './expiry.ts'

/** What changed about one key between two snapshots. A key can have several changes at once. */
export type KeyChange =
  | { readonly kind: 'new' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'renamed'; readonly from: string }
  /** Used for the first time, or again. */
  | { readonly kind: 'used'; readonly before: string | null }
  /** Used again after at least `dormantDays` without a use. */
  | { readonly kind: 'woke-up'; readonly unusedDays: number }
  | { readonly kind: 'expiry-changed'; readonly from: Expiry | null }
  | { readonly kind: 'expired' }

/** A key that differs, as it is in the later snapshot; one that is gone as it was in the earlier one. */
export interface ChangedKey {
  readonly key: ApiKey
  readonly changes: readonly KeyChange[]
}

/** How two snapshots of one inventory differ. */
export interface InventoryDiff {
  readonly changed: readonly ChangedKey[]
  readonly unchanged: number
}

/** Days without a use after which a use is worth a look. */
const dormantDays = 60

const dayMs = 86_400_000

/**
 * Compares two snapshots by the keys' ids: a key that was renamed is one change, not two. The order is that of the
 * later snapshot; keys that are gone come last.
 */
export function inventoryDiff(before: readonly ApiKey[], after: readonly ApiKey[]): InventoryDiff {
  const earlier = new Map(before.map((key) => [key.id, key]))
  const changed: ChangedKey[] = []
  let unchanged = 0
  for (const key of after) {
    const old = earlier.get(key.id)
    earlier.delete(key.id)
    const changes = old ? changesOf(old, key) : [{ kind: 'new' } as const]
    if (changes.length > 0) changed.push({ key, changes })
    else unchanged += 1
  }
  for (const key of earlier.values()) changed.push({ key, changes: [{ kind: 'gone' }] })
  return { changed, unchanged }
}

function changesOf(old: ApiKey, key: ApiKey): KeyChange[] {
  const changes: KeyChange[] = []
  if (old.name !== key.name) changes.push({ kind: 'renamed', from: old.name })
  if (key.lastUsedAt && key.lastUsedAt !== old.lastUsedAt) {
    const unusedDays = old.lastUsedAt ? daysBetween(old.lastUsedAt, key.lastUsedAt) : 0
    if (unusedDays >= dormantDays) changes.push({ kind: 'woke-up', unusedDays })
    else changes.push({ kind: 'used', before: old.lastUsedAt ?? null })
  }
  if (!isSameExpiry(old.expiresAt, key.expiresAt)) {
    changes.push({ kind: 'expiry-changed', from: old.expiresAt ?? null })
  }
  if (key.isExpired === true && old.isExpired === false) changes.push({ kind: 'expired' })
  return changes
}

function daysBetween(earlier: string, later: string): number {
  return Math.floor((Date.parse(later) - Date.parse(earlier)) / dayMs)
}

/** A server may write the same instant in two ways; one that does not report an expiry says nothing about it. */
function isSameExpiry(a: ApiKey['expiresAt'], b: ApiKey['expiresAt']): boolean {
  if (a === undefined || b === undefined || a === b) return true
  return a !== null && b !== null && a.kind === b.kind && expiryTimeOf(a) === expiryTimeOf(b)
}
