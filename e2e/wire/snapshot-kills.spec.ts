import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, test } from '@playwright/test'
import Libsql from 'libsql'
import {
  fixedDataKey,
  markedKeys,
  newestGeneration,
  saveUnderKills,
  soakOwner
} from '../../scripts/soak/snapshot-kills.ts'
import { createSnapshotStore } from '../../src/main/adapters/snapshots/snapshot-store.ts'

test('a snapshot read back after a kill is always a whole one (sample of the soak)', async () => {
  test.setTimeout(120_000)
  const report = await saveUnderKills(6)
  expect(report).toMatchObject({ kills: 6, torn: 0, lost: 0, failures: [] })
  expect(report.saves).toBeGreaterThan(0)
})

test('a snapshot that lacks a part is found by the soak', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hygiara-torn-'))
  const thread = new URL('../../src/main/adapters/snapshots/snapshot-thread.ts', import.meta.url)
  const store = createSnapshotStore((data) => new Worker(thread, { workerData: data }), folder, fixedDataKey)
  await store.write(soakOwner, '2026-11-23T10:00:00.000Z', markedKeys(1), false)
  await store.close()
  const database = new Libsql(join(folder, 'inventory.db'))
  // The store's thread lets go of it when it has ended.
  database.exec('PRAGMA busy_timeout = 5000')
  database.exec('DELETE FROM chunks WHERE position = 1')
  database.close()
  const report = { torn: 0, failures: [] }
  expect(await newestGeneration(folder, report)).toBe(-1)
  expect(report.torn).toBe(1)
  await rm(folder, { recursive: true, force: true })
})
