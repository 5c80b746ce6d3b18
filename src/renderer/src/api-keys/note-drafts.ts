import { create } from 'zustand'
import { noteProblemOf, tidyNotes, type NoteField, type NoteProblem } from '../../../shared/key-notes.ts'
import type { KeyNotes } from '../../../shared/key-record.ts'

// Only what was typed: the other notes may still be on their way, from behind a locked keychain.
type Drafts = Readonly<Record<string, Partial<KeyNotes>>>

const store = create<{ readonly drafts: Drafts }>(() => ({ drafts: {} }))

/** Notes of a key that were typed and not saved; `null` where there are none. They outlive the sheet. */
export const useNoteDraft = (keyId: string): Partial<KeyNotes> | null =>
  store(({ drafts }) => drafts[keyId] ?? null)

/** Keeps what was typed about a key, with what was typed before. */
export function keepNoteDraft(keyId: string, changes: Partial<KeyNotes>): void {
  store.setState(({ drafts }) => ({ drafts: { ...drafts, [keyId]: { ...drafts[keyId], ...changes } } }))
}

/** Lets go of what was typed about a key. */
export function forgetNoteDraft(keyId: string): void {
  store.setState(({ drafts: { [keyId]: _, ...others } }) => ({ drafts: others }))
}

/** Lets go of all of it: somebody else is at the window. */
export function forgetNoteDrafts(): void {
  store.setState({ drafts: {} })
}

/** Whether saving would change anything. */
export function isChanged(draft: KeyNotes, saved: KeyNotes): boolean {
  const tidy = tidyNotes(draft)
  return tidy.purpose !== saved.purpose || noteFields.some((field) => tidy[field] !== saved[field])
}

/** In their order on the sheet. */
export const noteFields: readonly NoteField[] = ['owner', 'ticket', 'consumers', 'noExpiryReason']

/** What has to change before notes can be saved, by field; empty when nothing has to. */
export function noteProblemsOf(notes: KeyNotes): Partial<Record<NoteField, NoteProblem>> {
  const found: Partial<Record<NoteField, NoteProblem>> = {}
  for (const field of noteFields) {
    const problem = noteProblemOf(notes[field])
    if (problem !== null) found[field] = problem
  }
  return found
}
