import { afterEach, expect, test } from 'vitest'
import type { CorpusServer } from '../plumbing/corpus-server.ts'
import { at, JudgedServer, type Answer } from '../testing/judged-server.ts'
import { tellStory, type Teller } from '../testing/story.ts'
import { startQuarkusServer, tokenFromTheWebPage } from './quarkus-server.ts'

const path = '/organisation/keys'
let server: CorpusServer

afterEach(async () => {
  await server.stop()
})

async function teller(): Promise<Teller> {
  server = await startQuarkusServer()
  const http = await JudgedServer.of(server, '3.1')
  let headers: Record<string, string> = {}
  return {
    server,
    shape: { rows: 'keys', id: 'id', name: 'name', createdId: 'apiKey.id', value: 'key' },
    // Not in the document: there is nothing to judge.
    signIn: async (password) => {
      const token = await tokenFromTheWebPage(server, password)
      if (token !== null) headers = { Authorization: `Bearer ${token}` }
      return { status: token === null ? 401 : 200, headers: new Headers(), text: '', json: null }
    },
    list: async () => {
      const answers: Answer[] = []
      do answers.push(await http.call('GET', `${path}?offset=${answers.length * 50}`, { headers }))
      while (answers.length * 50 < Number(at(answers[0]?.json, 'total')))
      return answers
    },
    create: (name) => http.call('POST', path, { headers, json: { name }, wrong: name === '' }),
    revoke: (id) => http.call('DELETE', `${path}/${id}`, { headers }),
    use: (value) => http.call('GET', '/reviews', { headers: { 'X-API-Key': value } })
  }
}

test('the whole story, as the document tells it', async () => {
  await tellStory(await teller(), { pages: 3 })
})
