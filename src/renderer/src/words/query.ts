import { dayWords } from './dates.ts'
import {
  queryFields,
  queryStates,
  type KeyQuery,
  type QueryField,
  type QueryProblem,
  type QueryState,
  type QueryTerm,
  type TimeField,
  type TimeValue
} from '../../../shared/key-query.ts'

/** What `is:` can ask, in words. */
export const stateWords: Readonly<Record<QueryState, string>> = {
  attention: 'Needs attention',
  mine: 'Mine',
  active: 'Active',
  expired: 'Expired',
  expiring: 'Expires within 14 days',
  stale: 'Unused for 90 days',
  'never-used': 'Never used',
  'no-expiry': 'No expiry',
  'used-after-expiry': 'Used after expiry',
  'shared-prefix': 'Shares its prefix'
}

/** What stands behind a colon, in words. */
export const fieldWords: Readonly<Record<QueryField, string>> = {
  is: 'Status, for example is:stale',
  expires: 'End, for example expires:<30d',
  used: 'Last use, for example used:>90d',
  created: 'Age, for example created:>365d',
  name: 'Words of the name',
  prefix: 'Beginning of the prefix',
  owner: 'Noted owner; * for any',
  purpose: 'Noted purpose; * for any',
  consumer: 'What uses it; * for any',
  ticket: 'Noted ticket; * for any'
}

/** Values that are offered for a time, the usual ones. */
export const offeredTimes: Readonly<Record<TimeField, readonly string[]>> = {
  expires: ['<7d', '<30d', '<90d', '>90d', 'past', 'never'],
  used: ['<7d', '>30d', '>90d', '>180d', 'never'],
  created: ['<7d', '<30d', '>365d']
}

/** A time that is asked for, in words: `Expires within 30 days`. */
export function timeWords(field: TimeField, value: TimeValue): string {
  switch (value.kind) {
    case 'never':
      return field === 'expires' ? 'No expiry' : 'Never used'
    case 'past':
      return 'Expired'
    case 'within':
      return `${withinVerbs[field]} ${daysWords(value.days)}`
    case 'beyond':
      return `${beyondVerbs[field]} ${daysWords(value.days)}`
    case 'before':
      return `${pointVerbs[field]} before ${dayWords(value.day)}`
    case 'after':
      return `${pointVerbs[field]} after ${dayWords(value.day)}`
  }
}

const withinVerbs = { expires: 'Expires within', used: 'Used in the last', created: 'Created in the last' }
const beyondVerbs = { expires: 'Works for more than', used: 'Unused for', created: 'Older than' }
const pointVerbs = { expires: 'Expires', used: 'Last used', created: 'Created' }
const daysWords = (days: number): string => (days === 1 ? '1 day' : `${days} days`)

/** What a query asks for, in words: `Expired · “github”`. */
export function queryWords({ terms }: Pick<KeyQuery, 'terms'>): string {
  return terms.map(termWords).join(' · ')
}

function termWords(term: QueryTerm): string {
  const words = plainTermWords(term)
  return term.isNegated ? `not ${words}` : words
}

function plainTermWords(term: QueryTerm): string {
  switch (term.field) {
    case null:
      return `“${term.text}”`
    case 'is':
      return term.values.map((state) => stateWords[state]).join(' or ')
    case 'expires':
    case 'used':
    case 'created': {
      const { field } = term
      return term.values.map((value) => timeWords(field, value)).join(' or ')
    }
    case 'name':
    case 'prefix':
    case 'owner':
    case 'purpose':
    case 'consumer':
    case 'ticket':
      return `${term.field} ${term.values.map((value) => (value.kind === 'any' ? 'noted' : `“${value.text}”`)).join(' or ')}`
  }
}

/** What was not understood, and what is possible there. */
export function queryProblemWords(problem: QueryProblem): string {
  if (problem.kind === 'unknown-field') {
    return `No filter is called “${problem.field}”. There are ${listed(queryFields)}. To find the text itself, put it in quotes.`
  }
  const { field, value } = problem
  const what = value === '' ? `${field}: needs a value` : `${field}: doesn't know “${value}”`
  switch (field) {
    case 'is':
      return `${what}. There are ${listed(queryStates)}.`
    case 'expires':
      return `${what}. Possible are <30d, >30d, <2027-06-30, past and never.`
    case 'used':
      return `${what}. Possible are <30d, >30d, <2027-06-30 and never.`
    case 'created':
      return `${what}. Possible are <30d, >30d and <2027-06-30.`
    case 'name':
    case 'prefix':
    case 'owner':
    case 'purpose':
    case 'consumer':
    case 'ticket':
      return `${what}. Write what it should contain, or * for anything.`
  }
}

function listed(items: readonly string[]): string {
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`
}
