import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { ApiMapping } from '../../shared/api-mapping.ts'
import type { AppError } from '../../shared/app-error.ts'
import { defaultMapping } from '../../shared/default-mapping.ts'
import { offersOf } from '../../shared/offers.ts'
import { done, err, ok } from '../../shared/result.ts'
import type { Session } from '../../shared/session.ts'
import { ConnectionService } from './connection-service.ts'
import type { ConnectToHygiara, HygiaraApi } from '../ports.ts'
import { NoticeService } from '../notices/notice-service.ts'
import { FakeClock, settled } from '../testing/fake-clock.ts'
import { InMemoryHygiara } from '../testing/in-memory-hygiara.ts'
import { InMemoryKeptDataStore, InMemoryDisk } from '../testing/in-memory-kept-data-store.ts'
import { InMemoryKeychain } from '../testing/in-memory-keychain.ts'
import { InMemoryLocalHygiara } from '../testing/in-memory-local-hygiara.ts'
import { PublishedEvents } from '../testing/published-events.ts'
import { SecretValue } from '../secret-value.ts'
import { Profiles } from './profiles.ts'
import type { ServerEndpoints } from './server-endpoints.ts'
import { SessionService, type Credentials } from './session-service.ts'

const ada: Credentials = {
  serverUrl: 'https://hygiara.test',
  email: 'ada@acme.test',
  password: 'correct horse',
  staysSignedIn: false
}
const offline: AppError = { code: 'server_unreachable', host: 'hygiara.test', reason: 'refused' }

// What outlives the app: the server, the keychain, the disk.
let clock: FakeClock
let hygiara: InMemoryHygiara
let keychain: InMemoryKeychain
let disk: InMemoryDisk
let local: InMemoryLocalHygiara

/** Every server is reached by this mapping. */
function endpointsOf(mapping: ApiMapping): ServerEndpoints {
  const known = (baseUrl: string) => ({ baseUrl, mapping })
  return { prepare: (serverUrl) => Promise.resolve(ok(known(serverUrl))), known, keep: () => undefined }
}

/** The app as it is after a start. */
function start(connect: ConnectToHygiara = hygiara.connect, mappingOf?: () => ApiMapping) {
  const events = new PublishedEvents()
  const notices = new NoticeService(events.publish)
  const store = new InMemoryKeptDataStore(disk)
  const watch = new ConnectionService(events.publish)
  const session = new SessionService(
    {
      connect,
      ...(mappingOf ? { endpoints: endpointsOf(mappingOf()) } : {}),
      watch,
      keychain,
      localHygiara: local,
      clock,
      publish: events.publish
    },
    new Profiles(store, notices),
    notices
  )
  const read = () => session.reading((api, access) => api.listKeys(access, never, () => undefined))
  const create = (name = 'ci-reviews') =>
    session.changing((api, access) => api.createKey(access, name, null, randomUUID()))
  return {
    session,
    events,
    store,
    read,
    create,
    notices: () => notices.topic.value.map(({ kind }) => kind),
    state: () => session.topic.value
  }
}

const never = new AbortController().signal

beforeEach(() => {
  clock = new FakeClock()
  hygiara = new InMemoryHygiara(clock)
  hygiara.addAccount(ada.email, ada.password)
  keychain = new InMemoryKeychain()
  disk = new InMemoryDisk()
  local = new InMemoryLocalHygiara((email, password) => {
    hygiara.addAccount(email, password, 'Local Hygiara')
  })
})

function signedInProfile(state: Session) {
  if (state.state !== 'signed-in') throw new Error(`not signed in but ${state.state}`)
  return state.profile
}

