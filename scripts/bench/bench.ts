/**
 * Measures what a person waits for, against a bare Electron window in the same run: `npm run bench`. Ratios decide,
 * absolute figures are reported beside them. Prints a table and writes `bench/report.json`.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { benchWhoami } from './bench-whoami.ts'
import { measureStart } from './measure-start.ts'
import { medianOf } from './statistics.ts'

interface Row {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What `value` must reach, as words say it; `null` for a figure that is only reported. */
  readonly goal: string | null
  readonly ok: boolean
}

const runs = 7
// The last control of the Welcome screen: when it is there, everything above it is.
const welcomeControl = '[role="switch"]'
const largestStartRatio = 1.6
const smallestWhoamiRatio = 0.4
const app = fileURLToPath(new URL('../..', import.meta.url))
const bareWindow = fileURLToPath(new URL('bare-window', import.meta.url))

const round = (value: number): number => Math.round(value * 100) / 100

const reported = (name: string, value: number, unit: string): Row => ({
  name,
  value: round(value),
  unit,
  goal: null,
  ok: true
})

const atMost = (goal: number, name: string, value: number, unit: string): Row => ({
  ...reported(name, value, unit),
  goal: `at most ${String(goal)}`,
  ok: value <= goal
})

const atLeast = (goal: number, name: string, value: number, unit: string): Row => ({
  ...reported(name, value, unit),
  goal: `at least ${String(goal)}`,
  ok: value >= goal
})

/** In turn, so that both see the same machine; the first pair warms the disk cache and is not counted. */
async function benchStart(): Promise<Row[]> {
  const bare: number[] = []
  const welcome: number[] = []
  for (let run = 0; run <= runs; run += 1) {
    const bareMs = await measureStart(bareWindow, 'h1')
    const welcomeMs = await measureStart(app, welcomeControl)
    if (run === 0) continue
    bare.push(bareMs)
    welcome.push(welcomeMs)
  }
  const ratios = welcome.map((ms, run) => ms / (bare[run] ?? Number.NaN))
  return [
    reported('start: bare window', medianOf(bare), 'ms'),
    reported('start: usable Welcome screen', medianOf(welcome), 'ms'),
    atMost(largestStartRatio, 'start: usable Welcome screen', medianOf(ratios), 'x bare window')
  ]
}

async function benchLocalHygiara(): Promise<Row[]> {
  const { empty, whoami } = await benchWhoami()
  const ratios = whoami.map((rate, pair) => rate / (empty[pair] ?? Number.NaN))
  return [
    reported('local Hygiara: empty route', medianOf(empty), 'requests/s'),
    reported('local Hygiara: whoami by key', medianOf(whoami), 'requests/s'),
    atLeast(smallestWhoamiRatio, 'local Hygiara: whoami by key', medianOf(ratios), 'x empty route')
  ]
}

function print(rows: readonly Row[]): void {
  for (const { name, value, unit, goal, ok } of rows) {
    const verdict = goal === null ? '' : `  ${goal}  ${ok ? 'ok' : 'MISSED'}`
    process.stdout.write(`${name.padEnd(34)} ${String(value).padStart(9)} ${unit.padEnd(14)}${verdict}\n`)
  }
}

const rows = [...(await benchStart()), ...(await benchLocalHygiara())]
print(rows)
const folder = join(process.env['HYGIARA_KEYS_RESULTS'] ?? join(app, 'out'), 'bench')
await mkdir(folder, { recursive: true })
await writeFile(join(folder, 'report.json'), `${JSON.stringify({ runs, rows }, null, 2)}\n`)
process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1
