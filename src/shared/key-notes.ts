import { hasKeyValue } from './api-key.ts'
import type { expiryPresetDays } from './expiry.ts'
import { longestNote, type KeyNotes, type Purpose } from './key-record.ts'

/** How long a key of each purpose usually lives, in days; a proposal, never a rule. */
export const purposeExpiryDays: Readonly<Record<Purpose, (typeof expiryPresetDays)[number]>> = {
  'temporary-script': 7,
  'ci-pipeline': 90,
  reporting: 90,
  'long-running-service': 365
}

/** A note that is written by hand. */
export type NoteField = Exclude<keyof KeyNotes, 'purpose'>

/** Which rule a note breaks. */
export type NoteProblem = 'blank' | 'too-long' | 'looks-like-a-key'

/** Says which rule a note breaks after trimming, or `null`. Length counts code points. An empty note breaks none. */
export function noteProblemOf(note: string): Exclude<NoteProblem, 'blank'> | null {
  const trimmed = note.trim()
  if (hasKeyValue(trimmed)) return 'looks-like-a-key'
  return [...trimmed].length > longestNote ? 'too-long' : null
}

/** The notes as they are kept: trimmed, and the consumers one a line without empty lines. */
export function tidyNotes(notes: KeyNotes): KeyNotes {
  return {
    purpose: notes.purpose,
    noExpiryReason: notes.noExpiryReason.trim(),
    owner: notes.owner.trim(),
    ticket: notes.ticket.trim(),
    consumers: consumersOf(notes).join('\n')
  }
}

/** What uses the key, one by one. */
export function consumersOf({ consumers }: Pick<KeyNotes, 'consumers'>): readonly string[] {
  return consumers
    .split(/\r\n?|\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
