import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Mood } from './moods.ts'
import { problems } from './problem.ts'
import { makeFolder, removeFolder, startTestServer, type TestServer } from './testing/test-server.ts'

interface OpenApi extends Record<string, unknown> {
  readonly openapi: string
  readonly paths: Record<string, Record<string, { responses: Record<string, unknown>; operationId: string }>>
  readonly components: { readonly schemas: Record<string, { properties: Record<string, unknown> }> }
}

let folder: string
let server: TestServer

beforeAll(async () => {
  folder = makeFolder()
  server = await startTestServer(folder)
})

afterAll(async () => {
  await server.stop()
  removeFolder(folder)
})

async function referenceOf(url: string): Promise<OpenApi> {
  return (await (await fetch(`${url}/openapi.json`)).json()) as OpenApi
}

async function referenceIn(...moods: Mood[]): Promise<OpenApi> {
  const other = makeFolder()
  const moody = await startTestServer(other, moods)
  const reference = await referenceOf(moody.url)
  await moody.stop()
  removeFolder(other)
  return reference
}

test('the document is OpenAPI 3.1, and names every call of the contract', async () => {
  const reference = await referenceOf(server.url)
  const judged = await new Validator().validate(structuredClone(reference))
  expect(judged).toMatchObject({ valid: true })
  expect(reference.openapi).toBe('3.1.0')
  const calls = Object.entries(reference.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`)
  )
  expect(calls.sort()).toEqual([
    'DELETE /api-keys/{id}',
    'GET /api-keys',
    'GET /auth/me',
    'GET /docs',
    'GET /openapi.json',
    'GET /reviews',
    'GET /reviews/{id}',
    'GET /reviews/{id}/report',
    'GET /whoami',
    'POST /api-keys',
    'POST /auth/login',
    'POST /auth/logout',
    'POST /auth/refresh',
    'POST /reviews'
  ])
})

test('the validator would have noticed', async () => {
  const broken = structuredClone(await referenceOf(server.url))
  for (const operation of Object.values(broken.paths['/api/v1/api-keys'] ?? {})) {
    Object.assign(operation, { responses: { nonsense: 1 } })
  }
  expect(await new Validator().validate(broken)).toMatchObject({ valid: false })
})

test('the document says what a mood leaves out', async () => {
  const poor = await referenceIn('no-id', 'no-created-at', 'last-used-not-reported', 'date-only-expiry')
  expect(await new Validator().validate(structuredClone(poor))).toMatchObject({ valid: true })
  expect(Object.keys(poor.components.schemas['ApiKey']?.properties ?? {})).toEqual([
    'name',
    'key_prefix',
    'expires_at',
    'is_expired'
  ])
  expect(poor.paths).not.toHaveProperty('/api/v1/api-keys/{id}')
  const bare = await referenceIn('no-etag', 'no-idempotency')
  expect(JSON.stringify(bare.paths['/api/v1/api-keys'])).not.toMatch(
    /ETag|If-None-Match|Idempotency-Key|"304"|"409"/
  )
})

test('the same document is found under the base path', async () => {
  const other = await fetch(`${server.url}/api/v1/openapi.json`)
  expect(await other.json()).toEqual(await referenceOf(server.url))
})

test('the page for people shows every call and code, and needs nothing from elsewhere', async () => {
  const answer = await fetch(`${server.url}/docs`)
  const page = await answer.text()
  for (const path of Object.keys((await referenceOf(server.url)).paths))
    expect(page).toContain(`<code>${path}</code>`)
  for (const code of Object.keys(problems)) expect(page).toContain(`id="${code}"`)
  expect(answer.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'/)
  const addresses = [...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address ?? '')
  expect(addresses.filter((address) => !address.startsWith('#') && !address.startsWith('/'))).toEqual([])
  expect(page).not.toMatch(/<script|<style|style=|<img|@import/)
  for (const address of new Set(addresses.filter((each) => each.startsWith('/')))) {
    expect((await fetch(`${server.url}${address}`)).status).toBe(200)
  }
  // Every anchor leads somewhere.
  for (const anchor of addresses.filter((each) => each.startsWith('#'))) {
    expect(page).toContain(`id="${anchor.slice(1)}"`)
  }
  expect(await (await fetch(`${server.url}/`)).text()).toBe(page)
})
