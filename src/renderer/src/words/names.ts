import { keyNameLength, type KeyNameProblem } from '../../../shared/api-key.ts'

export const nameHelp = 'Name the pipeline or script that will use it, for example ci-github-reviews-prod.'

/** Why a name cannot be sent. */
export function nameProblemWords(problem: KeyNameProblem | 'refused-by-server'): string {
  switch (problem) {
    case 'blank':
      return 'Enter a name: it is how you find this key again.'
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