describe('signing in', () => {
  test('shows who it is, of which organisation, and where', async () => {
    const { session, state } = start()
    expect(state()).toEqual({ state: 'signed-out', profiles: [], restoreError: null })
    expect(await session.signIn({ ...ada, email: '  ada@acme.test ' })).toEqual(done)
    expect(state()).toMatchObject({
      state: 'signed-in',
      standing: 'live',
      restoreError: null,
      profile: { kind: 'server', name: 'Acme GmbH', serverUrl: 'https://hygiara.test', email: ada.email },
      user: { name: 'Ada Admin', email: ada.email, role: 'admin', organization: 'Acme GmbH' }
    })
  })

  test('with a wrong password changes nothing', async () => {
    const { session, state, store } = start()
    const before = state()
    expect(await session.signIn({ ...ada, password: 'wrong' })).toEqual(err({ code: 'wrong_credentials' }))
    expect(state()).toEqual(before)
    expect(store.read().profiles).toEqual([])
  })

  test('at an unsafe address sends nothing', async () => {
    const { session } = start()
    for (const [serverUrl, problem] of [
      ['http://hygiara.test', 'needs-https'],
      ['https://ada:pw@hygiara.test', 'has-credentials'],
      ['', 'not-an-address']
    ] as const) {
      expect(await session.signIn({ ...ada, serverUrl })).toEqual(err({ code: 'address_refused', problem }))
    }
    expect(hygiara.addresses).toEqual([])
  })

  test('can be cancelled, and what was shown stays', async () => {
    const { session, state } = start()
    hygiara.answers.signIn.close()
    const signingIn = session.signIn(ada)
    await settled()
    session.cancel()
    expect(await signingIn).toEqual(err({ code: 'cancelled' }))
    expect(state().state).toBe('signed-out')
    hygiara.answers.signIn.open()
    await settled()
    expect(state().state).toBe('signed-out')
  })

  test('a second time gives up the first, whichever is answered first', async () => {
    hygiara.addAccount('bo@acme.test', 'battery staple')
    const { session, state } = start()
    hygiara.answers.signIn.close()
    const first = session.signIn(ada)
    const second = session.signIn({ ...ada, email: 'bo@acme.test', password: 'battery staple' })
    hygiara.answers.signIn.open()
    expect(await first).toEqual(err({ code: 'cancelled' }))
    expect(await second).toEqual(done)
    expect(signedInProfile(state()).email).toBe('bo@acme.test')
  })

  test('that failed can be repeated', async () => {
    const { session } = start()
    hygiara.isOffline = true
    expect(await session.signIn(ada)).toEqual(err(offline))
    hygiara.isOffline = false
    expect(await session.signIn(ada)).toEqual(done)
  })

  test('an answer that comes in the moment of the cancel leaves no session behind at the server', async () => {
    const { session, state } = start((serverUrl, watch) => {
      const api = hygiara.connect(serverUrl, watch)
      const signIn: HygiaraApi['signIn'] = async (...request) => {
        const answer = await api.signIn(...request)
        session.cancel()
        return answer
      }
      return { ...api, signIn }
    })
    expect(await session.signIn(ada)).toEqual(err({ code: 'cancelled' }))
    await settled()
    expect(state().state).toBe('signed-out')
    expect(hygiara.count('signIn')).toBe(1)
    expect(hygiara.openSessions).toEqual([])
  })
})

describe('staying signed in', () => {
  test('is nobody’s choice but the person’s: without it nothing is kept but the profile', async () => {
    const { session } = start()
    await session.signIn(ada)
    await settled()
    expect(keychain.contents).toEqual({})
    expect(disk.kept?.activeProfileId).toBeNull()
    expect(start().state()).toMatchObject({ state: 'signed-out', profiles: [{ email: ada.email }] })
    expect(await start().session.restore()).toEqual(err({ code: 'not_signed_in' }))
  })

  test('puts the refresh token into the keychain, and no token anywhere else', async () => {
    const { session, events, state } = start()
    await session.signIn({ ...ada, staysSignedIn: true })
    await settled()
    const { id } = signedInProfile(state())
    expect(keychain.contents).toEqual({ [`Hygiara Keys/session/${id}`]: hygiara.openSessions[0] })
    expect(JSON.stringify([disk.kept, events.all])).not.toMatch(/access-|refresh-|correct horse/u)
  })

  test('ends when it is not chosen the next time', async () => {
    const { session } = start()
    await session.signIn({ ...ada, staysSignedIn: true })
    await settled()
    await session.signIn(ada)
    await settled()
    expect(keychain.contents).toEqual({})
    expect(await start().session.restore()).toEqual(err({ code: 'not_signed_in' }))
  })

  test('a keychain that refuses signs nobody out, and the person is told', async () => {
    keychain.problem = 'locked'
    const { session, state, notices, read } = start()
    expect(await session.signIn({ ...ada, staysSignedIn: true })).toEqual(done)
    await settled()
    expect(state().state).toBe('signed-in')
    expect(notices()).toEqual(['session-not-kept'])
    expect(await read()).toEqual(ok([]))
  })

  test('a keychain that asks the person something does not hold up the sign-in', async () => {
    keychain.gate.close()
    const { session } = start()
    expect(await session.signIn({ ...ada, staysSignedIn: true })).toEqual(done)
  })
})

