import { expect, test } from 'vitest'
import type { Orphan } from '../../../shared/orphan.ts'
import { escrowedWords, finishWords, orphanWords } from './orphans.ts'

const orphan: Orphan = {
  intentId: 'i',
  name: 'ci-reviews',
  startedAt: '2026-11-23T10:00:00Z',
  cause: 'answer-lost',
  state: 'looked',
  candidates: [],
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
