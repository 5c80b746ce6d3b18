import { afterEach, expect, test } from 'vitest'
import type { CorpusServer } from '../plumbing/corpus-server.ts'
import { at, JudgedServer, textAt, type Answer } from '../testing/judged-server.ts'
import { tellStory, type Teller } from '../testing/story.ts'
import { startDrfServer } from './drf-server.ts'

let server: CorpusServer

afterEach(async () => {
  await server.stop()
})

async function teller(): Promise<Teller> {
  server = await startDrfServer()
  const http = await JudgedServer.of(server, '3.0', { notDocumented: [400, 401, 404] })
  let headers: Record<string, string> = {}
  return {
    server,
    shape: {
      rows: 'results',
      id: 'id',
      name: 'name',
      createdId: 'id',
      value: 'key',
      isRevoked: (row) => at(row, 'revoked') === true
    },
    signIn: async (password) => {
      const json = { username: server.admin.login, password }
      const answer = await http.call('POST', '/api/token/', { json })
      if (answer.status === 200) headers = { Authorization: `Bearer ${textAt(answer.json, 'access')}` }
      return answer
    },
    list: async () => {
      const answers: Answer[] = []
      let path = '/api/api-keys/'
      for (;;) {
        const answer = await http.call('GET', path, { headers })
        answers.push(answer)
        const next = at(answer.json, 'next')
        if (typeof next !== 'string') return answers
        path = next.slice(server.baseUrl.length)
      }
    },
    create: (name) => http.call('POST', '/api/api-keys/', { headers, json: { name } }),
    revoke: (id) => http.call('DELETE', `/api/api-keys/${id}/`, { headers }),
    use: (value) => http.call('GET', '/api/reviews/', { headers: { 'X-Api-Key': value } })
  }
}

test('the whole story, as the document tells it', async () => {
  await tellStory(await teller(), { pages: 3 })
})

test('the first page leads to the page that names the document; a missing slash is added', async () => {
  await teller()
  expect(await (await fetch(server.baseUrl)).text()).toContain('url: "/api/schema/"')
  expect((await fetch(`${server.baseUrl}/api/schema`)).url).toBe(server.documentUrl)
})
