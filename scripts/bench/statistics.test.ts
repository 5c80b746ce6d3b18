import { expect, test } from 'vitest'
import { medianOf, medianRatio, p95Of } from './statistics.ts'

test.each([
  [[3], 3],
  [[4, 1, 3], 3],
  [[10, 1, 2, 4], 3]
])('the median of %j is %d', (values, median) => {
  expect(medianOf(values)).toBe(median)
})

test('95 of a hundred values do not exceed the p95', () => {
  expect(p95Of(Array.from({ length: 100 }, (_, at) => 100 - at))).toBe(95)
  expect(p95Of([2, 1])).toBe(2)
})

test('ratios are of pairs, not of medians', () => {
  expect(medianRatio([2, 30, 4], [1, 10, 4])).toBe(2)
})

test('there is no median of nothing', () => {
  expect(() => medianOf([])).toThrow()
  expect(() => p95Of([])).toThrow()
})
