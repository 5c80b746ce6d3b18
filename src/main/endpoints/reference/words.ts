/** Words as documents glue them together, and how they are taken apart. */
const glued: readonly (readonly [RegExp, string])[] = [
  [/apikey/giu, ' api key '],
  [/signin(?!g)/giu, ' login '],
  [/(?<=\b|_)sign[-_ ]in(?=\b|_)/giu, ' login '],
  [/(?<=\b|_)log[-_ ]in(?=\b|_)/giu, ' login '],
  [/logon/giu, ' login '],
  [/signout|(?<=\b|_)(?:sign|log)[-_ ]out(?=\b|_)/giu, ' logout '],
  [/accesskey/giu, ' access key '],
  [/accesstoken/giu, ' access token ']
]

/** The words of a name or a sentence: small letters, singular, whatever the style (snake, camel, kebab, dots). */
export function wordsOf(text: string): readonly string[] {
  let spaced = text.replace(/([a-z0-9])([A-Z])/gu, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/gu, '$1 $2')
  // `signIn` is two words by now, `signin` is not.
  for (const [pattern, words] of glued) spaced = spaced.replace(pattern, words)
  return spaced
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== '')
    .map(singular)
}

function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`
  return word.length > 3 && word.endsWith('s') && !/(?:ss|us|is)$/u.test(word) ? word.slice(0, -1) : word
}

/** Whether these words stand in a row somewhere. */
export function hasPhrase(words: readonly string[], phrase: string): boolean {
  return ` ${words.join(' ')} `.includes(` ${phrase} `)
}

/** The first of these phrases that stands in the words. */
export function firstPhrase(words: readonly string[], phrases: readonly string[]): string | null {
  // Joined once: this is asked thousands of times of a large document.
  const sentence = ` ${words.join(' ')} `
  return phrases.find((phrase) => sentence.includes(` ${phrase} `)) ?? null
}

/** Finds the first of these phrases in some words. Prepared once, for what is asked of every operation of a document. */
export function phraseFinder(phrases: readonly string[]): (words: readonly string[]) => string | null {
  const byFirst = new Map<string, string[][]>()
  for (const phrase of phrases) {
    const parts = phrase.split(' ')
    const first = parts[0] ?? ''
    byFirst.set(first, [...(byFirst.get(first) ?? []), parts])
  }
  return (words) => {
    for (const [at, word] of words.entries()) {
      const found = byFirst.get(word)?.find((parts) => parts.every((part, next) => words[at + next] === part))
      if (found) return found.join(' ')
    }
    return null
  }
}

/** All in small letters and in one: two spellings of the same name become the same. */
export function squashed(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/gu, '')
}
