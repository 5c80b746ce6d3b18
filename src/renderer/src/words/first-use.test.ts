import { expect, test } from 'vitest'
import { emptyRecordOf } from '../../../shared/key-record.ts'
import { awaitedLine, firstUsedWords, overdueWords, usageFact, usedWords } from './first-use.ts'

const berlin = { zone: 'Europe/Berlin', isTwelveHour: false }
const at = '2026-11-23T13:05:00.000Z'
const now = Date.parse('2026-11-23T13:06:00.000Z')
const key = { id: 'k', name: 'ci-reviews', lastUsedAt: null }
const notice = {
  id: 'n',
  kind: 'key-first-used',
  keyId: 'k',
  keyName: 'ci-reviews',
  at,
  isExact: true
} as const
const record = {
  ...emptyRecordOf({ id: 'k', name: 'ci-reviews' }),
  createdHereAt: '2026-11-23T12:00:00.000Z',
  handoffs: [
    { destination: 'clipboard', at: '2026-11-23T12:00:05.000Z', format: 'raw' },
    { destination: 'clipboard', at: '2026-11-23T12:01:05.000Z', format: 'curl' }
  ]
} as const

test('the first use is told with its time, in the zone of whoever reads it', () => {
  expect(firstUsedWords(notice, now, berlin)).toBe('ci-reviews was used for the first time at 14:05.')
  expect(firstUsedWords(notice, now, { zone: 'America/Los_Angeles', isTwelveHour: true })).toBe(
    'ci-reviews was used for the first time at 5:05 am.'
  )
})

test('a use of another day has its date', () => {
  const later = now + 86_400_000
  expect(firstUsedWords(notice, later, berlin)).toBe(
    'ci-reviews was used for the first time at 14:05 on 23 Nov 2026.'
  )
})

test('where earlier uses may have gone unseen, none is called the first', () => {
  expect(firstUsedWords({ ...notice, isExact: false }, now, berlin)).toBe(
    'ci-reviews is in use. It was last used at 14:05.'
  )
})

test('a name cannot turn the sentence around', () => {
  expect(firstUsedWords({ ...notice, keyName: 'ci\u202e' }, now, berlin)).toBe(
    'ci⟨U+202E⟩ was used for the first time at 14:05.'
  )
})

test('what is waited for says since when, and that we tried', () => {
  expect(usageFact(key, record, now, berlin)).toEqual({
    text: 'Not yet',
    exact: 'Waiting for first use. Handed over at 13:01.'
  })
  const tried = { ...record, test: { at, outcome: 'valid', status: 200 } } as const
  expect(usageFact({ ...key, lastUsedAt: at }, tried, now, berlin).exact).toBe(
    'Waiting for first use. Handed over at 13:01. Hygiara Keys tried it at 14:05.'
  )
})

test('after two days it is a question', () => {
  const later = Date.parse(record.createdHereAt) + 50 * 3_600_000
  const question = 'Not used yet, 2 days after it was created. Was the hand-off finished?'
  expect(overdueWords(record, later)).toBe(question)
  expect(usageFact(key, record, later, berlin)).toEqual({ text: 'Not yet', exact: question })
})

test('below its name a key says that it waits, and what it says otherwise', () => {
  expect(awaitedLine('waiting', 'CI pipeline')).toBe('Waiting for first use · CI pipeline')
  expect(awaitedLine('waiting', null)).toBe('Waiting for first use')
  expect(awaitedLine('overdue', 'CI pipeline')).toBe('Not used yet. Was the hand-off finished?')
})

test('otherwise the last use is the server’s word', () => {
  const used = { ...key, lastUsedAt: at }
  const text = '1 min ago'
  expect(usageFact(used, undefined, now, berlin).text).toBe(text)
  expect(usageFact(used, { ...record, firstUseAt: at }, now, berlin).text).toBe(text)
  expect(usedWords(at, now, berlin)).toBe('In use since 14:05')
})
