import { afterEach, expect, test } from 'vitest'
import type { CorpusServer } from '../plumbing/corpus-server.ts'
import { at, JudgedServer, textAt, type Answer } from '../testing/judged-server.ts'
import { tellStory, type Teller } from '../testing/story.ts'
import { startGinServer } from './gin-server.ts'

let server: CorpusServer

afterEach(async () => {
  await server.stop()
})

async function start(): Promise<{ teller: Teller; create: (json: object) => Promise<Answer> }> {
  server = await startGinServer()
  const http = await JudgedServer.of(server, '2.0')
  let headers: Record<string, string> = {}
  const create = (json: object): Promise<Answer> =>
    http.call('POST', '/api/v1/keys', { headers, json, wrong: true })
  const teller: Teller = {
    server,
    shape: { rows: 'keys', id: 'key_uid', name: 'label', createdId: 'key.key_uid', value: 'plaintext' },
    signIn: async (password) => {
      const json = { username: server.admin.login, password }
      const answer = await http.call('POST', '/api/v1/login', { json })
      if (answer.status === 200) headers = { Authorization: `Bearer ${textAt(answer.json, 'token')}` }
      return answer
    },
    list: async () => {
      const answers: Answer[] = []
      do answers.push(await http.call('GET', `/api/v1/keys?limit=25&page=${answers.length + 1}`, { headers }))
      while (answers.length * 25 < Number(at(answers[0]?.json, 'total')))
      return answers
    },
    create: (label) => http.call('POST', '/api/v1/keys', { headers, json: { label } }),
    revoke: (id) => http.call('DELETE', `/api/v1/keys/${id}`, { headers }),
    use: (value) => http.call('GET', '/api/v1/reviews', { headers: { 'X-API-Key': value } })
  }
  return { teller, create }
}

test('the whole story, as the document tells it', async () => {
  await tellStory((await start()).teller, { pages: 3 })
})

test('a key has a last day, and no instant at which it ends', async () => {
  const { teller, create } = await start()
  await teller.signIn(server.admin.password)
  const day = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10)
  const made = await create({ label: 'ci', expires_on: day })
  expect(at(made.json, 'key.expires_on')).toBe(day)
  expect(server.ledger.all[0]?.expiresAt?.toISOString()).toBe(`${day}T23:59:59.999Z`)
  expect((await create({ label: 'ci', expires_on: `${day}T10:00:00Z` })).status).toBe(400)
  expect((await create({ label: 'ci', expires_on: '2020-02-02' })).status).toBe(400)
})
