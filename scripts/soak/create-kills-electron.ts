import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KeysApp } from '../../e2e/fixtures/keys-app.ts'
import { FaultProxy } from '../../e2e/servers/fault-proxy.ts'
import { HygiaraServer } from '../../e2e/servers/hygiara-server.ts'
import { killPoints, type KillPoint } from './create-kill-points.ts'
import type { CreateReport } from './create-kills.ts'
import { kills } from './electron-kill-points.ts'
import { readNextStart, type Card, type NextStart } from './electron-next-start.ts'
import { keysNamed } from './keys-named.ts'

interface Options {
  readonly points?: readonly KillPoint[]
  /** Planted: what was written down about creates is gone at the next start. */
  readonly losesIntents?: boolean
  readonly onRun?: (done: number) => void
}

interface Expected {
  readonly keys: 0 | 1
  /** What the person may read afterwards. The keychain is given the key beside everything else, and may be slower. */
  readonly cards: readonly Card[]
}

const expected: Readonly<Record<KillPoint, Expected>> = {
  'before the intent': { keys: 0, cards: ['none'] },
  'after the intent': { keys: 0, cards: ['no such key'] },
  'before the request': { keys: 0, cards: ['no such key'] },
  'while the request is on its way': { keys: 0, cards: ['no such key'] },
  'while the server works': { keys: 1, cards: ['answer lost'] },
  'in the middle of the answer': { keys: 1, cards: ['answer lost'] },
  'after the answer': { keys: 1, cards: ['answer lost'] },
  'before the id is noted': { keys: 1, cards: ['answer lost', 'still in the keychain'] },
  'after the id is noted': { keys: 1, cards: ['app ended', 'still in the keychain'] },
  'before the delivery': { keys: 1, cards: ['still in the keychain'] },
  // Nobody knows whether the person has pasted it.
  'after the delivery': { keys: 1, cards: ['app ended', 'still in the keychain'] },
  'before the intent is settled': { keys: 1, cards: ['app ended', 'still in the keychain'] },
  'after the intent is settled': { keys: 1, cards: ['none'] }
}

const list = /\/api-keys$/u

/**
 * Presses *Create* in the real app, ends its main process (SIGKILL) at each point, `runs` times, starts the app again
 * on the same folder, signs in again, and compares what the person reads with what exists at the real server.
 */
export async function createUnderKillsInElectron(
  runs: number,
  { points = killPoints, losesIntents = false, onRun = () => undefined }: Options = {}
): Promise<CreateReport> {
  const folder = await mkdtemp(join(tmpdir(), 'hygiara-creates-'))
  const server = await HygiaraServer.start({ dataFolder: folder, sampleData: true })
  const report = { runs: 0, duplicates: 0, resent: 0, unflaggedOrphans: 0, failures: [] as string[] }
  try {
    for (const point of Array.from({ length: runs }, () => points).flat()) {
      const proxy = await FaultProxy.inFrontOf(server.url)
      const app = await KeysApp.create()
      try {
        const outcome = await createOnce(point, { app, proxy, server, losesIntents })
        report.duplicates += outcome.duplicates
        report.resent += outcome.resent
        report.unflaggedOrphans += outcome.unflaggedOrphans
        if (outcome.failure !== null) report.failures.push(`${point}: ${outcome.failure}`)
      } catch (cause) {
        report.failures.push(`${point}: ${cause instanceof Error ? cause.message : String(cause)}`)
      } finally {
        await app.remove()
        await proxy.stop()
      }
      report.runs += 1
      onRun(report.runs)
    }
    return report
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

interface Stage {
  readonly app: KeysApp
  readonly proxy: FaultProxy
  readonly server: HygiaraServer
  readonly losesIntents: boolean
}

async function createOnce(point: KillPoint, { app, proxy, server, losesIntents }: Stage) {
  const name = `soak ${randomUUID()}`
  await app.start()
  await app.screens.connect({ url: proxy.url, email: server.email, password: server.password })
  await app.screens.inventory.openCreate()
  const copied = await kills[point]({ app, proxy, name })
  proxy.heal()
  if (losesIntents) await rm(join(app.userData, 'create-intents'), { recursive: true })
  const next = await readNextStart(app, server.password, name)

  const ids = await keysNamed(name, server)
  const values = [copied, next.handedOver].filter((value) => value !== null)
  const answers = await Promise.all(values.map((value) => server.answerTo(value)))
  const isKnown = next.hasWayOut || answers.includes(200)
  return {
    duplicates: Math.max(0, ids.length - 1),
    resent: Math.max(0, proxy.arrived('POST', list) - 1),
    unflaggedOrphans: isKnown ? 0 : ids.length,
    failure: answers.some((status) => status !== 200)
      ? 'a key that was handed over does not work'
      : unexpectedIn(point, next, ids.length)
  }
}

function unexpectedIn(point: KillPoint, { card }: NextStart, keys: number): string | null {
  if (expected[point].keys !== Math.min(keys, 1)) return `made ${String(keys)} keys`
  return expected[point].cards.some((each) => each === card) ? null : `the person reads "${card}"`
}
