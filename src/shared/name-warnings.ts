import type { ApiKey } from './api-key.ts'

/** What could be better about a name. A warning: nothing here keeps anybody from using it. */
export type NameWarning =
  /** A key of the list has the same name, or one that differs only in case, spaces, a version, a date or "(copy)". */
  | { readonly kind: 'listed'; readonly key: ApiKey; readonly isExact: boolean }
  /** It sounds like several pipelines with one key. */
  | { readonly kind: 'shared' }
  /** It says too little: because of this word, or (`null`) because there is too little of it. */
  | { readonly kind: 'vague'; readonly word: string | null }

/** The names of a list, ready to be asked about on every key stroke. Grows while it is being made. */
export type NameIndex = Map<string, ApiKey[]>

// No rule looks further: names come from a server, and may be of any size.
const longestName = 400

const vagueWords = new Set(
  (
    'test tests testing temp tmp temporary key keys apikey api new my mine asdf qwerty qwertz foo bar baz abc xyz ' +
    'untitled unnamed default stuff thing things misc whatever dummy sample example'
  ).split(' ')
)
const sharedWords = new Set(
  'shared share all any every everyone everything everybody common general global team multi several various'.split(
    ' '
  )
)

// One character of these scripts says as much as a word.
const wordCharacters = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
const fewestCharacters = 4

// "a and b", "a+b", "a, b", "a & b": two things joined, and not the end of one ("c++").
const joined = /[\p{L}\p{N}](?:[\s_.-]+(?:and|und|et|y)[\s_.-]+|\s*[+&,;]\s*)[\p{L}\p{N}]/u

const invisible = /\p{Default_Ignorable_Code_Point}/gu
const isAscii = /^[ -~]*$/

/** A name as it is compared: without case, width and what cannot be seen. */
function folded(name: string): string {
  const text = name.length > longestName ? name.slice(0, longestName) : name
  if (isAscii.test(text)) return text.trim().toLowerCase()
  // Up and down again, or a German sharp s would differ from its capitals.
  return text.normalize('NFKC').replace(invisible, '').toUpperCase().toLowerCase().normalize('NFKC').trim()
}

// What a second edition of the same name carries: a version, a date (2026, 2026-11, 2026-11-23, 20261123), a copy.
const edition = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:` +
    [
      String.raw`v\d{1,4}(?:\.\d{1,4}){0,2}`,
      String.raw`(?:19|20)\d\d(?:(?<gap>[-_./ ]?)(?:0[1-9]|1[0-2])(?:\k<gap>(?:0[1-9]|[12]\d|3[01]))?)?`,
      String.raw`(?:0[1-9]|[12]\d|3[01])[-_./ ](?:0[1-9]|1[0-2])[-_./ ](?:19|20)\d\d`
    ].join('|') +
    String.raw`)(?![\p{L}\p{N}])`,
  'gu'
)
const copyMark = /\((?:copy ?)?\d{0,3}\)|\bcopy of\b|[\s_.-]copy(?:[\s_.-]?\d{1,3})?$/gu
const gaps = /[\s\p{P}]+/gu
const outerGaps = /^-|-$/g

/** What is left of a name without case, gaps, versions, dates and copies; two names with the same rest are alike. */
function coreOf(name: string): string {
  const text = folded(name)
  // Most names carry nothing to drop, and looking costs more than all the rest.
  const bare = /\d|copy/.test(text) ? text.replace(copyMark, ' ').replace(edition, ' ') : text
  const core = bare.replace(gaps, '-').replace(outerGaps, '')
  // A name that is nothing but a date is its own core, and so is one of signs alone.
  return core !== '' ? core : text.replace(gaps, '-').replace(outerGaps, '') || text
}

/** Adds keys to an index: a few thousand a millisecond-slice, so that a long list holds up nobody. */
export function addToNameIndex(index: NameIndex, keys: readonly ApiKey[]): void {
  for (const key of keys) {
    const core = coreOf(key.name)
    if (core === '') continue
    const alike = index.get(core)
    if (alike) alike.push(key)
    else index.set(core, [key])
  }
}

/** What could be better about a name, the most important first; empty for a good one. Never throws. */
export function nameWarningsOf(name: string, index: NameIndex): readonly NameWarning[] {
  const text = folded(name)
  if (text === '') return []
  const words = wordsOf(name)
  const warnings: NameWarning[] = []
  const alike = index.get(coreOf(name))
  if (alike) warnings.push(listedWarning(name, alike))
  if (words.some((word) => sharedWords.has(word)) || joined.test(text)) warnings.push({ kind: 'shared' })
  const vague = vaguenessOf(text, words)
  if (vague) warnings.push(vague)
  return warnings
}

function listedWarning(name: string, alike: readonly ApiKey[]): NameWarning {
  const exact = name.trim().normalize('NFC')
  const same = alike.filter((key) => key.name.trim().normalize('NFC') === exact)
  const candidates = same.length > 0 ? same : alike
  // Of several, the one that is in use: it would be missed most.
  const key = candidates.reduce((best, each) => (usedAt(each) > usedAt(best) ? each : best))
  return { kind: 'listed', key, isExact: same.length > 0 }
}

function usedAt(key: ApiKey): number {
  const time = Date.parse(key.lastUsedAt ?? '')
  return Number.isNaN(time) ? -Infinity : time
}

function vaguenessOf(text: string, words: readonly string[]): NameWarning | null {
  const word = words.find((each) => vagueWords.has(each))
  if (word !== undefined) return { kind: 'vague', word }
  const characters = [...text]
  const isShort = characters.length < fewestCharacters && !wordCharacters.test(text)
  // Also "1234" and "aaaa": a word says something only where there are different letters.
  const hasWords = words.some((each) => new Set(each).size > 1 || wordCharacters.test(each))
  return isShort || !hasWords ? { kind: 'vague', word: null } : null
}

/** The words of a name, lower case and without digits: `myKey-2` is `my`, `key`. */
function wordsOf(name: string): readonly string[] {
  return (
    folded(name.slice(0, longestName).replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')).match(/[\p{L}\p{M}]+/gu) ?? []
  )
}
