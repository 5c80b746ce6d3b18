import type { KeychainProblem } from './keychain-problem.ts'
import type { Instant } from './instant.ts'
import type { ChangedKey, KeyChange } from './inventory-diff.ts'

/** Why the inventory cannot be kept on this computer, or what was kept cannot be shown. */
export type SnapshotProblem =
  /** The key that opens it is in the keychain, which cannot be used. */
  | { readonly reason: 'keychain'; readonly problem: KeychainProblem }
  /** The keychain no longer has that key: what was kept can never be opened. */
  | { readonly reason: 'key-lost' }
  | { readonly reason: 'disk-full' }
  /** The folder cannot be read or written. */
  | { readonly reason: 'unusable' }
  /** A newer version of the app wrote it; it is left as it is. */
  | { readonly reason: 'newer-version' }
  /** The file was damaged and set aside under this name; a new one has been begun. */
  | { readonly reason: 'set-aside'; readonly keptAs: string }
  /** It was sealed with another key, or is damaged. */
  | { readonly reason: 'cannot-open' }

/** The inventory as it was at one time, without its rows. */
export interface SnapshotHeader {
  readonly id: number
  readonly fetchedAt: Instant
  readonly total: number
}

/** Most changed keys that are told one by one. */
export const mostChanges = 1_000

/** What has changed since a snapshot. */
export interface InventoryChanges {
  readonly since: SnapshotHeader
  readonly until: SnapshotHeader
  /** How many keys have a change of each kind; a key can have several. */
  readonly counts: Readonly<Partial<Record<KeyChange['kind'], number>>>
  readonly total: number
  /** The first {@link mostChanges} of them. */
  readonly changed: readonly ChangedKey[]
}
