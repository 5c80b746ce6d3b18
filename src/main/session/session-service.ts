import { randomBytes } from 'node:crypto'
import type { AppError } from '../../shared/app-error.ts'
import { offersOf } from '../../shared/offers.ts'
import type { Profile } from '../../shared/profile.ts'
import { done, err, ok, type Result } from '../../shared/result.ts'
import type { Session, Standing } from '../../shared/session.ts'
import { itemOfLocalPassword, itemOfSession } from '../keychain-items.ts'
import type { NoticeService } from '../notices/notice-service.ts'
import type {
  Clock,
  ConnectionWatch,
  ConnectToHygiara,
  HygiaraApi,
  Keychain,
  LocalHygiara,
  Publish,
  SessionTokens
} from '../ports.ts'
import { SecretValue } from '../secret-value.ts'
import { SnapshotTopic } from '../snapshot-topic.ts'
import { LiveSession, type Call, type SignedIn } from './live-session.ts'
import type { Profiles } from './profiles.ts'
import { parseServerAddress } from './server-address.ts'
import { usualEndpoints, usualReach, type Reach, type ServerEndpoints } from './server-endpoints.ts'

/** What a person types to sign in. */
export type Credentials = PasswordCredentials | PastedToken

interface PasswordCredentials {
  readonly serverUrl: string
  readonly email: string
  readonly password: string
  readonly oneTimeCode?: string | undefined
  readonly staysSignedIn: boolean
}

/** The token of a session that was begun elsewhere, on the server's own page for one. Ends with the app. */
interface PastedToken {
  readonly serverUrl: string
  readonly token: string
}

interface SessionPorts {
  readonly connect: ConnectToHygiara
  /** How the keys of servers are reached; without it, by the default contract. */
  readonly endpoints?: ServerEndpoints | undefined
  readonly watch: ConnectionWatch
  readonly keychain: Keychain
  readonly localHygiara: LocalHygiara
  /** What a session is picked up after: neither the keychain nor the network is asked before. */
  readonly isShown?: () => Promise<unknown>
  readonly clock: Clock
  readonly publish: Publish
}

const localAdmin = { email: 'admin@localhost.test', name: 'Local admin', organization: 'Local Hygiara' }
// No screen offers this: whoever asks for it is not one of ours.
const signOutFirst = err({
  code: 'invalid_request' as const,
  issues: [{ path: 'email', rule: 'signed_in_as_another' }]
})

/** Holds the admin session. Tokens stay in here; the screens get names and states. */
export class SessionService {
  readonly topic: SnapshotTopic<Session>
  readonly #ports: SessionPorts
  readonly #profiles: Profiles
  readonly #notices: NoticeService
  readonly #endpoints: ServerEndpoints
  #live: LiveSession | null = null
  #attempt: AbortController | null = null
  #restoring: Promise<Result<null>> | null = null

  constructor(ports: SessionPorts, profiles: Profiles, notices: NoticeService) {
    this.#ports = ports
    this.#profiles = profiles
    this.#notices = notices
    this.#endpoints = ports.endpoints ?? usualEndpoints
    this.topic = new SnapshotTopic<Session>(this.#signedOut(null), (snapshot) =>
      ports.publish('session:changed', snapshot)
    )
  }

