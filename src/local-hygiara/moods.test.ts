import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { moods, readMoods, type Mood } from './moods.ts'
import { Client, type Answer, type CreatedKey, type KeyPage, type ProblemBody } from './testing/client.ts'
import { makeFolder, removeFolder, startTestServer, type TestServer } from './testing/test-server.ts'

const makeAjv = () => addFormats(new Ajv2020({ strict: false, allErrors: true }))

let folder: string
let server: TestServer
let client: Client
let token: string

beforeEach(() => {
  folder = makeFolder()
})

afterEach(async () => {
  await server.stop()
  removeFolder(folder)
  // A mood is not a failure, not even one that answers 500.
  expect(server.failures).toEqual([])
})

async function start(...wanted: Mood[]): Promise<void> {
  server = await startTestServer(folder, wanted)
  client = await Client.of(server.url, makeAjv)
  token = (await client.signIn()).access_token
}

/** Starts in a mood whose name the test bears; see the last test. */
const tested = new Set<string>()
function mood(name: Mood, story: string, run: () => Promise<void>): void {
  tested.add(name)
  test(`${name}: ${story}`, async () => {
    await start(name)
    await run()
  })
}

async function list(headers: Record<string, string> = {}): Promise<Answer<KeyPage>> {
  return client.call<KeyPage>('GET', '/api-keys', { token, headers })
}

async function revoke(id: string): Promise<Answer<ProblemBody>> {
  return client.call<ProblemBody>('DELETE', `/api-keys/${id}`, { token })
}

async function expectKeysWithout(field: keyof CreatedKey): Promise<void> {
  const created = await client.createKey(token)
  expect(created).toHaveProperty('key_prefix')
  expect(created).not.toHaveProperty(field)
  expect((await list()).json.items[0]).not.toHaveProperty(field)
}

mood('no-created-at', 'neither a new nor a listed key has it', () => expectKeysWithout('created_at'))

mood('last-used-not-reported', 'neither a new nor a listed key has it', () =>
  expectKeysWithout('last_used_at')
)

mood('no-id', 'keys have none, and nothing can be revoked', async () => {
  await expectKeysWithout('id')
  const id = server.database.get<{ id: string }>('SELECT id FROM api_keys')?.id ?? ''
  const answer = await client.call<ProblemBody>('DELETE', `/api-keys/${id}`, { token, unforeseen: true })
  expect([answer.status, answer.json.code]).toEqual([404, 'not_found'])
})

mood('no-etag', 'the list is sent each time', async () => {
  const { headers, status } = await list({ 'If-None-Match': '*' })
  expect([status, headers.get('ETag')]).toEqual([200, null])
})

mood('no-idempotency', 'the same create makes a second key', async () => {
  const headers = { 'Idempotency-Key': 'once' }
  for (let count = 0; count < 2; count++) {
    expect((await client.call('POST', '/api-keys', { token, headers, body: { name: 'ci' } })).status).toBe(
      201
    )
  }
  expect((await list()).json.items).toHaveLength(2)
})

mood('same-prefix', 'all prefixes are the same, and each key still works', async () => {
  const keys = [await client.createKey(token), await client.createKey(token)]
  expect((await list()).json.items.map(({ key_prefix: prefix }) => prefix)).toEqual(['hrdly_', 'hrdly_'])
  expect([await client.accepts(keys[0]?.key ?? ''), await client.accepts(keys[1]?.key ?? '')]).toEqual([
    true,
    true
  ])
})

mood('last-used-lags', 'a use does not show yet, and is not lost when the server stops', async () => {
  const { key } = await client.createKey(token)
  await client.accepts(key)
  expect((await list()).json.items[0]?.last_used_at).toBe(null)
  await server.stop()
  await start()
  expect((await list()).json.items[0]?.last_used_at).toBe('2026-11-23T10:00:00.000Z')
})

mood('revoked-stay', 'a revoked key stays, says since when, and does not work', async () => {
  const { id, key } = await client.createKey(token)
  expect((await list()).json.items).toMatchObject([{ id, revoked_at: null }])
  await revoke(id)
  expect((await list()).json.items).toMatchObject([{ id, revoked_at: '2026-11-23T10:00:00.000Z' }])
  expect([await client.accepts(key), (await revoke(id)).status]).toEqual([false, 404])
})

mood('revoked-unmarked', 'a revoked key looks as it did before', async () => {
  const { id, key } = await client.createKey(token)
  const before = (await list()).json
  await revoke(id)
  expect((await list()).json).toEqual(before)
  expect(await client.accepts(key)).toBe(false)
})

