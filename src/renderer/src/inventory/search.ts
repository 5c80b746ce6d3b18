import type { ApiKey } from '../../../shared/api-key.ts'

// Folding costs far more than looking: each key is folded once, however many letters are typed.
const folded = new WeakMap<ApiKey, string>()

/** A text as it is compared: without case, accents or width (full-width letters count as their narrow ones). */
function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .normalize('NFKC')
}

function haystackOf(key: ApiKey): string {
  let text = folded.get(key)
  if (text === undefined) {
    // A line break cannot be typed into the search field, so no match spans name and prefix.
    text = foldText(`${key.name}\n${key.prefix ?? ''}`)
    folded.set(key, text)
  }
  return text
}

/** The keys whose name or prefix contains every word that was typed, in their given order. */
export function searchKeys(keys: readonly ApiKey[], typed: string): readonly ApiKey[] {
  const words = foldText(typed).split(/\s+/u).filter(Boolean)
  if (words.length === 0) return keys
  return keys.filter((key) => {
    const text = haystackOf(key)
    return words.every((word) => text.includes(word))
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
