import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  parseKeyQuery,
  printKeyQuery,
  queryStates,
  timeFields,
  wordFields,
  type QueryTerm,
  type TimeValue
} from './key-query.ts'

const terms = (text: string) => parseKeyQuery(text).terms
const problems = (text: string) => parseKeyQuery(text).problems

describe('reading a query', () => {
  test('the example of the product', () => {
    expect(terms('is:stale expires:<30d -owner:* used:never prefix:hrdly_ab name:"a b"')).toEqual([
      { isNegated: false, field: 'is', values: ['stale'] },
      { isNegated: false, field: 'expires', values: [{ kind: 'within', days: 30 }] },
      { isNegated: true, field: 'owner', values: [{ kind: 'any' }] },
      { isNegated: false, field: 'used', values: [{ kind: 'never' }] },
      { isNegated: false, field: 'prefix', values: [{ kind: 'words', text: 'hrdly_ab' }] },
      { isNegated: false, field: 'name', values: [{ kind: 'words', text: 'a b' }] }
    ])
  })

  test.each([
    ['free words', 'ci github', ['ci', 'github']],
    ['a phrase', '"ci github"', ['ci github']],
    ['a phrase that is still being typed', '"ci git', ['ci git']],
    ['a quote inside a phrase', String.raw`"a \"b\" c"`, ['a "b" c']],
    ['a quote inside a word', 'a"b', ['a"b']],
    ['a dash alone', '- a', ['-', 'a']],
    ['nothing', '   ', []]
  ])('%s', (_what, text, words) => {
    expect(terms(text)).toEqual(words.map((word) => ({ isNegated: false, field: null, text: word })))
  })

  test('a word that must not occur', () => {
    expect(terms('-legacy')).toEqual([{ isNegated: true, field: null, text: 'legacy' }])
  })

  test('alternatives', () => {
    expect(terms('expires:<30d,past,never')).toEqual([
      {
        isNegated: false,
        field: 'expires',
        values: [{ kind: 'within', days: 30 }, { kind: 'past' }, { kind: 'never' }]
      }
    ])
    expect(terms('owner:"a, b",c')).toEqual([
      {
        isNegated: false,
        field: 'owner',
        values: [
          { kind: 'words', text: 'a, b' },
          { kind: 'words', text: 'c' }
        ]
      }
    ])
  })

  test('days, dates, capitals and a superfluous equals sign', () => {
    expect(terms('Expires:<=7D USED:>90d created:>2026-01-31 is:STALE')).toEqual([
      { isNegated: false, field: 'expires', values: [{ kind: 'within', days: 7 }] },
      { isNegated: false, field: 'used', values: [{ kind: 'beyond', days: 90 }] },
      { isNegated: false, field: 'created', values: [{ kind: 'after', day: '2026-01-31' }] },
      { isNegated: false, field: 'is', values: ['stale'] }
    ])
  })

  test('a quoted star is a star', () => {
    expect(terms('owner:"*"')).toEqual([
      { isNegated: false, field: 'owner', values: [{ kind: 'words', text: '*' }] }
    ])
  })

  test.each([
    ['state:old', { kind: 'unknown-field', token: 'state:old', field: 'state' }],
    ['-colour:red', { kind: 'unknown-field', token: '-colour:red', field: 'colour' }],
    ['is:', { kind: 'bad-value', token: 'is:', field: 'is', value: '' }],
    ['is:old', { kind: 'bad-value', token: 'is:old', field: 'is', value: 'old' }],
    ['expires:<', { kind: 'bad-value', token: 'expires:<', field: 'expires', value: '<' }],
    ['expires:soon', { kind: 'bad-value', token: 'expires:soon', field: 'expires', value: 'soon' }],
    ['used:past', { kind: 'bad-value', token: 'used:past', field: 'used', value: 'past' }],
    ['created:never', { kind: 'bad-value', token: 'created:never', field: 'created', value: 'never' }],
    [
      'expires:<2027-02-30',
      { kind: 'bad-value', token: 'expires:<2027-02-30', field: 'expires', value: '<2027-02-30' }
    ]
  ])('%s is told and left out', (text, problem) => {
    expect(problems(`ci ${text} prod`)).toEqual([problem])
    expect(terms(`ci ${text} prod`)).toHaveLength(2)
  })

  test('a colon in quotes is only a colon', () => {
    expect(terms('"state:old"')).toEqual([{ isNegated: false, field: null, text: 'state:old' }])
    expect(problems('"state:old"')).toEqual([])
  })
})

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('*', '-', '"', 'is:', 'a,b', '\\')
)
const days = fc.integer({ min: 0, max: 99_999 })
const day = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const anyTime: fc.Arbitrary<TimeValue> = fc.oneof(
  fc.record({ kind: fc.constantFrom('within' as const, 'beyond' as const), days }),
  fc.record({ kind: fc.constantFrom('before' as const, 'after' as const), day })
)
const some = <Of>(of: fc.Arbitrary<Of>) => fc.array(of, { minLength: 1, maxLength: 4 })
const isNegated = fc.boolean()
const term: fc.Arbitrary<QueryTerm> = fc.oneof(
  fc.record({ isNegated, field: fc.constant(null), text }),
  fc.record({ isNegated, field: fc.constant('is' as const), values: some(fc.constantFrom(...queryStates)) }),
  fc.record({ isNegated, field: fc.constantFrom(...timeFields), values: some(anyTime) }),
  fc.record({
    isNegated,
    field: fc.constant('expires' as const),
    values: some(fc.constantFrom<TimeValue>({ kind: 'past' }, { kind: 'never' }))
  }),
  fc.record({
    isNegated,
    field: fc.constantFrom(...wordFields),
    values: some(
      fc.oneof(
        fc.constant({ kind: 'any' as const }),
        text.map((words) => ({ kind: 'words' as const, text: words }))
      )
    )
  })
)

describe('any text', () => {
  test('can be read, and no part of it gets lost unsaid', () => {
    const pieces = fc
      .array(fc.oneof(text, fc.constantFrom('is:', 'expires:<', '-', '"', ',', 'owner:*', ' ')))
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), pieces), (typed) => {
        const query = parseKeyQuery(typed)
        expect(query.terms.length + query.problems.length > 0).toBe(typed.trim() !== '')
      }),
      { numRuns: 2_000 }
    )
  })

  test('any query can be written and read again', () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 6 }), (all) => {
        expect(parseKeyQuery(printKeyQuery({ terms: all }))).toEqual({ terms: all, problems: [] })
      }),
      { numRuns: 2_000 }
    )
  })

  test('writing is settled after one time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const once = printKeyQuery(parseKeyQuery(typed))
        expect(printKeyQuery(parseKeyQuery(once))).toBe(once)
      }),
      { numRuns: 1_000 }
    )
  })
})
