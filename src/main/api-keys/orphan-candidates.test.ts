import { describe, expect, test } from 'vitest'
import type { CreateIntent } from '../ports.ts'
import { candidatesOf, isCertain, type Known } from './orphan-candidates.ts'

const intent: CreateIntent = {
  id: '11111111-1111-4111-8111-111111111111',
  profileId: '22222222-2222-4222-8222-222222222222',
  name: 'ci-reviews',
  expiry: { kind: 'never' },
  startedAt: '2026-11-23T10:00:00.000Z',
  idsBefore: ['before'],
  listedAt: '2026-11-23T09:59:30Z',
  keyId: null
}
const stale = { ...intent, listedAt: '2026-11-23T09:58:00Z' }
const key = { id: 'k', name: 'ci-reviews' }
const known: Known = { listed: [key], othersIds: [], clockSkewMs: 0 }
const ids = (of: CreateIntent, changes: Partial<Known>) =>
  candidatesOf(of, { ...known, ...changes }).map(({ id }) => id)

test('a key of another create of this app is nobody else’s candidate', () => {
  expect(ids(intent, { listed: [key, { ...key, id: 'ours' }], othersIds: ['ours'] })).toEqual(['k'])
})

test('the key whose id is known is the only one', () => {
  expect(ids({ ...intent, keyId: 'm' }, { listed: [key, { ...key, id: 'm' }] })).toEqual(['m'])
})

describe('the only candidate is certain', () => {
  test.each([
    ['its id is known', { ...stale, keyId: 'k' }, key, 0, true],
    ['the list was read shortly before', intent, key, 0, true],
    ['the list was a minute old', { ...intent, listedAt: '2026-11-23T09:59:00Z' }, key, 0, true],
    ['the list was older', stale, key, 0, false],
    ['there was no list', { ...intent, listedAt: null }, key, 0, false],
    ['the intent is from before lists were noted', { ...intent, listedAt: undefined }, key, 0, false],
    ['it was created after the press', stale, { ...key, createdAt: '2026-11-23T10:00:00Z' }, 0, true],
    ['it was created before the press', stale, { ...key, createdAt: '2026-11-23T09:59:55Z' }, 0, false],
    [
      'it is so by a clock that is behind',
      stale,
      { ...key, createdAt: '2026-11-23T09:50:00Z' },
      -600_000,
      true
    ],
    [
      'it is not so by a clock that is ahead',
      stale,
      { ...key, createdAt: '2026-11-23T10:05:00Z' },
      600_000,
      false
    ],
    ['somebody has used it', intent, { ...key, lastUsedAt: '2026-11-23T10:00:05Z' }, 0, false]
  ] as const)('%s: %j', (_why, of, only, clockSkewMs, certain) => {
    expect(isCertain(of, [only], clockSkewMs)).toBe(certain)
  })

  test('never where there are two, or none', () => {
    expect(isCertain(intent, [key, { ...key, id: 'l' }], 0)).toBe(false)
    expect(isCertain(intent, [], 0)).toBe(false)
  })
})
