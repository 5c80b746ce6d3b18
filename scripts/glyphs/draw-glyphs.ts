/**
 * Draws the characters of a key with the app's own monospaced font and prints them as numbers, in the form of
 * `src/main/handoff/glyph-shapes.ts`. Needed again only when the font changes.
 */
import { deflateSync } from 'node:zlib'
import { KeysApp } from '../../e2e/fixtures/keys-app.ts'

// Twice the size at which it is shown, so that it is sharp at 200 % too.
const cell = { width: 24, height: 50, baseline: 38, fontSize: 40 }
const characters = Array.from({ length: 0x7e - 0x20 }, (_, index) => String.fromCharCode(0x21 + index)).join(
  ''
)

const app = await KeysApp.create()
try {
  await app.start()
  const coverage = await app.page.evaluate(
    async ({ width, height, baseline, fontSize, text }) => {
      const font = `500 ${fontSize}px "JetBrains Mono Variable"`
      await document.fonts.load(font, text)
      const canvas = document.createElement('canvas')
      Object.assign(canvas, { width: width * text.length, height })
      const context = canvas.getContext('2d')
      if (!context || !document.fonts.check(font, text)) throw new Error('the font is not there')
      context.font = font
      // One by one: ligatures would join what has to stay apart.
      for (const [index, character] of [...text].entries())
        context.fillText(character, index * width, baseline)
      const { data } = context.getImageData(0, 0, canvas.width, height)
      return Array.from({ length: data.length / 4 }, (_, index) => (data[index * 4 + 3] ?? 0) >> 4)
    },
    { ...cell, text: characters }
  )
  const packed = Buffer.alloc(coverage.length / 2)
  for (const index of packed.keys()) {
    packed[index] = ((coverage[index * 2] ?? 0) << 4) | (coverage[index * 2 + 1] ?? 0)
  }
  const lines =
    deflateSync(packed, { level: 9 })
      .toString('base64')
      .match(/.{1,100}/gu) ?? []
  process.stdout.write(source(lines))
} finally {
  await app.remove()
}

function source(lines: readonly string[]): string {
  return `// Drawn by scripts/glyphs/draw-glyphs.ts with JetBrains Mono (SIL Open Font License 1.1).

/** The characters that can be drawn, in the order of their shapes. */
export const glyphCharacters = '${characters.replaceAll(/[\\']/gu, String.raw`\$&`)}'

/** Size of every shape in pixels; drawn at half of it, it is as large as the text around it. */
export const glyphSize = { width: ${String(cell.width)}, height: ${String(cell.height)} } as const

/**
 * How much of each pixel is covered, 0 to 15 in half a byte, all characters side by side, row after row; deflated,
 * base64.
 */
export const glyphCoverage = [
${lines.map((line) => `  '${line}'`).join(',\n')}
].join('')
`
}
