import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { corpusMappings } from '../../../../e2e/servers/corpus-mappings.ts'
import { corpus } from '../../../../e2e/servers/corpus/corpus.ts'
import type { CorpusServer } from '../../../../e2e/servers/corpus/plumbing/corpus-server.ts'
import { tokenFromTheWebPage } from '../../../../e2e/servers/corpus/quarkus/quarkus-server.ts'
import { expiryTimeOf } from '../../../shared/expiry.ts'
import { done, err, ok, type Result } from '../../../shared/result.ts'
import type { ConnectionWatch, SignInAnswer } from '../../ports.ts'
import { SecretValue } from '../../secret-value.ts'
import { systemClock } from '../system-clock.ts'
import { createHygiaraApi } from './hygiara-api.ts'

const never = new AbortController().signal
const unwatched: ConnectionWatch = {
  answered: () => undefined,
  unanswered: () => undefined,
  paused: () => undefined
}
const names = Object.keys(corpus) as (keyof typeof corpus)[]
const endOfJune = Date.parse('2127-06-29T23:59:59Z')

let server: CorpusServer

afterEach(async () => {
  await server.stop()
})

async function connect(name: (typeof names)[number]) {
  server = await corpus[name]()
  const api = createHygiaraApi(systemClock, () => 0)(server.baseUrl, unwatched, corpusMappings[name])
  const signIn = async (password: string): Promise<Result<SignInAnswer>> => {
    if (api.offers.signIn === 'password') {
      return api.signIn(server.admin.login, SecretValue.of(password), never)
    }
    const token = await tokenFromTheWebPage(server, password)
    if (token === null) return err({ code: 'wrong_credentials' })
    const access = SecretValue.of(token)
    const user = await api.readUser(access, never)
    const tokens = { access, accessExpiresAt: Number.POSITIVE_INFINITY, refresh: null }
    return user.ok ? ok({ tokens, user: { ...user.value, email: 'typed', name: 'typed' } }) : user
  }
  const list = (access: SecretValue) => api.listKeys(access, never, () => undefined)
  return { api, signIn, list }
}

function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

const unrevokedNames = () => server.ledger.unrevoked.map(({ name }) => name).sort()

describe.each(names)('%s', (name) => {
  test('is signed in to, listed, created at, used, revoked at, and ends a session', async () => {
    const { api, signIn, list } = await connect(name)
    expect(await list(SecretValue.of('nobody'))).toEqual(err({ code: 'session_expired' }))
    expect(await signIn('not the password')).toEqual(err({ code: 'wrong_credentials' }))
    const { tokens, user } = valueOf(await signIn(server.admin.password))
    expect([user.email, user.name, user.organization]).not.toContain('')
    expect(valueOf(await api.readUser(tokens.access, never)).organization).not.toBe('')

    const keys = valueOf(await list(tokens.access))
    expect(keys.map((key) => key.name).sort()).toEqual(unrevokedNames())
    expect(new Set(keys.map(({ id }) => id)).size).toBe(keys.length)
    expect(JSON.stringify(keys)).not.toMatch(/hrdly_\w{12}/u)

    expect(await api.createKey(tokens.access, '', null, randomUUID())).toMatchObject(
      err({ code: 'key_refused' })
    )
    const june = { kind: 'instant', value: '2127-06-29T23:59:59Z' } as const
    const { key, secret } = valueOf(await api.createKey(tokens.access, 'ci-story', june, randomUUID()))
    expect(server.ledger.createCount).toBe(1)
    expect(server.ledger.all[0]?.value).toBe(secret.reveal())
    expect(Math.abs((server.ledger.all[0]?.expiresAt?.getTime() ?? 0) - endOfJune)).toBeLessThan(1_000)
    expect(key.expiresAt && expiryTimeOf(key.expiresAt)).toBe(endOfJune)
    const listed = valueOf(await list(tokens.access)).find(({ id }) => id === key.id)
    expect(listed).toEqual(key)

    expect(await api.testKey(SecretValue.of(`${secret.reveal()}x`), never)).toMatchObject({
      outcome: 'rejected'
    })
    expect(await api.testKey(secret, never)).toMatchObject({ outcome: 'valid' })
    expect(server.ledger.usesOf(secret.reveal())).toHaveLength(1)

    expect(await api.revokeKey(tokens.access, key)).toEqual(done)
    expect(server.ledger.revokeCount).toBe(1)
    expect(await api.testKey(secret, never)).toMatchObject({ outcome: 'rejected', status: 401 })
    expect(
      valueOf(await list(tokens.access))
        .map((each) => each.name)
        .sort()
    ).toEqual(unrevokedNames())

    server.endSessions()
    const expired = err({ code: 'session_expired' })
    expect(await list(tokens.access)).toEqual(expired)
    expect(await api.createKey(tokens.access, 'ci-late', null, randomUUID())).toEqual(expired)
    expect(await api.revokeKey(tokens.access, keys[0]!)).toEqual(expired)
    expect([server.ledger.createCount, server.ledger.revokeCount]).toEqual([1, 1])
    expect(await api.signOut(tokens.access)).toEqual(done)
  })

  test('is asked once for each change', async () => {
    const { api, signIn } = await connect(name)
    const { tokens } = valueOf(await signIn(server.admin.password))
    const { key } = valueOf(await api.createKey(tokens.access, 'ci-story', null, randomUUID()))
    await api.revokeKey(tokens.access, key)
    const changes = server.requests.filter(({ method }) => method !== 'GET').slice(-2)
    const { create, revoke } = corpusMappings[name]
    expect(changes.map(({ method }) => method)).toEqual([create?.operation.method, revoke?.operation.method])
    const listPath = create?.operation.path ?? ''
    expect(
      server.requests.filter(({ method, path }) => method !== 'GET' && path.startsWith(listPath))
    ).toHaveLength(2)
  })
})

test.each(['drf', 'nest'] as const)('a session of %s is renewed', async (name) => {
  const { api, signIn, list } = await connect(name)
  const { tokens } = valueOf(await signIn(server.admin.password))
  server.endSessions()
  const renewed = valueOf(await api.refresh(tokens.refresh!, never))
  expect((await list(renewed.access)).ok).toBe(true)
  expect(renewed.refresh).not.toBeNull()
})
