import { KeysApp } from '../../e2e/fixtures/keys-app.ts'
import { atMost, keysOf, reported, type Row } from './rows.ts'
import type { KeptInventory } from './kept-inventory.ts'
import { scrollThrough, showPlainRows, typeWords } from './in-page.ts'
import { bareWindowFolder } from './measure-start.ts'
import { medianOf, medianRatio, p95Of } from './statistics.ts'

const largestKeystrokeRatio = 4
const largestLateShare = 1
const scrollFrames = 300

export interface Typing {
  /** Each keystroke, in milliseconds. */
  readonly keystrokes: readonly number[]
  /** A plain filter over the same keys, before each. */
  readonly filters: readonly number[]
}

/**
 * Types into the search field and scrolls, in an app that runs and shows all keys; in turn with a bare page that
 * scrolls as far, which says how many frames the display and whatever else runs make late.
 */
export async function benchTable(
  rounds: number,
  { app, count }: KeptInventory
): Promise<{ rows: Row[]; p95: number }> {
  const typings: Typing[] = []
  const lateShares: number[] = []
  const bareShares: number[] = []
  const bare = await KeysApp.create({ appFolder: bareWindowFolder })
  await bare.start()
  await bare.page.evaluate(showPlainRows, count)
  for (let round = 0; round <= rounds; round += 1) {
    const typing = await app.page.evaluate(typeWords)
    const late = await app.page.evaluate(scrollThrough, scrollFrames)
    const bareLate = await bare.page.evaluate(scrollThrough, scrollFrames)
    if (round === 0) continue
    typings.push(typing)
    lateShares.push(late)
    bareShares.push(bareLate)
  }
  await bare.remove()
  const keystrokes = typings.map((typing) => p95Of(typing.keystrokes))
  const filters = typings.map((typing) => p95Of(typing.filters))
  const name = `keystroke to painted result, p95, ${keysOf(count)}`
  const p95 = medianOf(keystrokes)
  const absolute = [
    reported(`plain filter, p95, ${keysOf(count)}`, medianOf(filters), 'ms'),
    reported(name, p95, 'ms')
  ]
  if (count < 100_000) return { rows: absolute, p95 }
  return {
    rows: [
      ...absolute,
      atMost(largestKeystrokeRatio, name, medianRatio(keystrokes, filters), 'x plain filter'),
      reported(
        `scroll: frames over 33 ms, bare page of ${count.toLocaleString('en')} rows`,
        medianOf(bareShares),
        '%'
      ),
      atMost(largestLateShare, `scroll: frames over 33 ms, ${keysOf(count)}`, medianOf(lateShares), '%')
    ],
    p95
  }
}
