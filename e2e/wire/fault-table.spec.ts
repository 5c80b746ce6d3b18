/**
 * Every call of the client against every fault, with the real server behind the proxy as the judge. The client runs
 * as it does in the app's main process; no window is needed for it.
 */
import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHygiaraApi } from '../../src/main/adapters/hygiara-api/hygiara-api.ts'
import type { ConnectionWatch, HygiaraApi, SessionTokens } from '../../src/main/ports.ts'
import { SecretValue } from '../../src/main/secret-value.ts'
import type { ApiKey } from '../../src/shared/api-key.ts'
import type { AppError } from '../../src/shared/app-error.ts'
import type { Result } from '../../src/shared/result.ts'
import { FaultProxy } from '../servers/fault-proxy.ts'
import { faultNames, type FaultName } from '../servers/faults.ts'
import { HygiaraServer } from '../servers/hygiara-server.ts'

/** Time that runs a hundred times faster wherever the client only waits. */
const started = Date.now()
const fastClock = {
  now: () => started + (Date.now() - started) * 100,
  after(ms: number, action: () => void) {
    const timer = setTimeout(action, ms / 100)
    return () => {
      clearTimeout(timer)
    }
  }
}
const unwatched: ConnectionWatch = {
  answered: () => undefined,
  unanswered: () => undefined,
  paused: () => undefined
}
const limits = { answerMs: 300, totalMs: 800 }
// Hashing a password takes its time, and that is on purpose.
const signInLimits = { answerMs: 3_000, totalMs: 3_500 }
const never = new AbortController().signal
const mostBytes = 32 << 20

type Outcome = 'ok' | AppError['code']

interface Cell {
  readonly api: HygiaraApi
  readonly tokens: SessionTokens
}

/** A call, the request that it sends, and what may become of it. */
interface Call {
  readonly method: string
  readonly path: RegExp
  readonly changes: boolean
  /** Whether the session that makes the call may be over afterwards. */
  readonly spendsSession: boolean
  make(cell: Cell, key: ApiKey, secret: SecretValue): Promise<Result<unknown>>
  expected(fault: FaultName): readonly Outcome[]
}

let server: HygiaraServer
let proxy: FaultProxy
let folder: string

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hygiara-faults-'))
  server = await HygiaraServer.start({ dataFolder: folder })
  proxy = await FaultProxy.inFrontOf(server.url)
})