describe('the next start', () => {
  beforeEach(async () => {
    await start().session.signIn({ ...ada, staysSignedIn: true })
    await settled()
    hygiara.calls.length = 0
  })

  test('picks the session up again and keeps the renewed token', async () => {
    const { session, state, events } = start()
    const restoring = session.restore()
    expect(state()).toMatchObject({ state: 'restoring', profile: { name: 'Acme GmbH' } })
    expect(await restoring).toEqual(done)
    expect(state()).toMatchObject({ state: 'signed-in', user: { email: ada.email } })
    expect(Object.values(keychain.contents)).toEqual(hygiara.openSessions)
    expect(events.of('session:changed').map(({ value }) => value.state)).toEqual(['restoring', 'signed-in'])
    // And so does the one after it.
    expect(await start().session.restore()).toEqual(done)
  })

  test('offline keeps the token and says why', async () => {
    hygiara.isOffline = true
    const kept = keychain.contents
    const { session, state } = start()
    expect(await session.restore()).toEqual(err(offline))
    expect(state()).toMatchObject({
      state: 'signed-out',
      restoreError: offline,
      profiles: [{ email: ada.email }]
    })
    expect(keychain.contents).toEqual(kept)
    hygiara.isOffline = false
    expect(await session.restore()).toEqual(done)
    expect(state().state).toBe('signed-in')
  })

  test('keeps the renewed token before anything else can fail', async () => {
    hygiara.failNext('readUser', { code: 'server_error', status: 500, requestId: null })
    expect(await start().session.restore()).toMatchObject({ ok: false, error: { code: 'server_error' } })
    expect(Object.values(keychain.contents)).toEqual(hygiara.openSessions)
    expect(await start().session.restore()).toEqual(done)
  })

  test('asks who it is only when the renewed token is safe', async () => {
    hygiara.answers.refresh.close()
    const restoring = start().session.restore()
    await settled()
    // From here on the keychain asks something.
    keychain.gate.close()
    hygiara.answers.refresh.open()
    await settled()
    expect(hygiara.calls).toEqual(['refresh'])
    keychain.gate.open()
    expect(await restoring).toEqual(done)
  })

  test('says so when the server has ended the session', async () => {
    hygiara.endSessions()
    const { session, state } = start()
    expect(await session.restore()).toEqual(err({ code: 'session_expired' }))
    expect(state()).toMatchObject({ state: 'signed-out', restoreError: { code: 'session_expired' } })
  })

  test('says so when the keychain is locked, and asks the server nothing', async () => {
    keychain.problem = 'locked'
    const { session, state } = start()
    const locked = { code: 'keychain_failed', problem: 'locked' } as const
    expect(await session.restore()).toEqual(err(locked))
    expect(state()).toMatchObject({ state: 'signed-out', restoreError: locked })
    expect(hygiara.calls).toEqual([])
  })

  test('uses the kept token once, however often it is asked to restore', async () => {
    const { session } = start()
    const outcomes = await Promise.all([session.restore(), session.restore(), session.restore()])
    expect(outcomes).toEqual([done, done, done])
    expect(hygiara.count('refresh')).toBe(1)
    // A token used twice would have ended the family.
    expect(hygiara.openSessions).toHaveLength(1)
    expect(await session.restore()).toEqual(done)
    expect(hygiara.count('refresh')).toBe(1)
  })

  test('can be cancelled: the sign-in screen comes without a complaint, the token stays', async () => {
    hygiara.answers.readUser.close()
    const { session, state } = start()
    const restoring = session.restore()
    await settled()
    session.cancel()
    expect(await restoring).toEqual(err({ code: 'cancelled' }))
    expect(state()).toMatchObject({ state: 'signed-out', restoreError: null })
    hygiara.answers.readUser.open()
    expect(await start().session.restore()).toEqual(done)
  })

  test('can be cancelled while the keychain asks something', async () => {
    keychain.gate.close()
    const { session, state } = start()
    const restoring = session.restore()
    session.cancel()
    expect(await restoring).toEqual(err({ code: 'cancelled' }))
    expect(state()).toMatchObject({ state: 'signed-out', restoreError: null })
  })

  test('a sign-in gives up the restore that hangs', async () => {
    keychain.gate.close()
    const { session, state } = start()
    const restoring = session.restore()
    expect(await session.signIn(ada)).toEqual(done)
    expect(await restoring).toEqual(err({ code: 'cancelled' }))
    expect(state().state).toBe('signed-in')
  })
})

