import { setTimeout as wait } from 'node:timers/promises'
import type { HygiaraServer } from '../../e2e/servers/hygiara-server.ts'
import { atMost, keysOf, reported, type Row } from './rows.ts'
import type { KeptInventory } from './kept-inventory.ts'
import { isFromServer, refreshUntilShown } from './in-page.ts'
import { medianOf, medianRatio } from './statistics.ts'
import { until } from './until.ts'

const largestRatio = 2
const longestBlockMs = 50
const longestLoadMs = 60_000
// Until what came is sealed and on the disk.
const keepMs = 2_500

interface Blocks {
  readonly longest: () => number
}
declare global {
  /** Put there by `block-watch.cjs`, in main. */
  var benchBlocks: () => Blocks
  var benchWatch: Blocks
}

/**
 * Reads the list again and again, in an app that runs and shows all keys, in turn with the bare reading of the same
 * pages. Each time there is one key more, so that every page is another one than before.
 */
export async function benchRefresh(
  rounds: number,
  kept: KeptInventory
): Promise<{ rows: Row[]; ms: number }> {
  const { app, count } = kept
  const server = await kept.server()
  const access = await signIn(server)
  // The app reads the list by itself once its session is picked up: that reading is not one of those measured.
  await until('the list has come from the server', longestLoadMs, () => app.page.evaluate(isFromServer))
  await wait(keepMs)
  await app.electron.evaluate(() => {
    globalThis.benchWatch = globalThis.benchBlocks()
  })
  const raw: number[] = []
  const refreshed: number[] = []
  const blocks: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    await createKey(server, access)
    const rawMs = await readPages(server, access)
    await app.electron.evaluate(() => globalThis.benchWatch.longest())
    const refreshedMs = await app.page.evaluate(refreshUntilShown, count + round + 1)
    await wait(keepMs)
    const blocked = await app.electron.evaluate(() => globalThis.benchWatch.longest())
    if (round === 0) continue
    raw.push(rawMs)
    refreshed.push(refreshedMs)
    blocks.push(blocked)
  }
  const ms = medianOf(refreshed)
  const name = `refresh from the local server, ${keysOf(count)}`
  const absolute = [
    reported(`raw fetch and JSON.parse, ${keysOf(count)}`, medianOf(raw), 'ms'),
    reported(name, ms, 'ms')
  ]
  if (count < 100_000) return { rows: absolute, ms }
  return {
    rows: [
      ...absolute,
      atMost(largestRatio, name, medianRatio(refreshed, raw), 'x raw fetch and parse'),
      atMost(
        longestBlockMs,
        `main blocked longest: refresh and save, ${keysOf(count)}`,
        medianOf(blocks),
        'ms'
      )
    ],
    ms
  }
}

const json = { 'Content-Type': 'application/json' }

async function signIn({ url, email, password }: HygiaraServer): Promise<string> {
  const body = JSON.stringify({ email, password })
  const answer = await fetch(`${url}/api/v1/auth/login`, { method: 'POST', headers: json, body })
  return ((await answer.json()) as { access_token: string }).access_token
}

async function createKey({ url }: HygiaraServer, access: string): Promise<void> {
  const headers = { ...json, Authorization: `Bearer ${access}` }
  const answer = await fetch(`${url}/api/v1/api-keys`, { method: 'POST', headers, body: '{"name":"bench"}' })
  if (answer.status !== 201) throw new Error(`a key was answered with ${String(answer.status)}`)
  await answer.arrayBuffer()
}

/** The milliseconds that the pages of the list take when they are read and parsed, and nothing else. */
async function readPages({ url }: HygiaraServer, access: string): Promise<number> {
  const began = performance.now()
  let cursor = ''
  do {
    const answer = await fetch(`${url}/api/v1/api-keys?limit=1000${cursor}`, {
      headers: { Authorization: `Bearer ${access}` }
    })
    const page = JSON.parse(await answer.text()) as { next_cursor: string | null }
    cursor = page.next_cursor === null ? '' : `&cursor=${encodeURIComponent(page.next_cursor)}`
  } while (cursor !== '')
  return performance.now() - began
}
