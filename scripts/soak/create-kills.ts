import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FaultProxy } from '../../e2e/servers/fault-proxy.ts'
import type { FaultName } from '../../e2e/servers/faults.ts'
import { AppLives, type Life } from './app-lives.ts'
import { buildCreateChild } from './build-create-child.ts'
import { killPoints, type ChildOrder, type KillPoint, type Violation } from './create-kill-points.ts'
import { keysNamed } from './keys-named.ts'
import { startQuickServer, type QuickServer } from './quick-server.ts'

/** Faults of the wire, with nobody killed: before the work, after it, and in the middle of the answer. */
const lostAnswers = [
  'reset on arrival',
  'reset after the work',
  'reset in the headers, after the work',
  'reset in the body, after the work'
] as const satisfies readonly FaultName[]

/** What can happen to a create: the app is killed, or the answer is lost. */
export type CreateCell = KillPoint | (typeof lostAnswers)[number]
export const createCells: readonly CreateCell[] = [...killPoints, ...lostAnswers]

/** What a matrix of killed and broken creates has shown. */
export interface CreateReport {
  readonly runs: number
  /** More than one key from one press. */
  readonly duplicates: number
  /** More than one request from one press. */
  readonly resent: number
  /** A key that was delivered to nobody and that no card names. */
  readonly unflaggedOrphans: number
  /** A run that did not get as far as it should, or further. */
  readonly failures: readonly string[]
}

interface Options {
  readonly cells?: readonly CreateCell[]
  /** Planted in the core. */
  readonly violation?: Violation | null
  readonly onRun?: (done: number) => void
}

const list = /\/api-keys$/u
// More of them only wait for a processor.
const lanes = 2
// A server with many keys answers slowly, and nothing is learnt from that here.
const runsForOneServer = 10

/** The points that are the proxy's to recognise, and what it does there. */
const faultAt: Partial<Record<KillPoint, FaultName>> = {
  'while the request is on its way': 'silence',
  'while the server works': 'silence, after the work',
  'in the middle of the answer': 'a stopped answer, after the work'
}

/** Where the server never gets to work; everywhere else it makes the key. */
const withoutAKey: readonly CreateCell[] = [
  'before the intent',
  'after the intent',
  'before the request',
  'while the request is on its way',
  'reset on arrival'
]

/**
 * Presses *Create* once in a process of its own for each point and each fault, `runs` times, ends it there, starts
 * the next life of the app, and asks the real server what exists.
 */
export async function createUnderKills(
  runs: number,
  { cells = createCells, violation = null, onRun = () => undefined }: Options = {}
): Promise<CreateReport> {
  const folder = await mkdtemp(join(tmpdir(), 'hygiara-creates-'))
  const lives = new AppLives(await buildCreateChild(folder), lanes)
  const report = { runs: 0, duplicates: 0, resent: 0, unflaggedOrphans: 0, failures: [] as string[] }

  const runLane = async (server: QuickServer, queue: CreateCell[]): Promise<void> => {
    const proxy = await FaultProxy.inFrontOf(server.url)
    try {
      for (let cell = queue.shift(); cell !== undefined; cell = queue.shift()) {
        const outcome = await createOnce(cell, { violation, folder, server, proxy, lives })
        report.runs += 1
        report.duplicates += outcome.duplicates
        report.resent += outcome.resent
        report.unflaggedOrphans += outcome.unflaggedOrphans
        if (outcome.failure !== null) report.failures.push(`${cell}: ${outcome.failure}`)
        onRun(report.runs)
      }
    } finally {
      await proxy.stop()
    }
  }

  try {
    for (let done = 0; done < runs; done += runsForOneServer) {
      const repeats = Math.min(runsForOneServer, runs - done)
      const queue = Array.from({ length: repeats }, () => cells).flat()
      const server = await startQuickServer(join(folder, `server-${String(done)}`))
      try {
        await Promise.all(Array.from({ length: lanes }, () => runLane(server, queue)))
      } finally {
        await server.stop()
      }
    }
    return report
  } finally {
    lives.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

interface Stage {
  readonly violation: Violation | null
  readonly folder: string
  readonly server: QuickServer
  readonly proxy: FaultProxy
  readonly lives: AppLives
}

async function createOnce(cell: CreateCell, { violation, folder, server, proxy, lives }: Stage) {
  const { email, password } = server
  const stopAt = isKillPoint(cell) ? cell : null
  const fault = isKillPoint(cell) ? faultAt[cell] : cell
  const name = `soak ${randomUUID()}`
  const order: ChildOrder = {
    folder: join(folder, name),
    profile: { id: randomUUID(), name: 'Soak', serverUrl: proxy.url, email },
    credentials: { serverUrl: proxy.url, email, password },
    creates: name,
    stopAt,
    violation
  }
  proxy.heal()
  if (fault) proxy.break(fault, 'POST', list)
  const before = proxy.arrived('POST', list)
  const isTimeToDie = (): boolean => stopAt !== null && fault !== undefined && proxy.isStalled
  const first = await lives.live(order, isTimeToDie)
  proxy.heal()
  const second = await lives.live({ ...order, creates: null, stopAt: null })
  const requests = proxy.arrived('POST', list) - before

  const ids = await keysNamed(name, server)
  const isKnown = (id: string): boolean =>
    first.isDelivered || first.flagged.includes(id) || second.flagged.includes(id)
  return {
    duplicates: Math.max(0, ids.length - 1),
    resent: Math.max(0, requests - 1),
    unflaggedOrphans: ids.filter((id) => !isKnown(id)).length,
    failure: first.failure ?? second.failure ?? unexpectedIn(cell, first, second, ids.length)
  }
}

/** A cell that does not get to where it is to break shows nothing. */
function unexpectedIn(cell: CreateCell, first: Life, second: Life, keys: number): string | null {
  if (isKillPoint(cell) && !first.isKilledInPlace) return 'was not killed there'
  const makesAKey = !withoutAKey.includes(cell)
  if (makesAKey !== keys > 0) return `made ${String(keys)} keys`
  if (cell === 'after the intent is settled' && second.flagged.length > 0)
    return 'a key that is in use is offered for revoking'
  return null
}

function isKillPoint(cell: CreateCell): cell is KillPoint {
  return killPoints.some((point) => point === cell)
}