describe('an access token that ran out', () => {
  test('is renewed once for fifty who read at the same time', async () => {
    const { session, read } = start()
    await session.signIn(ada)
    hygiara.expireAccessTokens()
    const answers = await Promise.all(Array.from({ length: 50 }, () => read()))
    expect(answers.every(({ ok: isOk }) => isOk)).toBe(true)
    expect(hygiara.count('refresh')).toBe(1)
    expect(hygiara.count('listKeys')).toBe(100)
  })

  test('is not renewed again for a refusal that comes after the renewal', async () => {
    const { session, read } = start()
    await session.signIn(ada)
    hygiara.expireAccessTokens()
    hygiara.answers.listKeys.close()
    const late = read()
    await settled()
    expect((await session.reading((api, access) => api.readUser(access, never))).ok).toBe(true)
    expect(hygiara.count('refresh')).toBe(1)
    hygiara.answers.listKeys.open()
    expect((await late).ok).toBe(true)
    expect(hygiara.count('refresh')).toBe(1)
  })

  test('is renewed before something is changed, when its time is nearly over', async () => {
    const { session, create } = start()
    await session.signIn(ada)
    await clock.advance(14 * 60_000 + 29_000)
    expect((await create()).ok).toBe(true)
    expect(hygiara.count('refresh')).toBe(0)
    await clock.advance(2_000)
    expect((await create()).ok).toBe(true)
    expect(hygiara.calls.slice(-2)).toEqual(['refresh', 'createKey'])
  })

  test('a create that is answered with 401 is not sent again', async () => {
    const { session, create, state } = start()
    await session.signIn(ada)
    hygiara.expireAccessTokens()
    expect(await create()).toEqual(err({ code: 'session_expired' }))
    expect(hygiara.count('createKey')).toBe(1)
    expect(hygiara.count('refresh')).toBe(0)
    expect(state()).toMatchObject({ state: 'signed-in', standing: 'expired' })
  })

  test('when the server refuses to renew it, the screen stays and says that the session is over', async () => {
    const { session, read, state } = start()
    await session.signIn(ada)
    hygiara.endSessions()
    expect(await read()).toEqual(err({ code: 'session_expired' }))
    expect(state()).toMatchObject({ state: 'signed-in', standing: 'expired', user: { email: ada.email } })
    expect(await session.signIn(ada)).toEqual(done)
    expect(state()).toMatchObject({ state: 'signed-in', standing: 'live' })
    expect((await read()).ok).toBe(true)
  })

  test('when even the new one is refused, the session is over', async () => {
    const { session, read, state } = start()
    await session.signIn(ada)
    hygiara.expireAccessTokens()
    hygiara.answers.refresh.close()
    const reading = read()
    await settled()
    hygiara.expireAccessTokens()
    hygiara.answers.refresh.open()
    expect(await reading).toEqual(err({ code: 'session_expired' }))
    expect(state()).toMatchObject({ standing: 'expired' })
  })

  test('a renewal that fails because the server cannot be reached ends nothing', async () => {
    const { session, read, state } = start()
    await session.signIn(ada)
    hygiara.expireAccessTokens()
    hygiara.failNext('refresh', offline)
    expect(await read()).toEqual(err(offline))
    expect(state()).toMatchObject({ state: 'signed-in', standing: 'live' })
    expect((await read()).ok).toBe(true)
  })

  test('nothing is changed when the renewal before it fails', async () => {
    const { session, create } = start()
    await session.signIn(ada)
    await clock.advance(14 * 60_000 + 45_000)
    hygiara.failNext('refresh', offline)
    expect(await create()).toEqual(err(offline))
    expect(hygiara.count('createKey')).toBe(0)
  })

  test('the renewed refresh token is in the keychain before the new access token is used', async () => {
    const { session, read } = start()
    await session.signIn({ ...ada, staysSignedIn: true })
    await settled()
    hygiara.expireAccessTokens()
    keychain.gate.close()
    const reading = read()
    await settled()
    expect(hygiara.calls.slice(-2)).toEqual(['listKeys', 'refresh'])
    keychain.gate.open()
    expect((await reading).ok).toBe(true)
    expect(Object.values(keychain.contents)).toEqual(hygiara.openSessions)
  })
})

