import type { Instant } from '../../../shared/instant.ts'
import type { Orphan } from '../../../shared/orphan.ts'
import { clockWords, type TimeStyle } from './dates.ts'
import { nameInText } from './names.ts'

/** What a card says when the value of a new key has outlived the app. */
export function escrowedWords(
  rawName: string,
  until: Instant,
  keychainName: string,
  style: TimeStyle
): string {
  return `Hygiara created ${nameInText(rawName)}, and the app ended before the key was handed over. ${keychainName} still has it until ${clockWords(Date.parse(until), style)}.`
}

/** The button that takes such a key into the secret step. */
export function finishWords(rawName: string): string {
  return `Finish handing over “${nameInText(rawName)}”`
}

/** What a card says about a create whose value has reached nobody. */
export function orphanWords({ name: rawName, cause, state, candidates }: Orphan): string {
  const name = nameInText(rawName)
  switch (state) {
    case 'looking':
      return `Looking whether Hygiara created ${name}…`
    case 'not-looked':
      return `Hygiara may have created ${name}, and the list couldn't be read to find out.`
    case 'looked':
      break
  }
  if (candidates.length === 0) return `Hygiara has no such ${name}. Nothing was created, or it is gone again.`
  if (candidates.length > 1) {
    return `Hygiara may have created ${name}, but its answer was lost. It is one of these ${candidates.length} keys; nobody can tell which.`
  }
  switch (cause) {
    case 'answer-lost':
      return `Hygiara may have created ${name}, but its answer was lost, so nobody has the key.`
    case 'app-ended':
      return `Hygiara created ${name}, but the app ended before the key was handed over, so nobody has it.`
    case 'forgotten':
      return `Hygiara Keys has forgotten ${name}: nobody copied or saved it within 10 minutes, so nobody has it. It is still active.`
  }
}
