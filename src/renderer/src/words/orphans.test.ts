import { expect, test } from 'vitest'
import type { Orphan } from '../../../shared/orphan.ts'
import { candidateWords, escrowedWords, finishWords, orphanWords } from './orphans.ts'

const orphan: Orphan = {
  intentId: 'i',
  name: 'ci-reviews',
  startedAt: '2026-11-23T10:00:00Z',
  listedAt: '2026-11-23T09:00:00Z',
  cause: 'answer-lost',
  state: 'looked',
  candidates: [],
  isCertain: true,
  isBusy: false,
  error: null
}
const key = { id: 'k', name: 'ci-reviews' }

test.each<[string, Partial<Orphan>]>([
  ['Looking whether Hygiara created ci-reviews…', { state: 'looking' }],
  ["and the list couldn't be read", { state: 'not-looked' }],
  ['Hygiara has no such ci-reviews.', {}],
  ['its answer was lost, so nobody has the key.', { candidates: [key] }],
  ['the app ended before the key was handed over', { candidates: [key], cause: 'app-ended' }],
  [
    'nobody copied or saved it within 10 minutes, so nobody has it',
    { candidates: [key], cause: 'forgotten' }
  ],
  ['Unless it was pasted before that, nobody has it.', { candidates: [key], cause: 'overwritten' }],
  ['Nobody has ci-reviews. It stays active.', { candidates: [key], cause: 'left-behind' }],
  ['too old to tell whose it is', { candidates: [key], isCertain: false }],
  ['had not been read before', { candidates: [key], isCertain: false, listedAt: null }],
  ['it has been used', { candidates: [{ ...key, lastUsedAt: '2026-11-23T09:59:00Z' }], isCertain: false }],
  ['one of these 2 keys; nobody can tell which', { candidates: [key, { ...key, id: 'l' }] }]
])('says "%s"', (words, changes) => {
  expect(orphanWords({ ...orphan, ...changes })).toContain(words)
})

test('a key that outlived the app has its own words, and a time', () => {
  const style = { zone: 'Europe/Berlin', isTwelveHour: false }
  expect(escrowedWords('ci-reviews', '2026-11-23T10:10:00Z', 'GNOME Keyring', style)).toBe(
    'Hygiara created ci-reviews, and the app ended before the key was handed over. GNOME Keyring still has it until 11:10.'
  )
  expect(finishWords('ci-reviews')).toBe('Finish handing over “ci-reviews”')
})

test('a candidate is told by its name, prefix, since when it is there, and its last use', () => {
  const style = { zone: 'UTC', isTwelveHour: false }
  const now = Date.parse('2026-11-23T10:00:00Z')
  const listedAt = '2026-11-23T07:30:00Z'
  const say = (changes: object, at: string | null = listedAt) =>
    candidateWords({ ...key, prefix: 'hrdly_ab12cd', ...changes }, at, now, style)
  expect(say({})).toBe('ci-reviews (hrdly_ab12cd…), not in the list of 07:30, last use not reported')
  expect(say({ lastUsedAt: null }, null)).toBe('ci-reviews (hrdly_ab12cd…), first seen now, never used')
  expect(say({ createdAt: '2026-11-23T09:55:00Z', lastUsedAt: '2026-11-23T09:58:00Z' })).toBe(
    'ci-reviews (hrdly_ab12cd…), created 5 min ago, last used 2 min ago'
  )
  expect(say({ prefix: undefined })).toContain('(k')
})
