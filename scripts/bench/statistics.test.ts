import { expect, test } from 'vitest'
import { medianOf } from './statistics.ts'

test.each([
  [[3], 3],
  [[4, 1, 3], 3],
  [[10, 1, 2, 4], 3]
])('the median of %j is %d', (values, median) => {
  expect(medianOf(values)).toBe(median)
})

test('there is no median of nothing', () => {
  expect(() => medianOf([])).toThrow()
})
