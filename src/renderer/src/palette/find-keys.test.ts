import { describe, expect, test } from 'vitest'
import type { ApiKey } from '../../../shared/api-key.ts'
import { indexKeys } from '../../../shared/key-entry.ts'
import { findKeys } from './find-keys.ts'

const keyOf = (name: string, index: number, prefix = `hrdly_${index}`): ApiKey => ({
  id: `id-${index}`,
  name,
  prefix,
  createdAt: new Date(Date.UTC(2026, 0, 1) - index * 60_000).toISOString(),
  lastUsedAt: null,
  expiresAt: null
})
const entriesOf = (...names: string[]) =>
  indexKeys(
    names.map((name, index) => keyOf(name, index)),
    []
  ).entries
const namesOf = (names: readonly string[], typed: string, recent: readonly string[] = []): string[] =>
  findKeys(entriesOf(...names), typed, recent).shown.map(({ key }) => key.name)

describe('keys are found', () => {
  test('whatever the case, the accents and the width', () => {
    for (const typed of ['cafe', 'CAFÉ', 'ｃａｆé', '  cafe ']) {
      expect(namesOf(['Café-Export', 'other'], typed), typed).toEqual(['Café-Export'])
    }
  })

  test('by every word of what was typed, in any order', () => {
    const names = ['ci-github-prod', 'ci-github-staging', 'prod']
    expect(namesOf(names, 'prod ci')).toEqual(['ci-github-prod'])
    expect(namesOf(names, 'nobody')).toEqual([])
  })

  test('by their prefix, and not by what is noted about them', () => {
    const notes = { owner: 'Platform', purpose: null, ticket: '', consumers: 'x', noExpiryReason: '' }
    const key = keyOf('one', 1, 'hrdly_Ab12')
    const record = { keyId: key.id, notes } as never
    const { entries } = indexKeys([key], [record])
    expect(findKeys(entries, 'ab12', []).total).toBe(1)
    expect(findKeys(entries, 'platform', []).total).toBe(0)
  })

  test('none without a word', () => {
    expect(namesOf(['one'], '')).toEqual([])
    expect(namesOf(['one'], '   ')).toEqual([])
  })
})

test('names that begin with it come first, then words that do, then the rest; the recent ones before all', () => {
  const names = ['webci', 'my-ci', 'ci-two', 'ci-one']
  expect(namesOf(names, 'ci')).toEqual(['ci-two', 'ci-one', 'my-ci', 'webci'])
  expect(namesOf(names, 'ci', ['id-0'])).toEqual(['webci', 'ci-two', 'ci-one', 'my-ci'])
})

test('of very many the first are shown and all are counted', () => {
  const names = Array.from(
    { length: 100_000 },
    (_, index) => `pipeline-${index}-${index % 7 === 0 ? 'é' : 'x'}`
  )
  const entries = entriesOf(...names)
  for (const typed of ['p', 'pipeline', '99', 'pipeline e', 'nobody has this']) {
    const { shown, total } = findKeys(entries, typed, [])
    expect(shown.length, typed).toBe(Math.min(50, total))
  }
  expect(findKeys(entries, 'pipeline', []).total).toBe(100_000)
})
