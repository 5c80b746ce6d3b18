import { describe, expect, test } from 'vitest'
import { extendRange, noSelection, selectAll, toggleRow, unselectAll } from './selection.ts'

const rows = ['a', 'b', 'c', 'd', 'e', 'f']
const ids = ({ ids }: { ids: ReadonlySet<string> }) => [...ids].sort().join('')

describe('choosing rows', () => {
  test('one at a time', () => {
    const once = toggleRow(noSelection, 'b')
    expect(ids(once)).toBe('b')
    expect(ids(toggleRow(once, 'd'))).toBe('bd')
    expect(ids(toggleRow(once, 'b'))).toBe('')
  })

  test('a range grows and shrinks from where it began', () => {
    let selection = extendRange(noSelection, rows, 'c', 'd')
    expect(ids(selection)).toBe('cd')
    selection = extendRange(selection, rows, 'd', 'e')
    expect(ids(selection)).toBe('cde')
    selection = extendRange(selection, rows, 'e', 'd')
    expect(ids(selection)).toBe('cd')
    selection = extendRange(selection, rows, 'd', 'a')
    expect(ids(selection)).toBe('abc')
  })

  test('a range keeps what was chosen before, and a new one begins at the row chosen last', () => {
    const chosen = toggleRow(toggleRow(noSelection, 'f'), 'b')
    expect(ids(extendRange(chosen, rows, 'b', 'c'))).toBe('bcf')
    expect(ids(extendRange(extendRange(chosen, rows, 'b', 'd'), rows, 'd', 'a'))).toBe('abf')
  })

  test('where the beginning of a range is no longer shown, another begins', () => {
    const chosen = toggleRow(noSelection, 'gone')
    expect(ids(extendRange(chosen, rows, 'd', 'e'))).toBe(ids({ ids: new Set(['gone', 'd', 'e']) }))
  })

  test('all that is shown, and none of it; what is not shown stays', () => {
    const chosen = toggleRow(noSelection, 'hidden')
    const all = selectAll(chosen, ['a', 'b'])
    expect(ids(all)).toBe(ids({ ids: new Set(['hidden', 'a', 'b']) }))
    expect(ids(unselectAll(all, ['a', 'b']))).toBe('hidden')
  })
})
