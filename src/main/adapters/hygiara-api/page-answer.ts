import type { ListMapping } from '../../../shared/api-mapping.ts'
import type { ApiKey } from '../../../shared/api-key.ts'
import { valueAt } from './json-path.ts'
import { keyOf, markOf } from './key-fields.ts'

// Four megabytes, the most that is read of an answer, hold fewer.
const mostUncountedItems = 20_000
const mostCountedItems = 1_000
const longestCursor = 2_000
const longestLink = 8_000

/** What a page of a list says. */
export interface PageAnswer {
  /** Without those that are revoked. */
  readonly keys: readonly ApiKey[]
  /** Entries, with those that are revoked. */
  readonly count: number
  /** The cursor, or the address, of the next page; `null`: there is none, or it is not said here. */
  readonly next: string | null
  /** How many entries, and how many pages, there are altogether; `null`: not said. */
  readonly total: number | null
  readonly pages: number | null
}

/** Reads the body of a page as a whole; `null` when anything about it is not what the mapping says. Never throws. */
export function readPage(json: unknown, list: ListMapping): PageAnswer | null {
  const items = valueAt(json, list.itemsAt)
  // Counted before anything of it is looked at: a page of a million rows must cost nothing.
  if (!Array.isArray(items) || items.length > mostItems(list)) return null
  const place = placeOf(json, list)
  const keys = keysOf(items, list)
  return place && keys && { keys, count: items.length, ...place }
}

function keysOf(items: readonly unknown[], { fields }: ListMapping): ApiKey[] | null {
  const keys: ApiKey[] = []
  const standIns = new Map<string, number>()
  for (const item of items) {
    const key = keyOf(item, fields)
    if (key.ok) keys.push(fields.id ? key.value : toldApart(key.value, standIns))
    else if (key.error === 'refused') return null
  }
  return keys
}

/** Two keys that say the same about themselves are two keys all the same. */
function toldApart(key: ApiKey, seen: Map<string, number>): ApiKey {
  const count = (seen.get(key.id) ?? 0) + 1
  seen.set(key.id, count)
  return count === 1 ? key : { ...key, id: `${key.id}-${String(count)}` }
}

function mostItems({ paging }: ListMapping): number {
  if (paging.kind === 'whole' || paging.size === null) return mostUncountedItems
  return Math.max(paging.size.value, mostCountedItems)
}

type Place = Pick<PageAnswer, 'next' | 'total' | 'pages'>

const nowhere: Place = { next: null, total: null, pages: null }

/** Where this page stands among the others; `null` when that is said in a way that nobody understands. */
function placeOf(json: unknown, { paging }: ListMapping): Place | null {
  switch (paging.kind) {
    case 'whole':
      return nowhere
    case 'cursor': {
      const said = valueAt(json, paging.next.at)
      const isEnd = said === null || (!paging.isAlwaysSaid && (said === undefined || said === ''))
      if (isEnd) return nowhere
      const next = markOf(json, paging.next, longestCursor)
      return next === null ? null : { ...nowhere, next }
    }
    case 'link': {
      const said = paging.at === null ? null : (valueAt(json, paging.at) ?? null)
      if (said === null) return nowhere
      return typeof said === 'string' && said !== '' && said.length <= longestLink
        ? { ...nowhere, next: said }
        : null
    }
    case 'page':
    case 'offset': {
      const total = paging.totalAt ? (valueAt(json, paging.totalAt) ?? null) : null
      const pagesAt = paging.kind === 'page' ? paging.pagesAt : null
      const pages = pagesAt ? (valueAt(json, pagesAt) ?? null) : null
      return isCount(total) && isCount(pages) ? { next: null, total, pages } : null
    }
  }
}

function isCount(value: unknown): value is number | null {
  return value === null || (Number.isSafeInteger(value) && (value as number) >= 0)
}
