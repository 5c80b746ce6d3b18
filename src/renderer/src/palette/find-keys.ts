import { foldText } from '../../../shared/fold-text.ts'
import type { KeyEntry } from '../../../shared/key-entry.ts'

/** How many keys are shown. */
const mostKeys = 50

/** The keys that have what was typed in their name or prefix. */
export interface FoundKeys {
  /** The first ones. */
  readonly shown: readonly KeyEntry[]
  /** How many there are altogether. */
  readonly total: number
}

const noKeys: FoundKeys = { shown: [], total: 0 }

/**
 * Looks for keys by name or prefix, whatever their case, accents or width. Those chosen of late come first, then names
 * that begin with what was typed, then names that have a word that does, then the rest, each newest first.
 */
export function findKeys(
  entries: readonly KeyEntry[],
  typed: string,
  recent: readonly string[],
  most = mostKeys
): FoundKeys {
  const text = foldText(typed).trim()
  const words = text.split(/\s+/u).filter((word) => word !== '')
  const [first] = words
  if (first === undefined) return noKeys
  const recently = new Set(recent)
  const ranks: [KeyEntry[], KeyEntry[], KeyEntry[], KeyEntry[]] = [[], [], [], []]
  let total = 0
  for (const entry of entries) {
    // The quick question first: most keys end here.
    if (!entry.text.includes(first) || !hasInNameOrPrefix(entry.text, words)) continue
    total += 1
    const rank = ranks[recently.has(entry.id) ? 0 : rankOf(entry.text, text, first)]
    if (rank.length < most) rank.push(entry)
  }
  return { shown: ranks.flat().slice(0, most), total }
}

// The text of an entry is its name, its prefix and what is noted, a line each.
function hasInNameOrPrefix(text: string, words: readonly string[]): boolean {
  const end = text.indexOf('\n', text.indexOf('\n') + 1)
  return words.every((word) => {
    const at = text.indexOf(word)
    return at !== -1 && at < end
  })
}

const letter = /[\p{Letter}\p{Number}]/u

function rankOf(text: string, typed: string, first: string): 1 | 2 | 3 {
  if (text.startsWith(typed)) return 1
  const before = text[text.indexOf(first) - 1]
  return before === undefined || !letter.test(before) ? 2 : 3
}
