import { inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { KeyPicture } from '../ports.ts'
import { SecretValue } from '../secret-value.ts'
import { glyphCharacters, glyphSize } from './glyph-shapes.ts'
import { drawKey } from './key-picture.ts'

const colours = { paper: [255, 255, 255], ink: [0, 0, 0], faintInk: [120, 120, 120] } as const
const value = 'hrdly_b7Qx2mK0oOIl1AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA9zK4Tq'

function drawn(text: string): KeyPicture {
  const picture = drawKey(SecretValue.of(text), colours)
  if (!picture) throw new Error('it was not drawn')
  return picture
}

/** The pixels of a picture as a foreign reader of PNG files gets them: numbers in the palette. */
function pixelsOf({ png }: KeyPicture): { width: number; height: number; rows: readonly Buffer[] } {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  let at = 8
  let data = Buffer.alloc(0)
  while (at < png.length) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    if (type === 'IDAT') data = Buffer.concat([data, png.subarray(at + 8, at + 8 + length)])
    at += length + 12
  }
  const raw = inflateSync(data)
  const rows = Array.from({ length: height }, (_, y) => {
    const row = raw.subarray(y * (width + 1), (y + 1) * (width + 1))
    expect(row[0]).toBe(0)
    return row.subarray(1)
  })
  return { width, height, rows }
}

/** One cell of the picture as text: `#` where there is ink. */
function cellOf(picture: KeyPicture, x: number, y: number): string {
  return pixelsOf(picture)
    .rows.slice(y, y + glyphSize.height)
    .map((row) =>
      [...row.subarray(x, x + glyphSize.width)].map((shade) => (shade % 16 > 7 ? '#' : '.')).join('')
    )
    .join('\n')
}

const onlyCell = (character: string) => cellOf(drawn(character), 2, 2)

describe('the shapes', () => {
  test('are all there, have ink, and no two of them are alike', () => {
    expect(glyphCharacters).toHaveLength(94)
    const cells = Array.from(glyphCharacters, onlyCell)
    for (const cell of cells) expect(cell).toContain('#')
    expect(new Set(cells).size).toBe(94)
  })

  test.each(['0O', '0o', 'Oo', '1l', '1I', 'lI', 'l|', '5S', '2Z', '8B', 'gq', 'uv', 'vV', 'cC', 'sS', 'zZ'])(
    '%s differ in more than a few pixels',
    (pair) => {
      const [one = '', other = ''] = Array.from(pair, onlyCell)
      const differing = [...one].filter((pixel, index) => pixel !== other[index])
      expect(differing.length).toBeGreaterThan(25)
    }
  )
})

describe('the picture of a key', () => {
  test('has the shared beginning above the rest, five groups of four in a row, each character in its place', () => {
    const picture = drawn(value)
    const { width, height } = pixelsOf(picture)
    expect({ width, height }).toEqual({ width: picture.width * 2, height: picture.height * 2 })
    const columns = [0, 1, 2, 3].map((index) => 2 + index * glyphSize.width)
    const rowHeight = glyphSize.height + 10
    const shown = (row: number, group: number) =>
      columns
        .map((x) => cellOf(picture, x + group * (4 * glyphSize.width + 28), 2 + row * rowHeight))
        .map((cell) => Array.from(glyphCharacters).find((each) => onlyCell(each) === cell))
        .join('')
    expect(shown(0, 0)).toBe('hrdl')
    expect([0, 1, 2, 3, 4].map((group) => shown(1, group))).toEqual(['b7Qx', '2mK0', 'oOIl', '1AAA', 'AAAA'])
    expect(shown(3, 1)).toBe('9zK4')
  })

  test('has the beginning in the fainter ink', () => {
    const { rows } = pixelsOf(drawn(value))
    const most = (from: number) =>
      Math.max(...rows.slice(from, from + glyphSize.height).flatMap((row) => [...row]))
    expect(most(2)).toBe(31)
    expect(most(2 + glyphSize.height + 10)).toBe(15)
  })

  test('holds no text', () => {
    const { png } = drawn(value)
    for (let at = 0; at + 4 <= value.length; at += 1) {
      expect(png.includes(value.slice(at, at + 4)), value.slice(at, at + 4)).toBe(false)
    }
  })

  test('of something that does not begin like a key has all of it in groups', () => {
    expect(cellOf(drawn('abc'), 2, 2)).toBe(onlyCell('a'))
  })
})

describe('nothing is drawn', () => {
  test.each(['', 'hrdly_ü', 'hrdly_ a', 'hrdly_\n', 'hrdly_\u202E', '🔑', 'x'.repeat(401)])(
    'of %j',
    (text) => {
      expect(drawKey(SecretValue.of(text), colours)).toBeNull()
    }
  )

  test('of a value that has been overwritten', () => {
    const secret = SecretValue.of(value)
    secret.wipe()
    expect(drawKey(secret, colours)).toBeNull()
  })
})
