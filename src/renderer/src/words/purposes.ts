import { purposeExpiryDays, type NoteProblem } from '../../../shared/key-notes.ts'
import { longestNote, type KeyNotes, type Purpose } from '../../../shared/key-record.ts'
import { shownName } from '../../../shared/shown-name.ts'

/** In the order in which they are offered: the commonest first. */
export const offeredPurposes: readonly Purpose[] = [
  'ci-pipeline',
  'reporting',
  'temporary-script',
  'long-running-service'
]

/** What a key is for. */
export function purposeWords(purpose: Purpose): string {
  switch (purpose) {
    case 'temporary-script':
      return 'Temporary script'
    case 'ci-pipeline':
      return 'CI pipeline'
    case 'reporting':
      return 'Reporting'
    case 'long-running-service':
      return 'Long-running service'
  }
}

/** How long a key of a purpose usually lives: `90 days`. */
export function purposeSpanWords(purpose: Purpose): string {
  return spanWords(purposeExpiryDays[purpose])
}

/** A span in days as it is offered: `90 days`, `1 year`. */
export function spanWords(days: number): string {
  return days === 365 ? '1 year' : `${days} days`
}

/** The second line of a key in the list: `CI pipeline · Platform team`; `null` where neither is noted. */
export function noteLineOf({ purpose, owner }: Pick<KeyNotes, 'purpose' | 'owner'>): string | null {
  const parts = [purpose === null ? '' : purposeWords(purpose), owner === '' ? '' : shownName(owner)]
  return parts.filter((part) => part !== '').join(' · ') || null
}

export const consumersHint = 'Pipelines, scripts or services, one a line.'

export const sharedAdvice = 'One key for each pipeline, so that each can be revoked alone.'

/** Why a note cannot be kept as it is. */
export function noteProblemWords(problem: NoteProblem): string {
  switch (problem) {
    case 'blank':
      return 'Say in a few words why this key needs no end.'
    case 'too-long':
      return `Use at most ${longestNote} characters.`
    case 'looks-like-a-key':
      return "This is a key, not a note. A key's value is never noted."
  }
}
