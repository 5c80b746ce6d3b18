import type { InventoryFacts } from '../../../shared/inventory.ts'
import { numberWords } from './counts.ts'
import { errorWordsOf, type WordsContext } from './errors.ts'

/** What is shown of a list that broke off while it was read for the first time, and why: for a banner. */
export function partialWords({ total, error }: InventoryFacts, context: WordsContext): string {
  const shown = `Showing the first ${total === 1 ? 'key' : `${numberWords(total)} keys`}.`
  if (error === null) return shown
  return `${shown} ${error.code === 'server_unreachable' ? 'Hygiara stopped answering.' : errorWordsOf(error, context).what}`
}