describe('signing out', () => {
  test('ends the session here, at the server and in the keychain; the profile is remembered', async () => {
    const { session, state, read, create } = start()
    await session.signIn({ ...ada, staysSignedIn: true })
    await settled()
    await session.signOut()
    expect(state()).toMatchObject({
      state: 'signed-out',
      restoreError: null,
      profiles: [{ email: ada.email }]
    })
    expect(keychain.contents).toEqual({})
    expect(hygiara.openSessions).toEqual([])
    expect(await read()).toEqual(err({ code: 'not_signed_in' }))
    expect(await create()).toEqual(err({ code: 'not_signed_in' }))
    expect(await start().session.restore()).toEqual(err({ code: 'not_signed_in' }))
  })

  test('works without a network and forgets everything all the same', async () => {
    const { session, state } = start()
    await session.signIn({ ...ada, staysSignedIn: true })
    await settled()
    hygiara.isOffline = true
    await session.signOut()
    expect(state().state).toBe('signed-out')
    expect(keychain.contents).toEqual({})
    hygiara.isOffline = false
    expect(await start().session.restore()).toEqual(err({ code: 'not_signed_in' }))
  })

  test('shows at once, while server and keychain take their time', async () => {
    const { session, state } = start()
    await session.signIn({ ...ada, staysSignedIn: true })
    await settled()
    keychain.gate.close()
    hygiara.answers.signOut.close()
    void session.signOut()
    expect(state().state).toBe('signed-out')
  })

  test('during a renewal leaves the renewed token nowhere', async () => {
    const { session, read } = start()
    await session.signIn({ ...ada, staysSignedIn: true })
    await settled()
    hygiara.expireAccessTokens()
    hygiara.answers.refresh.close()
    const reading = read()
    await settled()
    hygiara.isOffline = true
    await session.signOut()
    hygiara.isOffline = false
    hygiara.answers.refresh.open()
    expect(await reading).toEqual(err({ code: 'not_signed_in' }))
    await settled()
    expect(keychain.contents).toEqual({})
    expect(hygiara.openSessions).toEqual([])
  })

  test('a renewal that another sign-in overtakes keeps the token of the newer session', async () => {
    const { session, read } = start()
    await session.signIn({ ...ada, staysSignedIn: true })
    await settled()
    hygiara.expireAccessTokens()
    hygiara.answers.refresh.close()
    const late = read()
    await settled()
    await session.signIn({ ...ada, staysSignedIn: true })
    await settled()
    const kept = keychain.contents
    hygiara.answers.refresh.open()
    expect(await late).toEqual(err({ code: 'not_signed_in' }))
    await settled()
    expect(keychain.contents).toEqual(kept)
    expect((await read()).ok).toBe(true)
  })

  test('gives up a sign-in that is still under way', async () => {
    const { session, state } = start()
    await session.signIn(ada)
    hygiara.answers.signIn.close()
    const again = session.signIn(ada)
    await settled()
    await session.signOut()
    hygiara.answers.signIn.open()
    expect(await again).toEqual(err({ code: 'cancelled' }))
    expect(state().state).toBe('signed-out')
  })

  test('what the last person’s requests bring in late does not touch the next person’s session', async () => {
    hygiara.addAccount('bo@acme.test', 'battery staple')
    const { session, create, state } = start()
    await session.signIn(ada)
    hygiara.expireAccessTokens()
    hygiara.answers.createKey.close()
    const late = create()
    await settled()
    await session.signOut()
    await session.signIn({ ...ada, email: 'bo@acme.test', password: 'battery staple' })
    hygiara.answers.createKey.open()
    expect(await late).toEqual(err({ code: 'session_expired' }))
    expect(state()).toMatchObject({ state: 'signed-in', standing: 'live', user: { email: 'bo@acme.test' } })
  })
})

