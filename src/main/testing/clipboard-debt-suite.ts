import { describe, expect, test } from 'vitest'
import type { ClipboardDebt, ClipboardDebtRecord } from '../ports.ts'

/** A debt that nobody has. */
export function sampleDebt(digit: string): ClipboardDebt {
  return { salt: digit.repeat(64), hash: digit.repeat(64), deadline: '2026-11-23T10:00:30.000Z' }
}

/** What every record of debts does; `open` opens the same one again, as the next start does. */
export function describeClipboardDebtRecord(makePlace: () => { open: () => ClipboardDebtRecord }): void {
  describe('as a record of clipboard debts', () => {
    test('it begins with none', async () => {
      expect(await makePlace().open().read()).toEqual([])
    })

    test('what was written is there at the next start, and only the last of it', async () => {
      const { open } = makePlace()
      expect(await open().write([sampleDebt('a')])).toBe(true)
      expect(await open().write([sampleDebt('b'), sampleDebt('c')])).toBe(true)
      expect(await open().read()).toEqual([sampleDebt('b'), sampleDebt('c')])
    })

    test('none is written: none is read, also the second time', async () => {
      const { open } = makePlace()
      await open().write([sampleDebt('a')])
      expect(await open().write([])).toBe(true)
      expect(await open().write([])).toBe(true)
      expect(await open().read()).toEqual([])
    })
  })
}
