import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ApiKey } from './api-key.ts'
import { addToNameIndex, nameWarningsOf, type NameIndex, type NameWarning } from './name-warnings.ts'

const key = (name: string, facts: Partial<ApiKey> = {}): ApiKey => ({ id: `id of ${name}`, name, ...facts })

function indexOf(keys: readonly ApiKey[]): NameIndex {
  const index: NameIndex = new Map()
  addToNameIndex(index, keys)
  return index
}

const nothing = indexOf([])
const kindsOf = (warnings: readonly NameWarning[]) => warnings.map(({ kind }) => kind)

describe('a vague name', () => {
  test.each([
    ['test', 'test'],
    ['my-key', 'my'],
    ['TEMP', 'temp'],
    ['new pipeline', 'new'],
    ['ci_new_reviews', 'new'],
    ['asdf', 'asdf'],
    ['ci-key-2', 'key'],
    ['myPipeline', 'my'],
    ['test2', 'test'],
    ['ｔｅｓｔ', 'test'],
    ['abc', 'abc'],
    ['erp', null],
    ['ci', null],
    ['x-1', null],
    ['1234', null],
    ['aaaaaa', null],
    ['-----', null],
    ['🔑🔑🔑🔑', null]
  ])('%s', (name, word) => {
    expect(nameWarningsOf(name, nothing)).toContainEqual({ kind: 'vague', word })
  })

  test.each([
    'ci-github-reviews-prod',
    'latest-builds',
    'attempts',
    'keynote-export',
    'newsletter',
    'myriad-search',
    'contest-scores',
    'tempo-sync',
    'monkey-patrol',
    'erp1-sync',
    '審査ボ',
    'Überprüfung',
    'отчёт',
    'jira-sync'
  ])('%s is not', (name) => {
    expect(nameWarningsOf(name, nothing)).toEqual([])
  })
})

describe('a name that sounds like several pipelines', () => {
  test.each([
    'shared-ci',
    'all-pipelines',
    'common',
    'dashboard-security-team',
    'ci-and-reporting',
    'reviews and reports',
    'github+gitlab',
    'ci, reporting',
    'jenkins & buildkite',
    'ciShared'
  ])('%s', (name) => {
    expect(kindsOf(nameWarningsOf(name, nothing))).toContain('shared')
  })

  test.each([
    'call-centre',
    'teams-notifier',
    'brand-reports',
    'c++-linter',
    'android-build',
    'install-checks',
    'Zürich (prod)'
  ])('%s does not', (name) => {
    expect(kindsOf(nameWarningsOf(name, nothing))).not.toContain('shared')
  })
})

