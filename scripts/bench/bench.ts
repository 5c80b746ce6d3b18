/**
 * Measures what a person waits for, against a bare Electron window, raw JSON and plain arrays in the same run:
 * `npm run bench`, or some of it: `npm run bench -- start table`. Ratios decide, absolute figures are reported beside
 * them. Prints a table and writes `bench/report.json`.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { benchMemory } from './bench-memory.ts'
import { benchRefresh } from './bench-refresh.ts'
import { benchStart } from './bench-start.ts'
import { benchTable } from './bench-table.ts'
import { benchWhoami } from './bench-whoami.ts'
import { KeptInventory } from './kept-inventory.ts'
import { appFolder } from './measure-start.ts'
import { atLeast, atMost, lineOf, reported, type Row } from './rows.ts'
import { medianOf, medianRatio } from './statistics.ts'

const rounds = 5
const counts = [0, 1_000, 10_000, 100_000]
const smallestWhoamiRatio = 0.4

const inventories = new Map<number, KeptInventory>()

/** Made when it is first asked for. */
async function inventoryOf(count: number): Promise<KeptInventory> {
  const made = inventories.get(count) ?? (await KeptInventory.make(count))
  inventories.set(count, made)
  return made
}

const inventoriesOf = async (wanted: readonly number[]): Promise<KeptInventory[]> => {
  const found: KeptInventory[] = []
  for (const count of wanted) found.push(await inventoryOf(count))
  return found
}

/** Each measures a part of it. */
const parts: Readonly<Record<string, () => Promise<Row[]>>> = {
  start: async () => benchStart(rounds, await inventoriesOf(counts)),
  memory: async () => benchMemory(rounds, await inventoriesOf([1_000, 10_000, 100_000])),
  table: () =>
    grown('keystroke', async (kept) => {
      const { rows, p95 } = await benchTable(rounds, kept)
      return { rows, cost: p95 }
    }),
  refresh: () =>
    grown('refresh', async (kept) => {
      const { rows, ms } = await benchRefresh(rounds, kept)
      return { rows, cost: ms }
    }),
  whoami: async () => {
    const { empty, whoami } = await benchWhoami()
    return [
      reported('local Hygiara: empty route', medianOf(empty), 'requests/s'),
      reported('local Hygiara: whoami by key', medianOf(whoami), 'requests/s'),
      atLeast(
        smallestWhoamiRatio,
        'local Hygiara: whoami by key',
        medianRatio(whoami, empty),
        'x empty route'
      )
    ]
  }
}

/** Measures the app with a thousand keys and with a hundred times as many, which may cost a hundred times as much. */
async function grown(
  what: string,
  measure: (kept: KeptInventory) => Promise<{ rows: Row[]; cost: number }>
): Promise<Row[]> {
  const rows: Row[] = []
  const costs: number[] = []
  for (const count of [1_000, 100_000]) {
    const kept = await inventoryOf(count)
    await kept.server()
    await kept.app.start()
    await kept.app.screens.inventory.rows.first().waitFor({ timeout: 30_000 })
    await kept.app.screens.inventory.showAll()
    const measured = await measure(kept)
    await kept.app.end()
    await kept.stopServer()
    rows.push(...measured.rows)
    costs.push(measured.cost)
  }
  const [few = Number.NaN, many = Number.NaN] = costs
  return [...rows, atMost(100, `growth: ${what}, 1,000 to 100,000 keys`, many / few, 'x')]
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts)
const rows: Row[] = []
const loads: string[] = []
try {
  for (const name of wanted) {
    const part = parts[name]
    if (!part) throw new Error(`there is no part "${name}"; there are: ${Object.keys(parts).join(', ')}`)
    const measured = await part()
    for (const row of measured) process.stdout.write(`${lineOf(row)}\n`)
    rows.push(...measured)
    loads.push(`${name} ${(loadavg()[0] ?? 0).toFixed(1)}`)
  }
} finally {
  for (const kept of inventories.values()) await kept.remove()
}
process.stdout.write(`load of the machine after each part: ${loads.join(', ')}\n`)
const folder = join(process.env['HYGIARA_KEYS_RESULTS'] ?? join(appFolder, 'out'), 'bench')
await mkdir(folder, { recursive: true })
await writeFile(join(folder, 'report.json'), `${JSON.stringify({ rounds, loads, rows }, null, 2)}\n`)
process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1
