import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Client, type Answer, type ProblemBody, type Tokens } from '../testing/client.ts'
import { admin, makeFolder, removeFolder, startTestServer, type TestServer } from '../testing/test-server.ts'
import { totpCode, totpStep } from '../totp.ts'

const makeAjv = () => addFormats(new Ajv2020({ strict: false, allErrors: true }))

let folder: string
let server: TestServer
let client: Client

beforeEach(async () => {
  folder = makeFolder()
  server = await startTestServer(folder)
  client = await Client.of(server.url, makeAjv)
})

afterEach(async () => {
  await server.stop()
  removeFolder(folder)
  expect(server.failures).toEqual([])
})

function login(body: object): Promise<Answer<ProblemBody>> {
  return client.call('POST', '/auth/login', {
    body: { email: admin.email, password: admin.password, ...body }
  })
}

function refresh(refreshToken: string): Promise<Answer<Tokens & ProblemBody>> {
  return client.call('POST', '/auth/refresh', { body: { refresh_token: refreshToken } })
}

async function isSignedIn({ access_token: token }: Tokens): Promise<boolean> {
  return (await client.call('GET', '/auth/me', { token })).status === 200
}

async function codesOf(attempts: number, body: object): Promise<string[]> {
  const codes: string[] = []
  for (let count = 0; count < attempts; count++) codes.push((await login(body)).json.code)
  return codes
}

test('who signs in is told who they are, in whichever case the e-mail is written', async () => {
  const answer = await login({ email: ` ${admin.email.toUpperCase()} ` })
  expect(answer.json).toMatchObject({
    token_type: 'Bearer',
    expires_in: 900,
    user: { email: admin.email, name: 'Ada Admin', role: 'admin' },
    organization: { name: 'Acme Health' }
  })
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
  const token = (answer.json as unknown as Tokens).access_token
  const me = await client.call<object>('GET', '/auth/me', { token })
  expect(answer.json).toMatchObject(me.json)
})

test('a wrong password and an unknown e-mail are answered alike', async () => {
  const [password, email] = [
    await login({ password: 'wrong' }),
    await login({ email: 'nobody@example.test' })
  ]
  for (const { status, json } of [password, email])
    expect([status, json.code]).toEqual([401, 'invalid_credentials'])
  expect({ ...password.json, request_id: '' }).toEqual({ ...email.json, request_id: '' })
})

test('what is no sign-in names its fields, and never repeats what was sent', async () => {
  const answer = await login({ password: 7, totp_code: 'secret', extra: true })
  expect(answer.status).toBe(422)
  expect(answer.json.errors?.map(({ field, code }) => [field, code])).toEqual([
    ['password', 'wrong_type'],
    ['totp_code', 'invalid'],
    ['extra', 'unknown_field']
  ])
  expect(answer.text).not.toContain('secret')
})

test('an access token ends after a quarter of an hour, its session does not', async () => {
  const tokens = await client.signIn()
  server.clock.now += 14 * 60_000
  expect(await isSignedIn(tokens)).toBe(true)
  server.clock.now += 60_000
  expect(await isSignedIn(tokens)).toBe(false)
  const { status, json: fresh } = await refresh(tokens.refresh_token)
  expect(status).toBe(200)
  expect(await isSignedIn(fresh)).toBe(true)
})

test('a refresh token that comes back a second time ends its session, and only that one', async () => {
  const [stolen, other] = [await client.signIn(), await client.signIn()]
  const { json: fresh } = await refresh(stolen.refresh_token)
  const reused = await refresh(stolen.refresh_token)
  expect([reused.status, reused.json.code]).toEqual([401, 'invalid_refresh_token'])
  expect([await isSignedIn(stolen), await isSignedIn(fresh), await isSignedIn(other)]).toEqual([
    false,
    false,
    true
  ])
  expect((await refresh(fresh.refresh_token)).status).toBe(401)
})

test('of two refreshes at the same moment at most one succeeds', async () => {
  const { refresh_token: token } = await client.signIn()
  const answers = await Promise.all([refresh(token), refresh(token), refresh(token)])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401])
})

test('a refresh token ends after thirty days, and neither token is the other', async () => {
  const tokens = await client.signIn()
  expect((await refresh(tokens.access_token)).status).toBe(401)
  expect(await isSignedIn({ ...tokens, access_token: tokens.refresh_token })).toBe(false)
  server.clock.now += 30 * 24 * 3600_000
  expect((await refresh(tokens.refresh_token)).status).toBe(401)
})

test('signing out ends both tokens', async () => {
  const tokens = await client.signIn()
  expect((await client.call('POST', '/auth/logout', { token: tokens.access_token })).status).toBe(204)
  expect(await isSignedIn(tokens)).toBe(false)
  expect((await refresh(tokens.refresh_token)).status).toBe(401)
})

test('tokens are not in the data folder', async () => {
  const tokens = await client.signIn()
  const kept = JSON.stringify(server.database.all('SELECT * FROM session_tokens'))
  expect(kept).not.toContain(tokens.access_token)
  expect(kept).not.toContain(tokens.refresh_token)
})

test('after five failures the e-mail waits, longer each time, and a success starts anew', async () => {
  const wrong = { password: 'wrong' }
  expect(await codesOf(5, wrong)).toEqual(Array<string>(5).fill('invalid_credentials'))
  const refused = await login({})
  expect([refused.status, refused.json.code]).toEqual([429, 'too_many_attempts'])
  expect(refused.headers.get('Retry-After')).toBe('30')
  expect((await login({ email: 'other@example.test' })).status).toBe(401)

  server.clock.now += 30_000
  expect((await login(wrong)).status).toBe(401)
  expect((await login({})).headers.get('Retry-After')).toBe('60')
  server.clock.now += 60_000
  expect((await login({})).status).toBe(200)
  expect(await codesOf(5, wrong)).toEqual(Array<string>(5).fill('invalid_credentials'))
})

test('ten right sign-ins at the same moment all succeed', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => login({})))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
})

test('with one-time codes on, the password alone is not enough, and a code works once', async () => {
  const user = server.accounts.firstAdmin()
  const secret = server.accounts.enableTotp(user?.id ?? '')
  const code = () => ({ totp_code: totpCode(secret, totpStep(server.clock.now)) })
  const missing = await login({})
  expect([missing.status, missing.json.code]).toEqual([401, 'totp_required'])
  expect((await login({ ...code(), password: 'wrong' })).json.code).toBe('invalid_credentials')

  const used = code()
  expect((await login(used)).status).toBe(200)
  expect((await login(used)).json.code).toBe('totp_required')
  server.clock.now += 30_000
  expect((await login(code())).status).toBe(200)
  server.accounts.disableTotp(user?.id ?? '')
  expect((await login({})).status).toBe(200)
})

test('guessing codes is slowed down, and asking without a code does not reset the count', async () => {
  server.accounts.enableTotp(server.accounts.firstAdmin()?.id ?? '')
  for (let count = 0; count < 5; count++) {
    expect((await login({ totp_code: '000000' })).status).toBe(401)
    if (count < 4) expect((await login({})).json.code).toBe('totp_required')
  }
  expect((await login({})).status).toBe(429)
})
