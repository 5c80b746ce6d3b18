import { expect, test } from 'vitest'
import type { KeyChange } from '../../../shared/inventory-diff.ts'
import { changeGroupWords, changeKinds, changeWords } from './changes.ts'

const style = { zone: 'Europe/Berlin', isTwelveHour: false }
const now = Date.parse('2026-11-23T10:00:00Z')
const used = '2026-11-23T08:00:00Z'

test.each([
  [{ kind: 'new' }, '2 new keys', ''],
  [{ kind: 'gone' }, '2 keys gone', ''],
  [{ kind: 'expired' }, '2 keys expired', ''],
  [{ kind: 'renamed', from: 'ci\u202e' }, '2 keys renamed', 'Was ci⟨U+202E⟩'],
  [{ kind: 'used', before: null }, '2 keys used', 'Used 2 h ago, for the first time'],
  [{ kind: 'used', before: '2026-11-01T10:00:00Z' }, '2 keys used', 'Used 2 h ago'],
  [
    { kind: 'woke-up', unusedDays: 143 },
    '2 keys used again after a long pause',
    'Used 2 h ago, unused 143 days before'
  ],
  [{ kind: 'expiry-changed', from: null }, '2 keys with another expiry', 'Had no expiry'],
  [
    { kind: 'expiry-changed', from: { kind: 'instant', value: '2027-06-29T23:59:59Z' } },
    '2 keys with another expiry',
    'Was 29 Jun 2027'
  ]
] as const satisfies readonly (readonly [KeyChange, string, string])[])('%j', (change, group, words) => {
  expect(changeGroupWords(change.kind, 2)).toBe(group)
  expect(changeGroupWords(change.kind, 1)).toMatch(/^1 (?:new )?key\b/u)
  expect(changeWords(change, used, now, style)).toBe(words)
  expect(changeKinds).toContain(change.kind)
})
