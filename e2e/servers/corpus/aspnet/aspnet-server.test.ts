import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import type { CorpusServer } from '../plumbing/corpus-server.ts'
import { at, JudgedServer, textAt, type Answer } from '../testing/judged-server.ts'
import { tellStory, type Teller } from '../testing/story.ts'
import { startAspNetServer } from './aspnet-server.ts'

const base = '/api/v1'
let server: CorpusServer

afterEach(async () => {
  await server.stop()
})

interface Started {
  readonly teller: Teller
  readonly call: (method: string, path: string, json?: object) => Promise<Answer>
}

async function start(): Promise<Started> {
  server = await startAspNetServer()
  const http = await JudgedServer.of(server, '3.0', { notDocumented: [400, 401, 404] })
  let headers: Record<string, string> = {}
  const call: Started['call'] = (method, path, json) =>
    http.call(method, `${base}${path}`, { headers, ...(json && { json, wrong: true }) })
  const teller: Teller = {
    server,
    shape: { rows: 'data.items', id: 'id', name: 'name', createdId: 'data.id', value: 'data.value' },
    signIn: async (password) => {
      const json = { email: server.admin.login, password }
      const answer = await http.call('POST', `${base}/Auth/Login`, { json })
      if (answer.status === 200)
        headers = { Authorization: `Bearer ${textAt(answer.json, 'data.accessToken')}` }
      return answer
    },
    list: async () => {
      const answers: Answer[] = []
      let query = ''
      for (;;) {
        const answer = await http.call('GET', `${base}/ApiKeys${query}`, { headers })
        answers.push(answer)
        const token = at(answer.json, 'data.continuationToken')
        if (typeof token !== 'string') return answers
        query = `?continuationToken=${token}`
      }
    },
    create: (name) => http.call('POST', `${base}/ApiKeys`, { headers, json: { name }, wrong: name === '' }),
    revoke: (id) => http.call('DELETE', `${base}/ApiKeys/${id}`, { headers }),
    use: (value) => http.call('GET', `${base}/Reviews`, { headers: { 'X-Api-Key': value } })
  }
  return { teller, call }
}

test('the whole story, as the document tells it', async () => {
  await tellStory((await start()).teller, { pages: 3 })
})

test.each([
  ['/WebhookKeys', ''],
  ['/SshKeys', ''],
  ['/EncryptionKeys', '/Revoke'],
  ['/LicenseKeys', ''],
  [`/Users/${randomUUID()}/AccessTokens`, '']
])('what resembles a key works as the document tells it, and is no key: %s', async (path, end) => {
  const { teller, call } = await start()
  await teller.signIn(server.admin.password)
  const fields = { name: 'ci', publicKey: 'ssh-ed25519 AAAA', licenseKey: 'HYG-0000' }
  const made = await call('POST', path, fields)
  expect(made.status).toBe(201)
  expect(at((await call('GET', path)).json, 'data')).toHaveLength(2)
  const one = `${path}/${textAt(made.json, 'data.id')}${end}`
  expect((await call(end === '' ? 'DELETE' : 'POST', one)).status).toBe(204)
  expect(at((await call('GET', path)).json, 'data')).toHaveLength(1)
  expect([server.ledger.createCount, server.ledger.revokeCount]).toEqual([0, 0])
  expect((await call('POST', path, {})).status).toBe(400)
})

test('removing the counters of a key does not revoke it', async () => {
  const { teller, call } = await start()
  await teller.signIn(server.admin.password)
  const id = textAt((await call('GET', '/ApiKeyUsage')).json, 'data.0.apiKeyId')
  expect((await call('DELETE', `/ApiKeyUsage/${id}`)).status).toBe(204)
  expect((await call('GET', `/ApiKeys/${id}/Usage`)).status).toBe(200)
  expect(server.ledger.revokeCount).toBe(0)
})
