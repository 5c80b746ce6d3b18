import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { createSnapshotStore } from '../../src/main/adapters/snapshots/snapshot-store.ts'
import type { DataKey, SnapshotOwner, SnapshotStore } from '../../src/main/ports.ts'
import type { ApiKey } from '../../src/shared/api-key.ts'

/** What killing the app while it saves has shown. */
export interface SnapshotReport {
  readonly kills: number
  readonly saves: number
  /** A snapshot that was not one whole generation. */
  readonly torn: number
  /** One that was said to be kept and was not there afterwards. */
  readonly lost: number
  readonly failures: readonly string[]
}

export const soakOwner: SnapshotOwner = {
  profileId: '5f7b2f0e-2c88-4b8b-9b8a-0e8f3f9f5f10',
  organization: 'Soak'
}

/** A key that needs no keychain: what is tested is the disk. */
export const fixedDataKey: DataKey = {
  use: (_label, _ifAbsent, _mayAsk, work) => Promise.resolve({ ok: true, value: work(Buffer.alloc(32, 7)) }),
  wipe: () => undefined
}

const rows = 3_000

/** A generation of keys: every row carries the same mark, so that a mixture of two is seen. */
export function markedKeys(mark: number): ApiKey[] {
  return Array.from({ length: rows + (mark % 7) }, (_, row) => ({
    id: `key_${String(row)}`,
    name: `generation ${String(mark)}`
  }))
}

const child = fileURLToPath(new URL('snapshot-child.ts', import.meta.url))
const thread = new URL('../../src/main/adapters/snapshots/snapshot-thread.ts', import.meta.url)

/** Kills a process that saves at random moments. */
export async function saveUnderKills(
  kills: number,
  onKill: (done: number) => void = () => undefined
): Promise<SnapshotReport> {
  const folder = await mkdtemp(join(tmpdir(), 'hygiara-snapshots-'))
  const report = { kills: 0, saves: 0, torn: 0, lost: 0, failures: [] as string[] }
  try {
    let lastKept = -1
    for (; report.kills < kills; report.kills += 1) {
      const kept = await saveUntilKilled(folder, lastKept + 1, Math.random() * 250, report)
      report.saves += Math.max(0, kept - lastKept)
      lastKept = Math.max(lastKept, kept)
      const found = await newestGeneration(folder, report)
      // The one that was under way may be there: it was written, and nobody was told any more.
      if (found < lastKept) report.lost += 1
      lastKept = Math.max(lastKept, found)
      onKill(report.kills + 1)
    }
    return report
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The last generation that was said to be kept. */
async function saveUntilKilled(
  folder: string,
  first: number,
  lifeMs: number,
  report: { failures: string[] }
): Promise<number> {
  const saving = fork(child, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  let kept = first - 1
  saving.on('message', (message: { kept?: number; problem?: string }) => {
    if (message.kept !== undefined) kept = message.kept
    if (message.problem !== undefined) report.failures.push(message.problem)
  })
  const began = once(saving, 'message')
  saving.send({ folder, first })
  await began
  await new Promise((resolve) => setTimeout(resolve, lifeMs))
  saving.kill('SIGKILL')
  await once(saving, 'exit')
  return kept
}

/** The store of snapshots in a folder, worked on in its thread. */
export function openSnapshots(folder: string): SnapshotStore {
  return createSnapshotStore((data) => new Worker(thread, { workerData: data }), folder, fixedDataKey)
}

/** Reads every snapshot there is, and answers with the newest generation; −1 for none. */
export async function newestGeneration(
  folder: string,
  report: { torn: number; failures: string[] }
): Promise<number> {
  const store = openSnapshots(folder)
  const list = await store.list(soakOwner, false)
  if (!list.ok) report.failures.push(`list: ${list.error.reason}`)
  let newest = -1
  for (const { id } of list.ok ? list.value.slice(0, 3) : []) {
    const keys: ApiKey[] = []
    const read = await store.read(soakOwner, id, (chunk) => keys.push(...chunk))
    const mark = Number(keys[0]?.name.split(' ')[1])
    const isWhole =
      read.ok && keys.length === rows + (mark % 7) && keys.every(({ name }) => name === keys[0]?.name)
    if (isWhole) newest = Math.max(newest, mark)
    else report.torn += 1
  }
  await store.close()
  return newest
}
