/**
 * The language of the search field: `is:stale expires:<30d,never -owner:* github`. All terms must hold; the values
 * of one term, separated by commas, are alternatives. What is not understood is left out and told as a problem.
 */
import type { Day } from './expiry.ts'

/** What `is:` can ask. */
export const queryStates = [
  'attention',
  'mine',
  'active',
  'expired',
  'expiring',
  'stale',
  'never-used',
  'no-expiry',
  'used-after-expiry',
  'shared-prefix'
] as const
export type QueryState = (typeof queryStates)[number]

/** Fields that are times, and fields that are words. */
export const timeFields = ['expires', 'used', 'created'] as const
export const wordFields = ['name', 'prefix', 'owner', 'purpose', 'consumer', 'ticket'] as const
export type TimeField = (typeof timeFields)[number]
export type WordField = (typeof wordFields)[number]

/** One alternative for a time. Days are counted from now: ahead for `expires`, back for the others. */
export type TimeValue =
  | { readonly kind: 'within' | 'beyond'; readonly days: number }
  | { readonly kind: 'before' | 'after'; readonly day: Day }
  /** `expires:past`. */
  | { readonly kind: 'past' }
  /** `expires:never`, `used:never`. */
  | { readonly kind: 'never' }

/** One alternative for words: a piece of text, or anything at all (`owner:*`). */
export type WordValue = { readonly kind: 'words'; readonly text: string } | { readonly kind: 'any' }

/** One condition. */
export type QueryTerm = { readonly isNegated: boolean } & (
  | { readonly field: null; readonly text: string }
  | { readonly field: 'is'; readonly values: readonly QueryState[] }
  | { readonly field: TimeField; readonly values: readonly TimeValue[] }
  | { readonly field: WordField; readonly values: readonly WordValue[] }
)

/** Something in the text that was left out. */
export type QueryProblem =
  | { readonly kind: 'unknown-field'; readonly token: string; readonly field: string }
  | { readonly kind: 'bad-value'; readonly token: string; readonly field: QueryField; readonly value: string }

export type QueryField = 'is' | TimeField | WordField

export interface KeyQuery {
  readonly terms: readonly QueryTerm[]
  readonly problems: readonly QueryProblem[]
}

/** Every field that can stand before a colon. */
export const queryFields: readonly QueryField[] = ['is', ...timeFields, ...wordFields]

/** Reads what was typed. Takes any text. */
export function parseKeyQuery(text: string): KeyQuery {
  const terms: QueryTerm[] = []
  const problems: QueryProblem[] = []
  for (const token of tokensOf(text)) {
    const term = termOf(token)
    if ('kind' in term) problems.push(term)
    else terms.push(term)
  }
  return { terms, problems }
}

/** Writes a query so that reading it gives the same terms. Problems are not written. */
export function printKeyQuery(query: Pick<KeyQuery, 'terms'>): string {
  return query.terms.map(printTerm).join(' ')
}

interface Token {
  readonly isNegated: boolean
  /** In front of a colon; `null` for a free word. */
  readonly field: string | null
  readonly values: readonly Value[]
  /** As it was typed. */
  readonly raw: string
}

interface Value {
  readonly text: string
  /** A quoted `*` is a star and not everything. */
  readonly isQuoted: boolean
}

const fieldStart = /(\p{L}[\p{L}\p{N}-]*):/uy
const space = /\s/u

