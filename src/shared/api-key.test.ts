import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keyLabelOf, keyNameProblemOf, type KeyNameProblem } from './api-key.ts'

describe('the name of a key', () => {
  const names: readonly (readonly [name: string, problem: KeyNameProblem | null])[] = [
    ['', 'blank'],
    ['   ', 'blank'],
    ['\t\n', 'blank'],
    // Trimming takes a byte order mark for white space, as JavaScript always did.
    ['\ufeff', 'blank'],
    ['ab', 'too-short'],
    ['  ab  ', 'too-short'],
    ['abc', null],
    ['  abc  ', null],
    ['a'.repeat(100), null],
    [` ${'a'.repeat(100)} `, null],
    ['a'.repeat(101), 'too-long'],
    // Two UTF-16 units each: people count what they see.
    ['🔑'.repeat(2), 'too-short'],
    ['🔑'.repeat(3), null],
    ['🔑'.repeat(100), null],
    ['🔑'.repeat(101), 'too-long'],
    ['Prüfung für Müller', null],
    ['審査ボット', null],
    ['مفتاح المراجعة', null],
    ['ci reviews (prod) #2 – nightly', null],
    ['ci\nreviews', 'control-characters'],
    ['ci\u0000reviews', 'control-characters'],
    ['ci\u001b[31mreviews', 'control-characters'],
    ['ci\u007freviews', 'control-characters'],
    ['ci\u0085reviews', 'control-characters'],
    ['ci\u009breviews', 'control-characters'],
    // Characters that reorder text.
    ['ci-\u202eweiver', 'control-characters'],
    ['ci-\u2066reviews\u2069', 'control-characters'],
    ['ci-\u200ereviews', 'control-characters'],
    ['ci-\u061creviews', 'control-characters'],
    // Characters that cannot be seen.
    ['ci-\u200breviews', 'control-characters'],
    ['ci-\u2060reviews', 'control-characters'],
    ['ci-\u00adreviews', 'control-characters'],
    ['ci-\ufeffreviews', 'control-characters'],
    ['ci-\u{e0061}reviews', 'control-characters'],
    ['ci\u2028reviews', 'control-characters'],
    ['ci\u2029reviews', 'control-characters'],
    // Half of a character is no text: it would reach the server as another one.
    ['ci-\ud83dreviews', 'control-characters'],
    // Worse news first: three invisible characters are not merely a short name.
    ['\u200b', 'control-characters']
  ]

  test.each(names)('%j: %s', (name, problem) => {
    expect(keyNameProblemOf(name)).toBe(problem)
  })

  test('one forbidden character anywhere inside is enough, whatever is around it', () => {
    const forbidden = fc.constantFrom('\u0000', '\u001f', '\u007f', '\u009f', '\u202a', '\u2068', '\u200f')
    const word = fc.string({ unit: 'grapheme-ascii', minLength: 2, maxLength: 20 }).map((text) => `x${text}x`)
    fc.assert(
      fc.property(word, forbidden, word, (before, character, after) => {
        expect(keyNameProblemOf(before + character + after)).toBe('control-characters')
      })
    )
  })

  test('white space around a name never matters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (name) => {
        expect(keyNameProblemOf(` \t${name}\n `)).toBe(keyNameProblemOf(name))
      })
    )
  })
})

test('a key is called by its name and prefix, or by its name where the server reports no prefix', () => {
  expect(keyLabelOf({ name: 'ci-reviews', prefix: 'hrdly_b7Qx2m' })).toBe('ci-reviews (hrdly_b7Qx2m…)')
  expect(keyLabelOf({ name: 'ci-reviews' })).toBe('ci-reviews')
  expect(keyLabelOf({ name: 'ci\nrm -rf', prefix: '\u001b[2J' })).toBe('ci⟨U+000A⟩rm -rf (⟨U+001B⟩[2J…)')
})

test.each([
  ['hrdly_b7Qx2mAAAAAAAAAAAAAAAAAAAAAAAAAA9zK4Tq', 'looks-like-a-key'],
  ['ci hrdly_b7Qx2mAAAAAA', 'looks-like-a-key'],
  ['HRDLY_B7QX2MAAAAAA', 'looks-like-a-key'],
  ['rotate hrdly_b7Qx2m', null]
])('the name %j breaks the rule %j', (name, problem) => {
  expect(keyNameProblemOf(name)).toBe(problem)
})
