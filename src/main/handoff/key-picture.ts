import { inflateSync } from 'node:zlib'
import type { Colour, KeyPicture, PictureColours } from '../ports.ts'
import type { SecretValue } from '../secret-value.ts'
import { glyphCharacters, glyphCoverage, glyphSize } from './glyph-shapes.ts'
import { pngOf } from './png.ts'

interface Place {
  readonly character: string
  readonly x: number
  readonly y: number
  readonly isFaint: boolean
}

const marker = 'hrdly_'
const groupLength = 4
const groupsPerRow = 5
// Pixels of the picture, twice those of the screen.
const groupGap = 28
const rowGap = 10
const margin = 2
// A server that answers with more than this answers with something else than a key.
const longestValue = 400
const shades = 16

/**
 * Draws a key in groups of four as a picture, so that its text is never anywhere but in main. `null` when it has
 * characters without a shape, or is far too long: a picture that leaves something out would mislead.
 */
export function drawKey(secret: SecretValue, { paper, ink, faintInk }: PictureColours): KeyPicture | null {
  const text = secret.reveal()
  const isDrawable =
    text.length <= longestValue && Array.from(text).every((each) => glyphCharacters.includes(each))
  if (text === '' || secret.isWiped || !isDrawable) return null
  const places = placesOf(text)
  const width = Math.max(...places.map(({ x }) => x)) + glyphSize.width + margin
  const height = Math.max(...places.map(({ y }) => y)) + glyphSize.height + margin
  // Whole pixels of the screen, so that nothing is blurred where there are two for one.
  const size = { width: width + (width % 2), height: height + (height % 2) }
  const pixels = new Uint8Array(size.width * size.height)
  for (const place of places) drawCharacter(pixels, size.width, place)
  const palette = [...shadesBetween(paper, ink), ...shadesBetween(paper, faintInk)]
  const png = pngOf({ ...size, palette, pixels })
  pixels.fill(0)
  return { png, width: size.width / 2, height: size.height / 2 }
}

/** The shared beginning in a row of its own; below it the rest in columns, as one reads it to somebody. */
function placesOf(text: string): Place[] {
  const beginning = text.startsWith(marker) ? marker : ''
  const rowHeight = glyphSize.height + rowGap
  const top = beginning === '' ? margin : margin + rowHeight
  const rest = Array.from(text.slice(beginning.length), (character, index): Place => {
    const group = Math.floor(index / groupLength)
    const column = group % groupsPerRow
    return {
      character,
      x: margin + (column * groupLength + (index % groupLength)) * glyphSize.width + column * groupGap,
      y: top + Math.floor(group / groupsPerRow) * rowHeight,
      isFaint: false
    }
  })
  const first = Array.from(beginning, (character, index): Place => ({
    character,
    x: margin + index * glyphSize.width,
    y: margin,
    isFaint: true
  }))
  return [...first, ...rest]
}

function drawCharacter(pixels: Uint8Array, width: number, { character, x, y, isFaint }: Place): void {
  const all = coverage()
  const left = glyphCharacters.indexOf(character) * glyphSize.width
  const rowLength = glyphCharacters.length * glyphSize.width
  for (let row = 0; row < glyphSize.height; row += 1) {
    for (let column = 0; column < glyphSize.width; column += 1) {
      const shade = all[row * rowLength + left + column] ?? 0
      pixels[(y + row) * width + x + column] = isFaint ? shades + shade : shade
    }
  }
}

let unpacked: Uint8Array | undefined

/** How much of each pixel of the shapes is covered, one number for each. */
function coverage(): Uint8Array {
  unpacked ??= Uint8Array.from(
    [...inflateSync(Buffer.from(glyphCoverage, 'base64'))].flatMap((pair) => [pair >> 4, pair & 0xf])
  )
  return unpacked
}

function shadesBetween(paper: Colour, ink: Colour): Colour[] {
  const mixed = (from: number, to: number, shade: number) =>
    Math.round(from + ((to - from) * shade) / (shades - 1))
  return Array.from({ length: shades }, (_, shade): Colour => [
    mixed(paper[0], ink[0], shade),
    mixed(paper[1], ink[1], shade),
    mixed(paper[2], ink[2], shade)
  ])
}
