import { expect, test } from 'vitest'
import { expiryPresetDays, expiryProblemOf } from '../../../shared/expiry.ts'
import { expiryChoiceOf, type CreateDraft } from './create-draft.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const draft = (changes: Partial<CreateDraft>): CreateDraft => ({
  name: '',
  option: '90',
  pickedDay: '',
  ...changes
})

test('an untouched form asks for a key that expires', () => {
  expect(expiryChoiceOf(draft({}), now)).toEqual({ kind: 'day', day: '2027-02-21' })
})

test('every span on offer can be sent', () => {
  for (const days of expiryPresetDays) {
    const choice = expiryChoiceOf(draft({ option: `${days}` }), now)
    expect(choice?.kind === 'day' && expiryProblemOf(choice.day, now)).toBeNull()
  }
})

test('no expiry is sent only where it was chosen', () => {
  expect(expiryChoiceOf(draft({ option: 'never' }), now)).toEqual({ kind: 'never' })
  expect(expiryChoiceOf(draft({ option: 'date' }), now)).toBeNull()
  expect(expiryChoiceOf(draft({ option: 'date', pickedDay: '2027-01-02' }), now)).toEqual({
    kind: 'day',
    day: '2027-01-02'
  })
})
