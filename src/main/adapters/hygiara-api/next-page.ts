import type { ListMapping } from '../../../shared/api-mapping.ts'
import type { PageAnswer } from './page-answer.ts'
import { withQuery } from './request-path.ts'

type Query = readonly (readonly [name: string, value: string])[]

/** How far a list was read: pages, entries on them, and the page that was read last. */
export interface ListPlace {
  readonly pagesRead: number
  readonly entriesRead: number
  readonly page: PageAnswer
  /** The `Link` header of that page. */
  readonly link: string | null
}

/** The address of the first page. */
export function firstPagePath({ operation, query, paging }: ListMapping): string {
  const always: Query = Object.entries(query)
  switch (paging.kind) {
    case 'whole':
      return withQuery(operation.path, always)
    case 'cursor':
    case 'link':
      return withQuery(operation.path, [...always, ...sizeOf(paging)])
    case 'page':
      return withQuery(operation.path, [
        ...always,
        ...sizeOf(paging),
        [paging.parameter, String(paging.first)]
      ])
    case 'offset':
      return withQuery(operation.path, [...always, ...sizeOf(paging), [paging.parameter, '0']])
  }
}

/** The address of the page after this one; `null` at the end, `foreign` where it would lead somewhere else. */
export function nextPagePath(list: ListMapping, place: ListPlace, serverUrl: string): string | null {
  const { operation, query, paging } = list
  const { page, pagesRead, entriesRead } = place
  const pathWith = (more: Query) => withQuery(operation.path, [...Object.entries(query), ...more])
  switch (paging.kind) {
    case 'whole':
      return null
    case 'cursor':
      return page.next === null ? null : pathWith([...sizeOf(paging), [paging.parameter, page.next]])
    case 'link': {
      const next = paging.at === null ? nextLinkOf(place.link) : page.next
      return next === null ? null : linkedPath(next, operation.path, serverUrl)
    }
    case 'page': {
      const isEnd = page.pages === null ? isRead(place) : pagesRead >= page.pages
      const number = String(paging.first + pagesRead)
      return isEnd ? null : pathWith([...sizeOf(paging), [paging.parameter, number]])
    }
    case 'offset':
      return isRead(place) ? null : pathWith([...sizeOf(paging), [paging.parameter, String(entriesRead)]])
  }
}

/** Said of a next page that is not one of this list. */
export const foreign = 'foreign'

/** Only the query may differ: a session is sent nowhere else, and to no other operation. */
function linkedPath(next: string, path: string, serverUrl: string): string {
  const here = `${serverUrl}${path}`
  if (!URL.canParse(next, here)) return foreign
  const url = new URL(next, here)
  const own = new URL(here)
  const isOwn = url.origin === own.origin && url.pathname === own.pathname
  return isOwn && url.username === '' && url.password === '' ? `${path}${url.search}` : foreign
}

const longestHeader = 16_000

/** The address with `rel="next"` of a `Link` header (RFC 8288). */
function nextLinkOf(header: string | null): string | null {
  if (header === null || header.length > longestHeader) return null
  for (const [, address = '', parameters = ''] of header.matchAll(
    /<([^<>]*)>((?:\s*;\s*[\w!#$%&'*+.^`|~-]+(?:\s*=\s*(?:"[^"]*"|[^\s";,]+))?)*)/gu
  )) {
    const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s";,]+))/iu.exec(parameters)
    const relations = (relation?.[1] ?? relation?.[2] ?? '').toLowerCase().split(/\s+/u)
    if (relations.includes('next')) return address
  }
  return null
}

/** Where the server says how many there are, that counts; a page without entries is the end in any case. */
function isRead({ page, entriesRead }: ListPlace): boolean {
  return page.count === 0 || (page.total !== null && entriesRead >= page.total)
}

function sizeOf({ size }: { readonly size: { parameter: string; value: number } | null }): Query {
  return size === null ? [] : [[size.parameter, String(size.value)]]
}
