import { expect, test } from 'vitest'
import { expiryPresetDays } from './expiry.ts'
import { commands } from './ipc-contract.ts'
import { consumersOf, noteProblemOf, purposeExpiryDays, tidyNotes } from './key-notes.ts'
import { emptyNotes, longestNote, purposes } from './key-record.ts'

test.each([
  ['', null],
  ['Platform team', null],
  ['é'.repeat(longestNote), null],
  ['🔑'.repeat(longestNote), null],
  [` ${'x'.repeat(longestNote)} `, null],
  ['x'.repeat(longestNote + 1), 'too-long'],
  // The public prefix may be noted; a value may not.
  ['hrdly_b7Qx2m', null],
  ['see hrdly_b7Qx2mZr81aaLw03Yd', 'looks-like-a-key']
])('%s', (note, problem) => {
  expect(noteProblemOf(note)).toBe(problem)
})

test('main takes no note with the value of a key in it', () => {
  const fits = (owner: string) =>
    commands['records:editNotes'].request.safeParse({ id: 'k1', notes: { ...emptyNotes, owner } }).success
  expect(fits('Platform team')).toBe(true)
  expect(fits('x'.repeat(longestNote + 1))).toBe(false)
  expect(fits('hrdly_b7Qx2mZr81aaLw03Yd')).toBe(false)
})

test('each purpose proposes a span that is on offer', () => {
  expect(purposes.map((purpose) => purposeExpiryDays[purpose])).toEqual([7, 90, 90, 365])
  for (const purpose of purposes) expect(expiryPresetDays).toContain(purposeExpiryDays[purpose])
})

test('notes are kept without what nobody typed on purpose', () => {
  expect(tidyNotes({ ...emptyNotes, owner: ' Ada ', consumers: '\r\n ci-a \r\n\n ci-b\r' })).toEqual({
    ...emptyNotes,
    owner: 'Ada',
    consumers: 'ci-a\nci-b'
  })
  expect(consumersOf(emptyNotes)).toEqual([])
})