  /** Signs in at a server. What was shown before stays until the new session stands. */
  async signIn(credentials: Credentials): Promise<Result<null>> {
    const address = parseServerAddress(credentials.serverUrl)
    if (!address.ok) return err({ code: 'address_refused', problem: address.error })
    if ('token' in credentials) return this.#signInWithToken(address.value, credentials.token)
    const known = this.#profiles.forServer(address.value, credentials.email.trim())
    if (!this.#mayEnter(known)) return signOutFirst
    const signedIn = await this.#attempting(async (signal) => {
      const reach = await this.#endpoints.prepare(address.value, signal)
      if (!reach.ok) return reach
      const { canStaySignedIn } = offersOf(reach.value.mapping)
      const profile = { ...known, staysSignedIn: credentials.staysSignedIn && canStaySignedIn }
      const password = SecretValue.of(credentials.password)
      const entered = await this.#signInWith(
        profile,
        reach.value,
        password,
        signal,
        credentials.oneTimeCode?.trim()
      )
      return entered.ok ? ok({ profile, canStaySignedIn }) : entered
    })
    if (!signedIn.ok) return signedIn
    const { profile, canStaySignedIn } = signedIn.value
    // Whoever no longer wants to stay signed in leaves no token of an earlier time behind.
    if (known.staysSignedIn && !profile.staysSignedIn) {
      void this.#ports.keychain.remove(itemOfSession(profile))
    }
    if (credentials.staysSignedIn && !canStaySignedIn) this.#notices.add({ kind: 'session-cannot-stay' })
    return done
  }

  /** A token is good for what it can read; who it belongs to is what the server says. */
  #signInWithToken(serverUrl: string, typed: string): Promise<Result<null>> {
    const token = sessionTokenIn(typed)
    if (!token) return Promise.resolve(err({ code: 'wrong_token' }))
    return this.#attempting(async (signal) => {
      const reach = await this.#endpoints.prepare(serverUrl, signal)
      if (!reach.ok) return reach
      const api = this.#connect(reach.value)
      const user = await api.readUser(token, signal)
      if (!user.ok) {
        return err(user.error.code === 'session_expired' ? { code: 'wrong_token' } : user.error)
      }
      const profile = { ...this.#profiles.forServer(serverUrl, user.value.email), staysSignedIn: false }
      // Nothing is ended at the server: the token is the person's, and may be in use elsewhere.
      if (!this.#mayEnter(profile)) return signOutFirst
      const tokens = { access: token, accessExpiresAt: Number.POSITIVE_INFINITY, refresh: null }
      return this.#begin({ profile, api, user: user.value }, tokens, signal)
    })
  }

  #connect({ baseUrl, mapping }: Reach): HygiaraApi {
    return this.#ports.connect(baseUrl, this.#ports.watch, mapping)
  }

  /** The server is reached in another way from the next request on. */
  reachAnew(): void {
    const there = this.topic.value
    if (there.state !== 'signed-in' || there.profile.serverUrl === null) return
    const reach = this.#endpoints.known(there.profile.serverUrl)
    this.#live?.reach(this.#connect(reach))
    this.topic.set({ ...there, offers: offersOf(reach.mapping) })
  }

  /** Starts the local Hygiara and signs its admin in. */
  tryLocally(withSampleData: boolean): Promise<Result<null>> {
    const profile = this.#profiles.forLocal(localAdmin.email, localAdmin.organization)
    if (!this.#mayEnter(profile)) return Promise.resolve(signOutFirst)
    return this.#attempting((signal) => this.#signInLocally(profile, withSampleData, signal))
  }

  /** Picks up the session of the last start, where the person wanted that. Answers `not_signed_in` where there is none. */
  restore(): Promise<Result<null>> {
    if (this.#live) return Promise.resolve(done)
    // Joined, not doubled: a kept token that is used twice ends the session at the server.
    this.#restoring ??= this.#restore().finally(() => {
      this.#restoring = null
    })
    return this.#restoring
  }

  async #restore(): Promise<Result<null>> {
    const profile = this.#profiles.active()
    if (!profile) return err({ code: 'not_signed_in' })
    const there = this.topic.value
    // Somebody else's keys are being looked at: nobody is changed over unasked.
    if (there.state === 'signed-in' && there.profile.id !== profile.id) return err({ code: 'not_signed_in' })
    this.topic.set(this.#restoringFrom(there, profile))
    const restored = await this.#attempting((signal) =>
      profile.kind === 'local' ? this.#signInLocally(profile, false, signal) : this.#resume(profile, signal)
    )
    if (!restored.ok && !this.#live) this.topic.set(this.#notRestored(profile, restored.error))
    return restored
  }

  /** What is there to see without a session: the keys that are kept, or the sign-in screen. */
  #notRestored(profile: Profile, error: AppError): Session {
    if (error.code === 'cancelled') return this.#signedOut(null)
    if (!profile.hasInventory) return this.#signedOut(error)
    return this.#keptOnly(profile, error.code === 'session_expired' ? 'expired' : 'review', error)
  }

  /** Shows what is kept of a profile, and signs nobody in. `not_signed_in` where nothing is kept. */
  review(profileId: string): Result<null> {
    const profile = this.#profiles.all().find(({ id, hasInventory }) => id === profileId && hasInventory)
    if (this.#live || !profile) return err({ code: 'not_signed_in' })
    this.cancel()
    this.topic.set(this.#keptOnly(profile, 'review', null))
    return done
  }

  /** The same account again, or nobody yet. Changing over would mix two organisations' keys: signing out comes first. */
  #mayEnter(profile: Profile): boolean {
    return this.#live === null || this.#live.signedIn.profile.id === profile.id
  }

  /** Gives up the sign-in under way. */
  cancel(): void {
    this.#attempt?.abort()
  }

  /** Ends the session here, at the server, and in the keychain. Works without a network: here it always ends. */
  async signOut(): Promise<void> {
    this.cancel()
    const live = this.#live
    const there = this.topic.value
    this.#live = null
    this.#profiles.leave()
    this.topic.set(this.#signedOut(null))
    if (there.state !== 'signed-in') return
    // Also of somebody who only looks at what is kept: the token of the last start is still there.
    const hasToken = there.profile.staysSignedIn && there.profile.kind === 'server'
    const [isEnded, inKeychain] = await Promise.all([
      live ? live.end().then(({ ok }) => ok) : !hasToken,
      hasToken ? this.#ports.keychain.remove(itemOfSession(there.profile)) : done
    ])
    if (!isEnded) this.#notices.add({ kind: 'session-left-at-server' })
    if (!inKeychain.ok) this.#notices.add({ kind: 'session-left-in-keychain', problem: inKeychain.error })
  }

  /** What is known about the profiles has changed: says so where they are shown. */
  sayProfiles(): void {
    if (this.topic.value.state === 'signed-out')
      this.topic.set(this.#signedOut(this.topic.value.restoreError))
  }

  /** Whether somebody is signed in, and the server still accepts it. */
  get isUsable(): boolean {
    const session = this.topic.value
    return session.state === 'signed-in' && session.standing === 'live'
  }

  /** The server of the session, for what is asked there without it; `null` while nobody is signed in. */
  get server(): HygiaraApi | null {
    return this.#live?.signedIn.api ?? null
  }

  /** Sends a request that changes nothing; it may be repeated once, with a renewed token. */
  reading<Value>(call: Call<Value>): Promise<Result<Value>> {
    return this.#live ? this.#live.reading(call) : Promise.resolve(this.#nobody())
  }

  /** Sends a request that changes something: once. */
  changing<Value>(call: Call<Value>): Promise<Result<Value>> {
    return this.#live ? this.#live.changing(call) : Promise.resolve(this.#nobody())
  }

  /** Who looks at what is kept is offered to sign in, as after an expired session. */
  #nobody(): Result<never> {
    return err({ code: this.topic.value.state === 'signed-in' ? 'session_expired' : 'not_signed_in' })
  }

  /** Runs one sign-in at a time; a new one gives the older one up. */
  async #attempting<Value>(signIn: (signal: AbortSignal) => Promise<Result<Value>>): Promise<Result<Value>> {
    this.#attempt?.abort()
    const attempt = new AbortController()
    this.#attempt = attempt
    const outcome = await signIn(attempt.signal)
    if (this.#attempt === attempt) this.#attempt = null
    // Whatever failed because somebody cancelled failed because somebody cancelled.
    return !outcome.ok && attempt.signal.aborted ? err({ code: 'cancelled' }) : outcome
  }

  async #signInWith(
    profile: Profile,
    reach: Reach,
    password: SecretValue,
    signal: AbortSignal,
    oneTimeCode?: string
  ): Promise<Result<null>> {
    const api = this.#connect(reach)
    const answer = await api.signIn(profile.email, password, signal, oneTimeCode)
    password.wipe()
    if (!answer.ok) return answer
    const { user, tokens } = answer.value
    const begun = this.#begin({ profile, api, user }, tokens, signal)
    // Neither is awaited: a keychain that asks something must not hold up the inventory, nor a server a cancel.
    if (begun.ok) void this.#keep(profile, tokens)
    else void api.signOut(tokens.access)
    return begun
  }

  async #signInLocally(
    profile: Profile,
    withSampleData: boolean,
    signal: AbortSignal
  ): Promise<Result<null>> {
    const password = await this.#localPassword(profile, signal)
    if (signal.aborted) return err({ code: 'cancelled' })
    const started = await this.#ports.localHygiara.start({ ...localAdmin, password }, withSampleData)
    if (!started.ok) return started
    // Its address is another one at every start, and its contract is known.
    return this.#signInWith(profile, usualReach(started.value.serverUrl), password, signal)
  }

  /** The local admin's password: from the keychain, or a new one, which the local Hygiara then takes over. */
  async #localPassword(profile: Profile, signal: AbortSignal): Promise<SecretValue> {
    const item = itemOfLocalPassword(profile)
    const kept = await this.#ports.keychain.read(item, signal)
    if (kept.ok && kept.value) return kept.value
    const password = SecretValue.of(randomBytes(24).toString('base64url'))
    const written = kept.ok ? await this.#ports.keychain.write(item, password, signal) : kept
    if (!written.ok && written.error !== 'cancelled') {
      this.#notices.add({ kind: 'local-password-not-kept', problem: written.error })
    }
    return password
  }

  async #resume(profile: Profile, signal: AbortSignal): Promise<Result<null>> {
    await this.#ports.isShown?.()
    const kept = await this.#ports.keychain.read(itemOfSession(profile), signal)
    if (!kept.ok) return err({ code: 'keychain_failed', problem: kept.error })
    if (!kept.value || profile.serverUrl === null) return err({ code: 'session_expired' })
    // It comes from a file: whoever changed that must not get the token over plain http.
    const address = parseServerAddress(profile.serverUrl)
    if (!address.ok) return err({ code: 'address_refused', problem: address.error })
    const reach = await this.#endpoints.prepare(profile.serverUrl, signal)
    if (!reach.ok) return reach
    const api = this.#connect(reach.value)
    const tokens = await api.refresh(kept.value, signal)
    if (!tokens.ok) return tokens
    // The old token is spent: the new one is kept before anything else can fail.
    await this.#keep(profile, tokens.value)
    const user = await api.readUser(tokens.value.access, signal)
    if (!user.ok) return user
    return this.#begin({ profile, api, user: user.value }, tokens.value, signal)
  }

  #begin(
    { profile: entered, api, user }: SignedIn,
    tokens: SessionTokens,
    signal: AbortSignal
  ): Result<null> {
    if (signal.aborted) return err({ code: 'cancelled' })
    const profile = { ...entered, name: user.organization }
    this.#live?.retire()
    this.#live = new LiveSession({ profile, api, user }, tokens, this.#ports.clock, {
      renewed: (renewed) => this.#keep(profile, renewed),
      expired: () => {
        this.#expire()
      }
    })
    this.#profiles.use(profile)
    if (profile.serverUrl !== null) this.#endpoints.keep(profile.serverUrl)
    const { offers } = api
    this.topic.set({ state: 'signed-in', profile, user, offers, standing: 'live', restoreError: null })
    return done
  }

  /** Keeps the renewal token where the person wanted that. A keychain that refuses signs nobody out. */
  async #keep(profile: Profile, tokens: SessionTokens): Promise<void> {
    if (!profile.staysSignedIn || profile.kind === 'local' || !tokens.refresh) return
    const written = await this.#ports.keychain.write(itemOfSession(profile), tokens.refresh)
    if (!written.ok) this.#notices.add({ kind: 'session-not-kept', problem: written.error })
  }

  #expire(): void {
    const session = this.topic.value
    if (session.state !== 'signed-in' || session.standing !== 'live') return
    this.topic.set({ ...session, standing: 'expired' })
  }

  #signedOut(restoreError: AppError | null): Session {
    return { state: 'signed-out', profiles: this.#profiles.all(), restoreError }
  }

  /** What is shown while a session is picked up: what is shown already, the keys that are kept, or that one has to wait. */
  #restoringFrom(there: Session, profile: Profile): Session {
    if (there.state === 'signed-in') return { ...there, standing: 'restoring' }
    return profile.hasInventory ? this.#keptOnly(profile, 'restoring', null) : { state: 'restoring', profile }
  }

  /** A profile without a session: what its server said last time is all there is. */
  #keptOnly(profile: Profile, standing: Exclude<Standing, 'live'>, restoreError: AppError | null): Session {
    const { email, name: organization } = profile
    return {
      state: 'signed-in',
      profile,
      user: { name: email, email, role: '', organization },
      offers: offersOf(this.#endpoints.known(profile.serverUrl ?? '').mapping),
      standing,
      restoreError
    }
  }
}

// What a header takes.
const sessionToken = /^[!-~]{1,8000}$/u

/** The token as somebody pastes it, often with what stands before it in the header; `null` where there is none. */
function sessionTokenIn(typed: string): SecretValue | null {
  const token = typed.trim().replace(/^Bearer\s+/iu, '')
  return sessionToken.test(token) ? SecretValue.of(token) : null
}
