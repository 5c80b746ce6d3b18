import type { ApiKey } from '../../shared/api-key.ts'
import { chunkSize } from '../../shared/inventory.ts'
import { inventoryDiff } from '../../shared/inventory-diff.ts'
import type { KeySighting } from '../../shared/key-history.ts'
import type { SnapshotHeader, SnapshotProblem } from '../../shared/inventory-snapshots.ts'
import { columnsOf } from '../../shared/key-columns.ts'
import type { KeptRows } from '../../shared/kept-rows.ts'
import { done, err, ok, type Result } from '../../shared/result.ts'
import type { SnapshotOwner, SnapshotStore } from '../ports.ts'

interface Kept extends SnapshotHeader {
  readonly owner: SnapshotOwner
  readonly keys: readonly ApiKey[]
}

/** Keeps snapshots in memory; outlives the app when it is handed to the next one. */
export class InMemorySnapshotStore implements SnapshotStore {
  /** Why nothing works, or `null`. */
  problem: SnapshotProblem | null = null
  #kept: readonly Kept[] = []
  #lastId = 0

  write(
    owner: SnapshotOwner,
    fetchedAt: string,
    keys: readonly ApiKey[]
  ): Promise<Result<null, SnapshotProblem>> {
    return this.#answer(() => {
      this.#lastId += 1
      const sameDay = ({ owner: other, fetchedAt: at }: Kept) =>
        isSame(other, owner) && at.slice(0, 10) === fetchedAt.slice(0, 10)
      this.#kept = [
        { id: this.#lastId, owner, fetchedAt, total: keys.length, keys: structuredClone(keys) },
        ...this.#kept.filter((kept) => !sameDay(kept))
      ]
      return done
    })
  }

  newest(owner: SnapshotOwner): Promise<Result<KeptRows | null, SnapshotProblem>> {
    return this.#answer(() => {
      const [newest] = this.#kept
        .filter((kept) => isSame(kept.owner, owner))
        .toSorted((a, b) => b.fetchedAt.localeCompare(a.fetchedAt))
      if (!newest) return ok(null)
      const chunks: KeptRows['chunks'][number][] = []
      for (let at = 0; at < newest.keys.length; at += chunkSize) {
        const keys = newest.keys.slice(at, at + chunkSize)
        chunks.push({ rows: keys.length, columns: columnsOf(keys) })
      }
      return ok({ fetchedAt: newest.fetchedAt, chunks })
    })
  }

  list(owner: SnapshotOwner): Promise<Result<readonly SnapshotHeader[], SnapshotProblem>> {
    return this.#answer(() => {
      const own = this.#kept.filter((kept) => isSame(kept.owner, owner))
      return ok(
        own
          .map(({ id, fetchedAt, total }) => ({ id, fetchedAt, total }))
          .sort((a, b) => b.fetchedAt.localeCompare(a.fetchedAt))
      )
    })
  }

  read(
    owner: SnapshotOwner,
    id: number,
    onKeys: (keys: readonly ApiKey[]) => void
  ): Promise<Result<null, SnapshotProblem>> {
    return this.#answer(() => {
      const found = this.#find(owner, id)
      if (!found) return err({ reason: 'cannot-open' })
      for (let at = 0; at < found.keys.length; at += chunkSize) onKeys(found.keys.slice(at, at + chunkSize))
      return done
    })
  }

  diff(owner: SnapshotOwner, beforeId: number, afterId: number): ReturnType<SnapshotStore['diff']> {
    return this.#answer(() => {
      const [before, after] = [this.#find(owner, beforeId), this.#find(owner, afterId)]
      return before && after ? ok(inventoryDiff(before.keys, after.keys)) : err({ reason: 'cannot-open' })
    })
  }

  follow(owner: SnapshotOwner, keyId: string): Promise<Result<readonly KeySighting[], SnapshotProblem>> {
    return this.#answer(() => {
      const newestFirst = this.#kept
        .filter((kept) => isSame(kept.owner, owner))
        .sort((a, b) => b.fetchedAt.localeCompare(a.fetchedAt))
      const withoutIt = newestFirst.findIndex(({ keys }) => !keys.some(({ id }) => id === keyId))
      return ok(
        newestFirst
          .slice(0, withoutIt === -1 ? undefined : withoutIt)
          .map(({ fetchedAt, keys }) => {
            const lastUsedAt = keys.find(({ id }) => id === keyId)?.lastUsedAt
            return { seenAt: fetchedAt, ...(lastUsedAt === undefined ? {} : { lastUsedAt }) }
          })
          .reverse()
      )
    })
  }

  remove(profileId: string): Promise<Result<null, SnapshotProblem>> {
    return this.#answer(() => {
      this.#kept = this.#kept.filter(({ owner }) => owner.profileId !== profileId)
      return done
    })
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  #find(owner: SnapshotOwner, id: number): Kept | undefined {
    return this.#kept.find((kept) => kept.id === id && isSame(kept.owner, owner))
  }

  #answer<Value>(work: () => Result<Value, SnapshotProblem>): Promise<Result<Value, SnapshotProblem>> {
    return Promise.resolve(this.problem === null ? work() : err(this.problem))
  }
}

function isSame(a: SnapshotOwner, b: SnapshotOwner): boolean {
  return a.profileId === b.profileId && a.organization === b.organization
}
