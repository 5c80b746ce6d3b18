import { expect, test } from 'vitest'
import type { ApiKey } from './api-key.ts'
import { awaitedUseOf, overdueAfterMs } from './first-use.ts'
import { emptyRecordOf, type KeyRecord } from './key-record.ts'

const created = '2026-11-23T10:00:00.000Z'
const now = Date.parse(created) + 60_000
const key: ApiKey = { id: 'k', name: 'ci-reviews', lastUsedAt: null, expiresAt: null }
const record: KeyRecord = {
  ...emptyRecordOf(key),
  createdHereAt: created,
  handoffs: [{ destination: 'clipboard', at: created, format: 'raw' }]
}
const tried: Partial<KeyRecord> = { test: { at: created, outcome: 'valid', status: 200 } }
const used = { lastUsedAt: '2026-11-23T10:00:30.000Z' }

test.each<readonly [string, Partial<ApiKey>, Partial<KeyRecord>, ReturnType<typeof awaitedUseOf>]>([
  ['a key that was handed over', {}, {}, 'waiting'],
  ['one whose only use was ours', used, tried, 'waiting'],
  ['one that was tried and shows no use', {}, tried, 'waiting'],
  ['one that nobody has', {}, { handoffs: [] }, null],
  ['one that somebody has used', used, {}, null],
  ['one whose first use was noted', {}, { firstUseAt: created }, null],
  ['one that was made elsewhere', {}, { createdHereAt: null }, null],
  ['one that the server calls expired', { isExpired: true }, {}, null],
  ['one whose end has come', { expiresAt: { kind: 'instant', value: created } }, {}, null]
])('%s', (_what, ofKey, ofRecord, awaited) => {
  expect(awaitedUseOf({ ...key, ...ofKey }, { ...record, ...ofRecord }, now)).toBe(awaited)
})

test('a key whose uses are not reported is not waited for, be it for ever', () => {
  const { lastUsedAt: _, ...unreported } = key
  expect(awaitedUseOf(unreported, record, now)).toBeNull()
  expect(awaitedUseOf(unreported, record, now + 2 * overdueAfterMs)).toBeNull()
})

test('after two days it is a question, whether anybody has the key or not', () => {
  const start = Date.parse(created)
  expect(awaitedUseOf(key, record, start + overdueAfterMs - 1)).toBe('waiting')
  expect(awaitedUseOf(key, record, start + overdueAfterMs)).toBe('overdue')
  expect(awaitedUseOf(key, { ...record, handoffs: [] }, start + overdueAfterMs)).toBe('overdue')
  expect(awaitedUseOf({ ...key, ...used }, { ...record, ...tried }, start + overdueAfterMs)).toBe('overdue')
})

test('nothing is known about a key without a record', () => {
  expect(awaitedUseOf(key, undefined, now + overdueAfterMs)).toBeNull()
})
