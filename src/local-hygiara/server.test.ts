import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Client, type KeyPage, type ProblemBody } from './testing/client.ts'
import { admin, makeFolder, removeFolder, startTestServer, type TestServer } from './testing/test-server.ts'

const makeAjv = () => addFormats(new Ajv2020({ strict: false, allErrors: true }))

let folder: string
let server: TestServer
let client: Client

async function start(): Promise<void> {
  server = await startTestServer(folder)
  client = await Client.of(server.url, makeAjv)
}

beforeEach(async () => {
  folder = makeFolder()
  await start()
})

afterEach(async () => {
  await server.stop()
  removeFolder(folder)
  expect(server.failures).toEqual([])
})

test('what was answered is there after the server stopped and started again', async () => {
  const { access_token: token, refresh_token: refreshToken } = await client.signIn()
  const kept = await client.createKey(token, { name: 'kept' })
  const revoked = await client.createKey(token, { name: 'revoked' })
  expect(await client.accepts(kept.key)).toBe(true)
  await client.call('DELETE', `/api-keys/${revoked.id}`, { token })
  await server.stop()

  await start()
  const listed = await client.call<KeyPage>('GET', '/api-keys', { token })
  expect(listed.json.items).toMatchObject([{ name: 'kept', last_used_at: '2026-11-23T10:00:00.000Z' }])
  expect([await client.accepts(kept.key), await client.accepts(revoked.key)]).toEqual([true, false])
  const refreshed = await client.call('POST', '/auth/refresh', { body: { refresh_token: refreshToken } })
  expect(refreshed.status).toBe(200)
})

test('a last use is on disk within a second, without anybody asking', async () => {
  const { access_token: token } = await client.signIn()
  const { id, key } = await client.createKey(token)
  await client.accepts(key)
  await expect
    .poll(() => server.database.get('SELECT last_used_at FROM api_keys WHERE id = ?', [id]), {
      timeout: 1000
    })
    .toEqual({ last_used_at: server.clock.now })
})

test('a request that is under way when the server stops is still answered, and then nothing is', async () => {
  const body = JSON.stringify({ email: admin.email, password: admin.password })
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': body.length,
    Expect: '100-continue'
  }
  const signingIn = request(`${server.url}/api/v1/auth/login`, { method: 'POST', headers })
  signingIn.flushHeaders()
  // The server has seen the request and waits for its body.
  await once(signingIn, 'continue')
  const stopping = server.stop()
  const answered = once(signingIn, 'response')
  signingIn.end(body)
  const [answer] = (await answered) as [IncomingMessage]
  answer.resume()
  expect(answer.statusCode).toBe(200)
  await stopping
  await expect(client.signIn()).rejects.toThrow('fetch failed')
})

test('an idle connection does not keep the server from stopping', async () => {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  await once(socket, 'connect')
  const started = performance.now()
  await server.stop()
  expect(performance.now() - started).toBeLessThan(2000)
  socket.destroy()
})

test('every answer has its own request id and a Date, and a refusal repeats the id', async () => {
  const first = await client.call<ProblemBody>('GET', '/auth/me')
  const second = await client.call<ProblemBody>('GET', '/auth/me')
  expect(first.headers.get('X-Request-Id')).toBe(first.json.request_id)
  expect(second.json.request_id).not.toBe(first.json.request_id)
  expect(Math.abs(Date.parse(first.headers.get('Date') ?? '') - Date.now())).toBeLessThan(5000)
  expect(first.json).toMatchObject({
    type: '/docs#invalid_token',
    status: 401,
    title: expect.any(String),
    detail: expect.any(String)
  })
})

test('an address that is not one of ours is a problem too', async () => {
  const answer = await client.call<ProblemBody>('GET', '/nothing', { unforeseen: true })
  expect([answer.status, answer.json.code]).toEqual([404, 'not_found'])
  expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
})

test('a page elsewhere cannot reach the server under a name of its own', async () => {
  const { port } = new URL(server.url)
  const statusFor = async (host: string): Promise<number | undefined> => {
    const asking = request({ port, host: '127.0.0.1', path: '/docs', headers: { Host: host } }).end()
    const [answer] = (await once(asking, 'response')) as [IncomingMessage]
    answer.resume()
    return answer.statusCode
  }
  expect(await statusFor(`127.0.0.1:${port}`)).toBe(200)
  expect(await statusFor(`localhost:${port}`)).toBe(200)
  expect(await statusFor(`evil.example:${port}`)).toBe(421)
  expect(await statusFor('127.0.0.1:1')).toBe(421)
})

test('a failure inside is reported under its id and tells the client nothing else', async () => {
  const { access_token: token } = await client.signIn()
  server.database.execute('ALTER TABLE api_keys RENAME TO elsewhere')
  const answer = await client.call<ProblemBody>('GET', '/api-keys', { token })
  expect([answer.status, answer.json.code]).toEqual([500, 'internal_error'])
  expect(answer.text).not.toContain('elsewhere')
  expect(server.failures.splice(0)).toHaveLength(1)
})

test('on a full disk a create is refused, nothing is half done, and the list still works', async () => {
  const { access_token: token } = await client.signIn()
  const key = await client.createKey(token, { name: 'before' })
  server.database.execute('PRAGMA max_page_count = 1')
  let refused: { status: number; json: ProblemBody } | null = null
  for (let count = 0; refused === null && count < 400; count++) {
    const answer = await client.call<ProblemBody>('POST', '/api-keys', {
      token,
      body: { name: 'x'.repeat(100) }
    })
    if (answer.status !== 201) refused = answer
  }
  expect([refused?.status, refused?.json.code]).toEqual([507, 'storage_full'])
  expect(await client.accepts(key.key)).toBe(true)
  const before = await client.call<KeyPage>('GET', '/api-keys?limit=1000', { token })
  await client.call('POST', '/api-keys', { token, body: { name: 'x'.repeat(100) } })
  const after = await client.call<KeyPage>('GET', '/api-keys?limit=1000', { token })
  expect(after.json).toEqual(before.json)
})
