import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AppError } from '../../../shared/app-error.ts'
import { done, err, ok, type Result } from '../../../shared/result.ts'
import type { HygiaraApi } from '../../ports.ts'
import { SecretValue } from '../../secret-value.ts'
import { answerJson, answerWith, ScriptedServer } from '../../testing/scripted-server.ts'
import { systemClock } from '../system-clock.ts'
import { createHygiaraApi } from './hygiara-api.ts'

type Script = Parameters<typeof ScriptedServer.start>[0]
type CallName = Exclude<keyof HygiaraApi, 'keyTestUrl' | 'offers'>

const never = new AbortController().signal
const access = SecretValue.of('access-canary-9zK4Tq')
const refresh = SecretValue.of('refresh-canary-9zK4Tq')
const keyValue = SecretValue.of('hrdly_value-canary-9zK4Tq')
const password = SecretValue.of('password-canary-9zK4Tq')
const key = { id: 'k1', name: 'ci-reviews' }

const keyJson = {
  id: 'k1',
  name: 'ci-reviews',
  key_prefix: 'hrdly_b7Qx2m',
  created_at: '2026-11-23T10:00:00.000Z',
  last_used_at: null,
  expires_at: '2027-06-29T23:59:59.000Z',
  is_expired: false
}
const createdJson = { ...keyJson, key: 'hrdly_b7Qx2mvalue-canary-9zK4Tq' }
const identityJson = {
  user: { id: 'u1', email: 'ada@acme.test', name: 'Ada', role: 'admin' },
  organization: { id: 'o1', name: 'Acme GmbH' }
}
const tokensJson = { access_token: 'a', token_type: 'Bearer', expires_in: 900, refresh_token: 'r' }

let server: ScriptedServer
/** What the server does with each request. */
let script: Script
let heard: string[]

/** Every call of the port, by its name. */
const calls: Readonly<Record<CallName, (api: HygiaraApi) => Promise<Result<unknown>>>> = {
  signIn: (api) => api.signIn('ada@acme.test', password, never),
  refresh: (api) => api.refresh(refresh, never),
  readUser: (api) => api.readUser(access, never),
  signOut: (api) => api.signOut(access),
  listKeys: (api) => api.listKeys(access, never, () => undefined),
  createKey: (api) => api.createKey(access, key.name, null, randomUUID()),
  revokeKey: (api) => api.revokeKey(access, key),
  tryRead: async (api) => {
    const trial = await api.tryRead(access, 'user', never)
    return trial.ok && trial.value.error ? err(trial.value.error) : trial
  },
  testKey: async (api) => {
    const answer = await api.testKey(keyValue, never)
    return answer.outcome === 'unreachable' ? err(answer.error) : ok(answer.outcome)
  }
}
const callNames = Object.keys(calls) as CallName[]
const reading = ['readUser', 'listKeys'] as const

const connect = () =>
  // No pauses between attempts.
  createHygiaraApi(systemClock, () => 0)(server.url, {
    answered: () => heard.push('answered'),
    unanswered: () => heard.push('unanswered'),
    paused: () => heard.push('paused')
  })

const ask = (name: CallName) => calls[name](connect())
const host = () => new URL(server.url).host
const unknownCreate = err({ code: 'create_outcome_unknown', name: 'ci-reviews' })
const unknownRevoke = err({ code: 'revoke_outcome_unknown', name: 'ci-reviews' })
const notHygiara = () => err({ code: 'not_hygiara', host: host() })

beforeEach(async () => {
  heard = []
  server = await ScriptedServer.start((response, request, socket) => {
    script(response, request, socket)
  })
})

afterEach(async () => {
  await server.stop()
})

