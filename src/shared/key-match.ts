import { dayMs, endOfUtcDay } from './expiry.ts'
import { foldText } from './fold-text.ts'
import type { KeyEntry, KeyIndex } from './key-entry.ts'
import type { KeyQuery, QueryState, QueryTerm, TimeField, TimeValue, WordField } from './key-query.ts'
import { isOfKind, needsAttention } from './key-status.ts'
import { hasExpired } from './key-times.ts'

export type Matches = (entry: KeyEntry) => boolean

/** Makes the test of a query, once for all entries. What is cheap is asked first. */
export function compileKeyQuery(
  { terms }: Pick<KeyQuery, 'terms'>,
  now: number,
  index: Pick<KeyIndex, 'sharedPrefixes'>
): Matches {
  const tests = terms
    .toSorted((one, other) => costOf(one) - costOf(other))
    .map((term) => {
      const test = testOf(term, now, index)
      return term.isNegated ? (entry: KeyEntry) => !test(entry) : test
    })
  const [first, second] = tests
  if (first === undefined) return () => true
  if (second === undefined) return first
  return (entry) => tests.every((test) => test(entry))
}

// A time is a comparison or two, a word a look through a text, and a status several comparisons.
const costOf = ({ field }: QueryTerm): number => (field === null ? 1 : field === 'is' ? 2 : 0)

function testOf(term: QueryTerm, now: number, index: Pick<KeyIndex, 'sharedPrefixes'>): Matches {
  switch (term.field) {
    case null: {
      const word = foldText(term.text)
      return ({ text }) => text.includes(word)
    }
    case 'is':
      return anyOf(term.values.map((state) => stateTest(state, now, index)))
    case 'expires':
    case 'used':
    case 'created': {
      const { field } = term
      return anyOf(term.values.map((value) => timeTest(field, value, now)))
    }
    case 'name':
    case 'prefix':
    case 'owner':
    case 'purpose':
    case 'consumer':
    case 'ticket': {
      const { field } = term
      return anyOf(
        term.values.map((value): Matches => {
          if (value.kind === 'any') return (entry) => wordsOf(field, entry).trim() !== ''
          const wanted = foldText(field === 'purpose' ? value.text.replaceAll('-', ' ') : value.text)
          return field === 'prefix'
            ? (entry) => foldText(wordsOf(field, entry)).startsWith(wanted)
            : (entry) => foldText(wordsOf(field, entry)).includes(wanted)
        })
      )
    }
  }
}

function anyOf(tests: readonly Matches[]): Matches {
  const [only, second] = tests
  return only !== undefined && second === undefined ? only : (entry) => tests.some((test) => test(entry))
}

function stateTest(
  state: QueryState,
  now: number,
  { sharedPrefixes }: Pick<KeyIndex, 'sharedPrefixes'>
): Matches {
  switch (state) {
    case 'attention':
      return ({ times }) => needsAttention(times, now)
    case 'mine':
      return ({ isMine }) => isMine
    case 'expiring':
      return ({ times }) => isOfKind('expires-soon', times, now)
    case 'stale':
      return ({ times }) => isOfKind('unused', times, now)
    case 'shared-prefix':
      return ({ key }) => key.prefix !== undefined && sharedPrefixes.has(key.prefix)
    case 'active':
    case 'expired':
    case 'never-used':
    case 'no-expiry':
    case 'used-after-expiry':
      return ({ times }) => isOfKind(state, times, now)
  }
}

// Every comparison with a time that is not reported is false: such a key matches nothing that is asked about it.
function timeTest(field: TimeField, value: TimeValue, now: number): Matches {
  const timeOf = timeReader(field)
  switch (value.kind) {
    case 'never':
      return field === 'expires'
        ? (entry) => timeOf(entry) === Infinity
        : (entry) => timeOf(entry) === -Infinity
    case 'past':
      return ({ times }) => hasExpired(times, now)
    case 'before': {
      const start = Date.parse(`${value.day}T00:00:00Z`)
      return (entry) => timeOf(entry) < start && timeOf(entry) !== -Infinity
    }
    case 'after': {
      const end = Date.parse(endOfUtcDay(value.day))
      return (entry) => timeOf(entry) > end && timeOf(entry) !== Infinity
    }
    case 'within': {
      const span = value.days * dayMs
      return field === 'expires'
        ? ({ times }) => times.expires - now <= span && !hasExpired(times, now)
        : (entry) => now - timeOf(entry) <= span
    }
    case 'beyond': {
      const span = value.days * dayMs
      return field === 'expires'
        ? ({ times }) => times.expires - now > span && times.expires !== Infinity
        : (entry) => now - timeOf(entry) >= span && timeOf(entry) !== -Infinity
    }
  }
}

function timeReader(field: TimeField): (entry: KeyEntry) => number {
  switch (field) {
    case 'expires':
      return ({ times }) => times.expires
    case 'used':
      return ({ times }) => times.lastUsed
    case 'created':
      return ({ times }) => times.created
  }
}

function wordsOf(field: WordField, { key, notes }: KeyEntry): string {
  switch (field) {
    case 'name':
      return key.name
    case 'prefix':
      return key.prefix ?? ''
    case 'purpose':
      // `purpose:"ci pipeline"` and `purpose:ci-pipeline` mean the same.
      return notes.purpose?.replaceAll('-', ' ') ?? ''
    case 'owner':
      return notes.owner
    case 'consumer':
      return notes.consumers
    case 'ticket':
      return notes.ticket
  }
}