test.afterAll(async () => {
  await proxy.stop()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const lost = /^(reset|closed|silence|a drip|a stopped)|^broken gzip/u
const statuses: Readonly<Record<string, Outcome>> = {
  '401': 'session_expired',
  '403': 'forbidden',
  '404': 'not_hygiara',
  '409': 'not_hygiara',
  '422': 'not_hygiara',
  '429': 'rate_limited',
  '429 without a time': 'rate_limited',
  '500': 'server_error',
  '500, after the work': 'server_error',
  '503': 'server_error',
  'a page with 502': 'server_error',
  'a page with 511': 'server_error'
}

/** What a call may say that is not about the change it asked for. */
function plainly(fault: FaultName): readonly Outcome[] {
  const status = statuses[fault]
  if (status !== undefined) return [status]
  return lost.test(fault) ? ['server_unreachable', 'not_hygiara'] : ['not_hygiara']
}

/** What is known about a change: refused for certain, or not known at all. */
function aboutChange(fault: FaultName, unknown: Outcome): readonly Outcome[] {
  const isRefused = /^4\d\d/u.test(fault) || /elsewhere$/u.test(fault)
  return isRefused ? plainly(fault) : [unknown]
}

const calls: Readonly<Record<string, Call>> = {
  'sign in': {
    method: 'POST',
    path: /\/auth\/login$/u,
    changes: true,
    spendsSession: false,
    make: () =>
      connectThroughProxy(signInLimits).signIn(server.email, SecretValue.of(server.password), never),
    // A server says 401 or 422 to an e-mail and password that it does not know together.
    expected: (fault) => (fault === '401' || fault === '422' ? ['wrong_credentials'] : plainly(fault))
  },
  'renew the session': {
    method: 'POST',
    path: /\/auth\/refresh$/u,
    changes: true,
    spendsSession: true,
    make: ({ api, tokens }) => api.refresh(tokens.refresh ?? tokens.access, never),
    expected: plainly
  },
  'read who is signed in': {
    method: 'GET',
    path: /\/auth\/me$/u,
    changes: false,
    spendsSession: false,
    make: ({ api, tokens }) => api.readUser(tokens.access, never),
    expected: plainly
  },
  'list keys': {
    method: 'GET',
    path: /\/api-keys$/u,
    changes: false,
    spendsSession: false,
    make: ({ api, tokens }) => api.listKeys(tokens.access, never, () => undefined),
    expected: plainly
  },
  'create a key': {
    method: 'POST',
    path: /\/api-keys$/u,
    changes: true,
    spendsSession: false,
    make: ({ api, tokens }, key) => api.createKey(tokens.access, `new ${key.name}`, null, randomUUID()),
    expected(fault) {
      if (fault === '422') return ['key_refused']
      // A conflict can be with the same request sent twice by something in between: the key may be there.
      return fault === '409' ? ['create_outcome_unknown'] : aboutChange(fault, 'create_outcome_unknown')
    }
  },
  'revoke a key': {
    method: 'DELETE',
    path: /\/api-keys\/[^/]+$/u,
    changes: true,
    spendsSession: false,
    make: ({ api, tokens }, key) => api.revokeKey(tokens.access, key),
    expected(fault) {
      if (fault === '404') return ['key_not_found']
      // A bare 204 is all that a revoke is ever answered with: made up or not, nothing tells it from a real one.
      if (fault === 'a 204 where there should be something') return ['ok']
      // Likewise the 204 that carried a body which this fault takes away.
      return aboutChange(fault, 'revoke_outcome_unknown')
    }
  },
  'try a key': {
    method: 'GET',
    path: /\/whoami$/u,
    // Nothing but the time of its last use; that is why it is sent once.
    changes: true,
    spendsSession: false,
    async make({ api }, _key, secret) {
      const answer = await api.testKey(secret, never)
      return answer.outcome === 'unreachable'
        ? { ok: false, error: answer.error }
        : { ok: true, value: answer }
    },
    // Only Hygiara's own refusal is a verdict: no other fault may make a key look invalid, or valid.
    expected: (fault) => (fault === '401' || fault === '403' ? ['ok'] : plainly(fault))
  },
  'sign out': {
    method: 'POST',
    path: /\/auth\/logout$/u,
    changes: true,
    spendsSession: true,
    make: ({ api, tokens }) => api.signOut(tokens.access),
    // Signing out ends here, whatever the server says; only silence is told.
    expected: (fault) => [...plainly(fault), 'ok']
  }
}

for (const [name, call] of Object.entries(calls)) {
  test(`to ${name} survives each of ${String(faultNames.length)} faults`, async () => {
    test.setTimeout(180_000)
    const judge = await signedIn()
    let caller = await signedIn()
    for (const fault of faultNames) {
      if (call.spendsSession) caller = await signedIn()
      await test.step(fault, () => check(call, fault, judge, caller.tokens))
    }
  })
}

/** `judge` talks to the server itself, and is asked what really happened. */
async function check(call: Call, fault: FaultName, judge: Cell, tokens: SessionTokens): Promise<void> {
  proxy.heal()
  const name = `key ${fault} ${String(Math.random()).slice(2, 8)}`
  const created = await judge.api.createKey(judge.tokens.access, name, null, randomUUID())
  if (!created.ok) throw new Error(`no key to work with: ${created.error.code}`)
  const { key, secret } = created.value

  proxy.break(fault, call.method, call.path)
  // A client of its own for each cell: a pause that one fault asked for must not hide the next.
  const outcome = await call.make({ api: connectThroughProxy(), tokens }, key, secret)
  const said: Outcome = outcome.ok ? 'ok' : outcome.error.code
  expect.soft(call.expected(fault), `said ${said}`).toContain(said)
  const arrived = proxy.arrived(call.method, call.path)
  if (call.changes) expect.soft(arrived, 'requests that reached the wire').toBe(1)
  else expect.soft(arrived, 'requests that reached the wire').toBeLessThanOrEqual(3)
  expect.soft(proxy.bytesWritten, 'bytes taken from an endless answer').toBeLessThan(mostBytes)

  const names = (await keysOf(judge)).map((each) => each.name)
  const copies = names.filter((each) => each === `new ${name}`).length
  expect.soft(copies, 'keys made by one press').toBeLessThanOrEqual(1)
  if (said === 'ok' && call.method === 'POST' && call.path.test('/api-keys')) expect.soft(copies).toBe(1)
  if (said !== 'create_outcome_unknown' && said !== 'ok') expect.soft(copies).toBe(0)
  const isListed = names.includes(name)
  if (call.method !== 'DELETE') expect.soft(isListed, 'a key that nobody revoked').toBe(true)
  else if (said !== 'revoke_outcome_unknown' && said !== 'ok') expect.soft(isListed).toBe(true)

  proxy.heal()
  expect
    .soft((await connectThroughProxy().readUser(judge.tokens.access, never)).ok, 'the next request works')
    .toBe(true)
  await expect.poll(() => proxy.openSockets(), 'sockets left open').toBe(0)
}

function connectThroughProxy(within = limits): HygiaraApi {
  return createHygiaraApi(fastClock, Math.random, within)(proxy.url, unwatched)
}

async function signedIn(): Promise<Cell> {
  const api = createHygiaraApi(fastClock, Math.random)(server.url, unwatched)
  const answer = await api.signIn(server.email, SecretValue.of(server.password), never)
  if (!answer.ok) throw new Error(`sign-in failed: ${answer.error.code}`)
  return { api, tokens: answer.value.tokens }
}

async function keysOf({ api, tokens }: Cell): Promise<readonly ApiKey[]> {
  const listed = await api.listKeys(tokens.access, never, () => undefined)
  if (!listed.ok) throw new Error(`the list failed: ${listed.error.code}`)
  return listed.value
}
