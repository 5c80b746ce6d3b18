import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SecretValue } from '../../secret-value.ts'
import { systemClock } from '../system-clock.ts'
import { createHygiaraApi } from './hygiara-api.ts'

/** What happens at the server between two pages. */
type Change = { readonly kind: 'create' } | { readonly kind: 'revoke'; readonly which: number }

interface Row {
  readonly id: string
  readonly name: string
  readonly order: number
}

const pageLength = 3

/** A list in pages of three, newest first, whose cursor is the place of the last row, as the default contract has it. */
class PagedServer {
  rows: Row[] = []
  made = 0
  /** Applied one a page, after the page was answered. */
  changes: Change[] = []
  answerCursor: (real: string | null) => string | null = (real) => real
  /** The page with this cursor cannot be had. */
  brokenCursor: string | null = null

  fill(count: number): void {
    this.rows = []
    for (let key = 0; key < count; key += 1) this.create()
  }

  create(): void {
    this.made += 1
    this.rows.unshift({ id: `key_${String(this.made)}`, name: `key ${String(this.made)}`, order: this.made })
  }

  page(cursor: string | null): { items: Row[]; next_cursor: string | null } {
    const before = cursor === null ? Number.POSITIVE_INFINITY : Number(cursor)
    const rest = this.rows.filter((row) => row.order < before)
    const items = rest.slice(0, pageLength)
    const last = items.at(-1)
    const next = rest.length > pageLength && last ? String(last.order) : null
    this.#change()
    return { items, next_cursor: this.answerCursor(next) }
  }

  #change(): void {
    const change = this.changes.shift()
    if (change?.kind === 'create') this.create()
    if (change?.kind === 'revoke') this.rows.splice(change.which % Math.max(1, this.rows.length), 1)
  }
}

const paged = new PagedServer()
let statuses: number[] = []
let server: Server
let url: string

beforeAll(async () => {
  server = createServer((request, answer) => {
    const cursor = new URL(request.url ?? '/', 'http://localhost').searchParams.get('cursor')
    if (cursor !== null && cursor === paged.brokenCursor) {
      statuses.push(500)
      answer.writeHead(500).end()
      return
    }
    const body = JSON.stringify(paged.page(cursor))
    const entityTag = `"${createHash('sha256').update(body).digest('hex')}"`
    answer.setHeader('ETag', entityTag)
    const isKnown = request.headers['if-none-match'] === entityTag
    statuses.push(isKnown ? 304 : 200)
    if (isKnown) answer.writeHead(304).end()
    else answer.setHeader('Content-Type', 'application/json').end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
})

afterAll(() => {
  server.close()
})

const unwatched = { answered: () => undefined, unanswered: () => undefined, paused: () => undefined }

const connected = () => createHygiaraApi(systemClock, () => 0)(url, unwatched)

function list(api = connected()) {
  return api.listKeys(SecretValue.of('access'), new AbortController().signal, () => undefined)
}

test('no key is lost or doubled while others are created and revoked between the pages', async () => {
  const change = fc.oneof(
    fc.constant<Change>({ kind: 'create' }),
    fc.nat(30).map((which): Change => ({ kind: 'revoke', which }))
  )
  await fc.assert(
    fc.asyncProperty(fc.nat(14), fc.array(change, { maxLength: 6 }), async (count, changes) => {
      paged.answerCursor = (real) => real
      paged.fill(count)
      const before = new Set(paged.rows.map(({ id }) => id))
      paged.changes = [...changes]
      const listed = await list()
      if (!listed.ok) throw new Error(listed.error.code)
      const ids = listed.value.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      // Whatever was there all the time is in the list.
      for (const { id } of paged.rows) if (before.has(id)) expect(ids).toContain(id)
    }),
    { numRuns: 60 }
  )
})

test.each([
  ['repeats the same cursor for ever', () => '5'],
  ['goes round in a circle', (real: string | null) => real ?? '9']
])('a server that %s is reported, not followed', async (_name, answerCursor) => {
  paged.fill(9)
  paged.changes = []
  paged.answerCursor = answerCursor
  await expect(list()).resolves.toMatchObject({ ok: false, error: { code: 'not_hygiara' } })
})

test('a list that has not changed is not sent again', async () => {
  paged.fill(8)
  paged.changes = []
  paged.answerCursor = (real) => real
  const api = connected()
  const first = await list(api)
  statuses = []
  expect(await list(api)).toEqual(first)
  expect(statuses).toEqual([304, 304, 304])
})

test('a list that broke off is gone on with: what had come is not sent again', async () => {
  paged.fill(8)
  paged.changes = []
  paged.answerCursor = (real) => real
  paged.brokenCursor = String(paged.rows[5]?.order)
  const api = connected()
  const arrived: string[] = []
  const broken = await api.listKeys(SecretValue.of('access'), new AbortController().signal, (_, keys) => {
    arrived.splice(0, Infinity, ...[...keys].map(({ id }) => id))
  })
  expect(broken).toMatchObject({ ok: false, error: { code: 'server_error', status: 500 } })
  expect(arrived).toEqual(paged.rows.slice(0, 6).map(({ id }) => id))
  paged.brokenCursor = null
  statuses = []
  const listed = await list(api)
  expect(statuses).toEqual([304, 304, 200])
  expect(listed).toMatchObject({ ok: true, value: paged.rows.map(({ id }) => ({ id })) })
})

test('whatever changed in between, a list read again is what somebody else reads for the first time', async () => {
  const change = fc.oneof(
    fc.constant<Change>({ kind: 'create' }),
    fc.nat(30).map((which): Change => ({ kind: 'revoke', which }))
  )
  paged.answerCursor = (real) => real
  await fc.assert(
    fc.asyncProperty(fc.nat(14), fc.array(change, { maxLength: 4 }), async (count, changes) => {
      paged.changes = []
      paged.fill(count)
      const api = connected()
      await list(api)
      for (const each of changes) {
        if (each.kind === 'create') paged.create()
        else paged.rows.splice(each.which % Math.max(1, paged.rows.length), 1)
      }
      expect(await list(api)).toEqual(await list())
    }),
    { numRuns: 40 }
  )
})
