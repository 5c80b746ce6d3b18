import { expect, test } from 'vitest'
import type { ApiKey } from './api-key.ts'
import { indexKeys } from './key-entry.ts'
import { emptyNotes, emptyRecordOf } from './key-record.ts'

const key = (name: string, facts: Partial<ApiKey> = {}): ApiKey => ({ id: name, name, ...facts })
const record = (name: string, owner: string) => ({
  ...emptyRecordOf(key(name)),
  notes: { ...emptyNotes, owner }
})

test('the newest keys come first, those of unknown age last and in their order', () => {
  const { entries } = indexKeys(
    [
      key('unknown-1'),
      key('old', { createdAt: '2025-01-01T00:00:00Z' }),
      key('unknown-2', { createdAt: 'yesterday' }),
      key('new', { createdAt: '2026-11-01T00:00:00Z' })
    ],
    []
  )
  expect(entries.map(({ id }) => id)).toEqual(['new', 'old', 'unknown-1', 'unknown-2'])
})

test('a prefix that several keys have is counted', () => {
  const { sharedPrefixes } = indexKeys(
    [key('a', { prefix: 'x' }), key('b', { prefix: 'x' }), key('c', { prefix: 'y' }), key('d'), key('e')],
    []
  )
  expect([...sharedPrefixes]).toEqual([['x', 2]])
})

test('only what has changed is worked out again', () => {
  const keys = [key('a'), key('b'), key('c')]
  const same = record('a', 'Data')
  const before = indexKeys(keys, [same, record('b', 'Data')])
  const changed = { ...key('c'), prefix: 'x' }
  const after = indexKeys([keys[0]!, keys[1]!, changed], [same, record('b', 'Web')], before)
  expect(after.byId.get('a')).toBe(before.byId.get('a'))
  expect(after.byId.get('b')?.text).toContain('web')
  expect(after.byId.get('c')?.key).toBe(changed)
})
