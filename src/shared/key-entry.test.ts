import { expect, test } from 'vitest'
import type { ApiKey } from './api-key.ts'
import { indexKeys, type Person } from './key-entry.ts'
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

test('a key is mine that was created here, or whose noted owner I am', () => {
  const ada = { name: 'Ada Lovelace', email: 'ada@acme.example' }
  const noted = [
    'Ada Lovelace',
    ' ADA LOVELACE',
    'Grace, ada@acme.example',
    'Ada',
    'ada@acme.example.org',
    ''
  ]
  const keys = [...noted.map((owner, at) => key(`${String(at)} ${owner}`)), key('made here'), key('unknown')]
  const records = [
    ...noted.map((owner, at) => record(`${String(at)} ${owner}`, owner)),
    { ...record('made here', 'Grace'), createdHereAt: '2026-11-23T10:00:00Z' }
  ]
  const mineOf = (person: Person | null) =>
    indexKeys(keys, records, undefined, person)
      .entries.filter(({ isMine }) => isMine)
      .map(({ id }) => id)
  expect(mineOf(ada)).toEqual(['0 Ada Lovelace', '1  ADA LOVELACE', '2 Grace, ada@acme.example', 'made here'])
  // Who has no name is not the owner of what has no owner.
  expect(mineOf({ name: '', email: '' })).toEqual(['made here'])
  expect(mineOf(null)).toEqual(['made here'])
})

test('what is mine is worked out again for another person', () => {
  const keys = [key('a'), key('b')]
  const records = [record('a', 'Ada'), record('b', 'Grace')]
  const before = indexKeys(keys, records, undefined, { name: 'Ada', email: '' })
  const after = indexKeys(keys, records, before, { name: 'Grace', email: '' })
  expect([after.byId.get('a')?.isMine, after.byId.get('b')?.isMine]).toEqual([false, true])
})
