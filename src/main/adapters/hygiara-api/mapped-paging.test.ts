import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiMapping, Paging } from '../../../shared/api-mapping.ts'
import { defaultMapping } from '../../../shared/default-mapping.ts'
import { SecretValue } from '../../secret-value.ts'
import { answerJson, ScriptedServer } from '../../testing/scripted-server.ts'
import { systemClock } from '../system-clock.ts'
import { createHygiaraApi } from './hygiara-api.ts'

type Change = 'create' | { readonly revoke: number }

interface Row {
  readonly id: number
  readonly name: string
}

const pageLength = 3
const listPath = '/keys'
const size = { parameter: 'size', value: pageLength }
const kinds: Readonly<Record<string, Paging>> = {
  'the number of the page': { kind: 'page', parameter: 'page', first: 1, size, pagesAt: null, totalAt: null },
  'the number of the page, with how many there are': {
    kind: 'page',
    parameter: 'page',
    first: 0,
    size,
    pagesAt: ['pages'],
    totalAt: null
  },
  'the number of the page, with the total': {
    kind: 'page',
    parameter: 'page',
    first: 1,
    size,
    pagesAt: null,
    totalAt: ['total']
  },
  'an offset': { kind: 'offset', parameter: 'offset', size, totalAt: null },
  'an offset, with the total': { kind: 'offset', parameter: 'offset', size, totalAt: ['total'] },
  'a link in the header': { kind: 'link', at: null, size },
  'a link in the body': { kind: 'link', at: ['next'], size },
  'a cursor': {
    kind: 'cursor',
    parameter: 'after',
    next: { at: ['after'], type: 'integer' },
    isAlwaysSaid: false,
    size
  },
  nothing: { kind: 'whole' }
}

let server: ScriptedServer
let rows: Row[] = []
let made = 0
let isNewestFirst = true
/** One a page, after it was answered. */
let changes: Change[] = []
let tamper: (page: Record<string, unknown>, query: URLSearchParams) => object = (page) => page
let linkTo: (path: string) => string = (path) => `${server.url}${path}`

function change(each: Change | undefined): void {
  if (each === 'create') {
    made += 1
    const row = { id: made, name: `key ${made}` }
    rows = isNewestFirst ? [row, ...rows] : [...rows, row]
  } else if (each) rows = rows.filter((_row, place) => place !== each.revoke % Math.max(1, rows.length))
}

function startOf(query: URLSearchParams, paging: Paging): number {
  switch (paging.kind) {
    case 'whole':
      return 0
    case 'page':
      return (Number(query.get(paging.parameter)) - paging.first) * pageLength
    case 'offset':
      return Number(query.get(paging.parameter))
    case 'link':
      return Number(query.get('from') ?? 0)
    case 'cursor': {
      const after = query.get('after')
      if (after === null) return 0
      const place = rows.findIndex(({ id }) => (isNewestFirst ? id < Number(after) : id > Number(after)))
      return place === -1 ? rows.length : place
    }
  }
}

let paging: Paging = { kind: 'whole' }

beforeAll(async () => {
  server = await ScriptedServer.start((response, { url }) => {
    const query = new URL(url, 'http://localhost').searchParams
    const start = startOf(query, paging)
    const length = paging.kind === 'whole' ? rows.length : pageLength
    const items = rows.slice(start, start + length)
    const hasNext = start + length < rows.length
    const next = hasNext ? linkTo(`${listPath}?from=${start + length}`) : null
    if (next !== null) response.setHeader('Link', `<${linkTo('/keys')}>; rel="first", <${next}>; rel="next"`)
    const page = {
      items,
      total: rows.length,
      pages: Math.ceil(rows.length / pageLength),
      next,
      ...(hasNext ? { after: items.at(-1)?.id } : {})
    }
    change(changes.shift())
    answerJson(response, 200, tamper(page, query))
  })
})

afterAll(async () => {
  await server.stop()
})

