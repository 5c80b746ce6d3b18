import { foldText } from './fold-text.ts'
import type { Sort } from './inventory-view.ts'
import type { KeyEntry } from './key-entry.ts'
import { kindOf, severityOf, statusKinds } from './key-status.ts'

/** By severity, the worst first, then by what ends soonest: the order of what needs attention. */
export function mostUrgentFirst(entries: readonly KeyEntry[], now: number): readonly KeyEntry[] {
  return byNumbers(entries, [
    { of: ({ times }) => -severityOf(times, now), isDescending: false },
    { of: ({ times }) => (times.expires === Infinity ? NaN : times.expires), isDescending: false }
  ])
}

/**
 * Sorts by a column. Stable; what has no value stands last in both directions: first what is known to be none
 * (no expiry, never used), then what is not reported.
 */
export function sortEntries(entries: readonly KeyEntry[], sort: Sort, now: number): readonly KeyEntry[] {
  const isDescending = sort.direction === 'descending'
  switch (sort.column) {
    case 'name':
      return byText(entries, ({ key }) => key.name, isDescending)
    case 'prefix':
      return byText(entries, ({ key }) => key.prefix ?? '', isDescending)
    case 'status':
      return byNumbers(entries, [
        { of: ({ times }) => statusKinds.indexOf(kindOf(times, now)), isDescending },
        // Within "expires in 2 d" and "unused 143 d", the nearest end and the longest disuse count as more.
        { of: ({ times }) => detailOf(times, now), isDescending }
      ])
    case 'last-used':
      return byNumbers(entries, [
        { of: ({ times }) => finite(times.lastUsed), isDescending },
        { of: ({ times }) => (times.lastUsed === -Infinity ? 0 : NaN), isDescending: false }
      ])
    case 'expires':
      return byNumbers(entries, [
        { of: ({ times }) => finite(times.expires), isDescending },
        { of: ({ times }) => (times.expires === Infinity ? 0 : NaN), isDescending: false }
      ])
  }
}

const finite = (value: number): number => (Number.isFinite(value) ? value : NaN)

function detailOf(times: KeyEntry['times'], now: number): number {
  const kind = kindOf(times, now)
  if (kind === 'expires-soon') return times.expires
  return kind === 'unused' ? times.lastUsed : 0
}

interface NumberKey {
  readonly of: (entry: KeyEntry) => number
  readonly isDescending: boolean
}

/** Sorts by numbers that are worked out once for each entry; `NaN` is last either way. */
function byNumbers(entries: readonly KeyEntry[], keys: readonly NumberKey[]): readonly KeyEntry[] {
  const columns = keys.map(({ of, isDescending }) => {
    const sign = isDescending ? -1 : 1
    return Float64Array.from(entries, (entry) => {
      const value = of(entry)
      return Number.isNaN(value) ? Infinity : sign * value
    })
  })
  return inOrder(entries, (one, other) => {
    for (const column of columns) {
      const left = column[one] ?? 0
      const right = column[other] ?? 0
      if (left !== right) return left < right ? -1 : 1
    }
    return 0
  })
}

/** Sorts as people read: without case and accents, and `key-2` before `key-10`. Nothing is last either way. */
function byText(
  entries: readonly KeyEntry[],
  of: (entry: KeyEntry) => string,
  isDescending: boolean
): readonly KeyEntry[] {
  const sign = isDescending ? -1 : 1
  const texts = entries.map((entry) => textKeyOf(of(entry)))
  return inOrder(entries, (one, other) => {
    const left = texts[one] ?? ''
    const right = texts[other] ?? ''
    if (left === right) return 0
    if (left === '' || right === '') return left === '' ? 1 : -1
    return left < right ? -sign : sign
  })
}

function textKeyOf(text: string): string {
  return foldText(text.trim()).replace(/\d+/gu, (digits) => digits.padStart(8, '0'))
}

function inOrder(
  entries: readonly KeyEntry[],
  compare: (one: number, other: number) => number
): readonly KeyEntry[] {
  const order = Uint32Array.from({ length: entries.length }, (_, index) => index).sort(compare)
  return Array.from(order, (index) => entries[index]).filter((entry) => entry !== undefined)
}
