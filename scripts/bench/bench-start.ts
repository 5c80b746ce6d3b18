import { atMost, keysOf, reported, type Row } from './rows.ts'
import { appFolder, bareWindowFolder, measureStart, type Start } from './measure-start.ts'
import type { KeptInventory } from './kept-inventory.ts'
import { medianOf, medianRatio } from './statistics.ts'

// The last control of the Welcome screen: when it is there, everything above it is.
const welcome = ['[role="switch"]']
const table = ['#inventory-search:not(:disabled)', '#key-table [role="row"][data-index]']
const nothing = ['main h2', '#inventory-title']
const largestRatio = new Map([
  [0, 1.5],
  [1_000, 1.55],
  [10_000, 1.8],
  [100_000, 3.3]
])
const largestWelcomeRatio = 1.6
const longestBlockMs = 50

/**
 * Starts to the Welcome screen and to each kept inventory, in turn with a bare window, so that all see the same
 * machine; the first round warms the disk cache and is not counted. Their servers are down, as on a train.
 */
export async function benchStart(rounds: number, inventories: readonly KeptInventory[]): Promise<Row[]> {
  const bare: Start[] = []
  const first: Start[] = []
  const kept = inventories.map(() => [] as Start[])
  for (let round = 0; round <= rounds; round += 1) {
    const isCounted = round > 0
    const bareWindow = await measureStart({ folder: bareWindowFolder, selectors: ['h1'] })
    const welcomed = await measureStart({ folder: appFolder, selectors: welcome })
    if (isCounted) bare.push(bareWindow)
    if (isCounted) first.push(welcomed)
    for (const [at, { count, app }] of inventories.entries()) {
      const selectors = count === 0 ? nothing : table
      const started = await measureStart({ folder: appFolder, selectors, configFolder: app.configFolder })
      if (isCounted) kept[at]?.push(started)
    }
  }
  return [
    reported('start: bare window', medianOf(bare.map(usable)), 'ms'),
    reported('start: usable Welcome screen', medianOf(first.map(usable)), 'ms'),
    atMost(largestWelcomeRatio, 'start: usable Welcome screen', ratio(first, bare), 'x bare window'),
    ...inventories.flatMap(({ count }, at) => keptRows(count, kept[at] ?? [], bare)),
    ...growthRows(inventories, kept)
  ]
}

const usable = (start: Start): number => start.usable

const ratio = (starts: readonly Start[], bare: readonly Start[]): number =>
  medianRatio(starts.map(usable), bare.map(usable))

function keptRows(count: number, starts: readonly Start[], bare: readonly Start[]): Row[] {
  const name = `start: usable inventory, ${keysOf(count)}`
  const blocked = medianOf(starts.map(({ longestBlock }) => longestBlock))
  return [
    reported(name, medianOf(starts.map(usable)), 'ms'),
    atMost(largestRatio.get(count) ?? Infinity, name, ratio(starts, bare), 'x bare window'),
    ...(count === 100_000
      ? [atMost(longestBlockMs, 'main blocked longest: start, 100,000 keys', blocked, 'ms')]
      : [])
  ]
}

/** What a hundred times the keys cost more than none, against what they would cost if each cost the same. */
function growthRows(inventories: readonly KeptInventory[], kept: readonly (readonly Start[])[]): Row[] {
  const medianAt = (count: number): number =>
    medianOf(kept[inventories.findIndex((each) => each.count === count)]?.map(usable) ?? [])
  if (![1_000, 100_000].every((count) => inventories.some((each) => each.count === count))) return []
  return [atMost(100, 'growth: start, 1,000 to 100,000 keys', medianAt(100_000) / medianAt(1_000), 'x')]
}