describe('the local Hygiara', () => {
  test('is signed in to with a password that the keychain keeps, and found again', async () => {
    const first = start()
    expect(await first.session.tryLocally(true)).toEqual(done)
    const { id } = signedInProfile(first.state())
    expect(first.state()).toMatchObject({
      profile: { kind: 'local', name: 'Local Hygiara', serverUrl: null },
      user: { organization: 'Local Hygiara' }
    })
    const [{ password, withSampleData }] = local.starts as [(typeof local.starts)[0]]
    expect(withSampleData).toBe(true)
    expect(password.length).toBeGreaterThanOrEqual(24)
    await settled()
    expect(keychain.contents).toEqual({ [`Hygiara Keys/local-password/${id}`]: password })

    const second = start()
    expect(await second.session.restore()).toEqual(done)
    expect(local.starts[1]).toMatchObject({ password, withSampleData: false })
    expect(signedInProfile(second.state()).id).toBe(id)
  })

  test('works without a keychain, and the person is told that it lasts until they quit', async () => {
    keychain.problem = 'unavailable'
    const { session, state, notices } = start()
    expect(await session.tryLocally(false)).toEqual(done)
    expect(state().state).toBe('signed-in')
    expect(notices()).toEqual(['local-password-not-kept'])
  })

  test('says why it does not start', async () => {
    local.failure = { code: 'local_hygiara_failed', problem: 'data-unreadable' }
    const { session, state } = start()
    expect(await session.tryLocally(false)).toEqual(err(local.failure))
    expect(state().state).toBe('signed-out')
  })

  test('a cancel while the keychain asks starts nothing and complains about nothing', async () => {
    keychain.gate.close()
    const { session, notices } = start()
    const trying = session.tryLocally(false)
    await settled()
    session.cancel()
    expect(await trying).toEqual(err({ code: 'cancelled' }))
    expect(local.starts).toEqual([])
    expect(notices()).toEqual([])
  })

  test('a cancel while it starts signs nobody in', async () => {
    local.gate.close()
    const { session, state } = start()
    const trying = session.tryLocally(false)
    await settled()
    session.cancel()
    local.gate.open()
    expect(await trying).toEqual(err({ code: 'cancelled' }))
    expect(state().state).toBe('signed-out')
    expect(hygiara.openSessions).toEqual([])
  })
})

describe('profiles', () => {
  test('one for each server and person, kept under the same id, the last used first', async () => {
    hygiara.addAccount('bo@acme.test', 'battery staple')
    const { session, state } = start()
    const ids: string[] = []
    for (const [serverUrl, email, password] of [
      ['https://hygiara.test', ada.email, ada.password],
      ['https://hygiara.test', 'bo@acme.test', 'battery staple'],
      ['https://other.test', ada.email, ada.password],
      ['hygiara.test/', ada.email, ada.password]
    ] as const) {
      expect(await session.signIn({ serverUrl, email, password, staysSignedIn: false })).toEqual(done)
      ids.push(signedInProfile(state()).id)
      await session.signOut()
    }
    expect(new Set(ids)).toHaveLength(3)
    expect(ids[3]).toBe(ids[0])
    const { profiles } = start().state() as Extract<Session, { state: 'signed-out' }>
    expect(profiles.map(({ id }) => id)).toEqual([ids[0], ids[2], ids[1]])
  })

  test('a disk that refuses signs nobody out, and the person is told', async () => {
    disk.isFull = true
    const { session, state, notices } = start()
    expect(await session.signIn(ada)).toEqual(done)
    expect(state().state).toBe('signed-in')
    expect(notices()).toEqual(['settings-not-saved'])
  })
})

