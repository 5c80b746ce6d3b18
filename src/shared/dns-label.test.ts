import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dnsLabelOf } from './dns-label.ts'

test.each([
  ['ci-reviews', 'ci-reviews'],
  ['CI Reviews (Köln)', 'ci-reviews-koln'],
  ['reporting.eu-west-1', 'reporting-eu-west-1'],
  ['--x--', 'x'],
  ['5', '5'],
  ['报告', 'hygiara-api-key'],
  ['', 'hygiara-api-key'],
  ['a\n---\nkind: Pod', 'a-kind-pod'],
  // The dash at which it would be cut off goes, too.
  [`${'a'.repeat(62)} b`, 'a'.repeat(62)],
  ['x'.repeat(200), 'x'.repeat(63)],
  ['ﬁle', 'file']
])('%j becomes %j', (name, label) => {
  expect(dnsLabelOf(name)).toBe(label)
})

test('whatever a key is called, the label is one', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 300 })), (name) => {
      expect(dnsLabelOf(name)).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u)
    }),
    { numRuns: 2_000 }
  )
})