describe('the default contract', () => {
  const requests: readonly (readonly [CallName, number, unknown, string, string])[] = [
    [
      'signIn',
      200,
      { ...tokensJson, ...identityJson },
      'POST /api/v1/auth/login',
      '{"email":"ada@acme.test","password":"password-canary-9zK4Tq"}'
    ],
    ['refresh', 200, tokensJson, 'POST /api/v1/auth/refresh', '{"refresh_token":"refresh-canary-9zK4Tq"}'],
    ['readUser', 200, identityJson, 'GET /api/v1/auth/me', ''],
    ['signOut', 204, '', 'POST /api/v1/auth/logout', ''],
    ['listKeys', 200, { items: [keyJson], next_cursor: null }, 'GET /api/v1/api-keys?limit=1000', ''],
    ['createKey', 201, createdJson, 'POST /api/v1/api-keys', '{"name":"ci-reviews"}'],
    ['revokeKey', 204, '', 'DELETE /api/v1/api-keys/k1', ''],
    ['testKey', 200, { api_key: { key_prefix: 'hrdly_b7Qx2m' } }, 'GET /api/v1/whoami', '']
  ]

  test.each(requests)('%s', async (name, status, json, line, body) => {
    script = (response) => {
      if (json === '') response.writeHead(status).end()
      else answerJson(response, status, json)
    }
    expect((await ask(name)).ok).toBe(true)
    expect(server.arrived.map(({ method, url, body: sent }) => [`${method} ${url}`, sent])).toEqual([
      [line, body]
    ])
    const needsToken = !['signIn', 'refresh', 'testKey'].includes(name)
    const { headers } = server.arrived[0]!
    expect(headers.authorization).toBe(needsToken ? 'Bearer access-canary-9zK4Tq' : undefined)
    expect(headers['x-api-key']).toBe(name === 'testKey' ? 'hrdly_value-canary-9zK4Tq' : undefined)
    expect(heard).toEqual(['answered'])
  })

  test('an expiry is sent as it is', async () => {
    script = (response) => {
      answerJson(response, 201, createdJson)
    }
    await connect().createKey(
      access,
      'ci-reviews',
      { kind: 'instant', value: '2027-06-29T23:59:59Z' },
      randomUUID()
    )
    expect(JSON.parse(server.arrived[0]!.body)).toEqual({
      name: 'ci-reviews',
      expires_at: '2027-06-29T23:59:59Z'
    })
  })

  test('a key is known by what the server reports: what it does not report stays unknown, none stays none', async () => {
    script = (response) => {
      answerJson(response, 200, {
        items: [
          keyJson,
          { id: 'k2', name: 'poor' },
          { id: 'k3', name: 'bare', last_used_at: null, expires_at: null }
        ],
        next_cursor: null
      })
    }
    expect(await ask('listKeys')).toEqual({
      ok: true,
      value: [
        {
          id: 'k1',
          name: 'ci-reviews',
          prefix: 'hrdly_b7Qx2m',
          createdAt: '2026-11-23T10:00:00.000Z',
          lastUsedAt: null,
          expiresAt: { kind: 'instant', value: '2027-06-29T23:59:59.000Z' },
          isExpired: false
        },
        { id: 'k2', name: 'poor' },
        { id: 'k3', name: 'bare', lastUsedAt: null, expiresAt: null }
      ]
    })
  })

  test('a list that has the values of keys has no place for them here', async () => {
    script = (response) => {
      answerJson(response, 200, {
        items: [{ ...createdJson, secret: 'hrdly_x', token: 'hrdly_y' }],
        next_cursor: null
      })
    }
    expect(JSON.stringify(await ask('listKeys'))).not.toMatch(/canary|hrdly_[xy]/u)
  })

  test.each(['../auth/logout', 'a/b?c#d', '%2e%2e', 'k1\\..\\x', ' ', 'schlüssel'])(
    'the id %j is one part of the address and nothing else',
    async (id) => {
      script = (response) => {
        response.writeHead(204).end()
      }
      expect(await connect().revokeKey(access, { ...key, id })).toEqual(done)
      expect(server.arrived.map(({ url }) => url)).toEqual([`/api/v1/api-keys/${encodeURIComponent(id)}`])
    }
  )
})

