import type { SnapshotHeader } from '../../../shared/inventory-snapshots.ts'
import type { ApiKey } from '../../../shared/api-key.ts'
import type { InventoryDiff } from '../../../shared/inventory-diff.ts'
import type { KeySighting } from '../../../shared/key-history.ts'
import type { Instant } from '../../../shared/instant.ts'
import type { SnapshotOwner } from '../../ports.ts'

/** The file in the folder that it is started with. */
export const databaseName = 'inventory.db'

/** What the thread is started with. */
export interface ThreadData {
  readonly folder: string
  /** 32 bytes. */
  readonly key: Uint8Array
}

/** Most chunks on their way to main: it takes over all that are there at once, and answers nobody until then. */
export const mostChunksAhead = 3

/** What the thread is asked. Rows of a snapshot come in chunks, so that no message blocks the sender for long. */
export type ThreadRequest =
  | {
      readonly verb: 'rows'
      readonly keys: readonly ApiKey[]
      readonly owner: SnapshotOwner
      readonly fetchedAt: Instant
    }
  | {
      readonly verb: 'write'
      readonly owner: SnapshotOwner
      readonly fetchedAt: Instant
      readonly total: number
    }
  | { readonly verb: 'list'; readonly owner: SnapshotOwner }
  | { readonly verb: 'read'; readonly owner: SnapshotOwner; readonly id: number }
  /** A chunk of what is being read was taken over. */
  | { readonly verb: 'taken' }
  | {
      readonly verb: 'diff'
      readonly owner: SnapshotOwner
      readonly beforeId: number
      readonly afterId: number
    }
  | { readonly verb: 'follow'; readonly owner: SnapshotOwner; readonly keyId: string }
  | { readonly verb: 'remove'; readonly profileId: string }
  | { readonly verb: 'close' }

/** Why the database cannot do what it was asked. */
export type DatabaseProblem = 'disk-full' | 'unusable' | 'newer-version' | 'damaged' | 'cannot-open'

/** A damaged database is answered with the name under which it was set aside. */
export type ThreadProblem = Exclude<DatabaseProblem, 'damaged'> | { readonly keptAs: string }

/** What it answers; `rows` any number of times before the end of a `read`. */
export type ThreadReply =
  | { readonly verb: 'rows'; readonly keys: readonly ApiKey[] }
  | {
      readonly verb: 'done'
      readonly value: null | readonly SnapshotHeader[] | readonly KeySighting[] | InventoryDiff
    }
  | { readonly verb: 'failed'; readonly problem: ThreadProblem }
