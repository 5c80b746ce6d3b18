import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseKeyQuery } from '../../../shared/key-query.ts'
import { suggestionsFor } from './query-suggestions.ts'

const known = { owner: ['Data', 'Platform team'], purpose: ['ci-pipeline'] }
/** The cursor is at the bar. */
const at = (marked: string) => {
  const cursor = marked.indexOf('|')
  return suggestionsFor(marked.replace('|', ''), cursor, known)
}
const inserts = (marked: string) => at(marked)?.items.map(({ insert }) => insert) ?? null

describe('suggestions', () => {
  test.each([
    ['|', null],
    ['ci|', null],
    ['zzz|', null],
    ['e|', ['expires:']],
    ['ci -o|', ['-owner:']],
    ['P|', ['prefix:', 'purpose:']],
    ['is:s|', ['is:stale ', 'is:shared-prefix ']],
    ['is:stale|', null],
    ['is:stale,act|', ['is:stale,active ']],
    [
      'expires:|',
      ['expires:<7d ', 'expires:<30d ', 'expires:<90d ', 'expires:>90d ', 'expires:past ', 'expires:never ']
    ],
    ['used:n|', ['used:never ']],
    ['owner:|', ['owner:* ', 'owner:Data ', 'owner:"Platform team" ']],
    ['owner:pl|', ['owner:"Platform team" ']],
    ['owner:"Pl|', null],
    ['name:x|', null],
    ['colour:|', null],
    ['i|s:stale', null]
  ])('%s', (marked, expected) => {
    expect(inserts(marked)).toEqual(expected)
  })

  test('they take the place of the token only', () => {
    expect(at('ci is:st| prod')).toMatchObject({ from: 3, to: 8 })
  })

  test('whatever is typed, what is offered for a value is understood', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('is:', 'expires:', 'used:<', '-owner:', 'purpose:', 'created:'),
        (token) => {
          const { items } = suggestionsFor(token, token.length, known) ?? { items: [] }
          for (const { insert } of items) {
            expect(parseKeyQuery(insert)).toMatchObject({ terms: [{}], problems: [] })
          }
        }
      )
    )
  })
})
