import { create } from 'zustand'
import type { Unsubscribe } from '../../../shared/bridge.ts'
import type { Result } from '../../../shared/result.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'

/** Where a mirror gets its snapshots from. */
export interface SnapshotSource<Value> {
  readonly subscribe: (listener: (snapshot: Snapshot<Value>) => void) => Unsubscribe
  readonly read: () => Promise<Result<Snapshot<Value>>>
}

/** A read-only copy of one topic that main owns. */
export interface Mirror<Value> {
  /** Starts following main. The returned function ends it. */
  readonly start: () => Unsubscribe
  /** The value as far as it is known; `null` before the first snapshot. */
  readonly get: () => Value | null
  /** The same for components, which render again when it changes. */
  readonly useValue: () => Value | null
  /** Calls the listener with each new value. */
  readonly follow: (listener: (value: Value, before: Value | null) => void) => Unsubscribe
}

const retryMs = 500

/**
 * Mirrors a topic whose whole value fits in one message. Subscribes before it reads, so that no change falls between
 * the two, and keeps the highest revision, so that the order in which the two arrive does not matter.
 */
export function createMirror<Value>(source: SnapshotSource<Value>): Mirror<Value> {
  const store = create<{ readonly snapshot: Snapshot<Value> | null }>(() => ({ snapshot: null }))

  const keepHighest = (snapshot: Snapshot<Value>): void => {
    const known = store.getState().snapshot
    if (known === null || snapshot.revision > known.revision) store.setState({ snapshot })
  }

  return {
    start: () => {
      let isStopped = false
      let timer: ReturnType<typeof setTimeout> | undefined
      const readOnce = async (): Promise<void> => {
        const answer = await source.read()
        if (isStopped) return
        if (answer.ok) keepHighest(answer.value)
        // Reading fails only through a fault in main. Without a first value there is no screen, so it is asked again.
        else timer = setTimeout(() => void readOnce(), retryMs)
      }
      const unsubscribe = source.subscribe(keepHighest)
      void readOnce()
      return () => {
        isStopped = true
        clearTimeout(timer)
        unsubscribe()
      }
    },
    get: () => store.getState().snapshot?.value ?? null,
    useValue: () => store((state) => state.snapshot?.value ?? null),
    follow: (listener) =>
      store.subscribe((state, before) => {
        if (state.snapshot !== null) listener(state.snapshot.value, before.snapshot?.value ?? null)
      })
  }
}
