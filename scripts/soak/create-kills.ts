import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FaultProxy } from '../../e2e/servers/fault-proxy.ts'
import type { FaultName } from '../../e2e/servers/faults.ts'
import { HygiaraServer } from '../../e2e/servers/hygiara-server.ts'
import { killPoints, type ChildOrder, type ChildReport, type KillPoint } from './create-kill-points.ts'

/** What a matrix of killed and broken creates has shown. */
export interface CreateReport {
  readonly runs: number
  /** More than one key from one press. */
  readonly duplicates: number
  /** A key that was delivered to nobody and that no card names. */
  readonly unflaggedOrphans: number
  /** A run that did not get as far as it should. */
  readonly failures: readonly string[]
}

const child = fileURLToPath(new URL('create-child.ts', import.meta.url))
const list = /\/api-keys$/u
const longestLifeMs = 20_000

/** Faults of the wire, with nobody killed: before the work, after it, and in the middle of the answer. */
const lostAnswers: readonly FaultName[] = [
  'reset on arrival',
  'reset after the work',
  'reset in the headers, after the work',
  'reset in the body, after the work'
]

/** The points that are the proxy's to recognise, and what it does there. */
const faultAt: Partial<Record<KillPoint, FaultName>> = {
  'while the request is on its way': 'silence',
  'while the server works': 'silence, after the work',
  'in the middle of the answer': 'a stopped answer, after the work'
}

/**
 * Presses *Create* once in a child process for each point and each fault, `runs` times, ends it there, starts the
 * next life of the app, and asks the real server what exists.
 */
export async function createUnderKills(
  runs: number,
  onRun: (done: number) => void = () => undefined
): Promise<CreateReport> {
  const folder = await mkdtemp(join(tmpdir(), 'hygiara-creates-'))
  const server = await HygiaraServer.start({ dataFolder: join(folder, 'server') })
  const proxy = await FaultProxy.inFrontOf(server.url)
  const report = { runs: 0, duplicates: 0, unflaggedOrphans: 0, failures: [] as string[] }
  try {
    for (let run = 0; run < runs; run += 1) {
      for (const cell of [...killPoints, ...lostAnswers]) {
        const outcome = await createOnce(cell, join(folder, `app-${String(report.runs)}`), server, proxy)
        report.runs += 1
        report.duplicates += outcome.duplicates
        report.unflaggedOrphans += outcome.unflaggedOrphans
        if (outcome.failure !== null) report.failures.push(`${cell}: ${outcome.failure}`)
        onRun(report.runs)
      }
    }
    return report
  } finally {
    await proxy.stop()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function createOnce(
  cell: KillPoint | FaultName,
  folder: string,
  server: HygiaraServer,
  proxy: FaultProxy
) {
  const point = killPoints.find((each) => each === cell) ?? null
  const fault = point === null ? (cell as FaultName) : faultAt[point]
  const name = `soak ${randomUUID()}`
  const order: ChildOrder = {
    folder,
    profile: { id: randomUUID(), name: 'Soak', serverUrl: proxy.url, email: server.email },
    credentials: { serverUrl: proxy.url, email: server.email, password: server.password },
    creates: name,
    stopAt: point
  }
  if (fault) proxy.break(fault, 'POST', list)
  else proxy.heal()
  const first = await live(
    order,
    () => point !== null && fault !== undefined && proxy.arrived('POST', list) > 0 && proxy.isStalled
  )
  proxy.heal()
  const second = await live({ ...order, creates: null, stopAt: null })

  const ids = await idsNamed(server, name)
  const isKnown = (id: string): boolean =>
    first.isDelivered || first.flagged.includes(id) || second.flagged.includes(id)
  return {
    duplicates: Math.max(0, ids.length - 1),
    unflaggedOrphans: ids.filter((id) => !isKnown(id)).length,
    failure: first.failure ?? second.failure
  }
}

/** One life of the app: until it is done, or until it is killed where it stopped. */
async function live(order: ChildOrder, isTimeToDie: () => boolean = () => false) {
  const life = { isDelivered: false, flagged: [] as readonly string[], failure: null as string | null }
  const process = fork(child, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ended = once(process, 'exit')
  const late = setTimeout(() => {
    life.failure = 'took too long'
    process.kill('SIGKILL')
  }, longestLifeMs)
  const watch = setInterval(() => {
    if (isTimeToDie()) process.kill('SIGKILL')
  }, 2)
  process.on('message', (report: ChildReport) => {
    if (report.kind === 'delivered') life.isDelivered = true
    if (report.kind === 'failed') life.failure = report.message
    if (report.kind === 'done') life.flagged = report.flagged
    if (report.kind !== 'delivered') process.kill('SIGKILL')
  })
  process.send(order)
  await ended
  clearTimeout(late)
  clearInterval(watch)
  return life
}

/** Asked at the server itself, page by page. */
async function idsNamed(server: HygiaraServer, name: string): Promise<string[]> {
  const token = await accessTo(server)
  const ids: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const answer = await fetch(`${server.url}/api/v1/api-keys?limit=1000${query}`, {
      headers: { Authorization: `Bearer ${token}` }
    })
    const page = (await answer.json()) as {
      items: { id: string; name: string }[]
      next_cursor: string | null
    }
    ids.push(...page.items.filter((key) => key.name === name).map(({ id }) => id))
    cursor = page.next_cursor
  }
  return ids
}

let access: { readonly url: string; readonly token: string; readonly until: number } | null = null

/** One sign-in for many questions. */
async function accessTo({ url, email, password }: HygiaraServer): Promise<string> {
  if (access?.url === url && access.until > Date.now()) return access.token
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password })
  })
  const { access_token, expires_in } = (await answer.json()) as { access_token: string; expires_in: number }
  access = { url, token: access_token, until: Date.now() + expires_in * 500 }
  return access_token
}