test('every change of the session has a higher revision than the one before', async () => {
  const { session, events } = start()
  await session.signIn({ ...ada, password: 'wrong' })
  await session.signIn(ada)
  hygiara.endSessions()
  await session.reading((api, access) => api.readUser(access, never))
  await session.signOut()
  const revisions = events.of('session:changed').map(({ revision }) => revision)
  expect(revisions).toEqual([...revisions].sort((a, b) => a - b))
  expect(new Set(revisions)).toHaveLength(revisions.length)
  expect(events.of('session:changed').map(({ value }) => value.state)).toEqual([
    'signed-in',
    'signed-in',
    'signed-out'
  ])
})

describe('a server whose sessions cannot be renewed', () => {
  const fleeting: ConnectToHygiara = (serverUrl, watch) => {
    const api = hygiara.connect(serverUrl, watch)
    const withoutRefresh: HygiaraApi = {
      ...api,
      signIn: async (...typed) => {
        const answer = await api.signIn(...typed)
        if (!answer.ok) return answer
        const { user, tokens } = answer.value
        return ok({ user, tokens: { ...tokens, refresh: null } })
      }
    }
    return withoutRefresh
  }
  const { signIn } = defaultMapping
  const mapping: ApiMapping = {
    ...defaultMapping,
    signIn: signIn.style === 'password' ? { ...signIn, refresh: null } : signIn
  }

  test('keeps nobody signed in, and says so', async () => {
    const app = start(fleeting, () => mapping)
    expect(await app.session.signIn({ ...ada, staysSignedIn: true })).toEqual(done)
    await settled()
    expect(app.notices()).toEqual(['session-cannot-stay'])
    expect(app.store.read().profiles.map(({ staysSignedIn }) => staysSignedIn)).toEqual([false])
    expect(await start(fleeting, () => mapping).session.restore()).toEqual(err({ code: 'not_signed_in' }))
  })

  test('is asked nothing more once it has ended the session: what is shown stays', async () => {
    const app = start(fleeting, () => mapping)
    await app.session.signIn(ada)
    hygiara.expireAccessTokens()
    expect(await app.read()).toEqual(err({ code: 'session_expired' }))
    expect(hygiara.count('refresh')).toBe(0)
    expect(app.state()).toMatchObject({ state: 'signed-in', standing: 'expired' })
  })

  test('a change is sent with what there is, once', async () => {
    const app = start(fleeting, () => mapping)
    await app.session.signIn(ada)
    await clock.advance(20 * 60_000)
    expect(await app.create()).toEqual(err({ code: 'session_expired' }))
    expect(hygiara.count('createKey')).toBe(1)
    expect(hygiara.count('refresh')).toBe(0)
  })
})

describe('a session token that is pasted', () => {
  const accessToken = async () => {
    const api = hygiara.connect('https://hygiara.test', new ConnectionService(() => undefined))
    const answer = await api.signIn(ada.email, SecretValue.of(ada.password), never)
    if (!answer.ok) throw new Error(answer.error.code)
    return answer.value.tokens.access.reveal()
  }

  test.each([
    ['as it is', (token: string) => token],
    ['with what stands before it, and a line break', (token: string) => `Bearer ${token}\n`]
  ])('%s signs in whoever it belongs to, for this run only', async (_how, paste) => {
    const app = start()
    const token = paste(await accessToken())
    expect(await app.session.signIn({ serverUrl: ada.serverUrl, token })).toEqual(done)
    expect(app.state()).toMatchObject({
      standing: 'live',
      user: { email: ada.email },
      profile: { staysSignedIn: false }
    })
    expect((await app.read()).ok).toBe(true)
    expect(JSON.stringify([app.events.all, app.store.read()])).not.toContain('access-')
    expect(await start().session.restore()).toEqual(err({ code: 'not_signed_in' }))
  })

  test.each(['', 'two words', 'lïne', 'nobody'])('%j is none', async (token) => {
    const app = start()
    expect(await app.session.signIn({ serverUrl: ada.serverUrl, token })).toEqual(
      err({ code: 'wrong_token' })
    )
    expect(app.state()).toMatchObject({ state: 'signed-out' })
  })
})

test('what a server offers is said with the session, also of one whose keys are only looked at', async () => {
  const without: ApiMapping = { ...defaultMapping, create: null }
  const app = start(hygiara.connect, () => without)
  hygiara.offers = offersOf(without)
  await app.session.signIn(ada)
  expect(app.state()).toMatchObject({ offers: { canCreate: false, canRevoke: true } })
})
