import { expect, test } from 'vitest'
import { nextIndex } from './grid-keys.ts'

test.each([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 0, 0],
  ['ArrowUp', 5, 4],
  ['PageDown', 2, 6],
  ['PageDown', 8, 9],
  ['PageUp', 8, 4],
  ['PageUp', 2, 0],
  ['Home', 7, 0],
  ['End', 2, 9],
  ['Enter', 2, null],
  ['a', 2, null]
])('%s at row %i leads to %s', (key, index, next) => {
  expect(nextIndex(key, index, 10, 4)).toBe(next)
})
