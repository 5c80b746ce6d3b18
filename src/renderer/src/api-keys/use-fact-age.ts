import { useNow } from '../app/now.ts'
import { inventoryMirror } from '../mirrors.ts'
import { systemTimeStyle } from '../words/dates.ts'
import { factAgeWords, stalenessOf } from '../words/staleness.ts'

/** How old the facts of the list are, where it is worth a word. */
export function useFactAge(): { readonly asOf: string | null; readonly isOld: boolean } {
  const fetchedAt = inventoryMirror.useValue().facts?.fetchedAt ?? null
  const now = useNow()
  return {
    asOf: factAgeWords(fetchedAt, now, systemTimeStyle()),
    isOld: stalenessOf(fetchedAt, now) !== 'fresh'
  }
}
