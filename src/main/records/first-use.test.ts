import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOurs, nothingSeen } from './first-use.ts'

const testedAt = Date.parse('2026-11-23T14:00:00.000Z')
const s = 1_000
const min = 60 * s

describe('the last use of a key that was tried at 14:00', () => {
  test.each<readonly [string, number, boolean]>([
    ['at that moment', 0, true],
    ['a little before, because the request was on its way', -900, true],
    ['a little after, because clocks differ', 20 * s, true],
    ['rounded up to the minute', 1 * min, true],
    ['rounded down to five minutes', -5 * min, true],
    ['long before: somebody used it before we did', -6 * min, false],
    ['two minutes later, by a server that may date a use by its note of it', 2 * min, true],
    ['more than five minutes later', 5 * min + 1, false],
    ['a day later', 24 * 60 * min, false]
  ])('%s', (_what, after, ours) => {
    expect(isOurs(testedAt + after, testedAt, nothingSeen)).toBe(ours)
  })

  test('once our own use was seen, every later one is somebody else’s, be it a moment later', () => {
    const seen = { ownMark: testedAt - 200, blankAt: null }
    expect(isOurs(testedAt - 200, testedAt, seen)).toBe(true)
    expect(isOurs(testedAt - 199, testedAt, seen)).toBe(false)
    expect(isOurs(testedAt + 10 * s, testedAt, seen)).toBe(false)
    // An older answer that a second server gives.
    expect(isOurs(testedAt - 3 * min, testedAt, seen)).toBe(true)
  })

  test('a use from before a list that did not show it is dated right: the server is only late', () => {
    const seen = { ownMark: null, blankAt: testedAt + 4 * min }
    expect(isOurs(testedAt + 2 * min, testedAt, seen)).toBe(false)
    expect(isOurs(testedAt + 4 * min, testedAt, seen)).toBe(true)
    // Nothing tells it from ours.
    expect(isOurs(testedAt + 30 * s, testedAt, seen)).toBe(true)
  })
})

test('what is somebody’s stays somebody’s however much later the use was', () => {
  const times = fc.integer({ min: testedAt, max: testedAt + 60 * min })
  const seen = fc.record({ ownMark: fc.option(times), blankAt: fc.option(times) })
  fc.assert(
    fc.property(times, fc.nat(60 * min), seen, (use, later, sightings) => {
      // A blank list tells of uses before it only.
      const known = { ...sightings, blankAt: null }
      if (!isOurs(use, testedAt, known)) expect(isOurs(use + later, testedAt, known)).toBe(false)
    })
  )
})
