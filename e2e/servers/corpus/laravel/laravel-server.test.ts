import { afterEach, expect, test } from 'vitest'
import type { CorpusServer } from '../plumbing/corpus-server.ts'
import { at, JudgedServer, type Answer } from '../testing/judged-server.ts'
import { tellStory, type Teller } from '../testing/story.ts'
import { startLaravelServer } from './laravel-server.ts'

let server: CorpusServer

afterEach(async () => {
  await server.stop()
})

async function start(): Promise<{ http: JudgedServer; teller: Teller }> {
  server = await startLaravelServer()
  const http = await JudgedServer.of(server, '3.1', { notDocumented: [419] })
  const headers = (): Record<string, string> => ({
    'X-XSRF-TOKEN': decodeURIComponent(http.cookie('XSRF-TOKEN') ?? '')
  })
  const teller: Teller = {
    server,
    shape: { rows: 'data', id: 'id', name: 'name', createdId: 'data.id', value: 'plain_text_key' },
    signIn: async (password) => {
      await http.call('GET', '/sanctum/csrf-cookie')
      const json = { email: server.admin.login, password }
      return http.call('POST', '/api/login', { headers: headers(), json })
    },
    list: async () => {
      const answers: Answer[] = []
      let path = '/api/api-keys'
      for (;;) {
        const answer = await http.call('GET', path)
        answers.push(answer)
        const next = at(answer.json, 'links.next')
        if (typeof next !== 'string') return answers
        path = next.slice(server.baseUrl.length)
      }
    },
    create: (name) => http.call('POST', '/api/api-keys', { headers: headers(), json: { name } }),
    revoke: (id) => http.call('DELETE', `/api/api-keys/${id}`, { headers: headers() }),
    use: (value) => http.call('GET', '/api/reviews', { headers: { 'X-API-Key': value } })
  }
  return { http, teller }
}

test('the whole story, as the document tells it', async () => {
  await tellStory((await start()).teller, { pages: 4 })
})

test('a write needs the token of the cookie, decoded', async () => {
  const { http, teller } = await start()
  await teller.signIn(server.admin.password)
  const encoded = http.cookie('XSRF-TOKEN') ?? ''
  expect(encoded).toContain('%3D')
  for (const headers of [{}, { 'X-XSRF-TOKEN': encoded }]) {
    expect((await http.call('POST', '/api/api-keys', { headers, json: { name: 'ci' } })).status).toBe(419)
  }
  expect(server.ledger.createCount).toBe(0)
})
