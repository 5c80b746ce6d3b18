import type { ApiKey } from '../../shared/api-key.ts'
import type { ApiMapping } from '../../shared/api-mapping.ts'
import type { AppError } from '../../shared/app-error.ts'
import { defaultMapping } from '../../shared/default-mapping.ts'
import type { ReadPart, ReadTrial } from '../../shared/endpoints.ts'
import { expiryTimeOf, type Expiry } from '../../shared/expiry.ts'
import type { KeyTestAnswer } from '../../shared/key-test.ts'
import { offersOf, type Offers } from '../../shared/offers.ts'
import { done, err, ok, type Result } from '../../shared/result.ts'
import type { SignedInUser } from '../../shared/session.ts'
import type {
  Clock,
  ConnectionWatch,
  ConnectToHygiara,
  CreatedKey,
  HygiaraApi,
  SessionTokens,
  SignInAnswer
} from '../ports.ts'
import { SecretValue } from '../secret-value.ts'
import { Gate } from './gate.ts'

export type Call = Exclude<keyof HygiaraApi, 'keyTestUrl' | 'offers'>

interface Account {
  readonly password: string
  readonly user: SignedInUser
}

/** A sign-in and everything that was renewed from it. */
interface Family {
  readonly email: string
  hasEnded: boolean
}

const accessLifeMs = 15 * 60_000
const pageSize = 1_000

/**
 * A Hygiara in memory: what the real one does, and whatever can go wrong on the way to it. A held answer was worked
 * on when the request came; only the answer waits.
 */
