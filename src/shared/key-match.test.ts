import { describe, expect, test } from 'vitest'
import type { ApiKey } from './api-key.ts'
import type { Expiry } from './expiry.ts'
import { indexKeys } from './key-entry.ts'
import { compileKeyQuery } from './key-match.ts'
import { parseKeyQuery } from './key-query.ts'
import { emptyNotes, emptyRecordOf, type KeyNotes } from './key-record.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const day = 86_400_000
const at = (days: number): string => new Date(now + days * day).toISOString()
const ends = (days: number): Expiry => ({ kind: 'instant', value: at(days) })

const key = (name: string, facts: Partial<ApiKey> = {}): ApiKey => ({ id: name, name, ...facts })
const healthy = { createdAt: at(-100), lastUsedAt: at(-1), expiresAt: ends(200) }
const keys = [
  key('ci-github-reviews-prod', { ...healthy, prefix: 'hrdly_b7Qx2m' }),
  key('Überprüfung Café', { ...healthy, expiresAt: ends(10) }),
  key('ＦＵＬＬ－ＷＩＤＴＨ', { ...healthy, expiresAt: ends(-1) }),
  key('審査ボット', { ...healthy, prefix: 'hrdly_Zr81aa', expiresAt: null }),
  key('old-jenkins', { ...healthy, lastUsedAt: at(-143), createdAt: at(-400) }),
  key('İstanbul', { ...healthy, lastUsedAt: null }),
  key('woken', { ...healthy, expiresAt: ends(-3), lastUsedAt: at(-1) }),
  key('twin-1', { ...healthy, prefix: 'hrdly_twin' }),
  key('twin-2', { ...healthy, prefix: 'hrdly_twin' }),
  key('poor')
]
const note = (name: string, notes: Partial<KeyNotes>) => ({
  ...emptyRecordOf(key(name)),
  notes: { ...emptyNotes, ...notes }
})
const records = [
  note('old-jenkins', { owner: 'Plattform-Büro', purpose: 'ci-pipeline', ticket: 'OPS-7' }),
  note('twin-1', { owner: 'Data', consumers: 'airflow\nnightly batch' })
]
const index = indexKeys(keys, records, undefined, { name: 'Data', email: 'data@acme.example' })

function found(typed: string): readonly string[] {
  const matches = compileKeyQuery(parseKeyQuery(typed), now, index)
  return index.entries.filter(matches).map(({ key: { name } }) => name)
}
const allBut = (...names: string[]) => keys.map(({ name }) => name).filter((name) => !names.includes(name))

describe('free words', () => {
  test.each([
    ['GITHUB', ['ci-github-reviews-prod']],
    ['uberpruf', ['Überprüfung Café']],
    ['CAFÉ', ['Überprüfung Café']],
    ['cafe\u0301', ['Überprüfung Café']],
    ['full-width', ['ＦＵＬＬ－ＷＩＤＴＨ']],
    ['ｇｉｔｈｕｂ', ['ci-github-reviews-prod']],
    ['istanbul', ['İstanbul']],
    ['審査', ['審査ボット']],
    ['hrdly_zr', ['審査ボット']],
    ['prod b7qx', ['ci-github-reviews-prod']],
    ['plattform-buro', ['old-jenkins']],
    ['"nightly batch"', ['twin-1']],
    ['prod café', []],
    ['prodhrdly', []],
    ['.*', []],
    ['-twin -poor -woken -hrdly -i', ['Überprüfung Café']]
  ])('%s', (typed, names) => {
    expect(found(typed)).toEqual(names)
  })

  test('nothing typed is everything', () => {
    expect(found('  ')).toHaveLength(keys.length)
  })
})

describe('terms', () => {
  test.each([
    ['is:expired', ['ＦＵＬＬ－ＷＩＤＴＨ', 'woken']],
    ['is:expiring', ['Überprüfung Café']],
    ['is:stale', ['old-jenkins']],
    ['is:never-used', ['İstanbul']],
    ['is:no-expiry', ['審査ボット']],
    ['is:used-after-expiry', ['woken']],
    ['is:shared-prefix', ['twin-1', 'twin-2']],
    ['is:active', ['ci-github-reviews-prod', 'twin-1', 'twin-2', 'poor']],
    ['is:mine', ['twin-1']],
    ['is:attention', ['Überprüfung Café', '審査ボット', 'İstanbul', 'woken', 'old-jenkins']],
    ['is:expiring,stale', ['Überprüfung Café', 'old-jenkins']],
    ['expires:<30d', ['Überprüfung Café']],
    ['expires:<9d', []],
    ['expires:>30d', ['ci-github-reviews-prod', 'İstanbul', 'twin-1', 'twin-2', 'old-jenkins']],
    ['expires:past', ['ＦＵＬＬ－ＷＩＤＴＨ', 'woken']],
    ['expires:never', ['審査ボット']],
    ['expires:<30d,past,never', ['Überprüfung Café', 'ＦＵＬＬ－ＷＩＤＴＨ', '審査ボット', 'woken']],
    ['expires:<2026-11-23', ['ＦＵＬＬ－ＷＩＤＴＨ', 'woken']],
    ['expires:>2026-12-02 expires:<2026-12-04', ['Überprüfung Café']],
    ['used:never', ['İstanbul']],
    ['used:>90d', ['old-jenkins']],
    ['-used:<7d', ['İstanbul', 'old-jenkins', 'poor']],
    ['created:>365d', ['old-jenkins']],
    ['prefix:HRDLY_Z', ['審査ボット']],
    ['prefix:zr81', []],
    ['name:ボット', ['審査ボット']],
    ['owner:*', ['twin-1', 'old-jenkins']],
    ['owner:data,büro', ['twin-1', 'old-jenkins']],
    ['consumer:airflow', ['twin-1']],
    ['purpose:ci', ['old-jenkins']],
    ['purpose:ci-pipeline', ['old-jenkins']],
    ['purpose:"CI pipeline"', ['old-jenkins']],
    ['ticket:ops-7', ['old-jenkins']],
    ['is:shared-prefix -owner:*', ['twin-2']]
  ])('%s', (typed, names) => {
    expect([...found(typed)].sort()).toEqual([...names].sort())
  })

  test('the opposite of a term is everything else', () => {
    expect([...found('-owner:*')].sort()).toEqual(allBut('old-jenkins', 'twin-1').sort())
  })

  test('what is not reported matches nothing that is asked about it', () => {
    for (const asked of [
      'expires:<9999d',
      'expires:past',
      'expires:never',
      'used:never',
      'used:>1d',
      'created:>1d'
    ]) {
      expect(found(asked), asked).not.toContain('poor')
    }
  })

  test('the judgement of the server counts', () => {
    const told = indexKeys([key('over', { expiresAt: ends(9), isExpired: true })], [])
    const count = (typed: string) =>
      told.entries.filter(compileKeyQuery(parseKeyQuery(typed), now, told)).length
    expect([count('expires:past'), count('expires:<30d'), count('is:expired'), count('is:expiring')]).toEqual(
      [1, 0, 1, 0]
    )
  })
})
