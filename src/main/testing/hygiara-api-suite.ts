import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { endOfUtcDay, expiryTimeOf, type Expiry } from '../../shared/expiry.ts'
import { done, err } from '../../shared/result.ts'
import type { HygiaraApi, SessionTokens } from '../ports.ts'
import { SecretValue } from '../secret-value.ts'

/** A Hygiara with one admin. */
export interface HygiaraPlace {
  readonly api: HygiaraApi
  readonly email: string
  readonly password: string
}

const never = new AbortController().signal
const nobodys = SecretValue.of('access-token-of-nobody')
const june: Expiry = { kind: 'instant', value: endOfUtcDay('2127-06-29') }

/** A session that can be renewed: whoever shares these tests says how. */
function renewable(tokens: SessionTokens): SessionTokens & { readonly refresh: SecretValue } {
  if (!tokens.refresh) throw new Error('a session that cannot be renewed')
  return { ...tokens, refresh: tokens.refresh }
}

/** What every Hygiara does. Tests share the server and a session: none counts on being alone, none ends the session. */
export function describeHygiaraApi(place: () => HygiaraPlace | Promise<HygiaraPlace>): void {
  describe('as a Hygiara', () => {
    let api: HygiaraApi
    let email: string
    let password: string
    let tokens: SessionTokens

    const signIn = async () => {
      const answer = await api.signIn(email, SecretValue.of(password), never)
      if (!answer.ok) throw new Error(answer.error.code)
      return { user: answer.value.user, tokens: renewable(answer.value.tokens) }
    }
    const list = async (access = tokens.access) => {
      const listed = await api.listKeys(access, never, () => undefined)
      if (!listed.ok) throw new Error(listed.error.code)
      return listed.value
    }
    const create = async (name: string, expiry: Expiry | null = null) => {
      const created = await api.createKey(tokens.access, name, expiry, randomUUID())
      if (!created.ok) throw new Error(created.error.code)
      return created.value
    }

    // Once: a good server makes every guess of a password cost time, also the right one.
    beforeAll(async () => {
      ;({ api, email, password } = await place())
      tokens = (await signIn()).tokens
    })

    test('a sign-in says who it is, and gives tokens that work', async () => {
      const { user, tokens: fresh } = await signIn()
      expect(user.email).toBe(email)
      expect([user.name, user.role, user.organization].every((text) => text.length > 0)).toBe(true)
      expect(await api.readUser(fresh.access, never)).toEqual({ ok: true, value: user })
      expect(fresh.access.equals(tokens.access)).toBe(false)
      expect(fresh.refresh.equals(fresh.access)).toBe(false)
    })

    test.each([
      ['a wrong password', () => email, 'wrong'],
      ['an empty password', () => email, ''],
      ['an unknown e-mail', () => 'nobody@hygiara.test', 'wrong'],
      ['an empty e-mail', () => '', 'wrong']
    ])('a sign-in with %s is refused', async (_what, who, typed) => {
      expect(await api.signIn(who(), SecretValue.of(typed), never)).toEqual(
        err({ code: 'wrong_credentials' })
      )
    })

    test('nothing is answered to whoever has no token', async () => {
      const expired = err({ code: 'session_expired' })
      const { key } = await create('ci-reviews')
      expect(await api.readUser(nobodys, never)).toEqual(expired)
      expect(await api.listKeys(nobodys, never, () => undefined)).toEqual(expired)
      expect(await api.createKey(nobodys, 'ci-reviews', null, randomUUID())).toEqual(expired)
      expect(await api.revokeKey(nobodys, key)).toEqual(expired)
      expect(await api.refresh(nobodys, never)).toEqual(expired)
    })

    test('a renewed token works, and so does its own renewal; one that is used twice ends the session', async () => {
      const { tokens: mine } = await signIn()
      const renew = async (token: SecretValue) => {
        const renewed = await api.refresh(token, never)
        if (!renewed.ok) throw new Error(renewed.error.code)
        return renewable(renewed.value)
      }
      const second = await renew(mine.refresh)
      expect((await api.readUser(second.access, never)).ok).toBe(true)
      expect(second.refresh.equals(mine.refresh)).toBe(false)
      const third = await renew(second.refresh)
      expect((await api.readUser(third.access, never)).ok).toBe(true)

      const expired = err({ code: 'session_expired' })
      expect(await api.refresh(mine.refresh, never)).toEqual(expired)
      expect(await api.refresh(third.refresh, never)).toEqual(expired)
      expect(await api.readUser(third.access, never)).toEqual(expired)
    })

    test('a sign-out ends the session, and one without a session is done, too', async () => {
      const { tokens: mine } = await signIn()
      expect(await api.signOut(mine.access)).toEqual(done)
      expect(await api.readUser(mine.access, never)).toEqual(err({ code: 'session_expired' }))
      expect(await api.refresh(mine.refresh, never)).toEqual(err({ code: 'session_expired' }))
      expect(await api.signOut(nobodys)).toEqual(done)
    })

    test('a created key is in the list, first, as it was answered', async () => {
      const { key, secret } = await create('ci-reviews')
      expect(key).toMatchObject({ name: 'ci-reviews', lastUsedAt: null, expiresAt: null, isExpired: false })
      expect((await list())[0]).toEqual(key)
      const later = await create('reporting')
      expect((await list()).slice(0, 2)).toEqual([later.key, key])
      // The value begins with the public prefix and is much longer.
      expect(key.prefix).toMatch(/^hrdly_/u)
      expect(secret.reveal()).toMatch(new RegExp(`^${key.prefix ?? ''}`, 'u'))
      expect(secret.reveal().length).toBeGreaterThan(30)
      expect(later.secret.equals(secret)).toBe(false)
    })

    test('a key keeps the moment at which it ends', async () => {
      const { key } = await create('until June', june)
      expect(key.expiresAt && expiryTimeOf(key.expiresAt)).toBe(Date.parse('2127-06-29T23:59:59Z'))
      expect((await list())[0]?.expiresAt).toEqual(key.expiresAt)
    })

    test('the list never has the value of a key', async () => {
      const { secret } = await create('ci-reviews')
      expect(JSON.stringify(await list())).not.toContain(secret.reveal())
    })

    test('a progress is told, up to the whole', async () => {
      await create('ci-reviews')
      const progress: number[] = []
      const listed = await api.listKeys(tokens.access, never, (received) => progress.push(received))
      expect(progress.at(-1)).toBe(listed.ok ? listed.value.length : -1)
      expect(progress).toEqual([...progress].sort((a, b) => a - b))
    })

    test.each([
      ['x'.repeat(101), null, { name: 'refused-by-server', expiry: null }],
      ['a\u0007b', null, { name: 'refused-by-server', expiry: null }],
      [
        'ci-reviews',
        { kind: 'instant', value: '2001-01-01T00:00:00Z' },
        { name: null, expiry: 'refused-by-server' }
      ]
    ] as const)('a key %j until %j is refused, field by field', async (name, expiry, fields) => {
      expect(await api.createKey(tokens.access, name, expiry, randomUUID())).toEqual(
        err({ code: 'key_refused', ...fields })
      )
    })

    test('a revoked key is gone, and revoking it again says so', async () => {
      const { key } = await create('ci-reviews')
      expect(await api.revokeKey(tokens.access, key)).toEqual(done)
      expect((await list()).some(({ id }) => id === key.id)).toBe(false)
      expect(await api.revokeKey(tokens.access, key)).toEqual(err({ code: 'key_not_found' }))
    })

    test('a key can be tried where the server says, and the try shows as a use', async () => {
      const { key, secret } = await create('ci-reviews')
      expect(api.keyTestUrl).toMatch(/^https?:\/\/.+\/whoami$/u)
      expect(await api.testKey(secret, never)).toEqual({ outcome: 'valid', status: 200 })
      const used = (await list()).find(({ id }) => id === key.id)
      expect(Date.parse(used?.lastUsedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(key.createdAt ?? ''))
      // It had no session to spend.
      expect((await api.readUser(tokens.access, never)).ok).toBe(true)
    })

    test('a key that is revoked, or of nobody, is rejected', async () => {
      const rejected = { outcome: 'rejected', status: 401 }
      const { key, secret } = await create('ci-reviews')
      expect(await api.revokeKey(tokens.access, key)).toEqual(done)
      expect(await api.testKey(secret, never)).toEqual(rejected)
      expect(await api.testKey(SecretValue.of('hrdly_of-nobody'), never)).toEqual(rejected)
      // A session's token is no key.
      expect(await api.testKey(tokens.access, never)).toEqual(rejected)
    })

    test('whoever has already cancelled gets no answer', async () => {
      const signal = AbortSignal.abort()
      const cancelled = err({ code: 'cancelled' })
      expect(await api.signIn(email, SecretValue.of(password), signal)).toEqual(cancelled)
      expect(await api.readUser(tokens.access, signal)).toEqual(cancelled)
      expect(await api.listKeys(tokens.access, signal, () => undefined)).toEqual(cancelled)
      expect(await api.testKey((await create('ci-reviews')).secret, signal)).toEqual({
        outcome: 'unreachable',
        status: null,
        error: { code: 'cancelled' }
      })
      // It never arrived: the token is as good as before.
      const { tokens: mine } = await signIn()
      expect(await api.refresh(mine.refresh, signal)).toEqual(cancelled)
      expect((await api.refresh(mine.refresh, never)).ok).toBe(true)
    })
  })
}
