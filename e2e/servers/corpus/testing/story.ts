import { expect } from 'vitest'
import { isKeyValue } from '../../../../src/local-hygiara/key-value.ts'
import { stateOf } from '../plumbing/key-ledger.ts'
import type { CorpusServer } from '../plumbing/corpus-server.ts'
import type { Answer } from './judged-server.ts'

/** How one server is spoken to, said with plain requests. */
export interface Teller {
  readonly server: CorpusServer
  /** Keeps the session when it is given one. */
  signIn(password: string): Promise<Answer>
  /** The pages from the first to the last. */
  list(): Promise<readonly Answer[]>
  /** The rows of one page. */
  rows(page: Answer): readonly any[]
  /** The id of a row, or of what a create answered. */
  idOf(row: any): string
  nameOf(row: any): string
  isRevoked?(row: any): boolean
  create(name: string): Promise<Answer>
  /** The key's own fields in the answer to a create. */
  created(answer: Answer): any
  valueOf(created: any): string
  revoke(id: string): Promise<Answer>
  /** The harmless GET. */
  use(value: string): Promise<Answer>
}

/** Sign in, list every page, create, use, revoke, 401. */
export async function tellStory(teller: Teller, { pages }: { pages: number }): Promise<void> {
  const { server } = teller
  const { ledger } = server
  expect((await teller.list())[0]?.status).toBe(401)
  const refused = await teller.signIn('not the password')
  expect([400, 401]).toContain(refused.status)
  expect((await teller.signIn(server.admin.password)).status).toBeLessThan(300)

  const answers = await teller.list()
  expect(answers).toHaveLength(pages)
  const rows = answers.flatMap((page) => teller.rows(page))
  const listed = teller.isRevoked ? ledger.all : ledger.unrevoked
  expect(rows.map((row) => teller.nameOf(row)).sort()).toEqual(listed.map(({ name }) => name).sort())
  expect(new Set(rows.map((row) => teller.idOf(row))).size).toBe(rows.length)
  for (const { text } of answers) expect(text).not.toMatch(/hrdly_\w{12}/)

  const empty = await teller.create('')
  expect([400, 422]).toContain(empty.status)
  expect(ledger.createCount).toBe(0)
  await tellOfOneKey(teller)

  server.endSessions()
  expect((await teller.list())[0]?.status).toBe(401)
}

async function tellOfOneKey(teller: Teller): Promise<void> {
  const { ledger } = teller.server
  const made = await teller.create('ci-story')
  expect([200, 201]).toContain(made.status)
  const value = teller.valueOf(teller.created(made))
  const id = teller.idOf(teller.created(made))
  expect(isKeyValue(value)).toBe(true)
  expect(ledger.createCount).toBe(1)
  const pages = await teller.list()
  expect(pages.map(({ text }) => text).join()).not.toContain(value)
  const row = pages.flatMap((page) => teller.rows(page)).find((each) => teller.idOf(each) === id)
  expect(teller.nameOf(row)).toBe('ci-story')

  expect((await teller.use(`${value}x`)).status).toBe(401)
  expect(ledger.usesOf(value)).toEqual([])
  expect((await teller.use(value)).status).toBe(200)
  expect(ledger.usesOf(value)).toHaveLength(1)

  expect((await teller.revoke(id)).status).toBeLessThan(300)
  expect(ledger.revokeCount).toBe(1)
  expect(ledger.all.filter((key) => key.value === value).map(stateOf)).toEqual(['revoked'])
  expect((await teller.use(value)).status).toBe(401)
  const after = (await teller.list()).flatMap((page) => teller.rows(page))
  const left = after.find((each) => teller.idOf(each) === id)
  if (teller.isRevoked) expect(teller.isRevoked(left)).toBe(true)
  else expect(left).toBeUndefined()
}
