import { expect } from 'vitest'
import { isKeyValue } from '../../../../src/local-hygiara/key-value.ts'
import { stateOf } from '../plumbing/key-ledger.ts'
import type { CorpusServer } from '../plumbing/corpus-server.ts'
import { at, textAt, type Answer } from './judged-server.ts'

/** How one server is spoken to, said with plain requests. */
export interface Teller {
  readonly server: CorpusServer
  /** Keeps the session when it is given one. */
  signIn(password: string): Promise<Answer>
  /** The pages from the first to the last. */
  list(): Promise<readonly Answer[]>
  create(name: string): Promise<Answer>
  revoke(id: string): Promise<Answer>
  /** The harmless GET. */
  use(value: string): Promise<Answer>
  /** Where things stand in the answers, with dots for what is nested; an empty text is the whole answer. */
  readonly shape: {
    readonly rows: string
    readonly id: string
    readonly name: string
    readonly createdId: string
    readonly value: string
    /** For a server that goes on listing revoked keys. */
    readonly isRevoked?: (row: unknown) => boolean
  }
}

/** Sign in, list every page, create, use, revoke, 401. */
export async function tellStory(teller: Teller, { pages }: { pages: number }): Promise<void> {
  const { server, shape } = teller
  const { ledger } = server
  expect((await teller.list())[0]?.status).toBe(401)
  const refused = await teller.signIn('not the password')
  expect([400, 401, 422]).toContain(refused.status)
  expect((await teller.signIn(server.admin.password)).status).toBeLessThan(300)

  const answers = await teller.list()
  expect(answers).toHaveLength(pages)
  const rows = rowsOf(teller, answers)
  const listed = shape.isRevoked ? ledger.all : ledger.unrevoked
  expect(rows.map((row) => textAt(row, shape.name)).sort()).toEqual(listed.map(({ name }) => name).sort())
  expect(new Set(rows.map((row) => textAt(row, shape.id))).size).toBe(rows.length)
  for (const { text } of answers) expect(text).not.toMatch(/hrdly_\w{12}/)

  const empty = await teller.create('')
  expect([400, 422]).toContain(empty.status)
  expect(ledger.createCount).toBe(0)
  await tellOfOneKey(teller)

  server.endSessions()
  expect((await teller.list())[0]?.status).toBe(401)
}

async function tellOfOneKey(teller: Teller): Promise<void> {
  const { server, shape } = teller
  const { ledger } = server
  const made = await teller.create('ci-story')
  expect([200, 201]).toContain(made.status)
  const value = textAt(made.json, shape.value)
  const id = textAt(made.json, shape.createdId)
  expect(isKeyValue(value)).toBe(true)
  expect(ledger.createCount).toBe(1)
  const pages = await teller.list()
  expect(pages.map(({ text }) => text).join()).not.toContain(value)
  expect(textAt(rowOf(teller, pages, id), shape.name)).toBe('ci-story')

  expect((await teller.use(`${value}x`)).status).toBe(401)
  expect(ledger.usesOf(value)).toEqual([])
  expect((await teller.use(value)).status).toBe(200)
  expect(ledger.usesOf(value)).toHaveLength(1)

  expect((await teller.revoke(id)).status).toBeLessThan(300)
  expect(ledger.revokeCount).toBe(1)
  expect(ledger.all.filter((key) => key.value === value).map(stateOf)).toEqual(['revoked'])
  expect((await teller.use(value)).status).toBe(401)
  const left = rowOf(teller, await teller.list(), id)
  if (shape.isRevoked) expect(shape.isRevoked(left)).toBe(true)
  else expect(left).toBeUndefined()
}

function rowsOf({ shape }: Teller, pages: readonly Answer[]): unknown[] {
  return pages.flatMap(({ json }) => at(json, shape.rows) as unknown[])
}

function rowOf(teller: Teller, pages: readonly Answer[], id: string): unknown {
  return rowsOf(teller, pages).find((row) => textAt(row, teller.shape.id) === id)
}