mood('date-only-expiry', 'a day is asked for and answered, and the key works to its end', async () => {
  const body = { name: 'ci', expires_at: '2026-11-24' }
  const created = await client.createKey(token, body)
  expect(created.expires_at).toBe('2026-11-24')
  expect((await list()).json.items[0]?.expires_at).toBe('2026-11-24')
  server.clock.now = Date.parse('2026-11-24T23:59:58Z')
  expect(await client.accepts(created.key)).toBe(true)
  server.clock.now = Date.parse('2026-11-25T00:00:00Z')
  expect(await client.accepts(created.key)).toBe(false)
  token = (await client.signIn()).access_token
  const instant = { name: 'ci', expires_at: '2027-06-29T23:59:59Z' }
  expect((await client.call('POST', '/api-keys', { token, body: instant })).status).toBe(422)
})

mood('error-after-create', 'the answer is 500, and the key is there', async () => {
  const create = () =>
    client.call<ProblemBody>('POST', '/api-keys', {
      token,
      body: { name: 'ci' },
      headers: { 'Idempotency-Key': 'x' }
    })
  expect((await create()).status).toBe(500)
  const { items } = (await list()).json
  expect(items).toMatchObject([{ name: 'ci' }])
  expect((await create()).json).toMatchObject({ code: 'replayed', id: items[0]?.id })
})

mood('error-after-revoke', 'the answer is 500, and the key is revoked', async () => {
  const { id, key } = await client.createKey(token)
  expect((await revoke(id)).status).toBe(500)
  expect([await client.accepts(key), (await revoke(id)).status]).toEqual([false, 404])
})

mood('drop-after-create', 'there is no answer, and the key is there', async () => {
  await expect(client.createKey(token)).rejects.toThrow('fetch failed')
  expect((await list()).json.items).toMatchObject([{ name: 'ci' }])
})

for (const [name, status] of [
  ['proxy-html', 200],
  ['proxy-down', 502]
] as const) {
  mood(name, 'who is signed in meets a page that is not Hygiara’s', async () => {
    const answer = await client.call('GET', '/api-keys', { token, unforeseen: true })
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([status, 'text/html; charset=UTF-8'])
    expect((await client.call('GET', '/auth/me', { token })).status).toBe(200)
  })
}

mood('rate-limited', 'the thirty-first request must wait', async () => {
  const statuses: number[] = []
  let last: Answer<unknown> | null = null
  for (let count = 0; count < 30; count++) {
    last = await client.call('GET', '/auth/me', { token, unforeseen: true })
    statuses.push(last.status)
  }
  // The sign-in was the first of thirty.
  expect([statuses.indexOf(429), last?.headers.get('Retry-After')]).toEqual([29, '10'])
  server.clock.now += 10_000
  expect((await client.call('GET', '/auth/me', { token })).status).toBe(200)
})

mood('short-sessions', 'a refresh is needed after five seconds', async () => {
  server.clock.now += 4999
  expect((await list()).status).toBe(200)
  server.clock.now += 1
  expect((await client.call('GET', '/api-keys', { token })).status).toBe(401)
})

mood('clock-ahead', 'Date, created_at and expiry are all ten minutes ahead', async () => {
  const soon = { name: 'ci', expires_at: '2026-11-23T10:09:00Z' }
  expect((await client.call('POST', '/api-keys', { token, body: soon })).status).toBe(422)
  const { created_at: createdAt } = await client.createKey(token)
  expect(createdAt).toBe('2026-11-23T10:10:00.000Z')
  expect((await list()).headers.get('Date')).toBe('Mon, 23 Nov 2026 10:10:00 GMT')
})

mood('no-date', 'the header is not there', async () => {
  expect((await list()).headers.get('Date')).toBe(null)
})

mood('slow', 'a create takes four seconds, and its repetition is told that it is running', async () => {
  const headers = { 'Idempotency-Key': 'once' }
  const create = (name: string) =>
    client.call<CreatedKey & ProblemBody>('POST', '/api-keys', { token, headers, body: { name } })
  server.pauses.length = 0
  const [first, same, other] = await Promise.all([create('ci'), create('ci'), create('other')])
  expect([first.status, same.json.code, other.json.code]).toEqual([
    201,
    'in_progress',
    'idempotency_key_reused'
  ])
  expect(server.pauses).toEqual([2000, 2000, 2000, 2000])
})

// Its behaviour is that of the command line; see cli-options.test.ts.
tested.add('many-keys')

test('every mood is tested, and an unknown one is named', async () => {
  await start()
  expect([...tested].sort()).toEqual(Object.keys(moods).sort())
  expect([...readMoods(['no-etag,slow', 'no-id'])]).toEqual(['no-etag', 'slow', 'no-id'])
  expect(() => readMoods(['toString'])).toThrow('no mood "toString"')
})
