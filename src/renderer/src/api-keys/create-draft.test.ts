import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expiryPresetDays, expiryProblemOf } from '../../../shared/expiry.ts'
import { emptyNotes, longestNote, purposes } from '../../../shared/key-record.ts'
import {
  draftProblemsOf,
  emptyDraft,
  expiryChoiceOf,
  notesOf,
  withPurpose,
  type CreateDraft
} from './create-draft.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const draft = (changes: Partial<CreateDraft>): CreateDraft => ({
  ...emptyDraft,
  name: 'ci-reviews',
  ...changes
})
const noted = (changes: Partial<typeof emptyNotes>) => ({ notes: { ...emptyNotes, ...changes } })

describe('when the key ends', () => {
  test('an untouched form asks for a key that expires', () => {
    expect(expiryChoiceOf(emptyDraft, now)).toEqual({ kind: 'day', day: '2027-02-21' })
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
})

describe('a purpose', () => {
  test.each([
    ['temporary-script', '7'],
    ['ci-pipeline', '90'],
    ['reporting', '90'],
    ['long-running-service', '365'],
    [null, '90']
  ] as const)('%s proposes %s days', (purpose, option) => {
    expect(withPurpose(emptyDraft, purpose)).toEqual({ option, notes: { ...emptyNotes, purpose } })
  })

  test('never changes an end that the person chose, whatever is pressed in whatever order', () => {
    const choosePurpose = fc.constantFrom(...purposes, null).map((purpose) => ({ purpose }))
    const chooseEnd = fc.constantFrom('7', '30', '365', 'date', 'never').map((option) => ({ option }))
    fc.assert(
      fc.property(fc.array(fc.oneof(choosePurpose, chooseEnd)), (presses) => {
        let state = emptyDraft
        let chosen: string | null = null
        for (const press of presses) {
          if ('option' in press) {
            state = { ...state, option: press.option, isEndChosen: true }
            chosen = press.option
          } else state = { ...state, ...withPurpose(state, press.purpose) }
        }
        if (chosen !== null) expect(state.option).toBe(chosen)
        else expect(state.option).not.toBe('never')
      })
    )
  })

  test('leaves the other notes as they are', () => {
    const notes = { ...emptyNotes, owner: 'Ada' }
    expect(withPurpose(draft({ notes }), 'reporting').notes).toEqual({ ...notes, purpose: 'reporting' })
  })
})

describe('what has to change before the key can be created', () => {
  test('nothing, for a name alone', () => {
    expect(draftProblemsOf(draft({}), now)).toBeNull()
  })

  test('a key without expiry needs a reason', () => {
    const blank = draft({ option: 'never', ...noted({ noExpiryReason: '  ' }) })
    expect(draftProblemsOf(blank, now)?.notes?.noExpiryReason).toBe('blank')
    const given = draft({ option: 'never', ...noted({ noExpiryReason: 'a device' }) })
    expect(draftProblemsOf(given, now)).toBeNull()
    expect(notesOf(given).noExpiryReason).toBe('a device')
  })

  test('a reason that no longer applies is neither asked about nor sent', () => {
    const changed = draft({ option: '90', ...noted({ noExpiryReason: 'x'.repeat(longestNote + 1) }) })
    expect(draftProblemsOf(changed, now)).toBeNull()
    expect(notesOf(changed).noExpiryReason).toBe('')
  })

  test.each([
    [{ name: '' }, { name: 'blank' }],
    [{ option: 'date' as const }, { expiry: 'not-a-date' }],
    [{ option: 'date' as const, pickedDay: '2026-11-23' }, { expiry: 'past' }],
    [noted({ owner: 'hrdly_b7Qx2mZr81aaLw03Yd' }), { notes: { owner: 'looks-like-a-key' } }],
    [noted({ consumers: 'x'.repeat(longestNote + 1) }), { notes: { consumers: 'too-long' } }]
  ])('%o', (changes, problems) => {
    expect(draftProblemsOf(draft(changes), now)).toMatchObject(problems)
  })
})
