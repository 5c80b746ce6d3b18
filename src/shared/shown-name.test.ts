import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shownId, shownName, shownPrefix } from './shown-name.ts'

describe('a name that is shown', () => {
  test.each([
    'ci-reviews',
    'Prüfung für Müller (prod) #2 – nightly',
    'Ame\u0301lie',
    '審査ボット',
    '葛\u{e0100}城',
    'مفتاح المراجعة',
    'מפתח סקירה',
    'हिन्दी',
    '🔑 prod',
    '❤️ 1️⃣ 👍🏽 🇩🇪',
    '👩‍💻 👨‍👩‍👧‍👦 👩🏽‍🚀 🏳️‍🌈',
    '<img src=x onerror=1>',
    '__proto__',
    'x'.repeat(200),
    '🔑'.repeat(200)
  ])('is unchanged where it is ordinary: %s', (name) => {
    expect(shownName(name)).toBe(name)
  })

  test.each([
    ['\u202egnigats-ic', '⟨U+202E⟩gnigats-ic'],
    ['ci-\u2066reviews\u2069', 'ci-⟨U+2066⟩reviews⟨U+2069⟩'],
    ['\u200b', '⟨U+200B⟩'],
    ['ci\u200dreviews', 'ci⟨U+200D⟩reviews'],
    ['👩\u200d', '👩⟨U+200D⟩'],
    // An emoji that does not exist yet joins nothing.
    ['👩\u200d\u{1fbff}', '👩⟨U+200D⟩⟨U+1FBFF⟩'],
    ['ci-staging\ufe0f', 'ci-staging⟨U+FE0F⟩'],
    ['ci-1\ufe0f', 'ci-1⟨U+FE0F⟩'],
    ['ci\u00adreviews', 'ci⟨U+00AD⟩reviews'],
    ['ci\u034freviews', 'ci⟨U+034F⟩reviews'],
    ['ci\nreviews', 'ci⟨U+000A⟩reviews'],
    ['ci\u2028reviews', 'ci⟨U+2028⟩reviews'],
    ['\u001b[31mred', '⟨U+001B⟩[31mred'],
    ['\u009b31m', '⟨U+009B⟩31m'],
    ['\ue000', '⟨U+E000⟩'],
    ['\u{e0041}', '⟨U+E0041⟩'],
    ['\u{10ffff}', '⟨U+10FFFF⟩'],
    ['ci-\ud83dx', 'ci-⟨U+D83D⟩x'],
    ['\u115f\u1160\u3164\uffa0\u2800', '⟨U+115F⟩⟨U+1160⟩⟨U+3164⟩⟨U+FFA0⟩⟨U+2800⟩'],
    ['', 'Unnamed'],
    [' \t\n\u00a0\u3000', 'Unnamed'],
    ['x'.repeat(201), `${'x'.repeat(200)}…`],
    ['🔑'.repeat(201), `${'🔑'.repeat(200)}…`],
    ['x'.repeat(1 << 20), `${'x'.repeat(200)}…`]
  ])('%j is shown as %j', (name, shown) => {
    expect(shownName(name)).toBe(shown)
  })

  const anyName = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
      .map((units) => String.fromCharCode(...units)),
    fc
      .array(fc.constantFrom('👩', '\u200d', '\ufe0f', '🏽', '\u202e', '\u200b', '1', '\u20e3', '葛', '\n'))
      .map((parts) => parts.join(''))
  )

  test('never has a character that hides or moves text', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const withoutEmoji = shownName(name).replaceAll(/(?<=[^ -~])\u200d(?=[^ -~])/gu, '')
        expect(withoutEmoji).not.toMatch(
          /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\u115f\u1160\u3164\uffa0]/u
        )
        expect(shownName(name).trim()).not.toBe('')
      })
    )
  })

  test('is shown the same when it was already made harmless', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const shown = shownName(name)
        fc.pre([...shown].length <= 200)
        expect(shownName(shown)).toBe(shown)
      })
    )
  })
})

test.each([
  [undefined, null],
  ['', null],
  [' ', null],
  ['hrdly_b7Qx2m', 'hrdly_b7Qx2m…'],
  ['hrdly_\u202em2xQ7b', 'hrdly_⟨U+202E⟩m2xQ7b…'],
  ['hrdly_b7\n', 'hrdly_b7⟨U+000A⟩…']
])('the prefix %j is shown as %j', (prefix, shown) => {
  expect(shownPrefix(prefix)).toBe(shown)
})

test.each([
  ['key_01HX-a.b', 'key_01HX-a.b'],
  // A Cyrillic letter.
  ['key_\u0430', 'key_⟨U+0430⟩'],
  [' ', '⟨U+0020⟩'],
  ['🔑', '⟨U+1F511⟩']
])('the id %j is shown as %j', (id, shown) => {
  expect(shownId(id)).toBe(shown)
})
