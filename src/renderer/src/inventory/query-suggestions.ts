import { purposes } from '../../../shared/key-record.ts'
import type { KeyEntry } from '../../../shared/key-entry.ts'
import {
  parseKeyQuery,
  printKeyQuery,
  queryFields,
  queryStates,
  type QueryField,
  type WordField
} from '../../../shared/key-query.ts'
import { fieldWords, offeredTimes, stateWords, timeWords } from '../words/query.ts'

/** One way to go on. */
export interface Suggestion {
  /** What it puts in the place of what is being typed. */
  readonly insert: string
  readonly words: string
}

/** What can be meant by the token that ends at the cursor, and where that token is. */
export interface Suggestions {
  readonly from: number
  readonly to: number
  readonly items: readonly Suggestion[]
}

const most = 10

/** Words that were noted about keys, for the fields that have such words. */
export type KnownWords = Readonly<Partial<Record<WordField, readonly string[]>>>

/** Collects what was noted, each word once, in the order of the entries. */
export function knownWordsOf(entries: readonly KeyEntry[]): KnownWords {
  const noted = entries.map(({ notes }) => notes)
  const each = (words: readonly string[]): readonly string[] => [...new Set(words.filter(Boolean))]
  return {
    owner: each(noted.map(({ owner }) => owner)),
    ticket: each(noted.map(({ ticket }) => ticket)),
    consumer: each(noted.flatMap(({ consumers }) => (consumers === '' ? [] : consumers.split('\n')))),
    purpose: purposes
  }
}

/** What to offer while somebody types; `null` where nothing but free words is being typed. */
export function suggestionsFor(text: string, cursor: number, known: KnownWords): Suggestions | null {
  const before = text.slice(0, cursor)
  // Inside quotes, and in the middle of a word, nobody wants help.
  if ((before.match(/"/gu)?.length ?? 0) % 2 === 1 || /^\S/u.test(text.slice(cursor))) return null
  const token = /\S*$/u.exec(before)?.[0] ?? ''
  const [, sign = '', body = ''] = /^(-?)(.*)$/su.exec(token) ?? []
  const items = body.includes(':') ? valuesFor(sign, body, known) : fieldsFor(sign, body)
  return items.length === 0 ? null : { from: cursor - token.length, to: cursor, items: items.slice(0, most) }
}

function fieldsFor(sign: string, typed: string): readonly Suggestion[] {
  if (typed === '') return []
  return queryFields
    .filter((field) => field.startsWith(typed.toLowerCase()))
    .map((field) => ({ insert: `${sign}${field}:`, words: fieldWords[field] }))
}

function valuesFor(sign: string, body: string, known: KnownWords): readonly Suggestion[] {
  const colon = body.indexOf(':')
  const field = queryFields.find((each) => each === body.slice(0, colon).toLowerCase())
  if (field === undefined) return []
  const lastComma = Math.max(colon, body.lastIndexOf(','))
  const head = `${sign}${field}:${body.slice(colon + 1, lastComma + 1)}`
  const typed = body.slice(lastComma + 1).toLowerCase()
  const offers = offersOf(field, known).filter(({ insert }) =>
    insert.toLowerCase().replaceAll('"', '').startsWith(typed)
  )
  // What is already complete needs no help.
  if (offers.length === 1 && offers[0]?.insert.toLowerCase() === typed) return []
  return offers.map(({ insert, words }) => ({ insert: `${head}${insert} `, words }))
}

function offersOf(field: QueryField, known: KnownWords): readonly Suggestion[] {
  switch (field) {
    case 'is':
      return queryStates.map((state) => ({ insert: state, words: stateWords[state] }))
    case 'expires':
    case 'used':
    case 'created':
      return offeredTimes[field].map((insert) => {
        const [term] = parseKeyQuery(`${field}:${insert}`).terms
        const value = term?.field === field ? term.values[0] : undefined
        return { insert, words: value === undefined ? '' : timeWords(field, value) }
      })
    case 'name':
    case 'prefix':
      return []
    case 'owner':
    case 'purpose':
    case 'consumer':
    case 'ticket':
      return [
        { insert: '*', words: `Any ${field}` },
        ...(known[field] ?? []).map((text) => ({ insert: quoted(field, text), words: '' }))
      ]
  }
}

/** As the language writes it after the colon. */
function quoted(field: WordField, text: string): string {
  const printed = printKeyQuery({
    terms: [{ isNegated: false, field, values: [{ kind: 'words', text }] }]
  })
  return printed.slice(field.length + 1)
}
