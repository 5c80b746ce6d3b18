import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createSealedRecordStore } from '../../src/main/adapters/record-store/sealed-record-store.ts'
import { keyOf, wholeGeneration, type RecordOrder, type RecordReport } from './record-generations.ts'

/** What killing the app while it keeps records has shown. */
export interface RecordKillReport {
  readonly kills: number
  /** Generations whose write was answered. */
  readonly kept: number
  /** Kills in the middle of a write: they left a file that was not whole yet. */
  readonly inTheMiddle: number
  /** Files that were not one whole generation. */
  readonly torn: number
  /** Generations that were answered for and were not there. */
  readonly lost: number
  /** Files left over after the next start has read. */
  readonly leftOver: number
  readonly failures: readonly string[]
}

const child = fileURLToPath(new URL('record-child.ts', import.meta.url))
const longestLifeMs = 60

/**
 * Kills (SIGKILL) a process that keeps records at random moments, `kills` times, and reads what it has left as the next
 * start does.
 *
 * @param random gives numbers from 0 up to 1
 */
export async function killWhileKeeping(
  kills: number,
  random: () => number,
  {
    violation = false,
    onKill = () => undefined
  }: { violation?: boolean; onKill?: (done: number) => void } = {}
): Promise<RecordKillReport> {
  const folder = await mkdtemp(join(tmpdir(), 'hygiara-records-'))
  const profileId = randomUUID()
  const report = { kills, kept: 0, inTheMiddle: 0, torn: 0, lost: 0, leftOver: 0, failures: [] as string[] }
  let first = 1
  try {
    for (let done = 1; done <= kills; done += 1) {
      const life = await live({ folder, profileId, first, violation }, random() * longestLifeMs)
      if (life.failure !== null) report.failures.push(life.failure)
      const left = await readdir(folder)
      if (left.some((name) => name.endsWith('.new'))) report.inTheMiddle += 1
      const found = await createSealedRecordStore(folder, keyOf()).read(profileId, false)
      const generation = found.setAside || found.notKept ? null : wholeGeneration(found.records)
      if (generation === null) report.torn += 1
      else if (generation < life.last) report.lost += 1
      report.kept += life.last - first + 1
      first = Math.max(life.last, generation ?? 0) + 1
      const names = (await readdir(folder)).filter((name) => name !== 'elsewhere')
      report.leftOver += names.filter(
        (name) => name !== `${profileId}.sealed` && !name.includes('.corrupt-')
      ).length
      onKill(done)
    }
    return report
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** One life, killed some time after its first generation was kept. */
async function live(order: RecordOrder, lifeMs: number) {
  const life = { last: order.first - 1, failure: null as string | null }
  const process = fork(child, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ended = once(process, 'exit')
  process.on('message', (report: RecordReport) => {
    if ('failed' in report) {
      life.failure = report.failed
      process.kill('SIGKILL')
      return
    }
    if (life.last < order.first) setTimeout(() => process.kill('SIGKILL'), lifeMs)
    life.last = report.kept
  })
  process.send(order)
  await ended
  return life
}
