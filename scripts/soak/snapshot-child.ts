/**
 * Saves one snapshot after the other, each with a mark of its own in every row, and tells when one is said to be kept.
 * Ends by being killed.
 */
import { Worker } from 'node:worker_threads'
import { createSnapshotStore } from '../../src/main/adapters/snapshots/snapshot-store.ts'
import { fixedDataKey, markedKeys, soakOwner } from './snapshot-kills.ts'

const thread = new URL('../../src/main/adapters/snapshots/snapshot-thread.ts', import.meta.url)

process.once('message', ({ folder, first }: { folder: string; first: number }) => {
  void saveForEver(folder, first)
})

async function saveForEver(folder: string, first: number): Promise<void> {
  const store = createSnapshotStore((data) => new Worker(thread, { workerData: data }), folder, fixedDataKey)
  for (let mark = first; ; mark += 1) {
    const at = new Date(Date.UTC(2026, 0, 1) + mark * 7_200_000).toISOString()
    const written = await store.write(soakOwner, at, markedKeys(mark), false)
    process.send?.(written.ok ? { kept: mark } : { problem: written.error.reason })
  }
}