export class InMemoryHygiara {
  /** Every request that arrived, in order. */
  readonly calls: Call[] = []
  readonly accounts = new Map<string, Account>()
  /** Newest first. */
  keys: ApiKey[] = []
  /** Whether there is a GET with which a key can be tried. */
  canTestKeys = true
  /** What else it offers; a default Hygiara offers everything. */
  offers: Offers = offersOf(defaultMapping)
  /** By which mapping the app connected, each time. */
  readonly mappings: ApiMapping[] = []
  /** Whether a create that is sent twice under one Idempotency-Key is recognised. */
  knowsPresses = false
  /** The Idempotency-Keys of all creates, in order. */
  readonly pressIds: string[] = []
  /** Where the app connected to. */
  readonly addresses: string[] = []
  isOffline = false
  /** As if an abort came too late for every request: its answer comes all the same. */
  ignoresAborts = false
  readonly answers: Readonly<Record<Call, Gate>> = {
    signIn: new Gate(),
    refresh: new Gate(),
    readUser: new Gate(),
    signOut: new Gate(),
    listKeys: new Gate(),
    createKey: new Gate(),
    revokeKey: new Gate(),
    testKey: new Gate(),
    tryRead: new Gate()
  }
  /** A list breaks off once so many keys have been sent. */
  breaksListAt = Infinity
  readonly #clock: Clock
  readonly #failures = new Map<Call, AppError>()
  readonly #lost = new Set<Call>()
  readonly #access = new Map<string, { readonly family: Family; readonly expiresAt: number }>()
  /** Id of the key with this value. */
  readonly #values = new Map<string, string>()
  /** The press that made a key, with the key's id. */
  readonly #presses = new Map<string, string>()
  readonly #refresh = new Map<string, { readonly family: Family; isUsed: boolean }>()
  #count = 0
  #watch: ConnectionWatch | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  readonly connect: ConnectToHygiara = (serverUrl, watch, mapping) => {
    this.addresses.push(serverUrl)
    this.mappings.push(mapping ?? defaultMapping)
    this.#watch = watch
    return {
      offers: { ...this.offers, canTest: this.canTestKeys },
      signIn: (email, password, signal) =>
        this.#answer('signIn', () => this.#signIn(email, password.reveal()), signal),
      refresh: (token, signal) => this.#answer('refresh', () => this.#renew(token.reveal()), signal),
      readUser: (access, signal) =>
        this.#answer('readUser', () => this.#asPerson(access, ({ user }) => ok(user)), signal),
      signOut: (access) =>
        this.#answer('signOut', () => {
          const session = this.#access.get(access.reveal())
          if (session) session.family.hasEnded = true
          return done
        }),
      listKeys: (access, signal, onProgress) =>
        this.#answer('listKeys', () => this.#asPerson(access, () => this.#list(onProgress)), signal),
      createKey: (access, name, expiresAt, pressId) =>
        this.#answer(
          'createKey',
          () => this.#asPerson(access, () => this.#press(pressId, name, expiresAt)),
          undefined,
          { code: 'create_outcome_unknown', name }
        ),
      revokeKey: (access, key) =>
        !this.offers.canRevoke
          ? Promise.resolve(err({ code: 'not_offered' as const, what: 'revoke' as const }))
          : this.#answer('revokeKey', () => this.#asPerson(access, () => this.#revoke(key.id)), undefined, {
              code: 'revoke_outcome_unknown',
              name: key.name
            }),
      tryRead: (access, part, signal) =>
        this.#answer(
          'tryRead',
          () => this.#asPerson(access, ({ user }) => ok(this.#trialOf(part, user.email))),
          signal
        ),
      keyTestUrl: this.canTestKeys ? `${serverUrl}/api/v1/whoami` : null,
      testKey: async (secret, signal) =>
        keyTestAnswerOf(await this.#answer('testKey', () => this.#try(secret.reveal()), signal))
    }
  }

  /** As if a pipeline had used a key. */
  use(id: string): void {
    const lastUsedAt = new Date(this.#clock.now()).toISOString()
    this.keys = this.keys.map((key) => (key.id === id ? { ...key, lastUsedAt } : key))
  }

  addAccount(email: string, password: string, organization = 'Acme GmbH'): void {
    this.accounts.set(email, { password, user: { email, name: 'Ada Admin', role: 'admin', organization } })
  }

  /** The next call is refused with this instead of being worked on. */
  failNext(call: Call, error: AppError): void {
    this.#failures.set(call, error)
  }

  /** The next call is worked on and its answer is lost. */
  loseNextAnswer(call: Call): void {
    this.#lost.add(call)
  }

  /** As if the life of every access token were over. */
  expireAccessTokens(): void {
    this.#access.clear()
  }

  /** As if somebody had ended every session at the server. */
  endSessions(): void {
    for (const { family } of this.#refresh.values()) family.hasEnded = true
  }

  /** Refresh tokens with which somebody could still get in. */
  get openSessions(): string[] {
    return [...this.#refresh]
      .filter(([, { family, isUsed }]) => !family.hasEnded && !isUsed)
      .map(([token]) => token)
  }

  count(call: Call): number {
    return this.calls.filter((each) => each === call).length
  }

  async #answer<Value>(
    call: Call,
    work: () => Result<Value>,
    signal?: AbortSignal,
    unknown?: AppError
  ): Promise<Result<Value>> {
    if (signal?.aborted) return err({ code: 'cancelled' })
    if (this.isOffline) {
      this.#watch?.unanswered()
      return err({ code: 'server_unreachable', host: 'hygiara.test', reason: 'refused' })
    }
    this.#watch?.answered(null)
    this.calls.push(call)
    const failure = this.#failures.get(call)
    this.#failures.delete(call)
    const answer = failure ? err(failure) : work()
    if (!(await this.answers[call].passed(this.ignoresAborts ? undefined : signal)))
      return err({ code: 'cancelled' })
    if (this.#lost.delete(call)) {
      return err(unknown ?? { code: 'server_unreachable', host: 'hygiara.test', reason: 'connection-lost' })
    }
    return answer
  }

  #asPerson<Value>(access: SecretValue, work: (account: Account) => Result<Value>): Result<Value> {
    const session = this.#access.get(access.reveal())
    const account = session && this.accounts.get(session.family.email)
    if (!account || session.family.hasEnded || session.expiresAt <= this.#clock.now()) {
      return err({ code: 'session_expired' })
    }
    return work(account)
  }

  #signIn(email: string, password: string): Result<SignInAnswer> {
    const account = this.accounts.get(email)
    if (account?.password !== password) return err({ code: 'wrong_credentials' })
    return ok({ tokens: this.#tokensFor({ email, hasEnded: false }), user: account.user })
  }

  #renew(token: string): Result<SessionTokens> {
    const known = this.#refresh.get(token)
    // A token that is used twice was stolen, or so it must look: the whole family ends.
    if (known?.isUsed) known.family.hasEnded = true
    if (!known || known.family.hasEnded) return err({ code: 'session_expired' })
    known.isUsed = true
    return ok(this.#tokensFor(known.family))
  }

  #tokensFor(family: Family): SessionTokens {
    const number = (this.#count += 1)
    const [access, refresh] = [`access-${number}`, `refresh-${number}`]
    const accessExpiresAt = this.#clock.now() + accessLifeMs
    this.#access.set(access, { family, expiresAt: accessExpiresAt })
    this.#refresh.set(refresh, { family, isUsed: false })
    return { access: SecretValue.of(access), accessExpiresAt, refresh: SecretValue.of(refresh) }
  }

  #list(onProgress: Parameters<HygiaraApi['listKeys']>[2]): Result<ApiKey[]> {
    for (let received = Math.min(pageSize, this.keys.length); ; received += pageSize) {
      onProgress(Math.min(received, this.keys.length), this.keys.slice(0, received))
      if (received >= this.breaksListAt) return err({ code: 'server_error', status: 502, requestId: null })
      if (received >= this.keys.length) return ok([...this.keys])
    }
  }

  #press(pressId: string, name: string, expiresAt: Expiry | null): Result<CreatedKey> {
    this.pressIds.push(pressId)
    const keyId = this.#presses.get(pressId)
    if (this.knowsPresses && keyId !== undefined) return err({ code: 'create_replayed', name, keyId })
    const created = this.#create(name, expiresAt)
    if (created.ok) this.#presses.set(pressId, created.value.key.id)
    return created
  }

  #create(name: string, expiresAt: Expiry | null): Result<CreatedKey> {
    const isNameRefused = name.trim() === '' || [...name].length > 100 || /\p{Cc}/u.test(name)
    const isExpiryRefused = expiresAt !== null && expiryTimeOf(expiresAt) <= this.#clock.now()
    if (isNameRefused || isExpiryRefused) {
      return err({
        code: 'key_refused',
        name: isNameRefused ? 'refused-by-server' : null,
        expiry: isExpiryRefused ? 'refused-by-server' : null
      })
    }
    const number = (this.#count += 1)
    const prefix = `hrdly_${String(number).padStart(6, '0')}`
    const key: ApiKey = {
      id: `key-${number}`,
      name,
      prefix,
      createdAt: new Date(this.#clock.now()).toISOString(),
      lastUsedAt: null,
      expiresAt:
        expiresAt === null
          ? null
          : { kind: 'instant', value: new Date(expiryTimeOf(expiresAt)).toISOString() },
      isExpired: false
    }
    const value = `${prefix}${'Q7z'.repeat(11)}${number}`
    this.keys = [key, ...this.keys]
    this.#values.set(value, key.id)
    return ok({ key, secret: SecretValue.of(value) })
  }

  #trialOf(part: ReadPart, email: string): ReadTrial {
    if (part === 'key-test') return { status: 401, found: { kind: 'refusal' }, error: null }
    const found =
      part === 'list'
        ? ({ kind: 'keys', count: Math.min(pageSize, this.keys.length) } as const)
        : ({ kind: 'user', email } as const)
    return { status: 200, found, error: null }
  }

  /** The status of the answer. */
  #try(value: string): Result<number> {
    const key = this.keys.find(({ id }) => id === this.#values.get(value))
    const hasEnded = key?.expiresAt ? expiryTimeOf(key.expiresAt) <= this.#clock.now() : false
    if (!key || hasEnded) return ok(401)
    this.use(key.id)
    return ok(200)
  }

  #revoke(id: string): Result<null> {
    if (!this.keys.some((key) => key.id === id)) return err({ code: 'key_not_found' })
    this.keys = this.keys.filter((key) => key.id !== id)
    return done
  }
}

function keyTestAnswerOf(answer: Result<number>): KeyTestAnswer {
  if (answer.ok) return { outcome: answer.value === 200 ? 'valid' : 'rejected', status: answer.value }
  const { error } = answer
  const status = error.code === 'server_error' ? error.status : error.code === 'rate_limited' ? 429 : null
  return { outcome: 'unreachable', status, error }
}
