import { create } from 'zustand'
import {
  dayAfter,
  defaultExpiryDays,
  type Day,
  type expiryPresetDays,
  type ExpiryChoice
} from '../../../shared/expiry.ts'

/** Which of the offered choices is taken. */
export type ExpiryOption = `${(typeof expiryPresetDays)[number]}` | 'date' | 'never'

/** What was typed into the form so far. Holds no secret: a value exists only after the key was created. */
export interface CreateDraft {
  readonly name: string
  readonly option: ExpiryOption
  /** The day picked by hand; empty until then. */
  readonly pickedDay: Day
}

const empty: CreateDraft = { name: '', option: `${defaultExpiryDays}`, pickedDay: '' }

const store = create<CreateDraft>(() => empty)

/** The draft of the next key. It outlives the form, so that an error, Esc or an ended session loses nothing. */
export const useDraft = (): CreateDraft => store()

/** Notes what was typed. */
export function changeDraft(changes: Partial<CreateDraft>): void {
  store.setState(changes)
}

/** Begins an empty form. */
export function forgetDraft(): void {
  store.setState(empty)
}

/** What the draft asks for; `null` while a day still has to be picked. */
export function expiryChoiceOf({ option, pickedDay }: CreateDraft, now: number): ExpiryChoice | null {
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