describe('an answer that is not Hygiara’s', () => {
  const strange: readonly (readonly [string, Script])[] = [
    [
      'a page of HTML with 200',
      (response) => answerWith(response, 200, 'text/html', '<title>Sign in</title>')
    ],
    [
      'JSON that calls itself HTML',
      (response) => answerWith(response, 200, 'text/html', JSON.stringify(createdJson))
    ],
    [
      'HTML that calls itself JSON',
      (response) => answerWith(response, 200, 'application/json', '<title>x</title>')
    ],
    ['nothing with 200', (response) => answerWith(response, 200, 'application/json', '')],
    [
      'JSON that ends too early',
      (response) => answerWith(response, 200, 'application/json', '{"items":[{"id":"k1"')
    ],
    ['a wrong shape', (response) => answerJson(response, 200, [keyJson])],
    ['null', (response) => answerJson(response, 200, null)],
    [
      'bytes that are no text',
      (response) => answerWith(response, 200, 'application/json', Buffer.from([0x22, 0xff, 0xfe, 0x22]))
    ],
    [
      'a redirect to a sign-in page',
      (response) => response.writeHead(302, { Location: 'https://login.example/' }).end()
    ],
    ['a status that nobody uses', (response) => response.writeHead(299).end()]
  ]

  test.each(strange)('(%s) is said to be none, and changes nothing here', async (_what, answer) => {
    script = answer
    for (const name of reading) expect(await ask(name)).toEqual(notHygiara())
    expect(await ask('signIn')).toEqual(notHygiara())
    expect(await ask('refresh')).toEqual(notHygiara())
  })

  test.each(strange.filter(([what]) => !what.includes('redirect')))(
    '(%s) to a change leaves open whether it happened, and nothing is sent again',
    async (_what, answer) => {
      script = answer
      expect(await ask('createKey')).toEqual(unknownCreate)
      expect(await ask('revokeKey')).toEqual(unknownRevoke)
      expect(server.arrived.map(({ method }) => method)).toEqual(['POST', 'DELETE'])
    }
  )

  test('a redirect of a change was no change', async () => {
    script = (response) => response.writeHead(307, { Location: '/elsewhere' }).end()
    expect(await ask('createKey')).toEqual(notHygiara())
    expect(await ask('revokeKey')).toEqual(notHygiara())
    expect(server.arrived).toHaveLength(2)
  })

  test('a 404 with a page is a proxy that lost its way, not a key that is gone', async () => {
    script = (response) => answerWith(response, 404, 'text/html', '<title>no backend</title>')
    expect(await ask('revokeKey')).toEqual(notHygiara())
    script = (response) => answerWith(response, 404, 'application/problem+json', '{"code":"not_found"}')
    expect(await ask('revokeKey')).toEqual(err({ code: 'key_not_found' }))
  })
})

