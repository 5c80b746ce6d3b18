import { keyNameLength, type KeyNameProblem } from '../../../shared/api-key.ts'
import { shownName } from '../../../shared/shown-name.ts'

export const nameHelp = 'Name the pipeline or script that will use it, for example ci-github-reviews-prod.'

/** Why a name cannot be sent. */
export function nameProblemWords(problem: KeyNameProblem | 'refused-by-server'): string {
  switch (problem) {
    case 'blank':
      return 'Enter a name: it is how you find this key again.'
    case 'looks-like-a-key':
      return 'This is a key, not a name. Everybody can read a name.'
    case 'too-short':
      return `Use at least ${keyNameLength.min} characters.`
    case 'too-long':
      return `Use at most ${keyNameLength.max} characters.`
    case 'control-characters':
      return "The name has characters that can't be seen. Type it instead of pasting it."
    case 'refused-by-server':
      return 'Hygiara refused this name. Try another one.'
  }
}

// Letters that are written from right to left.
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** A foreign name inside a sentence that is plain text. Where there is an element, `<bdi>` does the same. */
export function nameInText(name: string): string {
  const shown = shownName(name)
  // Isolated, or the words around it would be drawn in another order.
  return rightToLeft.test(shown) ? `\u2068${shown}\u2069` : shown
}
