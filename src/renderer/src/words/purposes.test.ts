import { expect, test } from 'vitest'
import { purposes } from '../../../shared/key-record.ts'
import { noteLineOf, noteProblemWords, offeredPurposes, purposeSpanWords, purposeWords } from './purposes.ts'

test('every purpose is offered, with a name of its own', () => {
  expect([...offeredPurposes].sort()).toEqual([...purposes].sort())
  expect(new Set(purposes.map(purposeWords))).toHaveLength(purposes.length)
  expect(offeredPurposes.map(purposeSpanWords)).toEqual(['90 days', '90 days', '7 days', '1 year'])
})

test('the second line of a key', () => {
  expect(noteLineOf({ purpose: 'ci-pipeline', owner: 'Platform team' })).toBe('CI pipeline · Platform team')
  expect(noteLineOf({ purpose: null, owner: 'Ada\u202E' })).toBe('Ada⟨U+202E⟩')
  expect(noteLineOf({ purpose: 'reporting', owner: '' })).toBe('Reporting')
  expect(noteLineOf({ purpose: null, owner: '' })).toBeNull()
})

test('every problem of a note has words of its own', () => {
  const problems = ['blank', 'too-long', 'looks-like-a-key'] as const
  expect(new Set(problems.map(noteProblemWords))).toHaveLength(problems.length)
})
