import { afterEach, expect, test } from 'vitest'
import type { CorpusServer } from '../plumbing/corpus-server.ts'
import { at, JudgedServer, textAt, type Answer } from '../testing/judged-server.ts'
import { tellStory, type Teller } from '../testing/story.ts'
import { startRailsServer } from './rails-server.ts'

let server: CorpusServer

afterEach(async () => {
  await server.stop()
})

async function start(): Promise<{ http: JudgedServer; teller: Teller }> {
  server = await startRailsServer()
  const http = await JudgedServer.of(server, '3.0')
  const headers = async (): Promise<Record<string, string>> => ({
    'X-CSRF-Token': textAt((await http.call('GET', '/csrf_token')).json, 'csrf_token')
  })
  const teller: Teller = {
    server,
    shape: {
      rows: 'api_keys',
      id: 'id',
      name: 'name',
      createdId: 'id',
      value: 'token',
      isRevoked: (row) => at(row, 'status') === 'revoked'
    },
    signIn: async (password) => {
      const json = { user: { email: server.admin.login, password } }
      return http.call('POST', '/users/sign_in', { headers: await headers(), json })
    },
    list: async () => {
      const answers: Answer[] = []
      do answers.push(await http.call('GET', `/api_keys?page=${answers.length + 1}`))
      while (answers.length < Number(at(answers[0]?.json, 'meta.total_pages')))
      return answers
    },
    create: async (name) => http.call('POST', '/api_keys', { headers: await headers(), json: { name } }),
    revoke: async (id) => {
      const json = { status: 'revoked' }
      return http.call('PATCH', `/api_keys/${id}`, { headers: await headers(), json })
    },
    use: (value) => http.call('GET', '/reviews', { headers: { 'X-Api-Key': value } })
  }
  return { http, teller }
}

test('the whole story, as the document tells it', async () => {
  await tellStory((await start()).teller, { pages: 5 })
})

test('a write needs the token of this session; the one from before the sign-in is of no use', async () => {
  const { http, teller } = await start()
  const before = textAt((await http.call('GET', '/csrf_token')).json, 'csrf_token')
  await teller.signIn(server.admin.password)
  const json = { name: 'ci' }
  expect((await http.call('POST', '/api_keys', { json })).status).toBe(422)
  const headers = { 'X-CSRF-Token': before }
  expect((await http.call('POST', '/api_keys', { headers, json })).status).toBe(422)
  expect(server.ledger.createCount).toBe(0)
})

test('the token stands in the page for people, too, and the address of the document in its page', async () => {
  await start()
  const page = await (await fetch(`${server.baseUrl}/`)).text()
  expect(page).toMatch(/<meta name="csrf-token" content="[\w+/=]{44}" \/>/)
  expect(await (await fetch(`${server.baseUrl}/api-docs`)).text()).toContain(
    '"url":"/api-docs/v1/swagger.yaml"'
  )
})