describe('a wrong type or a missing field', () => {
  const broken: readonly (readonly [string, object])[] = [
    ['an id that is a number', { id: 1 }],
    ['an id beyond what a number can hold', { id: 2 ** 53 + 1 }],
    ['no id', { id: undefined }],
    ['an empty id', { id: '' }],
    ['an id that is a step up', { id: '..' }],
    ['an id that is half a character', { id: '\ud83d' }],
    ['an id without an end', { id: 'x'.repeat(201) }],
    ['no name', { name: undefined }],
    ['a name that is an object', { name: { first: 'ci' } }],
    ['a name of a megabyte', { name: 'x'.repeat(1 << 20) }],
    ['a last use that is no time', { last_used_at: 'yesterday' }],
    ['a last use in seconds', { last_used_at: 1_763_900_000 }],
    ['an expiry in a zone of its own', { expires_at: '2027-06-29T23:59:59' }],
    ['an expiry on a day that is none', { expires_at: '2027-02-30T00:00:00Z' }],
    ['an expiry that is NaN', { expires_at: 'NaN' }],
    ['a verdict in words', { is_expired: 'no' }]
  ]

  test.each(broken)('%s: the page is refused as a whole', async (_what, change) => {
    script = (response) =>
      answerJson(response, 200, { items: [keyJson, { ...keyJson, ...change }], next_cursor: null })
    expect(await ask('listKeys')).toEqual(notHygiara())
  })

  test.each([
    ['no next page and no end', { items: [] }],
    ['a cursor that is a number', { items: [], next_cursor: 2 }],
    ['a cursor that is empty', { items: [], next_cursor: '' }],
    ['a cursor that cannot be sent back', { items: [], next_cursor: '\udc00' }],
    ['items that are an object', { items: {}, next_cursor: null }]
  ])('%s: the page is refused as a whole', async (_what, page) => {
    script = (response) => answerJson(response, 200, page)
    expect(await ask('listKeys')).toEqual(notHygiara())
  })

  test.each([
    ['no token', { access_token: undefined }],
    ['a token with a line break', { access_token: 'a\r\nX-Evil: 1' }],
    ['a token that is a number', { refresh_token: 7 }],
    ['a life of no length', { expires_in: 0 }],
    ['a life in words', { expires_in: '900' }]
  ])('%s: the sign-in and the renewal are refused', async (_what, change) => {
    script = (response) => answerJson(response, 200, { ...tokensJson, ...identityJson, ...change })
    expect(await ask('signIn')).toEqual(notHygiara())
    expect(await ask('refresh')).toEqual(notHygiara())
  })

  test('a name that is no text is refused, and not turned into another one', async () => {
    const page = Buffer.from(JSON.stringify({ items: [keyJson], next_cursor: null }))
    page[page.indexOf('ci-reviews')] = 0xff
    script = (response) => answerWith(response, 200, 'application/json', page)
    expect(await ask('listKeys')).toEqual(notHygiara())
  })

  test('a cursor that comes again ends the reading at once', async () => {
    script = (response) => answerJson(response, 200, { items: [keyJson], next_cursor: 'again' })
    expect(await ask('listKeys')).toEqual(notHygiara())
    expect(server.arrived).toHaveLength(2)
  })

  test('a created key without its value may be there, but nobody has it', async () => {
    script = (response) => answerJson(response, 201, keyJson)
    expect(await ask('createKey')).toEqual(unknownCreate)
  })

  test('whatever JSON comes, it is an answer or a refusal, and nothing is polluted', async () => {
    const hostile = fc.oneof(
      fc.jsonValue(),
      fc
        .json()
        .map(
          (json) =>
            JSON.parse(
              `{"items":[{"__proto__":{"isAdmin":true},"id":"k","name":${JSON.stringify(json)}}],"next_cursor":null,"constructor":{"prototype":{"isAdmin":true}}}`
            ) as unknown
        )
    )
    await fc.assert(
      fc.asyncProperty(
        hostile,
        fc.constantFrom(200, 201, 400, 404, 409, 422),
        fc.constantFrom(...callNames),
        async (json, status, name) => {
          script = (response) => answerWith(response, status, 'application/json', JSON.stringify(json))
          const answer = await ask(name)
          if (!answer.ok) expect(typeof answer.error.code).toBe('string')
          expect(Object.prototype).not.toHaveProperty('isAdmin')
        }
      ),
      { numRuns: 120 }
    )
  })

  test('nesting without an end does not end the app', async () => {
    const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`
    script = (response) => answerWith(response, 200, 'application/json', deep)
    expect(await ask('readUser')).toEqual(notHygiara())
  })
})

describe('a status', () => {
  const problem =
    (status: number, body: object = {}): Script =>
    (response) =>
      answerWith(response, status, 'application/problem+json', JSON.stringify(body))

  test.each<readonly [number, AppError]>([
    [401, { code: 'session_expired' }],
    [403, { code: 'forbidden' }],
    [500, { code: 'server_error', status: 500, requestId: 'r-7' }],
    [507, { code: 'server_error', status: 507, requestId: 'r-7' }]
  ])('%i to a reading is said as what it is', async (status, error) => {
    script = problem(status)
    for (const name of reading) expect(await ask(name)).toEqual(err(error))
  })

  test.each([401, 403])('%i to a change: it did not happen', async (status) => {
    script = problem(status)
    const error = { code: status === 401 ? 'session_expired' : 'forbidden' }
    expect(await ask('createKey')).toEqual(err(error))
    expect(await ask('revokeKey')).toEqual(err(error))
  })

  test.each([500, 502, 503, 504])(
    '%i to a change: nobody knows, and nothing is sent again',
    async (status) => {
      script = problem(status)
      expect(await ask('createKey')).toEqual(unknownCreate)
      expect(await ask('revokeKey')).toEqual(unknownRevoke)
      expect(server.arrived).toHaveLength(2)
    }
  )

  test.each([408, 409])(
    '%i to a create: a proxy may have sent it before, so nobody knows',
    async (status) => {
      script = problem(status, { code: 'replayed' })
      expect(await ask('createKey')).toEqual(unknownCreate)
      expect(server.arrived).toHaveLength(1)
    }
  )

  test.each<[object, object]>([
    [
      { code: 'replayed', id: 'k1' },
      { code: 'create_replayed', name: key.name, keyId: 'k1' }
    ],
    [{ code: 'in_progress' }, { code: 'create_running', name: key.name }],
    // What leads to another place is no key, and what is not ours says nothing.
    [{ code: 'replayed', id: '..' }, unknownCreate.error],
    [{ code: 'replayed', id: 7 }, unknownCreate.error],
    [{ code: 'conflict', id: 'k1' }, unknownCreate.error]
  ])('409 to a create, %j: what is known of the first one', async (members, error) => {
    script = problem(409, members)
    expect(await ask('createKey')).toEqual(err(error))
    expect(server.arrived).toHaveLength(1)
  })

  test('422 to a create because its Idempotency-Key was another request’s is not about a field', async () => {
    script = problem(422, { code: 'idempotency_key_reused' })
    expect(await ask('createKey')).toEqual(err({ code: 'idempotency_key_reused' }))
  })

  test('429 to a change: it did not happen, and says when it may be tried', async () => {
    script = (response) => {
      response.setHeader('Retry-After', '7')
      answerJson(response, 429, { code: 'too_many_requests' })
    }
    expect(await ask('createKey')).toEqual(err({ code: 'rate_limited', retryAfterSeconds: 7 }))
    expect(server.arrived).toHaveLength(1)
  })

  test('401 to a sign-in is a wrong password, or a second factor that is missing', async () => {
    script = problem(401, { code: 'invalid_credentials' })
    expect(await ask('signIn')).toEqual(err({ code: 'wrong_credentials' }))
    script = problem(401, { code: 'totp_required' })
    expect(await ask('signIn')).toEqual(err({ code: 'second_factor_needed' }))
  })

  test('422 to a sign-in is no better than a wrong password', async () => {
    script = problem(422, { code: 'validation_failed', errors: [{ field: 'email' }] })
    expect(await ask('signIn')).toEqual(err({ code: 'wrong_credentials' }))
  })

  test.each([
    [[{ field: 'name' }], 'refused-by-server', null],
    [[{ field: 'expires_at' }], null, 'refused-by-server'],
    [[{ field: 'name' }, { field: 'expires_at' }], 'refused-by-server', 'refused-by-server'],
    [[{ field: 'colour' }], 'refused-by-server', null],
    [[], 'refused-by-server', null]
  ] as const)('422 to a create says it at the field: %j', async (errors, name, expiry) => {
    script = problem(422, { code: 'validation_failed', errors })
    expect(await ask('createKey')).toEqual(err({ code: 'key_refused', name, expiry }))
  })
})

describe('a connection that breaks', () => {
  test.each<readonly [string, Script]>([
    ['before the answer', (_response, _request, socket) => socket.resetAndDestroy()],
    [
      'in the middle of the answer',
      (response, _request, socket) => {
        response.writeHead(201, { 'Content-Type': 'application/json', 'Content-Length': '500' })
        response.write('{"id":"k1"')
        setTimeout(() => socket.resetAndDestroy(), 10)
      }
    ]
  ])('%s to a change: one request, and nobody knows', async (_when, answer) => {
    script = answer
    expect(await ask('createKey')).toEqual(unknownCreate)
    expect(await ask('revokeKey')).toEqual(unknownRevoke)
    expect(server.arrived.map(({ method }) => method)).toEqual(['POST', 'DELETE'])
    expect(heard).toEqual(['unanswered', 'unanswered'])
  })

  test('before it was made: nothing happened, and that is what is said', async () => {
    await server.stop()
    const unreachable = err({ code: 'server_unreachable', host: host(), reason: 'refused' })
    for (const name of callNames) expect(await ask(name)).toEqual(unreachable)
  })
})

test('the value of a created key comes as a secret, and its answer can be logged', async () => {
  script = (response) => answerJson(response, 201, createdJson)
  const created = await connect().createKey(access, 'ci-reviews', null, randomUUID())
  expect(created.ok && created.value.secret.reveal()).toBe(createdJson.key)
  expect(JSON.stringify(created)).not.toContain('canary')
})

test('a server that reports too much as the public beginning of a key gives it to nobody', async () => {
  script = (response) => answerJson(response, 201, { ...createdJson, key_prefix: createdJson.key })
  const created = await connect().createKey(access, 'ci-reviews', null, randomUUID())
  expect(created.ok && created.value.key.prefix).toBe(createdJson.key.slice(0, 20))
  script = (response) =>
    answerJson(response, 200, { items: [{ ...keyJson, key_prefix: createdJson.key }], next_cursor: null })
  expect(JSON.stringify(await ask('listKeys'))).not.toContain(createdJson.key.slice(0, 21))
})

test('no error ever holds a token, a password, a value or an address’s path', async () => {
  const scripts: Script[] = [
    (response, { headers, body, url }) =>
      answerWith(response, 500, 'application/json', JSON.stringify({ echo: [headers, body, url] })),
    (response, { headers, body }) =>
      answerWith(
        response,
        422,
        'application/problem+json',
        JSON.stringify({ code: body, errors: [{ field: headers.authorization ?? '' }] })
      ),
    (response, { headers, body }) => answerWith(response, 200, 'text/html', JSON.stringify([headers, body])),
    (response, { body }) =>
      answerWith(response, 401, 'application/problem+json', JSON.stringify({ code: body })),
    (_response, _request, socket) => socket.resetAndDestroy()
  ]
  for (const each of scripts) {
    script = each
    for (const name of callNames) {
      expect(JSON.stringify(await ask(name))).not.toMatch(/canary|api\/v1|Bearer/u)
    }
  }
})