/** Splits at white space outside quotes. A quote that is not closed ends with the text. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0

  const readQuoted = (): Value => {
    let value = ''
    for (at += 1; at < text.length && text[at] !== '"'; at++) {
      if (text[at] === '\\' && at + 1 < text.length) at += 1
      value += text[at] ?? ''
    }
    at += 1
    return { text: value, isQuoted: true }
  }
  const readBare = (stop: RegExp): Value => {
    const start = at
    while (at < text.length && !stop.test(text[at] ?? '')) at += 1
    return { text: text.slice(start, at), isQuoted: false }
  }

  while (at < text.length) {
    if (space.test(text[at] ?? '')) {
      at += 1
      continue
    }
    const start = at
    const isNegated = text[at] === '-' && at + 1 < text.length && !space.test(text[at + 1] ?? '')
    if (isNegated) at += 1
    fieldStart.lastIndex = at
    const field = text[at] === '"' ? null : (fieldStart.exec(text)?.[1] ?? null)
    const values: Value[] = []
    if (field === null) {
      values.push(text[at] === '"' ? readQuoted() : readBare(space))
    } else {
      at += field.length + 1
      do {
        if (values.length > 0) at += 1
        values.push(text[at] === '"' ? readQuoted() : readBare(/[\s,]/u))
      } while (text[at] === ',')
    }
    tokens.push({ isNegated, field, values, raw: text.slice(start, at) })
  }
  return tokens
}

function termOf({ isNegated, field, values, raw }: Token): QueryTerm | QueryProblem {
  if (field === null) return { isNegated, field, text: values[0]?.text ?? '' }
  const known = field.toLowerCase()
  if (!isOneOf(queryFields, known)) return { kind: 'unknown-field', token: raw, field }
  // A comma at the end is a value that is still to come.
  const said = values.filter(({ text, isQuoted }) => isQuoted || text !== '')
  if (said.length === 0) return { kind: 'bad-value', token: raw, field: known, value: '' }
  const wrong = said.find((value) => readValue(known, value) === null)
  if (wrong !== undefined) return { kind: 'bad-value', token: raw, field: known, value: wrong.text }
  // What the field says about its values is known to `readValue` and not to the compiler.
  return { isNegated, field: known, values: said.map((value) => readValue(known, value)) } as QueryTerm
}

function readValue(field: QueryField, { text, isQuoted }: Value): QueryState | TimeValue | WordValue | null {
  if (field === 'is') {
    const state = text.toLowerCase()
    return isOneOf(queryStates, state) ? state : null
  }
  if (isOneOf(timeFields, field)) return readTime(field, text.toLowerCase())
  return text === '*' && !isQuoted ? { kind: 'any' } : { kind: 'words', text }
}

function readTime(field: TimeField, text: string): TimeValue | null {
  if (text === 'never' && field !== 'created') return { kind: 'never' }
  if (text === 'past' && field === 'expires') return { kind: 'past' }
  const [, sign, days, day] = /^([<>])=?(?:(\d{1,5})d|(\d{4}-\d{2}-\d{2}))$/u.exec(text) ?? []
  if (sign === undefined) return null
  if (days !== undefined) return { kind: sign === '<' ? 'within' : 'beyond', days: Number(days) }
  return day !== undefined && isDay(day) ? { kind: sign === '<' ? 'before' : 'after', day } : null
}

function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === day
}

function isOneOf<Item extends string>(items: readonly Item[], text: string): text is Item {
  return (items as readonly string[]).includes(text)
}

function printTerm(term: QueryTerm): string {
  const sign = term.isNegated ? '-' : ''
  if (term.field === null) return sign + printText(term.text, false)
  return `${sign}${term.field}:${term.values.map(printValue).join(',')}`
}

function printValue(value: QueryState | TimeValue | WordValue): string {
  if (typeof value === 'string') return value
  switch (value.kind) {
    case 'within':
      return `<${value.days}d`
    case 'beyond':
      return `>${value.days}d`
    case 'before':
      return `<${value.day}`
    case 'after':
      return `>${value.day}`
    case 'past':
    case 'never':
      return value.kind
    case 'any':
      return '*'
    case 'words':
      return printText(value.text, true)
  }
}

/** Quoted where it would be read as something else. */
function printText(text: string, isValue: boolean): string {
  fieldStart.lastIndex = 0
  const isPlain =
    text !== '' &&
    !/[\s"]/u.test(text) &&
    (isValue ? !text.includes(',') && text !== '*' : !text.startsWith('-') && !fieldStart.test(text))
  return isPlain ? text : `"${text.replaceAll(/["\\]/gu, String.raw`\$&`)}"`
}
