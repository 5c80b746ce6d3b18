import { randomUUID } from 'node:crypto'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ApiMapping, CsrfToken } from '../../../shared/api-mapping.ts'
import { defaultMapping } from '../../../shared/default-mapping.ts'
import { done, err } from '../../../shared/result.ts'
import { SecretValue } from '../../secret-value.ts'
import { answerJson, answerWith, ScriptedServer, type Arrived } from '../../testing/scripted-server.ts'
import { systemClock } from '../system-clock.ts'
import { CookieJar } from './cookie-jar.ts'
import { createHygiaraApi } from './hygiara-api.ts'

type Script = Parameters<typeof ScriptedServer.start>[0]

const never = new AbortController().signal
const key = { id: 'k1', name: 'ci-reviews' }
const keyJson = { id: 'k1', name: 'ci-reviews' }
const createdJson = { ...keyJson, key: 'hrdly_b7Qx2mvalue' }
const csrf: CsrfToken = {
  header: 'X-CSRF-Token',
  guardsSignIn: false,
  source: { kind: 'body', at: ['token'], path: '/csrf' }
}
const { signIn } = defaultMapping
const cookieMapping: ApiMapping = {
  ...defaultMapping,
  signIn: signIn.style === 'password' ? { ...signIn, tokenAt: null, user: null, refresh: null } : signIn,
  session: { kind: 'cookie', csrf },
  user: null
}

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
const connect = (mapping: ApiMapping) => createHygiaraApi(systemClock, () => 0)(server.url, watch, mapping)
const lines = () => server.arrived.map(({ method, url }) => `${method} ${url}`)
const notHygiara = () => err({ code: 'not_hygiara', host: new URL(server.url).host })

/** A server with a session cookie that is another one after each answer. */
function cookieServer(change: Script): Script {
  let count = 0
  return (response, request, socket) => {
    count += 1
    if (request.url !== '/api/v1/whoami') {
      response.setHeader('Set-Cookie', [`sid=canary-${count}; Path=/; HttpOnly`, 'theme=dark; Max-Age=9'])
    }
    if (request.url.endsWith('/auth/login') || request.url.endsWith('/auth/logout')) {
      response.writeHead(204).end()
    } else if (request.url === '/csrf') answerJson(response, 200, { token: `token-${count}` })
    else if (request.method === 'GET') answerJson(response, 200, { items: [keyJson], next_cursor: null })
    else change(response, request, socket)
  }
}

async function signedIn(mapping = cookieMapping) {
  const api = connect(mapping)
  const answer = await api.signIn('ada@acme.test', SecretValue.of('pw'), never)
  if (!answer.ok) throw new Error(answer.error.code)
  return { api, access: answer.value.tokens.access, answer: answer.value }
}

const cookiesOf = ({ headers }: Arrived) => headers.cookie

