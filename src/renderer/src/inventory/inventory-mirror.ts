import { create } from 'zustand'
import type { ApiKey } from '../../../shared/api-key.ts'
import type { Unsubscribe } from '../../../shared/bridge.ts'
import {
  chunkSize,
  withUpdate,
  type InventoryChunk,
  type InventoryFacts,
  type InventoryPatch,
  type RowChange
} from '../../../shared/inventory.ts'
import { keysOf } from '../../../shared/key-columns.ts'
import type { Result } from '../../../shared/result.ts'

/** Where the rows come from: steps as they happen, and chunks on demand. */
export interface InventorySource {
  readonly subscribe: (listener: (patch: InventoryPatch) => void) => Unsubscribe
  readonly readChunk: (offset: number) => Promise<Result<InventoryChunk>>
}

/** The list as this window knows it. `facts` may be ahead of `keys` while chunks are on their way. */
export interface MirroredInventory {
  readonly facts: InventoryFacts | null
  /** `null` before the first complete reading. */
  readonly keys: readonly ApiKey[] | null
}

/** A read-only copy of the inventory that main owns. */
export interface InventoryMirror {
  readonly start: () => Unsubscribe
  readonly get: () => MirroredInventory
  readonly useValue: () => MirroredInventory
}

const retryMs = 500

/**
 * Mirrors the inventory. Rows arrive in chunks of one revision and are shown only when they are all there, so the
 * table never holds half of one list and half of another; after that each patch is applied as it comes.
 * A missed patch, `replaced`, or a chunk of another revision makes it read the chunks again.
 */
export function createInventoryMirror(source: InventorySource): InventoryMirror {
  const store = create<MirroredInventory>(() => ({ facts: null, keys: null }))
  /** The revision that `keys` belong to; -1 before the first. */
  let revision = -1
  /** The newest revision heard of. */
  let newest = -1
  /** Since this revision the rows are the same: chunks below it are already history. */
  let sameSince = -1
  let isReading = false
  let isStopped = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const apply = (patch: InventoryPatch): void => {
    if (isStopped || patch.revision <= newest) return
    if (patch.change !== null || patch.revision !== newest + 1) sameSince = patch.revision
    newest = patch.revision
    const { keys } = store.getState()
    const follows = !isReading && keys !== null && patch.revision === revision + 1
    if (follows && patch.change?.kind !== 'replaced') {
      revision = patch.revision
      store.setState({ facts: patch.facts, keys: withChange(keys, patch.change) })
      return
    }
    // Nobody is signed in any more, or somebody else: what was shown before is gone at once, not after a reading.
    const isEmptied = patch.change?.kind === 'replaced' && patch.facts.total === 0
    store.setState(isEmptied ? { facts: patch.facts, keys: [] } : { facts: patch.facts })
    if (!isReading) void readAll()
  }

  /** Whether the rows of two revisions are known to be the same: while they are read, only facts may change. */
  const areSame = (one: number, other: number): boolean =>
    one === other || (Math.min(one, other) >= sameSince && Math.max(one, other) <= newest)

  const readAll = async (): Promise<void> => {
    isReading = true
    let collected: ApiKey[] = []
    let collecting = -1
    let offset = 0
    for (;;) {
      const answer = await source.readChunk(offset)
      if (isStopped) return
      if (!answer.ok) {
        isReading = false
        timer = setTimeout(() => void readAll(), retryMs)
        return
      }
      const chunk = answer.value
      if (newest === -1) newest = sameSince = chunk.revision
      const isStale = chunk.revision < sameSince
      const isOther = collecting !== -1 && !areSame(chunk.revision, collecting)
      if (isStale || isOther) {
        collected = []
        collecting = -1
        offset = 0
        continue
      }
      collecting = chunk.revision
      const before = collected.length
      for (const key of chunk.keys) collected.push(key)
      for (const text of chunk.columns ?? []) for (const key of keysOf(text)) collected.push(key)
      offset += chunkSize
      if (collected.length >= chunk.facts.total || collected.length === before) {
        isReading = false
        // Facts that were heard of after the last chunk was answered stay.
        if (collecting < newest) store.setState({ keys: collected })
        else store.setState({ facts: chunk.facts, keys: collected })
        if (collecting > newest) sameSince = collecting
        newest = Math.max(newest, collecting)
        revision = newest
        return
      }
    }
  }

  return {
    start: () => {
      isStopped = false
      const unsubscribe = source.subscribe(apply)
      void readAll()
      return () => {
        isStopped = true
        isReading = false
        clearTimeout(timer)
        unsubscribe()
      }
    },
    get: () => store.getState(),
    useValue: () => store()
  }
}

function withChange(keys: readonly ApiKey[], change: RowChange | null): readonly ApiKey[] {
  if (change === null) return keys
  switch (change.kind) {
    case 'replaced':
      return keys
    case 'added':
      // Main may tell of a key that a refresh has already brought: one row a key.
      return [change.key, ...keys.filter(({ id }) => id !== change.key.id)]
    case 'removed':
      return keys.filter(({ id }) => id !== change.id)
    case 'updated':
      return withUpdate(keys, change)
  }
}