describe('a name that is in the list', () => {
  const reviews = key('ci-reviews')
  test.each([
    ['ci-reviews', true],
    ['  ci-reviews ', true],
    ['CI-Reviews', false],
    ['ci_reviews', false],
    ['ci reviews', false],
    ['ci-reviews-v2', false],
    ['ci-reviews v10.2', false],
    ['ci-reviews (copy)', false],
    ['ci-reviews (Copy 3)', false],
    ['ci-reviews (2)', false],
    ['ci-reviews copy', false],
    ['Copy of ci-reviews', false],
    ['ci-reviews-2026', false],
    ['ci-reviews-2026-11', false],
    ['ci-reviews-2026-11-23', false],
    ['ci-reviews-20261123', false],
    ['ci-reviews 23.11.2026', false],
    ['2026-11-23 ci-reviews', false],
    ['ｃｉ－ｒｅｖｉｅｗｓ', false],
    ['ci-re\u200Bviews', false],
    ['ci-reviews-v2-2026-11 (copy)', false]
  ])('%s (exactly: %s)', (name, isExact) => {
    expect(nameWarningsOf(name, indexOf([reviews]))[0]).toEqual({ kind: 'listed', key: reviews, isExact })
  })

  test.each([
    'ci-reviews-2',
    'ci-reviews-eu',
    'ci-review',
    'xci-reviews',
    'ci-reviews-99999',
    'photocopy',
    ''
  ])('%s is another one', (name) => {
    expect(kindsOf(nameWarningsOf(name, indexOf([reviews])))).not.toContain('listed')
  })

  test('works the other way round: the edition in the list, the bare name typed', () => {
    const old = key('reporting-2025 (copy)')
    expect(nameWarningsOf('Reporting', indexOf([old]))).toEqual([
      { kind: 'listed', key: old, isExact: false }
    ])
  })

  test.each([
    ['STRASSE', 'straße'],
    ['Café', 'cafe\u0301'],
    ['2026-11-23', '2026-11-23'],
    ['v2', 'V2']
  ])('%s and %s', (typed, listed) => {
    expect(kindsOf(nameWarningsOf(typed, indexOf([key(listed)])))).toContain('listed')
  })

  test('of several the same one is named, otherwise the one that was used last', () => {
    const keys = [
      key('reports-v2', { lastUsedAt: '2026-11-20T00:00:00Z' }),
      key('reports', { lastUsedAt: null }),
      key('reports-v3', { lastUsedAt: '2026-11-22T00:00:00Z' }),
      key('reports-v4', { lastUsedAt: 'long ago' })
    ]
    const named = (name: string) =>
      nameWarningsOf(name, indexOf(keys)).flatMap((warning) =>
        warning.kind === 'listed' ? warning.key.name : []
      )
    expect(named('reports')).toEqual(['reports'])
    expect(named('reports-v9')).toEqual(['reports-v3'])
  })

  test('what matters most comes first', () => {
    expect(kindsOf(nameWarningsOf('shared-test', indexOf([key('shared-test')])))).toEqual([
      'listed',
      'shared',
      'vague'
    ])
  })
})

describe('for any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.string({
      unit: fc.constantFrom('(', ' ', '-', 'copy', '2026', 'v', '.', '1', '\uD800', 'İ', '\u202E', '+')
    })
  )

  test('a name that is in the list is recognised, and nothing throws', () => {
    fc.assert(
      fc.property(text, (name) => {
        const warnings = nameWarningsOf(name, indexOf([key(name)]))
        const isBlank = nameWarningsOf(name, nothing).length === 0 && warnings.length === 0
        if (!isBlank) expect(warnings[0]).toMatchObject({ kind: 'listed', isExact: true })
      }),
      { numRuns: 2_000 }
    )
  })

  test('an edition of it is recognised too', () => {
    const letters = fc.stringMatching(/^[a-z]{4,12}(-[a-z]{2,8}){0,3}$/u)
    const mark = fc.constantFrom('-v2', ' (copy)', '-2026-11-23', '_2027', ' (3)', '-copy')
    fc.assert(
      fc.property(letters, mark, (name, edition) => {
        const [first] = nameWarningsOf(name + edition, indexOf([key(name)]))
        expect(first).toMatchObject({ kind: 'listed', isExact: false })
      })
    )
  })

  test('a huge name takes no time', () => {
    const names = ['('.repeat(4_000_000), 'é-'.repeat(2_000_000), '2026-'.repeat(800_000)]
    // The best of three: what the machine does besides is not the question.
    const times = Array.from({ length: 3 }, () => {
      const before = performance.now()
      for (const name of names) nameWarningsOf(name, nothing)
      return performance.now() - before
    })
    expect(Math.min(...times)).toBeLessThan(300)
  })
})

describe('with 100,000 keys', () => {
  const many = Array.from({ length: 100_000 }, (_, index) =>
    key(`pipeline-${index % 977}-reviews-${index}-prod`)
  )
  const index = indexOf(many)

  test('a key stroke costs far less than a frame', () => {
    // The best of five: what the machine does besides is not the question.
    const times = Array.from({ length: 5 }, () => {
      const before = performance.now()
      expect(nameWarningsOf('pipeline-5-reviews-99659-prod (copy)', index)).toHaveLength(1)
      return performance.now() - before
    })
    expect(Math.min(...times)).toBeLessThan(2)
  })

  test('a slice of the index costs less than a frame', () => {
    const slice = many.slice(0, 2_000)
    const times = Array.from({ length: 5 }, () => {
      const before = performance.now()
      addToNameIndex(new Map(), slice)
      return performance.now() - before
    })
    expect(Math.min(...times)).toBeLessThan(16)
  })
})
