import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Client, type CreatedKey, type KeyPage, type ProblemBody } from '../testing/client.ts'
import { makeFolder, removeFolder, startTestServer, type TestServer } from '../testing/test-server.ts'

const makeAjv = () => addFormats(new Ajv2020({ strict: false, allErrors: true }))

let folder: string
let server: TestServer
let client: Client
let token: string

beforeEach(async () => {
  folder = makeFolder()
  server = await startTestServer(folder)
  client = await Client.of(server.url, makeAjv)
  token = (await client.signIn()).access_token
})

afterEach(async () => {
  await server.stop()
  removeFolder(folder)
  expect(server.failures).toEqual([])
})

function create(body: unknown, idempotencyKey?: string) {
  const headers: Record<string, string> =
    idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }
  return client.call<CreatedKey & ProblemBody>('POST', '/api-keys', { token, body, headers })
}

async function list(query = ''): Promise<KeyPage> {
  return (await client.call<KeyPage>('GET', `/api-keys${query}`, { token })).json
}

test('a key is created, used, listed as used, revoked, and refused from then on', async () => {
  const { json: created, status, headers } = await create({ name: ' reporting ' })
  expect([status, headers.get('Cache-Control')]).toEqual([201, 'no-store'])
  expect(created).toMatchObject({
    name: 'reporting',
    expires_at: null,
    last_used_at: null,
    is_expired: false
  })
  expect(created.key.startsWith(created.key_prefix)).toBe(true)

  server.clock.now += 5000
  expect(await client.accepts(created.key)).toBe(true)
  const { key, ...facts } = created
  expect((await list()).items).toEqual([{ ...facts, last_used_at: '2026-11-23T10:00:05.000Z' }])

  expect((await client.call('DELETE', `/api-keys/${created.id}`, { token })).status).toBe(204)
  const refused = await client.call<ProblemBody>('GET', '/whoami', { apiKey: key })
  expect([refused.status, refused.json.code]).toEqual([401, 'invalid_api_key'])
  expect((await client.call('DELETE', `/api-keys/${created.id}`, { token })).status).toBe(404)
  expect((await list()).items).toEqual([])
})

test('whoami says whose key it is', async () => {
  const { id, name, key_prefix, expires_at, key } = await client.createKey(token)
  const answer = await client.call('GET', '/whoami', { apiKey: key })
  expect(answer.json).toEqual({
    organization: server.organization,
    api_key: { id, name, key_prefix, expires_at }
  })
})

test('a key stops working at the instant of its expiry, not before', async () => {
  const { key } = await client.createKey(token, { name: 'ci', expires_at: '2026-11-23T12:00:00Z' })
  server.clock.now = Date.parse('2026-11-23T11:59:59.999Z')
  token = (await client.signIn()).access_token
  expect(await client.accepts(key)).toBe(true)
  expect((await list()).items).toMatchObject([{ is_expired: false, expires_at: '2026-11-23T12:00:00.000Z' }])
  server.clock.now += 1
  expect(await client.accepts(key)).toBe(false)
  expect((await list()).items).toMatchObject([{ is_expired: true }])
})

test('no key, no shape of a key, a wrong checksum and a wrong secret part are all refused alike', async () => {
  const { key } = await client.createKey(token)
  const other = await client.createKey(token)
  const foreign = key.slice(0, 12) + other.key.slice(12)
  for (const apiKey of [undefined, '', 'hrdly_', foreign, `${key.slice(0, -1)}!`]) {
    const answer = await client.call<ProblemBody>('GET', '/whoami', apiKey === undefined ? {} : { apiKey })
    expect([answer.status, answer.json.code]).toEqual([401, 'invalid_api_key'])
    expect(answer.headers.get('WWW-Authenticate')).toContain('X-API-Key')
  }
})

test('the right prefix with another secret part and a right checksum is refused', async () => {
  const { key } = await client.createKey(token)
  const other = await client.createKey(token)
  // The row of the first key, found by its prefix, with the hash of another value.
  server.database.run('UPDATE api_keys SET key_hash = ? WHERE key_prefix = ?', [
    '0'.repeat(64),
    key.slice(0, 12)
  ])
  expect([await client.accepts(key), await client.accepts(other.key)]).toEqual([false, true])
})

