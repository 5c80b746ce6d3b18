import { describe, expect, test } from 'vitest'
import { parseKeyQuery, queryFields, queryStates } from '../../../shared/key-query.ts'
import { fieldWords, queryProblemWords, queryWords, stateWords } from './query.ts'

describe('a query in words', () => {
  test.each([
    ['is:expired github', 'Expired · “github”'],
    ['expires:<30d,past,never', 'Expires within 30 days or Expired or No expiry'],
    ['used:>90d -used:never', 'Unused for 90 days · not Never used'],
    ['created:<1d', 'Created in the last 1 day'],
    ['expires:<2027-06-30', 'Expires before 30 Jun 2027'],
    ['-owner:* name:"a b",c', 'not owner noted · name “a b” or “c”']
  ])('%s', (text, words) => {
    expect(queryWords(parseKeyQuery(text))).toBe(words)
  })
})

describe('what was not understood', () => {
  const hint = (text: string) => parseKeyQuery(text).problems.map(queryProblemWords).join(' ')

  test('an unknown filter: what there is instead, all of it', () => {
    const words = hint('state:old')
    expect(words).toMatch(/^No filter is called “state”\./u)
    for (const field of queryFields) expect(words).toContain(field)
  })

  test('a value that a filter does not know: what it knows', () => {
    expect(hint('is:old')).toMatch(/^is: doesn't know “old”\./u)
    for (const state of queryStates) expect(hint('is:')).toContain(state)
    expect(hint('expires:soon')).toContain('<30d')
    expect(hint('used:past')).not.toContain('past.')
    expect(hint('owner:')).toContain('* for anything')
  })

  test.each(queryFields)('%s has words of its own for a missing value', (field) => {
    expect(hint(`${field}:`)).toMatch(new RegExp(`^${field}: needs a value\\. .+\\.$`, 'u'))
    expect(fieldWords[field]).not.toBe('')
  })

  test('every state has its own words', () => {
    expect(new Set(Object.values(stateWords)).size).toBe(queryStates.length)
  })
})
