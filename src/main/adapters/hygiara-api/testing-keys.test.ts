import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AppError } from '../../../shared/app-error.ts'
import { SecretValue } from '../../secret-value.ts'
import { answerJson, answerWith, ScriptedServer } from '../../testing/scripted-server.ts'
import { systemClock } from '../system-clock.ts'
import { createHygiaraApi } from './hygiara-api.ts'

type Script = Parameters<typeof ScriptedServer.start>[0]

const never = new AbortController().signal
const secret = SecretValue.of('hrdly_value-canary-9zK4Tq')
const identity = { api_key: { key_prefix: 'hrdly_value-' } }

let server: ScriptedServer
let script: Script

beforeEach(async () => {
  server = await ScriptedServer.start((...arrived) => {
    script(...arrived)
  })
})
afterEach(async () => {
  await server.stop()
})

const watch = { answered: () => undefined, unanswered: () => undefined, paused: () => undefined }
const connect = (path = '', limits = { answerMs: 2_000, totalMs: 2_000 }) =>
  createHygiaraApi(systemClock, () => 0, limits)(`${server.url}${path}`, watch)
const ask = () => connect().testKey(secret, never)
const untold = (status: number | null, error: AppError) => ({ outcome: 'unreachable', status, error })
const notHygiara = (status: number) => untold(status, { code: 'not_hygiara', host: new URL(server.url).host })
const problem =
  (status: number, headers: Record<string, string> = {}): Script =>
  (response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    answerWith(response, status, 'application/problem+json', '{"code":"invalid_api_key"}')
  }

test('the address is that of the server, with its path', () => {
  expect(connect('/acme').keyTestUrl).toBe(`${server.url}/acme/api/v1/whoami`)
})

test('a key that is accepted is valid: one request, with the key and without a session', async () => {
  script = (response) => answerJson(response, 200, identity)
  expect(await ask()).toEqual({ outcome: 'valid', status: 200 })
  expect(server.arrived).toHaveLength(1)
  expect(server.arrived[0]).toMatchObject({ method: 'GET', url: '/api/v1/whoami', body: '' })
  expect(server.arrived[0]!.headers['x-api-key']).toBe(secret.reveal())
  expect(server.arrived[0]!.headers).not.toHaveProperty('authorization')
  expect(server.arrived[0]!.headers).not.toHaveProperty('cookie')
})

test.each([401, 403])('%i from Hygiara is a rejected key', async (status) => {
  script = problem(status)
  expect(await ask()).toEqual({ outcome: 'rejected', status })
})

describe('says nothing about the key', () => {
  test.each([401, 403])('%i from somebody else', async (status) => {
    script = (response) => answerWith(response, status, 'text/html', '<title>Guest network</title>')
    expect(await ask()).toEqual(notHygiara(status))
  })

  test.each<readonly [string, Script, number]>([
    ['a page', (response) => answerWith(response, 200, 'text/html', '<title>Hello</title>'), 200],
    ['another shape', (response) => answerJson(response, 200, { ok: true }), 200],
    ['a list', (response) => answerJson(response, 200, { api_key: [] }), 200],
    ['nothing', (response) => response.writeHead(204).end(), 204],
    ['404', problem(404), 404],
    ['409', problem(409), 409],
    ['422', problem(422), 422]
  ])('%s', async (_what, answer, status) => {
    script = answer
    expect(await ask()).toEqual(notHygiara(status))
  })

  test.each([301, 302, 303, 307, 308])('%i, which is not followed', async (status) => {
    script = (response) => response.writeHead(status, { Location: `${server.url}/elsewhere` }).end()
    expect(await ask()).toEqual(notHygiara(status))
    expect(server.arrived).toHaveLength(1)
  })

  test.each([500, 502, 503, 504])('%i, and it is not asked again', async (status) => {
    script = problem(status)
    expect(await ask()).toEqual(untold(status, { code: 'server_error', status, requestId: 'r-7' }))
    expect(server.arrived).toHaveLength(1)
  })

  test('429, with the wait; until then nothing is sent at all', async () => {
    script = problem(429, { 'Retry-After': '12' })
    const api = connect()
    const wait: AppError = { code: 'rate_limited', retryAfterSeconds: 12 }
    expect(await api.testKey(secret, never)).toEqual(untold(429, wait))
    expect(await api.testKey(secret, never)).toEqual(untold(null, wait))
    expect(server.arrived).toHaveLength(1)
  })

  test('a connection that breaks, and it is not asked again', async () => {
    script = (_response, _request, socket) => socket.resetAndDestroy()
    expect(await ask()).toMatchObject(untold(null, { code: 'server_unreachable' } as AppError))
    expect(server.arrived).toHaveLength(1)
  })

  test('silence', async () => {
    script = () => undefined
    const answer = await connect('', { answerMs: 100, totalMs: 200 }).testKey(secret, never)
    expect(answer).toMatchObject({ outcome: 'unreachable', status: null, error: { reason: 'timed-out' } })
    expect(server.arrived).toHaveLength(1)
  })

  test('no server', async () => {
    await server.stop()
    expect(await ask()).toMatchObject({
      outcome: 'unreachable',
      status: null,
      error: { code: 'server_unreachable', reason: 'refused' }
    })
  })

  test('an answer without an end', async () => {
    script = (response) => answerWith(response, 200, 'application/json', Buffer.alloc(5 << 20, ' '))
    expect(await ask()).toMatchObject({ outcome: 'unreachable', error: { code: 'not_hygiara' } })
  })
})

test('whoever stops waiting is told so, and the request is taken back', async () => {
  const abort = new AbortController()
  script = () => {
    abort.abort()
  }
  expect(await connect().testKey(secret, abort.signal)).toEqual(untold(null, { code: 'cancelled' }))
  await expect.poll(() => server.openConnections).toBe(0)
})

test('no answer ever holds the value', async () => {
  const echo =
    (status: number): Script =>
    (response, { headers }) => {
      answerJson(response, status, {
        api_key: { key_prefix: headers['x-api-key'] },
        code: headers['x-api-key']
      })
    }
  for (const status of [200, 401, 404, 429, 500]) {
    script = echo(status)
    expect(JSON.stringify(await ask())).not.toContain('canary')
  }
})