test('the value of a key is nowhere in the data folder', async () => {
  const { key } = (await create({ name: 'ci' }, 'once')).json
  await client.accepts(key)
  const secret = key.slice(12, -4)
  for (const file of readdirSync(folder)) {
    expect(readFileSync(join(folder, file), 'latin1')).not.toContain(secret)
  }
})

const unacceptable: readonly (readonly [what: string, body: object, field: string, code: string])[] = [
  ['a name of blanks', { name: ' \t ' }, 'name', 'required'],
  ['no name', {}, 'name', 'required'],
  ['a name that is no text', { name: 7 }, 'name', 'wrong_type'],
  ['101 characters', { name: 'é'.repeat(101) }, 'name', 'too_long'],
  ['a control character', { name: 'a\u0007b' }, 'name', 'control_characters'],
  ['half a character', { name: 'a\ud800b' }, 'name', 'control_characters'],
  ['a date', { name: 'ci', expires_at: '2027-06-29' }, 'expires_at', 'invalid'],
  ['an offset', { name: 'ci', expires_at: '2027-06-29T23:59:59+02:00' }, 'expires_at', 'invalid'],
  ['a day that does not exist', { name: 'ci', expires_at: '2027-02-30T00:00:00Z' }, 'expires_at', 'invalid'],
  ['this very moment', { name: 'ci', expires_at: '2026-11-23T10:00:00Z' }, 'expires_at', 'in_the_past'],
  ['an unknown field', { name: 'ci', purpose: 'x' }, 'purpose', 'unknown_field']
]

test('what is not acceptable is refused with the field and the rule', async () => {
  for (const [what, body, field, code] of unacceptable) {
    const { status, json } = await create(body)
    expect([what, status, json.code]).toEqual([what, 422, 'validation_failed'])
    expect([what, json.errors]).toEqual([what, [{ field, code, message: expect.any(String) as string }]])
  }
  expect((await list()).items).toEqual([])
})

test('a hundred characters are a hundred characters, however many bytes they take', async () => {
  const name = '🔑'.repeat(100)
  expect((await create({ name })).json.name).toBe(name)
})

test('a body that cannot be read is a problem of its own', async () => {
  for (const [body, type, status, code] of [
    ['{"name', 'application/json', 400, 'malformed_json'],
    ['name=ci', 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
    [`{"name":"${'x'.repeat(65 * 1024)}"}`, 'application/json', 413, 'payload_too_large']
  ] as const) {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': type }
    const answer = await fetch(`${server.url}/api/v1/api-keys`, { method: 'POST', headers, body })
    expect([answer.status, ((await answer.json()) as ProblemBody).code]).toEqual([status, code])
  }
})

test('any name that is accepted comes back as it was, trimmed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 40 }), async (name) => {
      const { status, json } = await create({ name })
      if (status === 201) expect(json.name).toBe(name.trim())
      else expect([status, json.code]).toEqual([422, 'validation_failed'])
    }),
    { numRuns: 30 }
  )
})

test('pages follow one another without a gap or a repetition while keys come and go', async () => {
  const made: string[] = []
  for (let count = 0; count < 7; count++) {
    // Two of them in the same millisecond, one on each side of a page's end.
    if (count !== 3) server.clock.now += 1000
    made.push((await client.createKey(token, { name: `key ${String(count)}` })).id)
  }
  const first = await list('?limit=4')
  server.clock.now += 1000
  await client.createKey(token, { name: 'newer' })
  await client.call('DELETE', `/api-keys/${first.items.at(-1)?.id ?? ''}`, { token })
  const second = await list(`?limit=2&cursor=${first.next_cursor ?? ''}`)
  const third = await list(`?limit=1&cursor=${second.next_cursor ?? ''}`)
  const seen = [first, second, third].flatMap(({ items }) => items.map(({ id }) => id))
  expect(seen).toHaveLength(7)
  expect(new Set(seen)).toEqual(new Set(made))
  expect(third.next_cursor).toBe(null)
})

