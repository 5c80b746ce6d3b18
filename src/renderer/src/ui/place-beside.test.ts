import { expect, test } from 'vitest'
import { placeBeside } from './place-beside.ts'

const window = { width: 1000, height: 600 }
const menu = { width: 200, height: 120 }
const box = (left: number, top: number, width = 28, height = 28) => ({
  left,
  top,
  width,
  height,
  right: left + width,
  bottom: top + height
})

test.each([
  ['below, at its left edge', box(100, 100), { left: 100, top: 132 }],
  ['at its right edge in the right half', box(900, 100), { left: 728, top: 132 }],
  ['above where there is no room below', box(100, 550), { left: 100, top: 426 }],
  ['never outside on the left', box(-40, 100), { left: 8, top: 132 }],
  ['never outside on the right', box(980, 100), { left: 792, top: 132 }]
])('%s', (_what, anchor, place) => {
  expect(placeBeside(anchor, menu, window)).toEqual(place)
})

test('what is taller than the window begins at its top', () => {
  expect(placeBeside(box(100, 100), { width: 200, height: 900 }, window).top).toBe(8)
})
