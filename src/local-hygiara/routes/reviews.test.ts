import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Client, type ProblemBody } from '../testing/client.ts'
import { makeFolder, removeFolder, startTestServer, type TestServer } from '../testing/test-server.ts'

interface Review {
  readonly id: string
  readonly name: string
  readonly result: string
  readonly lines: number
  readonly findings: { readonly line: number; readonly rule: string }[]
}

interface ReviewPage {
  readonly items: Review[]
  readonly next_cursor: string | null
}

const makeAjv = () => addFormats(new Ajv2020({ strict: false, allErrors: true }))

let folder: string
let server: TestServer
let client: Client
let apiKey: string

beforeEach(async () => {
  folder = makeFolder()
  server = await startTestServer(folder)
  client = await Client.of(server.url, makeAjv)
  const { access_token: token } = await client.signIn()
  apiKey = (await client.createKey(token)).key
})

afterEach(async () => {
  await server.stop()
  removeFolder(folder)
  expect(server.failures).toEqual([])
})

async function review(text: string, name = 'a pipeline'): Promise<Review> {
  const answer = await client.call<Review>('POST', '/reviews', { apiKey, body: { name, text } })
  expect(answer.status).toBe(201)
  return answer.json
}

test('a review names what it found by line, and keeps neither the text nor a secret in it', async () => {
  const text = [
    'const url = "https://api.example.test"',
    `X-API-Key: ${apiKey}`,
    'password = "hunter2 hunter2"',
    'postgres://app:s3cret@db/app',
    'curl http://example.test && curl http://127.0.0.1:80',
    '-----BEGIN RSA PRIVATE KEY-----'
  ].join('\r\n')
  const made = await review(text)
  expect(made).toMatchObject({ result: 'failed', lines: 6 })
  expect(made.findings.map(({ line, rule }) => [line, rule])).toEqual([
    [2, 'hygiara-key'],
    [3, 'password-in-text'],
    [4, 'password-in-address'],
    [5, 'unencrypted-address'],
    [6, 'private-key']
  ])
  const report = await client.call('GET', `/reviews/${made.id}/report`, { apiKey })
  expect(report.headers.get('Content-Disposition')).toBe(`attachment; filename="${made.id}.txt"`)
  expect(report.text).toContain('line 3')
  const kept = JSON.stringify(server.database.all('SELECT * FROM reviews'))
  for (const secret of [apiKey, 'hunter2', 's3cret']) expect(kept + report.text).not.toContain(secret)
})

test('clean text passes; a wrong checksum and a placeholder are no secrets', async () => {
  const wrong = `${apiKey.slice(0, -1)}${apiKey.endsWith('0') ? '1' : '0'}`
  const made = await review(`key ${wrong}\npassword = "\${PASSWORD}"\nhttp://localhost/`)
  expect(made).toMatchObject({ result: 'passed', findings: [], lines: 3 })
  const report = await client.call('GET', `/reviews/${made.id}/report`, { apiKey })
  expect(report.text).toContain('Nothing was found.')
})

test('reviews are listed in pages, newest first, and found by id', async () => {
  const made: Review[] = []
  for (const name of ['one', 'two', 'three']) {
    server.clock.now += 1000
    made.unshift(await review('text', name))
  }
  const first = await client.call<ReviewPage>('GET', '/reviews?limit=2', { apiKey })
  const rest = await client.call<ReviewPage>('GET', `/reviews?cursor=${first.json.next_cursor ?? ''}`, {
    apiKey
  })
  expect([...first.json.items, ...rest.json.items]).toEqual(made)
  expect((await client.call('GET', `/reviews/${made[0]?.id ?? ''}`, { apiKey })).json).toEqual(made[0])
})

test('a review that is not there has no report either', async () => {
  for (const path of ['/reviews/review_none', '/reviews/review_none/report']) {
    const answer = await client.call<ProblemBody>('GET', path, { apiKey })
    expect([path, answer.status, answer.json.code]).toEqual([path, 404, 'not_found'])
  }
})

test('all of it needs a key, and a text', async () => {
  for (const path of ['/reviews', '/reviews/x', '/reviews/x/report']) {
    expect((await client.call('GET', path)).status).toBe(401)
  }
  expect((await client.call('POST', '/reviews', { body: {} })).status).toBe(401)
  expect((await client.call('POST', '/reviews', { apiKey, body: { name: 'x', text: '' } })).status).toBe(422)
})

test('the longest line of the worst kind is read in no time', async () => {
  const started = performance.now()
  for (const text of ['a.'.repeat(24_000), 'http://'.repeat(6_000), 'password = "'.repeat(4_000)])
    await review(text)
  expect(performance.now() - started).toBeLessThan(2000)
})
