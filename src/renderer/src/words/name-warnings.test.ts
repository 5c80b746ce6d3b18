import { describe, expect, test } from 'vitest'
import type { ApiKey } from '../../../shared/api-key.ts'
import { nameWarningWords } from './name-warnings.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const style = { zone: 'UTC', isTwelveHour: false }
const listed = (facts: Partial<ApiKey>, isExact: boolean) =>
  nameWarningWords({ kind: 'listed', key: { id: '1', name: 'ci-reviews', ...facts }, isExact }, now, style)

describe('a name that is in the list', () => {
  test.each([
    [{ lastUsedAt: '2026-11-23T11:56:00Z' }, 'ci-reviews is already in the list (last used 4 min ago).'],
    [{ lastUsedAt: '2026-09-30T11:56:00Z' }, 'ci-reviews is already in the list (last used 30 Sep 2026).'],
    [{ lastUsedAt: null }, 'ci-reviews is already in the list (never used).'],
    [{}, 'ci-reviews is already in the list.']
  ])('%o', (facts, words) => {
    expect(listed(facts, true)).toBe(words)
  })

  test('like another one is not the same', () => {
    expect(listed({ lastUsedAt: null }, false)).toBe(
      'Much like ci-reviews, which is in the list (never used).'
    )
  })

  test('a long or hostile name keeps to one line', () => {
    expect(listed({ name: 'x'.repeat(100) }, true)).toBe(`${'x'.repeat(28)}… is already in the list.`)
    expect(listed({ name: 'ci\u202Ereviews' }, true)).toBe('ci⟨U+202E⟩reviews is already in the list.')
  })
})

test('what is vague or shared is told what a name is for', () => {
  expect(nameWarningWords({ kind: 'vague', word: 'test' }, now, style)).toBe(
    '“test” says little. Name the pipeline or script that will use it.'
  )
  expect(nameWarningWords({ kind: 'vague', word: null }, now, style)).toMatch(/^Very short\. Name/u)
  expect(nameWarningWords({ kind: 'shared' }, now, style)).toBe(
    'Looks shared. One key for each pipeline, so that each can be revoked alone.'
  )
})
