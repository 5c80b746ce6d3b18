import { expect, test } from 'vitest'
import { emptyNotes, longestNote } from '../../../shared/key-record.ts'
import { isChanged, noteFields, noteProblemsOf } from './note-drafts.ts'

test('a change is what saving would change', () => {
  expect(isChanged(emptyNotes, emptyNotes)).toBe(false)
  expect(isChanged({ ...emptyNotes, owner: '  ', consumers: '\n\n' }, emptyNotes)).toBe(false)
  expect(isChanged({ ...emptyNotes, purpose: 'reporting' }, emptyNotes)).toBe(true)
  for (const field of noteFields) expect(isChanged({ ...emptyNotes, [field]: 'x' }, emptyNotes)).toBe(true)
})

test('every note is looked at', () => {
  expect(noteProblemsOf(emptyNotes)).toEqual({})
  const tooLong = 'x'.repeat(longestNote + 1)
  for (const field of noteFields) {
    expect(noteProblemsOf({ ...emptyNotes, [field]: tooLong })).toEqual({ [field]: 'too-long' })
  }
})
