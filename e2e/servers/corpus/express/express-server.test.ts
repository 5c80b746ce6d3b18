import { afterEach, expect, test } from 'vitest'
import type { CorpusServer } from '../plumbing/corpus-server.ts'
import { JudgedServer, textAt } from '../testing/judged-server.ts'
import { tellStory, type Teller } from '../testing/story.ts'
import { startExpressServer } from './express-server.ts'

let server: CorpusServer

afterEach(async () => {
  await server.stop()
})

async function teller(): Promise<Teller> {
  server = await startExpressServer()
  const http = await JudgedServer.of(server, '2.0')
  let headers: Record<string, string> = {}
  return {
    server,
    shape: { rows: '', id: '_id', name: 'name', createdId: '_id', value: 'key' },
    signIn: async (password) => {
      const json = { email: server.admin.login, password }
      const answer = await http.call('POST', '/api/v1/auth/login', { json })
      if (answer.status === 200) headers = { Authorization: `Bearer ${textAt(answer.json, 'token')}` }
      return answer
    },
    list: async () => [await http.call('GET', '/api/v1/apikeys', { headers })],
    create: (name) => http.call('POST', '/api/v1/apikeys', { headers, json: { name } }),
    revoke: (id) => http.call('DELETE', `/api/v1/apikeys/${id}`, { headers }),
    use: (value) => http.call('GET', '/api/v1/reports', { headers: { 'X-Access-Key': value } })
  }
}

test('the whole story, as the document tells it', async () => {
  await tellStory(await teller(), { pages: 1 })
})

test('a key that is gone cannot be revoked again', async () => {
  const { signIn, revoke } = await teller()
  await signIn(server.admin.password)
  const [key] = server.ledger.all
  expect((await revoke(key!.id)).status).toBe(200)
  expect((await revoke(key!.id)).status).toBe(404)
})
