import { useMemo, useState } from 'react'
import type { KeyEntry } from '../../../shared/key-entry.ts'
import { knownWordsOf, suggestionsFor, type Suggestions } from './query-suggestions.ts'

/** What the search field offers right now. */
export interface Suggesting {
  readonly offered: Suggestions | null
  /** Where the cursor is while somebody types; `null` when suggestions are not wanted. */
  readonly setCursor: (cursor: number | null) => void
}

/** Suggestions for what is being typed, with the words that were noted about keys. */
export function useSuggesting(text: string, entries: readonly KeyEntry[]): Suggesting {
  const [cursor, setCursor] = useState<number | null>(null)
  const known = useMemo(() => knownWordsOf(entries), [entries])
  const offered = cursor === null ? null : suggestionsFor(text, Math.min(cursor, text.length), known)
  return { offered, setCursor }
}