function mappingWith(cut: Paging, id: ApiMapping['list']['fields']['id']): ApiMapping {
  const { list } = defaultMapping
  return {
    ...defaultMapping,
    list: {
      ...list,
      operation: { method: 'GET', path: listPath },
      paging: cut,
      fields: { ...list.fields, id }
    }
  }
}

function read(cut: Paging, id: ApiMapping['list']['fields']['id'] = { at: ['id'], type: 'integer' }) {
  paging = cut
  const watch = { answered: () => undefined, unanswered: () => undefined, paused: () => undefined }
  const api = createHygiaraApi(systemClock, () => 0)(server.url, watch, mappingWith(cut, id))
  return api.listKeys(SecretValue.of('access'), new AbortController().signal, () => undefined)
}

function fill(count: number): void {
  rows = []
  changes = []
  tamper = (page) => page
  linkTo = (path) => `${server.url}${path}`
  for (let each = 0; each < count; each += 1) change('create')
}

const anyChange = fc.oneof(
  fc.constant<Change>('create'),
  fc.nat(30).map((revoke): Change => ({ revoke }))
)

describe.each(Object.entries(kinds))('a list cut by %s', (_name, cut) => {
  test('loses and doubles no key while others are created and revoked between the pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(11),
        fc.array(anyChange, { maxLength: 4 }),
        fc.boolean(),
        async (count, wanted, newestFirst) => {
          isNewestFirst = newestFirst
          fill(count)
          const before = new Set(rows.map(({ id }) => String(id)))
          changes = [...wanted]
          const listed = await read(cut)
          if (!listed.ok) throw new Error(listed.error.code)
          const ids = listed.value.map(({ id }) => id)
          expect(new Set(ids).size).toBe(ids.length)
          for (const { id } of rows) if (before.has(String(id))) expect(ids).toContain(String(id))
        }
      ),
      { numRuns: 25 }
    )
  })
})

const notHygiara = { ok: false, error: { code: 'not_hygiara' } }

test.each(['the number of the page', 'an offset'])(
  'a server that does not know %s and gives the same page for ever is reported, not followed',
  async (name) => {
    fill(9)
    tamper = (page) => ({ ...page, items: rows.slice(0, pageLength) })
    expect(await read(kinds[name]!)).toMatchObject(notHygiara)
  }
)

test.each([
  ['another host', () => 'https://evil.example/keys?from=3'],
  ['another scheme', () => 'file:///keys?from=3'],
  ['another operation', () => `${server.url}/auth/logout?from=3`],
  ['a step up', () => `${server.url}/keys/../auth?from=3`],
  ['somebody’s name', () => server.url.replace('http://', 'http://ada:pw@') + '/keys?from=3'],
  ['no address at all', () => 'http://['],
  ['itself', () => `${server.url}/keys?size=3`]
])('a next page that is %s is not asked for', async (_what, link) => {
  fill(9)
  linkTo = link
  const asked = server.arrived.length
  for (const name of ['a link in the header', 'a link in the body']) {
    expect(await read(kinds[name]!)).toMatchObject(notHygiara)
  }
  expect(server.arrived.length - asked).toBe(2)
})

test.each(['total', 'pages'])('a %s that is no number refuses the page', async (field) => {
  fill(9)
  const name =
    field === 'total' ? 'an offset, with the total' : 'the number of the page, with how many there are'
  for (const wrong of ['9', -1, 1.5, {}]) {
    tamper = (page) => ({ ...page, [field]: wrong })
    expect(await read(kinds[name]!)).toMatchObject(notHygiara)
  }
})

test('keys without ids are told apart, and a list of twins has them all', async () => {
  fill(0)
  rows = [1, 2, 3, 4].map((id) => ({ id, name: id === 4 ? 'other' : 'twin' }))
  const listed = await read({ kind: 'whole' }, null)
  expect(listed.ok && new Set(listed.value.map(({ id }) => id)).size).toBe(4)
  expect(await read({ kind: 'whole' }, null)).toEqual(listed)
})
