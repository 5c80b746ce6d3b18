import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual'

/**
 * Which rows are drawn: those in view, some around them, and the row with the focus, which stays in the page however
 * far one scrolls, or the focus would be lost with it. A jump draws only what it comes to: at the next one, the rows
 * around that would have been drawn for nobody.
 */
export class DrawnRange {
  #start = 0

  /** The indexes in order. @param own index of the row with the focus, -1 for none */
  indexesOf(range: Range, own: number): number[] {
    const isJump = Math.abs(range.startIndex - this.#start) > range.endIndex - range.startIndex
    this.#start = range.startIndex
    const indexes = defaultRangeExtractor(isJump ? { ...range, overscan: 0 } : range)
    if (own < 0 || indexes.includes(own)) return indexes
    return [...indexes, own].sort((one, other) => one - other)
  }
}
