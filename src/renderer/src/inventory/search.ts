import type { ApiKey } from '../../../shared/api-key.ts'
import type { KeyNotes } from '../../../shared/key-record.ts'

// Folding costs far more than looking: each key is folded once, however many letters are typed.
const folded = new WeakMap<ApiKey | KeyNotes, string>()

/** A text as it is compared: without case, accents or width (full-width letters count as their narrow ones). */
function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .normalize('NFKC')
}

function haystackOf(source: ApiKey | KeyNotes): string {
  let text = folded.get(source)
  if (text === undefined) {
    // A line break cannot be typed into the search field, so no match spans two of them.
    const parts = 'id' in source ? [source.name, source.prefix ?? ''] : [source.owner, source.consumers]
    text = foldText(parts.join('\n'))
    folded.set(source, text)
  }
  return text
}

/** What is noted about keys, by their ids. */
export type NotesById = ReadonlyMap<string, KeyNotes>

/** The keys whose name, prefix, owner and consumers contain every word that was typed, in their given order. */
export function searchKeys(keys: readonly ApiKey[], typed: string, notesById: NotesById): readonly ApiKey[] {
  const words = foldText(typed).split(/\s+/u).filter(Boolean)
  if (words.length === 0) return keys
  return keys.filter((key) => {
    const text = haystackOf(key)
    const notes = notesById.get(key.id)
    const noted = notes === undefined ? '' : haystackOf(notes)
    return words.every((word) => text.includes(word) || noted.includes(word))
  })
}

/** The newest first; keys whose age is not reported keep their order, at the end. */
export function newestFirst(keys: readonly ApiKey[]): readonly ApiKey[] {
  return keys.toSorted((one, other) => {
    const left = one.createdAt ?? ''
    const right = other.createdAt ?? ''
    return left === right ? 0 : left < right ? 1 : -1
  })
}