describe('a session of cookies', () => {
  test('sends those of the last answer, and a token that was just fetched with each change', async () => {
    script = cookieServer((response) => answerJson(response, 201, createdJson))
    const { api, access } = await signedIn()
    await api.listKeys(access, never, () => undefined)
    expect((await api.createKey(access, key.name, null, randomUUID())).ok).toBe(true)
    expect(lines()).toEqual([
      'POST /api/v1/auth/login',
      'GET /api/v1/api-keys?limit=1000',
      'GET /csrf',
      'POST /api/v1/api-keys'
    ])
    expect(server.arrived.map(cookiesOf)).toEqual([
      undefined,
      'sid=canary-1; theme=dark',
      'sid=canary-2; theme=dark',
      'sid=canary-3; theme=dark'
    ])
    expect(server.arrived.map(({ headers }) => headers['x-csrf-token'])).toEqual([
      undefined,
      undefined,
      undefined,
      'token-3'
    ])
    expect(server.arrived.every(({ headers }) => headers.authorization === undefined)).toBe(true)
  })

  test.each([403, 419, 422])(
    'a stale token (%i): the change was sent once, and is said to be refused',
    async (status) => {
      script = cookieServer((response) => answerJson(response, status, { error: 'stale' }))
      const { api, access } = await signedIn()
      expect((await api.createKey(access, key.name, null, randomUUID())).ok).toBe(false)
      expect((await api.revokeKey(access, key)).ok).toBe(false)
      expect(lines().filter((line) => !line.startsWith('GET'))).toEqual([
        'POST /api/v1/auth/login',
        'POST /api/v1/api-keys',
        'DELETE /api/v1/api-keys/k1'
      ])
    }
  )

  test.each<readonly [string, Script]>([
    ['a page', (response) => answerWith(response, 200, 'text/html', '<title>x</title>')],
    ['nothing', (response) => response.writeHead(204).end()],
    ['a token with a line break', (response) => answerJson(response, 200, { token: 'a\r\nX: y' })],
    ['a broken connection', (_response, _request, socket) => socket.resetAndDestroy()],
    ['401', (response) => answerJson(response, 401, {})]
  ])(
    'without a token (%s) the change is not sent, and did not happen for certain',
    async (_what, noToken) => {
      const usual = cookieServer((response) => answerJson(response, 201, createdJson))
      script = (...arrived) => {
        if (arrived[1].url === '/csrf') noToken(...arrived)
        else usual(...arrived)
      }
      const { api, access } = await signedIn()
      const created = await api.createKey(access, key.name, null, randomUUID())
      expect(!created.ok && ['not_hygiara', 'server_unreachable', 'session_expired']).toContain(
        created.ok ? '' : created.error.code
      )
      expect(lines()).toEqual(['POST /api/v1/auth/login', 'GET /csrf'])
    }
  )

  test('is nobody else’s: another session has other cookies, a key that is tried has none', async () => {
    script = cookieServer((response) => response.writeHead(204).end())
    const { api } = await signedIn()
    await api.listKeys(SecretValue.of('cookies'), never, () => undefined)
    await api.testKey(SecretValue.of('hrdly_value'), never)
    expect(server.arrived.slice(1).map(cookiesOf)).toEqual([undefined, undefined])
  })

  test('ends here with a sign-out, whatever the server says', async () => {
    script = cookieServer((response) => response.writeHead(204).end())
    const { api, access } = await signedIn()
    expect(await api.signOut(access)).toEqual(done)
    await api.listKeys(access, never, () => undefined)
    expect(cookiesOf(server.arrived.at(-1)!)).toBeUndefined()
  })

  test('can be logged', async () => {
    script = cookieServer((response) => response.writeHead(204).end())
    const { api, answer } = await signedIn()
    expect(inspect([api, answer], { depth: 9, showHidden: true }) + JSON.stringify(answer)).not.toContain(
      'canary'
    )
  })

  test.each<readonly [string, Script]>([
    [
      'a page with a cookie',
      (response) => {
        response.setHeader('Set-Cookie', 'guest=1')
        answerWith(response, 200, 'text/html', '<title>Guest network</title>')
      }
    ],
    ['a success without a cookie', (response) => answerJson(response, 200, {})],
    ['a redirect', (response) => response.writeHead(302, { Location: '/home', 'Set-Cookie': 'sid=1' }).end()]
  ])('is not begun by %s', async (_what, answer) => {
    script = answer
    expect(await connect(cookieMapping).signIn('ada@acme.test', SecretValue.of('pw'), never)).toEqual(
      notHygiara()
    )
  })
})

test('a session in a header of its own goes there and nowhere else', async () => {
  script = (response) => answerJson(response, 200, { items: [], next_cursor: null })
  const api = connect({ ...defaultMapping, session: { kind: 'header', name: 'X-Auth-Token' } })
  await api.listKeys(SecretValue.of('token'), never, () => undefined)
  expect(server.arrived[0]!.headers).toMatchObject({ 'x-auth-token': 'token' })
  expect(server.arrived[0]!.headers).not.toHaveProperty('authorization')
})

