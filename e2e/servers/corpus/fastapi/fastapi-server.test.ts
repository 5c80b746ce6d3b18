import { afterEach, expect, test } from 'vitest'
import type { CorpusServer } from '../plumbing/corpus-server.ts'
import { at, JudgedServer, textAt, type Answer } from '../testing/judged-server.ts'
import { tellStory, type Teller } from '../testing/story.ts'
import { startFastApiServer } from './fastapi-server.ts'

let server: CorpusServer

afterEach(async () => {
  await server.stop()
})

async function teller(): Promise<Teller> {
  server = await startFastApiServer()
  const http = await JudgedServer.of(server, '3.1', { notDocumented: [401, 404] })
  let headers: Record<string, string> = {}
  return {
    server,
    shape: { rows: 'items', id: 'id', name: 'name', createdId: 'id', value: 'key' },
    signIn: async (password) => {
      const form = { username: server.admin.login, password }
      const answer = await http.call('POST', '/auth/jwt/login', { form })
      if (answer.status === 200) headers = { Authorization: `Bearer ${textAt(answer.json, 'access_token')}` }
      return answer
    },
    list: async () => {
      const answers: Answer[] = []
      do answers.push(await http.call('GET', `/api-keys?page=${answers.length + 1}`, { headers }))
      while (answers.length < Number(at(answers[0]?.json, 'pages')))
      return answers
    },
    create: (name) => http.call('POST', '/api-keys', { headers, json: { name }, wrong: name === '' }),
    revoke: (id) => http.call('DELETE', `/api-keys/${id}`, { headers }),
    use: (value) => http.call('GET', '/reviews', { headers: { 'X-API-Key': value } })
  }
}

test('the whole story, as the document tells it', async () => {
  await tellStory(await teller(), { pages: 3 })
})

test('what is no key, no session and no instant is refused', async () => {
  const { revoke, signIn, create } = await teller()
  expect((await create('without a session')).status).toBe(401)
  await signIn(server.admin.password)
  expect((await revoke('0a0a0a0a-0000-4000-8000-000000000000')).status).toBe(404)
  const page = await (await fetch(`${server.baseUrl}/docs`)).text()
  expect(page).toContain("url: '/openapi.json'")
})
