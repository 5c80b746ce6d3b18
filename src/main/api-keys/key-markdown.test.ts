import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markdownOf } from './key-markdown.ts'

test('says what a key is, and nothing that opens anything', () => {
  expect(
    markdownOf({
      name: 'ci-reviews',
      prefix: 'hrdly_b7Qx2m',
      createdAt: '2026-11-23T23:30:00.000Z',
      expiresAt: { kind: 'instant', value: '2027-02-21T23:59:59Z' }
    })
  ).toBe('**ci-reviews** (hrdly\\_b7Qx2m…), created 2026-11-23, expires 2027-02-21, sent as X-API-Key')
})

test('what the server does not report is left out; no end is said', () => {
  expect(markdownOf({ name: 'ci' })).toBe('**ci**, sent as X-API-Key')
  expect(markdownOf({ name: 'ci', expiresAt: null })).toBe('**ci**, no expiry, sent as X-API-Key')
})

test.each([
  ['**x** [y](https://evil.test)', '\\*\\*x\\*\\* \\[y\\](https://evil.test)'],
  ['<img src=x>', '\\<img src=x\\>'],
  ['a`b`|c', 'a\\`b\\`\\|c'],
  ['a\n# b', 'a⟨U+000A⟩\\# b'],
  ['&lt;', '\\&lt;']
])('%j is a name and nothing else', (name, text) => {
  expect(markdownOf({ name })).toBe(`**${text}**, sent as X-API-Key`)
})

test('it is one line with one pair of stars, whatever a key is called', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, prefix) => {
      const markdown = markdownOf({ name, prefix })
      expect(markdown).not.toMatch(/[\n\r\u2028\u2029]/u)
      const bare = markdown.replace(/\\[!-/:-@[-`{-~]/gu, '')
      expect(bare.split('**')).toHaveLength(3)
      expect(bare.replaceAll('**', '')).not.toMatch(/[`*_[\]<>&~|]/u)
    })
  )
})
