import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { KeysApp } from '../../e2e/fixtures/keys-app.ts'
import { processTree } from '../../e2e/desktop/processes.ts'
import { atMost, keysOf, reported, type Row } from './rows.ts'
import type { KeptInventory } from './kept-inventory.ts'
import { bareWindowFolder } from './measure-start.ts'
import { medianOf, medianRatio } from './statistics.ts'

const largestRatio = new Map([
  [10_000, 1.3],
  [100_000, 1.9]
])
const settleMs = 1_500

/** What all processes of an app take when a list is there, in turn with a bare window, in megabytes. */
export async function benchMemory(rounds: number, inventories: readonly KeptInventory[]): Promise<Row[]> {
  const bareApp = await KeysApp.create({ appFolder: bareWindowFolder })
  const bare: number[] = []
  const taken = inventories.map(() => [] as number[])
  try {
    for (let round = 0; round < rounds; round += 1) {
      await bareApp.start()
      bare.push(await settledMegabytes(bareApp))
      await bareApp.end()
      for (const [at, { app }] of inventories.entries()) {
        await app.start()
        await app.screens.inventory.rows.first().waitFor({ timeout: 30_000 })
        taken[at]?.push(await settledMegabytes(app))
        await app.end()
      }
    }
  } finally {
    await bareApp.remove()
  }
  return [
    reported('memory: bare window', medianOf(bare), 'MB'),
    ...inventories.flatMap(({ count }, at) => {
      const name = `memory: ${keysOf(count)}`
      const megabytes = taken[at] ?? []
      const goal = largestRatio.get(count)
      return [
        reported(name, medianOf(megabytes), 'MB'),
        ...(goal === undefined ? [] : [atMost(goal, name, medianRatio(megabytes, bare), 'x bare window')])
      ]
    }),
    ...growthRows(inventories, taken)
  ]
}

/** What a hundred times the keys take, against what they would take if each took as much as the app with few of them. */
function growthRows(inventories: readonly KeptInventory[], taken: readonly (readonly number[])[]): Row[] {
  const medianAt = (count: number): number =>
    medianOf(taken[inventories.findIndex((each) => each.count === count)] ?? [])
  return [atMost(100, 'growth: memory, 1,000 to 100,000 keys', medianAt(100_000) / medianAt(1_000), 'x')]
}

/** Pages that several processes share count once: each has its part of them. */
async function settledMegabytes(app: KeysApp): Promise<number> {
  for (let each = 0; each < 2; each += 1) {
    await wait(settleMs)
    await collectGarbage(app)
  }
  const processes = await processTree(app.pid)
  const kilobytes = await Promise.all(processes.map(({ pid }) => proportionalKilobytes(pid)))
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1_024
}

async function collectGarbage({ electron, page }: KeysApp): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  await session.detach()
  await electron.evaluate(() => {
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc')
    process.getBuiltinModule('node:vm').runInNewContext('gc()')
  })
}

async function proportionalKilobytes(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${String(pid)}/smaps_rollup`, 'utf8').catch(() => null)
  return Number(/^Pss:\s+(\d+) kB/mu.exec(rollup ?? '')?.[1] ?? Number.NaN)
}
