import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldText } from './fold-text.ts'

test.each([
  ['GitHub', 'github'],
  ['Überprüfung Café', 'uberprufung cafe'],
  ['ＦＵＬＬ', 'full'],
  ['İstanbul', 'istanbul'],
  ['審査', '審査']
])('%s', (text, folded) => {
  expect(foldText(text)).toBe(folded)
})

test('the short way for ASCII gives what the long way gives', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
      // A letter in front that is not ASCII forces the long way.
      expect(foldText(`é${text}`)).toBe(`e${foldText(text)}`)
    })
  )
})
