import type { JsonPath, Mark, PageSize, Paging } from '../../../shared/api-mapping.ts'
import type { ApiOperation, Parameter } from './api-view.ts'
import { leavesOf, type Leaf, type Shape } from './shape.ts'
import { squashed } from './words.ts'

/** How a list is cut into pages; `paging` is `null` where it is cut in a way that the app does not know. */
export interface FoundPaging {
  readonly paging: Paging | null
  readonly evidence: string
}

const cursors = [
  'cursor',
  'pagetoken',
  'nexttoken',
  'continuationtoken',
  'nextpagetoken',
  'pagecursor',
  'after',
  'marker',
  'nextcursor',
  'continuation',
  'startcursor',
  'next',
  'page[cursor]',
  'aftercursor',
  'cursorafter'
]
const pages = ['page', 'pagenumber', 'pageno', 'pageindex', 'pagenum', 'p', 'currentpage']
const offsets = ['offset', 'skip', 'startindex', 'start', 'from', 'first', 'pageoffset']
const sizes = [
  'limit',
  'pagesize',
  'perpage',
  'size',
  'pagelimit',
  'maxresults',
  'itemsperpage',
  'take',
  'count',
  'top',
  'max',
  'maxitems',
  'pagesizelimit',
  'resultsperpage',
  'rows',
  'length'
]
const nextNames = [
  'nextcursor',
  'nextpagetoken',
  'nexttoken',
  'endcursor',
  'continuationtoken',
  'cursor',
  'nextpagecursor',
  'nextmarker',
  'next',
  'cursornext',
  'nextcontinuationtoken',
  'after',
  'aftercursor',
  'nextpage'
]
const totals = [
  'total',
  'totalcount',
  'totalelements',
  'totalitems',
  'count',
  'totalresults',
  'totalrecords',
  'totalrows',
  'recordcount',
  'itemcount'
]
const pageCounts = [
  'totalpages',
  'pages',
  'pagecount',
  'lastpage',
  'numpages',
  'pagestotal',
  'totalpagecount'
]

// As many as a page of the default contract; a server that takes less says so.
const mostAPage = 1_000
// What nearly every server takes that does not say how much it takes.
const usualPage = 100

/** Reads the parameters, the answer around the entries and the headers. */
export function pagingOf(operation: ApiOperation, itemsAt: JsonPath): FoundPaging {
  const queries = operation.parameters.filter(({ place }) => place === 'query')
  const around = operation.answer === null ? [] : leavesBeside(operation.answer, itemsAt)
  const size = sizeOf(queries)
  const cursor = named(queries, cursors)
  const next = leafNamed(around, nextNames, ['string', 'number', 'unknown'])
  const isLink = operation.answerHeaders.includes('link')
  if (isLink) {
    return {
      paging: { kind: 'link', at: null, size },
      evidence: 'The answer names the next page in a Link header.'
    }
  }
  if (cursor && next && !isAddress(next)) {
    const mark: Mark = { at: next.path, type: next.shape.type === 'number' ? 'integer' : 'text' }
    const isAlwaysSaid = isRequiredIn(operation.answer, next.path)
    return {
      paging: { kind: 'cursor', parameter: cursor.name, next: mark, isAlwaysSaid, size },
      evidence: `The next page is asked for with "${cursor.name}", which the answer says in "${next.path.join('.')}".`
    }
  }
  const page = named(queries, pages)
  const offset = named(queries, offsets)
  if (next && isAddress(next) && (cursor || (!page && !offset))) {
    return {
      paging: { kind: 'link', at: next.path, size },
      evidence: `The answer says the address of the next page in "${next.path.join('.')}".`
    }
  }
  if (page) return pageNumbers(page, around, size)
  if (offset) {
    const totalAt = leafNamed(around, totals, ['number'])?.path ?? null
    return {
      paging: { kind: 'offset', parameter: offset.name, size, totalAt },
      evidence: `Pages are asked for with "${offset.name}".`
    }
  }
  if (cursor)
    return {
      paging: null,
      evidence: `Pages are asked for with "${cursor.name}", and no answer says with what.`
    }
  if (next)
    return {
      paging: null,
      evidence: `The answer speaks of a next page in "${next.path.join('.')}", and no parameter asks for it.`
    }
  return { paging: { kind: 'whole' }, evidence: 'The list comes whole: no parameter asks for a page.' }
}

function pageNumbers(page: Parameter, around: readonly Leaf[], size: PageSize | null): FoundPaging {
  const pagesAt = leafNamed(around, pageCounts, ['number'])?.path ?? null
  const totalAt = leafNamed(around, totals, ['number'])?.path ?? null
  return {
    paging: { kind: 'page', parameter: page.name, first: firstPage(page, around), size, pagesAt, totalAt },
    evidence: `Pages are asked for with "${page.name}".`
  }
}

function firstPage({ shape, description }: Parameter, around: readonly Leaf[]): 0 | 1 {
  const said = shape?.minimum ?? (typeof shape?.fallback === 'number' ? shape.fallback : null)
  if (said !== null) return said === 0 ? 0 : 1
  if (
    /zero|0[- ]?(?:based|indexed|\.\.)|from 0|starts? (?:at|with) 0/iu.test(
      `${description} ${shape?.description ?? ''}`
    )
  )
    return 0
  // Spring counts from zero and does not always say so.
  const isSpring = ['totalelements', 'totalpages', 'number'].every((name) =>
    leafNamed(around, [name], ['number'])
  )
  return isSpring ? 0 : 1
}

function sizeOf(queries: readonly Parameter[]): PageSize | null {
  const size = named(queries, sizes)
  if (size === null) return null
  return { parameter: size.name, value: Math.min(size.shape?.maximum ?? usualPage, mostAPage) }
}

/** The first of the names that a parameter has; the order of the names counts, not that of the parameters. */
function named(parameters: readonly Parameter[], names: readonly string[]): Parameter | null {
  for (const name of names) {
    const found = parameters.find((parameter) => squashed(parameter.name) === squashed(name))
    if (found) return found
  }
  return null
}

/** What stands around the entries, the entries themselves left out. */
function leavesBeside(answer: Shape, itemsAt: JsonPath): readonly Leaf[] {
  if (itemsAt.length === 0) return []
  return leavesOf(answer, 3).filter(({ path }) => path.join('\n') !== itemsAt.join('\n'))
}

function leafNamed(
  leaves: readonly Leaf[],
  names: readonly string[],
  types: readonly Shape['type'][]
): Leaf | null {
  for (const name of names) {
    const found = leaves.find(
      ({ path, shape }) => squashed(path.at(-1) ?? '') === name && types.includes(shape.type)
    )
    if (found) return found
  }
  return null
}

/** A next page that is said as an address and not as something to send. */
function isAddress({ path, shape }: Leaf): boolean {
  if (/^ur[il]/u.test(shape.format) || /\b(?:url|link|address)\b/iu.test(shape.description)) return true
  if (path.some((name) => /^_?links?$/iu.test(name))) return true
  return typeof shape.example === 'string' && /^(?:https?:)?\//u.test(shape.example)
}

function isRequiredIn(answer: Shape | null, path: JsonPath): boolean {
  let at = answer
  for (const name of path) {
    if (at?.required.has(name) !== true) return false
    at = at.field(name)
  }
  return true
}
