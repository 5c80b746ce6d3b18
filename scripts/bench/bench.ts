/**
 * Measures what a person waits for, against a bare Electron window in the same run: `npm run bench`. Ratios decide,
 * absolute figures are reported beside them. Prints a table and writes `bench/report.json`.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { measureStart } from './measure-start.ts'
import { medianOf } from './statistics.ts'

interface Row {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** The most that `value` may be; `null` for a figure that is only reported. */
  readonly goal: number | null
  readonly ok: boolean
}

const runs = 7
// The last control of the Welcome screen: when it is there, everything above it is.
const welcomeControl = '[role="switch"]'
const largestStartRatio = 1.6
const app = fileURLToPath(new URL('../..', import.meta.url))
const bareWindow = fileURLToPath(new URL('bare-window', import.meta.url))

const row = (name: string, value: number, unit: string, goal: number | null = null): Row => ({
  name,
  value: Math.round(value * 100) / 100,
  unit,
  goal,
  ok: goal === null || value <= goal
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
    row('start: bare window', medianOf(bare), 'ms'),
    row('start: usable Welcome screen', medianOf(welcome), 'ms'),
    row('start: usable Welcome screen', medianOf(ratios), 'x bare window', largestStartRatio)
  ]
}

function print(rows: readonly Row[]): void {
  for (const { name, value, unit, goal, ok } of rows) {
    const verdict = goal === null ? '' : `  goal ${String(goal)}  ${ok ? 'ok' : 'MISSED'}`
    process.stdout.write(`${name.padEnd(34)} ${String(value).padStart(9)} ${unit.padEnd(14)}${verdict}\n`)
  }
}

const rows = await benchStart()
print(rows)
const folder = join(process.env['HYGIARA_KEYS_RESULTS'] ?? join(app, 'out'), 'bench')
await mkdir(folder, { recursive: true })
await writeFile(join(folder, 'report.json'), `${JSON.stringify({ runs, rows }, null, 2)}\n`)
process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1
