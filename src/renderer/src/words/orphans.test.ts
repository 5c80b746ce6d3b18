import { expect, test } from 'vitest'
import type { Orphan } from '../../../shared/orphan.ts'
import { orphanWords } from './orphans.ts'

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
  ['one of these 2 keys; nobody can tell which', { candidates: [key, { ...key, id: 'l' }] }]
])('says "%s"', (words, changes) => {
  expect(orphanWords({ ...orphan, ...changes })).toContain(words)
})
