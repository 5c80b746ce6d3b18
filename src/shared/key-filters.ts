import type { KeyEntry, KeyIndex } from './key-entry.ts'
import { compileKeyQuery } from './key-match.ts'
import { printKeyQuery, type KeyQuery, type QueryTerm, type TimeValue } from './key-query.ts'

/** A filter that is offered as a button: one alternative of one term. */
export interface KeyFilter {
  readonly field: 'expires' | 'used'
  readonly value: TimeValue
}

export const expiringDays = [7, 14, 30, 60, 90] as const
export const unusedDays = [30, 60, 90, 180] as const

export const expiredFilter: KeyFilter = { field: 'expires', value: { kind: 'past' } }
export const noExpiryFilter: KeyFilter = { field: 'expires', value: { kind: 'never' } }
export const neverUsedFilter: KeyFilter = { field: 'used', value: { kind: 'never' } }
export const expiringFilter = (days: number): KeyFilter => ({
  field: 'expires',
  value: { kind: 'within', days }
})
export const unusedFilter = (days: number): KeyFilter => ({ field: 'used', value: { kind: 'beyond', days } })

/** All of them (product B5). */
export const keyFilters: readonly KeyFilter[] = [
  ...expiringDays.map(expiringFilter),
  expiredFilter,
  noExpiryFilter,
  neverUsedFilter,
  ...unusedDays.map(unusedFilter)
]

const termOf = ({ field, value }: KeyFilter): QueryTerm => ({ isNegated: false, field, values: [value] })

/** What a filter is called in the language of the search field: `expires:<30d`. */
export function filterText(filter: KeyFilter): string {
  return printKeyQuery({ terms: [termOf(filter)] })
}

/** How many keys each filter has, by its text, how many need attention, how many are mine. Looks at every key once. */
export function countFilters(
  index: KeyIndex,
  now: number
): {
  readonly byFilter: ReadonlyMap<string, number>
  readonly attention: number
  readonly mine: number
} {
  const tests = [...keyFilters.map(termOf), mine, attention].map((term) =>
    compileKeyQuery({ terms: [term] }, now, index)
  )
  const counts = new Uint32Array(tests.length)
  for (const entry of index.entries) {
    for (const [at, test] of tests.entries()) if (test(entry)) counts[at] = (counts[at] ?? 0) + 1
  }
  return {
    byFilter: new Map(keyFilters.map((filter, at) => [filterText(filter), counts[at] ?? 0])),
    attention: counts.at(-1) ?? 0,
    mine: counts.at(-2) ?? 0
  }
}

const attention: QueryTerm = { isNegated: false, field: 'is', values: ['attention'] }
const mine: QueryTerm = { isNegated: false, field: 'is', values: ['mine'] }

/** The term that the buttons of a field change. */
const ownTerm = (query: KeyQuery, field: KeyFilter['field']): QueryTerm | undefined =>
  query.terms.find((term) => term.field === field && !term.isNegated)

/** The alternatives of a field that are on. */
export function valuesOf(query: KeyQuery, field: KeyFilter['field']): readonly TimeValue[] {
  const term = ownTerm(query, field)
  return term?.field === 'expires' || term?.field === 'used' ? term.values : []
}

/** Whether a filter is on. */
export function hasFilter(query: KeyQuery, filter: KeyFilter): boolean {
  const wanted = filterText(filter)
  return valuesOf(query, filter.field).some((value) => filterText({ ...filter, value }) === wanted)
}

/** Turns a filter on or off. Of `expires:<7d` and `expires:<30d` only one is ever on. */
export function toggleFilter(query: KeyQuery, filter: KeyFilter): KeyQuery {
  const before = valuesOf(query, filter.field)
  const kept = before.filter(({ kind }) => kind !== filter.value.kind)
  const values = hasFilter(query, filter) ? kept : [...kept, filter.value]
  const old = ownTerm(query, filter.field)
  const term: QueryTerm = { isNegated: false, field: filter.field, values }
  const others = query.terms.filter((each) => each !== old)
  if (values.length === 0) return { ...query, terms: others }
  return {
    ...query,
    terms:
      old === undefined ? [...query.terms, term] : query.terms.map((each) => (each === old ? term : each))
  }
}

/** The text of a query, with what was not understood left at its end. */
export function queryText(query: KeyQuery): string {
  return [printKeyQuery(query), ...query.problems.map(({ token }) => token)].filter(Boolean).join(' ')
}

/** How many expired keys a query hides because it asks for what needs attention and for nothing expired. */
export function hiddenExpired(
  query: KeyQuery,
  entries: readonly KeyEntry[],
  now: number,
  index: KeyIndex
): number {
  const { terms } = query
  const asking = terms.find(isAskingForAttention)
  if (asking === undefined) return 0
  const without = { terms: [...terms.filter((term) => term !== asking), { ...expired }] }
  const [isHidden, isShown] = [compileKeyQuery(without, now, index), compileKeyQuery(query, now, index)]
  return entries.reduce((count, entry) => (isHidden(entry) && !isShown(entry) ? count + 1 : count), 0)
}

const expired: QueryTerm = { isNegated: false, field: 'is', values: ['expired'] }

function isAskingForAttention(term: QueryTerm): boolean {
  return term.field === 'is' && !term.isNegated && term.values.includes('attention')
}

/** The same query with expired keys among what it asks for. */
export function withExpired(query: KeyQuery): KeyQuery {
  return {
    ...query,
    terms: query.terms.map((term) =>
      term.field === 'is' && isAskingForAttention(term) && !term.values.includes('expired')
        ? { ...term, values: [...term.values, 'expired'] }
        : term
    )
  }
}

/** Only the words of a query: what is left when every filter is taken away. */
export function wordsOnly(query: KeyQuery): KeyQuery {
  return { terms: query.terms.filter(({ field }) => field === null), problems: [] }
}
