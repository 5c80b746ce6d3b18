import { afterEach, beforeEach, expect, test } from 'vitest'
import { call, signIn, type CreatedKey, type KeyPage, type ProblemBody } from './testing/client.ts'
import { makeFolder, removeFolder, startTestServer, type TestServer } from './testing/test-server.ts'

let folder: string
let server: TestServer

beforeEach(async () => {
  folder = makeFolder()
  server = await startTestServer(folder)
})

afterEach(async () => {
  await server.stop()
  removeFolder(folder)
  expect(server.failures).toEqual([])
})

test('a key is created, used, listed as used, revoked, and refused from then on', async () => {
  const { access_token: token } = await signIn(server.url)
  const created = await call<CreatedKey>(server.url, 'POST', '/api-keys', {
    token,
    body: { name: ' reporting ' }
  })
  expect(created.status).toBe(201)
  expect(created.json.name).toBe('reporting')
  expect(created.json.key.startsWith(created.json.key_prefix)).toBe(true)

  expect((await call(server.url, 'GET', '/whoami', { apiKey: created.json.key })).status).toBe(200)
  const listed = await call<KeyPage>(server.url, 'GET', '/api-keys', { token })
  expect(listed.json.items.map(({ last_used_at: used }) => used)).toEqual(['2026-11-23T10:00:00.000Z'])

  expect((await call(server.url, 'DELETE', `/api-keys/${created.json.id}`, { token })).status).toBe(204)
  const refused = await call<ProblemBody>(server.url, 'GET', '/whoami', { apiKey: created.json.key })
  expect([refused.status, refused.json.code]).toEqual([401, 'invalid_api_key'])
  expect((await call(server.url, 'DELETE', `/api-keys/${created.json.id}`, { token })).status).toBe(404)
  expect((await call<KeyPage>(server.url, 'GET', '/api-keys', { token })).json.items).toEqual([])
})

test('what was answered is there after the server stopped and started again', async () => {
  const { access_token: token } = await signIn(server.url)
  const created = await call<CreatedKey>(server.url, 'POST', '/api-keys', { token, body: { name: 'kept' } })
  await call(server.url, 'GET', '/whoami', { apiKey: created.json.key })
  await server.stop()

  server = await startTestServer(folder)
  const listed = await call<KeyPage>(server.url, 'GET', '/api-keys', { token })
  expect(listed.json.items).toMatchObject([{ name: 'kept', last_used_at: '2026-11-23T10:00:00.000Z' }])
  expect((await call(server.url, 'GET', '/whoami', { apiKey: created.json.key })).status).toBe(200)
})
