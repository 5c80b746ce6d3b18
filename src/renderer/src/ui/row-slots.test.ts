import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RowSlots } from './row-slots.ts'

const ids = fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String), { maxLength: 12 })
const inOrder = ids.map((some) => some.toSorted((one, other) => Number(one) - Number(other)))

/** Rows from one index to another, the last not included. */
const rows = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, place) => String(from + place))

test('after a jump, each row takes over the element at its place', () => {
  const slots = new RowSlots()
  const before = slots.assign(rows(0, 20), null)
  expect(slots.assign(rows(500, 520), null)).toEqual(before)
})

test('a row keeps its element while it is there, and no two rows share one', () => {
  fc.assert(
    fc.property(fc.array(ids, { maxLength: 8 }), (steps) => {
      const slots = new RowSlots()
      let before = new Map<string, number>()
      for (const step of steps) {
        const given = slots.assign(step, null)
        expect(new Set(given).size).toBe(step.length)
        expect(slots.assign(step, null)).toEqual(given)
        const now = new Map(step.map((id, place) => [id, given[place] ?? NaN]))
        for (const [id, slot] of before) if (now.has(id)) expect(now.get(id)).toBe(slot)
        before = now
      }
    })
  )
})

test('no element changes its place among those that stay', () => {
  fc.assert(
    fc.property(fc.array(inOrder, { maxLength: 8 }), (steps) => {
      const slots = new RowSlots()
      let before: readonly number[] = []
      for (const step of steps) {
        const given = slots.assign(step, null)
        const stayed = before.filter((slot) => given.includes(slot))
        expect(given.filter((slot) => before.includes(slot))).toEqual(stayed)
        before = given
      }
    })
  )
})

test('the element that may have the focus ends with its row', () => {
  const slots = new RowSlots()
  const [own, ...others] = slots.assign(rows(0, 20), '0')
  const after = slots.assign(rows(500, 520), '500')
  expect(after).not.toContain(own)
  expect(after).toEqual(expect.arrayContaining(others))
})
