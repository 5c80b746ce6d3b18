import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvRow } from './csv.ts'

test.each([
  [['a', 'b'], 'a,b\r\n'],
  [['', ''], ',\r\n'],
  [['a,b', 'say "hi"', 'two\nlines'], '"a,b","say ""hi""","two\nlines"\r\n'],
  [[' padded '], '" padded "\r\n'],
  [["=cmd|' /C calc'!A0"], "'=cmd|' /C calc'!A0\r\n"],
  [['+1', '-1', '@SUM(A1)', '\tx', '%0A'], "'+1,'-1,'@SUM(A1),\"'\tx\",'%0A\r\n".replace('"\'\tx"', "'\tx")],
  [['  =1+1', '＝1'], "'  =1+1,'＝1\r\n"]
])('%j becomes %j', (cells, row) => {
  expect(csvRow(cells)).toBe(row)
})

/** A reader of RFC 4180 that knows nothing of the writer. */
function readRow(row: string): string[] {
  const cells: string[] = []
  let rest = row.slice(0, -2)
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"/u.exec(rest)
    const taken = quoted?.[0] ?? /^[^,]*/u.exec(rest)?.[0] ?? ''
    cells.push(quoted ? (quoted[1] ?? '').replaceAll('""', '"') : taken)
    rest = rest.slice(taken.length)
    if (rest === '') return cells
    if (!rest.startsWith(',')) throw new Error('a cell is followed by something else than a comma')
    rest = rest.slice(1)
  }
}

test('whatever is in a cell is read back by anybody, and none begins like a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 5 }), (cells) => {
      const read = readRow(csvRow(cells))
      expect(read.map((cell, at) => (cell === `'${cells[at] ?? ''}` ? cells[at] : cell))).toEqual(cells)
      for (const cell of read) expect(cell).not.toMatch(/^[\s]*[=+\-@＝＋－＠]/u)
    })
  )
})
