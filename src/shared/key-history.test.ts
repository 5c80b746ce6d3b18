import { describe, expect, test } from 'vitest'
import { keyUsageOf, type KeySighting } from './key-history.ts'

const now = Date.parse('2026-11-23T15:00:00Z')
const startOfToday = Date.parse('2026-11-23T00:00:00Z')
const dayMs = 86_400_000
/** Days of UTC. */
const daysAgo = (time: number): number => Math.max(0, Math.ceil((startOfToday - time) / dayMs))
const at = (ago: number): string => new Date(now - ago * dayMs).toISOString()
const seen = (seenAgo: number, usedAgo: number | null): KeySighting => ({
  seenAt: at(seenAgo),
  lastUsedAt: usedAgo === null ? null : at(usedAgo)
})
const strip = (sightings: readonly KeySighting[], length = 7): string =>
  keyUsageOf(sightings, daysAgo, length)
    .days.map((day) => ({ used: 'X', unused: '.', unknown: '?' })[day])
    .join('')

describe('the days on which a key was used', () => {
  test('are not known where nobody looked', () => {
    expect(strip([])).toBe('???????')
  })

  test('are those that were named, and until it was seen there was no other', () => {
    expect(strip([seen(0, 3)])).toBe('???X...')
    expect(strip([seen(2, 3)])).toBe('???X.??')
  })

  test('come together from all that was seen', () => {
    expect(strip([seen(5, 6), seen(3, 3), seen(0, 1)])).toBe('X.?X?X.')
  })

  test('are none for a key that was never used', () => {
    expect(strip([seen(1, null)])).toBe('......?')
  })

  test('are not known where the server does not report them, or reports no time', () => {
    expect(strip([{ seenAt: at(0) }, { seenAt: at(0), lastUsedAt: 'last week' }])).toBe('???????')
  })

  test('are as many as asked for, whatever lies before them or ahead', () => {
    expect(strip([seen(0, 300)], 3)).toBe('...')
    expect(strip([{ seenAt: at(-2), lastUsedAt: at(-2) }], 3)).toBe('??X')
  })
})

describe('a key that woke up', () => {
  const wakeUp = (...sightings: readonly KeySighting[]) => keyUsageOf(sightings, daysAgo, 30).wakeUp

  test('is told with the days before', () => {
    expect(wakeUp(seen(64, 66), seen(4, 66), seen(3, 3))).toEqual({ at: at(3), days: 63, isAtLeast: false })
  })

  test('after thirty days and not after fewer', () => {
    expect(wakeUp(seen(11, 40), seen(10, 10))).toMatchObject({ days: 30 })
    expect(wakeUp(seen(11, 39), seen(10, 10))).toBeNull()
  })

  test('was asleep only as long as somebody looked', () => {
    expect(wakeUp(seen(20, 60), seen(2, 2))).toEqual({ at: at(2), days: 40, isAtLeast: true })
    expect(wakeUp(seen(59, 60), seen(2, 2))).toBeNull()
  })

  test('is told for the last time that it did', () => {
    const sightings = [seen(200, 240), seen(199, 199), seen(51, 199), seen(50, 50), seen(3, 3)]
    expect(wakeUp(...sightings)).toMatchObject({ at: at(50), days: 149 })
  })

  test('had a use before: the first one is no waking', () => {
    expect(wakeUp(seen(100, null), seen(1, 1))).toBeNull()
  })
})
