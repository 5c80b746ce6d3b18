import { afterEach, expect, test } from 'vitest'
import type { CorpusServer } from '../plumbing/corpus-server.ts'
import { at, JudgedServer, textAt, type Answer } from '../testing/judged-server.ts'
import { tellStory, type Teller } from '../testing/story.ts'
import { startNestServer } from './nest-server.ts'

let server: CorpusServer

afterEach(async () => {
  await server.stop()
})

async function teller(): Promise<Teller> {
  server = await startNestServer()
  const http = await JudgedServer.of(server, '3.0', { notDocumented: [400, 401, 404] })
  let headers: Record<string, string> = {}
  return {
    server,
    shape: { rows: 'data', id: 'id', name: 'name', createdId: 'apiKey.id', value: 'secret' },
    signIn: async (password) => {
      const json = { email: server.admin.login, password }
      const answer = await http.call('POST', '/auth/login', { json })
      if (answer.status === 201) headers = { Authorization: `Bearer ${textAt(answer.json, 'accessToken')}` }
      return answer
    },
    list: async () => {
      const answers: Answer[] = []
      let query = ''
      for (;;) {
        const answer = await http.call('GET', `/api-keys${query}`, { headers })
        answers.push(answer)
        const cursor = at(answer.json, 'meta.nextCursor')
        if (typeof cursor !== 'string') return answers
        query = `?cursor=${cursor}`
      }
    },
    create: (name) => http.call('POST', '/api-keys', { headers, json: { name }, wrong: name === '' }),
    revoke: (id) => http.call('DELETE', `/api-keys/${id}`, { headers }),
    use: (value) => http.call('GET', '/reviews', { headers: { 'x-api-key': value } })
  }
}

test('the whole story, as the document tells it', async () => {
  await tellStory(await teller(), { pages: 4 })
})

test('its pages lead to the document', async () => {
  await teller()
  const textOf = async (path: string): Promise<string> => (await fetch(`${server.baseUrl}${path}`)).text()
  expect(await textOf('/docs')).toContain('data-url="/api-json"')
  expect(await textOf('/api')).toContain('./api/swagger-ui-init.js')
  expect(await textOf('/api/swagger-ui-init.js')).toContain('"ApiKeysController_create"')
})