test('a page that does not exist is refused', async () => {
  for (const [query, status] of [
    ['?limit=0', 422],
    ['?limit=1001', 422],
    ['?limit=x', 422],
    ['?cursor=nonsense', 400],
    ['?cursor=', 400]
  ] as const) {
    expect([query, (await client.call('GET', `/api-keys${query}`, { token })).status]).toEqual([
      query,
      status
    ])
  }
})

test('an unchanged list is 304, and any change makes it 200 again', async () => {
  const created = await client.createKey(token, { name: 'ci', expires_at: '2026-11-23T10:01:00Z' })
  const ask = (tag: string) => client.call('GET', '/api-keys', { token, headers: { 'If-None-Match': tag } })
  let tag = (await client.call('GET', '/api-keys', { token })).headers.get('ETag') ?? ''
  const changes: [string, () => unknown][] = [
    ['a use', () => client.accepts(created.key)],
    ['an expiry', () => (server.clock.now += 60_000)],
    ['a create', () => client.createKey(token)],
    ['a revoke', () => client.call('DELETE', `/api-keys/${created.id}`, { token })]
  ]
  for (const [what, change] of changes) {
    const same = await ask(`"other", W/${tag}`)
    expect([what, same.status, same.text, same.headers.get('ETag')]).toEqual([what, 304, '', tag])
    await change()
    const changed = await ask(tag)
    expect([what, changed.status]).toEqual([what, 200])
    tag = changed.headers.get('ETag') ?? ''
  }
})

test('a repeated create is told which key there is, and makes no second one', async () => {
  const body = { name: 'ci', expires_at: '2027-06-29T23:59:59Z' }
  const first = await create(body, 'once')
  // The same request, as far as its meaning goes.
  const again = await create({ expires_at: '2027-06-29T23:59:59.000Z', name: ' ci ' }, 'once')
  expect([again.status, again.json.code, again.json.id]).toEqual([409, 'replayed', first.json.id])
  expect(again.text).not.toContain(first.json.key.slice(12))
  const changed = await create({ ...body, name: 'other' }, 'once')
  expect([changed.status, changed.json.code]).toEqual([422, 'idempotency_key_reused'])
  expect((await list()).items).toHaveLength(1)
  expect((await create(body, 'twice')).status).toBe(201)
})

test('a repetition is told which key there is even when that has expired since', async () => {
  const body = { name: 'ci', expires_at: '2026-11-23T10:01:00Z' }
  const first = await create(body, 'once')
  server.clock.now += 60_000
  expect((await create(body, 'once')).json).toMatchObject({ code: 'replayed', id: first.json.id })
  expect((await create(body, 'twice')).status).toBe(422)
  expect((await create({ name: 'ci' }, 'twice')).status).toBe(201)
})

test('a refused create leaves its Idempotency-Key free', async () => {
  expect((await create({ name: '' }, 'once')).status).toBe(422)
  expect((await create({ name: 'ci' }, 'once')).status).toBe(201)
})

test('an Idempotency-Key is remembered for a day, also across a restart', async () => {
  const first = await create({ name: 'ci' }, 'once')
  await server.stop()
  server = await startTestServer(folder)
  client = await Client.of(server.url, makeAjv)
  server.clock.now += 24 * 3600_000 - 1
  token = (await client.signIn()).access_token
  expect((await create({ name: 'ci' }, 'once')).json.id).toBe(first.json.id)
  server.clock.now += 1
  expect((await create({ name: 'ci' }, 'once')).status).toBe(201)
})

test('an Idempotency-Key is one of visible ASCII', async () => {
  const { status, json } = await create({ name: 'ci' }, 'with a blank')
  expect([status, json.errors?.[0]?.field]).toEqual([422, 'Idempotency-Key'])
})

test('of ten creates with one Idempotency-Key at the same moment one makes a key', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => create({ name: 'ci' }, 'once')))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(9)
  expect((await list()).items).toHaveLength(1)
})
