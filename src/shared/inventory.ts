import type { ApiKey } from './api-key.ts'
import type { AppError } from './app-error.ts'
import type { Instant } from './instant.ts'
import type { SnapshotProblem } from './inventory-snapshots.ts'

/** Most rows that cross the bridge in one message; a message of this size blocks nobody noticeably. */
export const chunkSize = 2_000

/** What is known about the list as a whole. The rows themselves travel in chunks and changes. */
export interface InventoryFacts {
  readonly status: 'idle' | 'loading' | 'ready' | 'failed'
  readonly total: number
  /** Rows that the refresh under way has received so far; `null` when none is under way. */
  readonly received: number | null
  /** When the rows were complete at the server; `null` before the first time. */
  readonly fetchedAt: Instant | null
  /**
   * The rows are only those that came before the first reading failed. There is no time at which they were all there,
   * and they are not kept.
   */
  readonly isPartial: boolean
  /** Where the rows come from: the server in this run of the app, or what was kept of an earlier one. */
  readonly source: 'server' | 'kept'
  /** Why the rows are not kept on this computer, or could not be opened; `null` when all is well. */
  readonly notKept: SnapshotProblem | null
  /** Why the last refresh failed; the rows are then those of `fetchedAt`. */
  readonly error: AppError | null
}

/** Some rows have gone, some are otherwise, some are new, at the beginning; the order of the others is the same. */
export interface RowUpdate {
  readonly kind: 'updated'
  readonly added: readonly ApiKey[]
  readonly changed: readonly ApiKey[]
  readonly removed: readonly string[]
}

/** How the rows differ from those of the revision before. */
export type RowChange =
  | { readonly kind: 'replaced' }
  | { readonly kind: 'added'; readonly key: ApiKey }
  | { readonly kind: 'removed'; readonly id: string }
  | RowUpdate

/** The rows after an update; the same array where it changes nothing. */
export function withUpdate(
  keys: readonly ApiKey[],
  { added, changed, removed }: RowUpdate
): readonly ApiKey[] {
  if (added.length + changed.length + removed.length === 0) return keys
  const gone = new Set([...removed, ...added.map(({ id }) => id)])
  const now = new Map(changed.map((key) => [key.id, key]))
  return [...added, ...keys.filter(({ id }) => !gone.has(id)).map((key) => now.get(key.id) ?? key)]
}

/** A step from one revision to the next. A mirror that misses one, or sees `replaced`, reads the chunks again. */
export interface InventoryPatch {
  readonly revision: number
  readonly facts: InventoryFacts
  readonly change: RowChange | null
}

/** Rows `offset` to `offset + keys.length` of one revision. */
export interface InventoryChunk {
  readonly revision: number
  readonly facts: InventoryFacts
  readonly offset: number
  readonly keys: readonly ApiKey[]
  /** Rows that were kept come as the texts that `keysOf` reads, instead of `keys`. */
  readonly columns?: readonly string[]
}