test('what a mapping does not have is not offered, and nothing is sent', async () => {
  const bare: ApiMapping = {
    ...defaultMapping,
    signIn: { style: 'pasted-token' },
    create: null,
    revoke: null,
    keyTest: null,
    signOut: null
  }
  const api = connect(bare)
  const access = SecretValue.of('token')
  expect(await api.signIn('a', access, never)).toEqual(err({ code: 'not_offered', what: 'sign-in' }))
  expect(await api.refresh(access, never)).toEqual(err({ code: 'not_offered', what: 'refresh' }))
  expect(await api.createKey(access, 'x', null, 'i')).toEqual(err({ code: 'not_offered', what: 'create' }))
  expect(await api.revokeKey(access, key)).toEqual(err({ code: 'not_offered', what: 'revoke' }))
  expect(await api.testKey(access, never)).toMatchObject({ error: { code: 'not_offered' } })
  expect(await api.signOut(access)).toEqual(done)
  expect(api.offers).toMatchObject({
    canCreate: false,
    canRevoke: false,
    canTest: false,
    canStaySignedIn: false
  })
  expect(server.arrived).toEqual([])
})

test('keys without an id of the server’s cannot be revoked, and an end that cannot be set is not sent', async () => {
  const { list, create } = defaultMapping
  const mapping: ApiMapping = {
    ...defaultMapping,
    list: { ...list, fields: { ...list.fields, id: null } },
    create: create && { ...create, expiry: null }
  }
  const api = connect(mapping)
  const access = SecretValue.of('token')
  expect(await api.revokeKey(access, key)).toEqual(err({ code: 'not_offered', what: 'revoke' }))
  const june = { kind: 'instant', value: '2127-06-29T23:59:59Z' } as const
  expect(await api.createKey(access, 'x', june, 'i')).toEqual(err({ code: 'not_offered', what: 'expiry' }))
  expect(server.arrived).toEqual([])
})

test.each([
  ['nothing with 200', '', 'text/plain', true],
  ['JSON with 200', '{"id":"k1"}', 'application/json', true],
  ['a page with 200', '<title>Guest network</title>', 'text/html', false]
])('a revoke that is answered with %s', async (_what, body, contentType, isDone) => {
  const { revoke } = defaultMapping
  script = (response) => answerWith(response, 200, contentType, body)
  const api = connect({ ...defaultMapping, revoke: revoke && { ...revoke, done: [200] } })
  const unknown = err({ code: 'revoke_outcome_unknown', name: key.name })
  expect(await api.revokeKey(SecretValue.of('token'), key)).toEqual(isDone ? done : unknown)
})

test('a jar keeps what it is told, for as long as it is told, and gives nothing that is no cookie', () => {
  const jar = new CookieJar()
  jar.take(['a=1; Path=/', 'b=2', 'c=x\r\ny=3', '=4', 'd;e=5'], 0)
  expect(jar.header()?.reveal()).toBe('a=1; b=2')
  jar.take(['a=; Max-Age=0', 'b=3; Expires=Thu, 01 Jan 2099 00:00:00 GMT'], Date.parse('2026-01-01'))
  expect(jar.header()?.reveal()).toBe('b=3')
  jar.take(['b=4; Expires=Thu, 01 Jan 1970 00:00:00 GMT'], Date.parse('2026-01-01'))
  expect(jar.header()).toBeNull()
  jar.take(
    Array.from({ length: 80 }, (_each, number) => `c${number}=1`),
    0
  )
  expect(jar.header()?.reveal().split('; ')).toHaveLength(50)
  jar.take([`big=${'x'.repeat(5_000)}`], 0)
  expect(jar.get('big')).toBeNull()
  jar.wipe()
  expect(jar.isEmpty).toBe(true)
})
