import { create } from 'zustand'
import { keyNameProblemOf, type KeyNameProblem } from '../../../shared/api-key.ts'
import {
  dayAfter,
  defaultExpiryDays,
  expiryProblemOf,
  type Day,
  type expiryPresetDays,
  type ExpiryChoice,
  type ExpiryProblem
} from '../../../shared/expiry.ts'
import {
  noteProblemOf,
  purposeExpiryDays,
  tidyNotes,
  type NoteField,
  type NoteProblem
} from '../../../shared/key-notes.ts'
import { emptyNotes, type KeyNotes, type Purpose } from '../../../shared/key-record.ts'

/** Which of the offered choices is taken. */
export type ExpiryOption = `${(typeof expiryPresetDays)[number]}` | 'date' | 'never'

/** What was typed into the form so far. Holds no secret: a value exists only after the key was created. */
export interface CreateDraft {
  readonly name: string
  readonly option: ExpiryOption
  /** Whether the person chose when the key ends; a purpose then no longer changes it. */
  readonly isEndChosen: boolean
  /** The day picked by hand; empty until then. */
  readonly pickedDay: Day
  readonly notes: KeyNotes
  /** Whether owner, ticket and consumers are in view. */
  readonly isShowingNotes: boolean
}

/** What is wrong with a draft, by field; `null` or absent: nothing. */
export interface DraftProblems {
  readonly name?: KeyNameProblem | 'refused-by-server' | null
  readonly expiry?: ExpiryProblem | 'refused-by-server' | null
  readonly notes?: Partial<Readonly<Record<NoteField, NoteProblem | null>>>
}

export const emptyDraft: CreateDraft = {
  name: '',
  option: `${defaultExpiryDays}`,
  isEndChosen: false,
  pickedDay: '',
  notes: emptyNotes,
  isShowingNotes: false
}

const store = create<CreateDraft>(() => emptyDraft)

/** The draft of the next key. It outlives the form, so that an error, Esc or an ended session loses nothing. */
export const useDraft = (): CreateDraft => store()

/** Notes what was typed. */
export function changeDraft(changes: Partial<CreateDraft>): void {
  store.setState(changes)
}

/** Begins an empty form. */
export function forgetDraft(): void {
  store.setState(emptyDraft)
}

/** What choosing a purpose changes: also the end of the key, unless the person has chosen that. */
export function withPurpose(draft: CreateDraft, purpose: Purpose | null): Partial<CreateDraft> {
  const notes = { ...draft.notes, purpose }
  if (draft.isEndChosen) return { notes }
  return { notes, option: `${purpose === null ? defaultExpiryDays : purposeExpiryDays[purpose]}` }
}

/** The draft at a server whose keys cannot be given an end, which is then the reason why they have none. */
export function withoutExpiry(draft: CreateDraft): CreateDraft {
  const noExpiryReason = draft.notes.noExpiryReason || 'This server offers no expiry.'
  return { ...draft, option: 'never', notes: { ...draft.notes, noExpiryReason } }
}

/** What the draft asks for; `null` while a day still has to be picked. */
export function expiryChoiceOf(
  { option, pickedDay }: Pick<CreateDraft, 'option' | 'pickedDay'>,
  now: number
): ExpiryChoice | null {
  switch (option) {
    case 'never':
      return { kind: 'never' }
    case 'date':
      return pickedDay === '' ? null : { kind: 'day', day: pickedDay }
    case '7':
    case '30':
    case '60':
    case '90':
    case '180':
    case '365':
      return { kind: 'day', day: dayAfter(now, Number(option)) }
  }
}

/** The notes that go with the key: a reason for no expiry only where there is none. */
export function notesOf({ notes, option }: CreateDraft): KeyNotes {
  return tidyNotes(option === 'never' ? notes : { ...notes, noExpiryReason: '' })
}

/** What has to change before the key can be created; `null` when nothing has to. */
export function draftProblemsOf(draft: CreateDraft, now: number): DraftProblems | null {
  const choice = expiryChoiceOf(draft, now)
  const expiry =
    choice?.kind === 'day' ? expiryProblemOf(choice.day, now) : choice === null ? 'not-a-date' : null
  const { noExpiryReason, owner, ticket, consumers } = notesOf(draft)
  const isReasonMissing = draft.option === 'never' && noExpiryReason === ''
  const notes = {
    noExpiryReason: isReasonMissing ? 'blank' : noteProblemOf(noExpiryReason),
    owner: noteProblemOf(owner),
    ticket: noteProblemOf(ticket),
    consumers: noteProblemOf(consumers)
  } as const
  const name = keyNameProblemOf(draft.name)
  const isFine = name === null && expiry === null && Object.values(notes).every((problem) => problem === null)
  return isFine ? null : { name, expiry, notes }
}
