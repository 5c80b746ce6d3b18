/** One life of the store of records: keeps one generation after another until it is killed. */
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSealedRecordStore } from '../../src/main/adapters/record-store/sealed-record-store.ts'
import { generationOf, keyOf, type RecordOrder, type RecordReport } from './record-generations.ts'

const say = (report: RecordReport): void => void process.send?.(report)

process.once('message', (order: RecordOrder) => {
  void live(order).catch((cause: unknown) => {
    say({ failed: cause instanceof Error ? cause.message : String(cause) })
  })
})

async function live({ folder, profileId, first, violation }: RecordOrder): Promise<void> {
  const path = join(folder, `${profileId}.sealed`)
  const store = createSealedRecordStore(violation ? join(folder, 'elsewhere') : folder, keyOf())
  const found = await store.read(profileId, false)
  if (found.notKept ?? found.setAside) throw new Error(JSON.stringify(found))
  for (let generation = first; ; generation += 1) {
    const notKept = await store.write(profileId, generationOf(generation), false)
    if (notKept) throw new Error(JSON.stringify(notKept))
    if (violation) await writeInPlace(join(folder, 'elsewhere', `${profileId}.sealed`), path)
    say({ kept: generation })
  }
}

/** What must not pass: the old file is gone before the new one is whole. */
async function writeInPlace(from: string, path: string): Promise<void> {
  const source = await open(from, 'r')
  const bytes = await source.readFile()
  await source.close()
  const file = await open(path, 'w', 0o600)
  await file.write(bytes.subarray(0, bytes.length / 2))
  // Long enough for a few kills to find it.
  await sleep(50)
  await file.write(bytes.subarray(bytes.length / 2))
  await file.close()
}
