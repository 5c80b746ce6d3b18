import type { NameWarning } from '../../../shared/name-warnings.ts'
import { shownName } from '../../../shared/shown-name.ts'
import type { TimeStyle } from './dates.ts'
import { lastUsedFact } from './key-facts.ts'
import { nameInText } from './names.ts'
import { sharedAdvice } from './purposes.ts'

// A warning is one line, whatever the other key is called.
const longestInWarning = 28

/** What could be better about a name; said below the field while one types. */
export function nameWarningWords(warning: NameWarning, now: number, style: TimeStyle): string {
  switch (warning.kind) {
    case 'listed': {
      const points = [...shownName(warning.key.name)]
      const cut =
        points.length > longestInWarning ? `${points.slice(0, longestInWarning).join('')}…` : warning.key.name
      const name = nameInText(cut)
      const use = wordsOfUse(lastUsedFact(warning.key, now, style).text)
      return warning.isExact
        ? `${name} is already in the list${use}.`
        : `Much like ${name}, which is in the list${use}.`
    }
    case 'shared':
      return `Looks shared. ${sharedAdvice}`
    case 'vague':
      return warning.word === null
        ? 'Very short. Name the pipeline or script that will use it.'
        : `“${warning.word}” says little. Name the pipeline or script that will use it.`
  }
}

function wordsOfUse(lastUsed: string): string {
  switch (lastUsed) {
    case 'Not reported':
      return ''
    case 'Never used':
      return ' (never used)'
    default:
      return ` (last used ${lastUsed})`
  }
}
