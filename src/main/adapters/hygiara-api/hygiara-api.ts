import type { ApiMapping } from '../../../shared/api-mapping.ts'
import type { ApiKey } from '../../../shared/api-key.ts'
import type { AppError } from '../../../shared/app-error.ts'
import { defaultMapping } from '../../../shared/default-mapping.ts'
import type { ReadPart, ReadTrial } from '../../../shared/endpoints.ts'
import { endOfUtcDay, type Expiry } from '../../../shared/expiry.ts'
import type { KeyTestAnswer } from '../../../shared/key-test.ts'
import { offersOf, type Offers } from '../../../shared/offers.ts'
import { done, err, ok, type Result } from '../../../shared/result.ts'
import type { Clock, ConnectionWatch, ConnectToHygiara, HygiaraApi } from '../../ports.ts'
import { SecretValue } from '../../secret-value.ts'
import {
  createTransport,
  usualTimeLimits,
  type HttpAnswer,
  type TimeLimits,
  type Transport
} from './http-transport.ts'
import { isJson, isOwnSuccess, isSuccess, jsonOf } from './json-answer.ts'
import { bodyOf, valueAt } from './json-path.ts'
import { keyOf } from './key-fields.ts'
import { KeyListing, type PageRequests } from './key-listing.ts'
import { createPoliteTransport } from './polite-transport.ts'
import { mayHaveArrived, Problems } from './problems.ts'
import { RateGate } from './rate-gate.ts'
import { tryRead } from './read-trial.ts'
import { keyRefusedOf, pressKnownOf } from './refusal.ts'
import { pathOf } from './request-path.ts'
import { SessionCalls } from './session-calls.ts'
import { SessionRequests, type CookieJars } from './session-requests.ts'
import { completed, nobodyKnown } from './signed-in-answer.ts'

/**
 * A Hygiara over HTTP, reached in the way that a mapping says.
 *
 * @param random gives numbers from 0 up to 1
 */
export function createHygiaraApi(
  clock: Clock,
  random: () => number,
  limits: TimeLimits = usualTimeLimits
): ConnectToHygiara {
  // By host, not by session: a server that wants to be left alone means everybody who signs in again, too.
  const gates = new Map<string, RateGate>()
  // By session: it goes on where the same server is reached by another mapping.
  const jars: CookieJars = new WeakMap()
  return (serverUrl, watch, mapping = defaultMapping) => {
    const { host } = new URL(serverUrl)
    const gate =
      gates.get(host) ??
      new RateGate(clock, (until) => {
        watch.paused(until)
      })
    gates.set(host, gate)
    const transport = createPoliteTransport(
      watched(createTransport(serverUrl, limits), watch),
      gate,
      clock,
      random
    )
    const session = new SessionRequests(mapping.session, jars, transport, () => clock.now())
    return new HttpHygiaraApi(serverUrl, mapping, transport, session, gate, clock)
  }
}

function watched(send: Transport, watch: ConnectionWatch): Transport {
  return async (request) => {
    const outcome = await send(request)
    if (outcome.ok) watch.answered(outcome.value.clockSkewMs)
    // A cancelled request and a refused certificate say nothing about whether the server can be reached.
    else if (!['cancelled', 'certificate', 'too-large'].includes(outcome.error.reason)) watch.unanswered()
    return outcome
  }
}

// What a key is: visible ASCII. It goes to clipboards and shells: a line break or a space in it would be something else.
const keyValue = /^[!-~]{8,2000}$/u

class HttpHygiaraApi implements HygiaraApi {
  readonly offers: Offers
  readonly keyTestUrl: string | null
  readonly #serverUrl: string
  readonly #host: string
  readonly #mapping: ApiMapping
  readonly #send: Transport
  readonly #problems: Problems
  readonly #session: SessionRequests
  readonly #calls: SessionCalls
  readonly #listing: KeyListing

  constructor(
    serverUrl: string,
    mapping: ApiMapping,
    transport: Transport,
    session: SessionRequests,
    gate: RateGate,
    clock: Clock
  ) {
    const { host } = new URL(serverUrl)
    this.offers = offersOf(mapping)
    this.keyTestUrl = mapping.keyTest && `${serverUrl}${mapping.keyTest.operation.path}`
    this.#serverUrl = serverUrl
    this.#host = host
    this.#mapping = mapping
    this.#send = transport
    this.#problems = new Problems(host, gate)
    this.#session = session
    this.#calls = new SessionCalls(mapping, host, transport, this.#session, this.#problems, clock)
    this.#listing = new KeyListing(mapping.list)
  }

  signIn(
    email: string,
    password: SecretValue,
    signal: AbortSignal,
    oneTimeCode?: string
  ): ReturnType<HygiaraApi['signIn']> {
    return this.#calls.signIn({ email, password, oneTimeCode }, signal)
  }

  refresh(refreshToken: SecretValue, signal: AbortSignal): ReturnType<HygiaraApi['refresh']> {
    return this.#calls.refresh(refreshToken, signal)
  }

  async readUser(access: SecretValue, signal: AbortSignal): ReturnType<HygiaraApi['readUser']> {
    const user = await this.#calls.readUser(access, signal)
    if (user) return user
    // Nothing says who it is; that it can read is what counts.
    const read = await this.#listing.readFirst(this.#pageRequests(access, signal))
    return read.ok ? ok(completed(nobodyKnown, '', this.#host)) : read
  }

  signOut(access: SecretValue): Promise<Result<null>> {
    return this.#calls.signOut(access)
  }

  listKeys(
    access: SecretValue,
    signal: AbortSignal,
    onProgress: (received: number, keys: Iterable<ApiKey>) => void
  ): Promise<Result<ApiKey[]>> {
    return this.#listing.readAll(this.#pageRequests(access, signal), onProgress)
  }

  #pageRequests(access: SecretValue, signal: AbortSignal): PageRequests {
    return {
      serverUrl: this.#serverUrl,
      notHygiara: this.#problems.notHygiara,
      problemOf: (answer) => this.#problems.of(answer),
      ask: async (path, entityTag) => {
        const request = { method: 'GET', path, signal, ifNoneMatch: entityTag ?? undefined } as const
        const answer = await this.#session.send(request, access)
        return answer.ok ? answer : err(this.#problems.ofSending(answer.error))
      }
    }
  }

  async createKey(
    access: SecretValue,
    name: string,
    expiresAt: Expiry | null,
    idempotencyKey: string
  ): ReturnType<HygiaraApi['createKey']> {
    const { create, list } = this.#mapping
    if (!create) return err({ code: 'not_offered', what: 'create' })
    const { operation, nameAt, expiry, constants, isIdempotent } = create
    if (expiresAt && !expiry) return err({ code: 'not_offered', what: 'expiry' })
    const body = bodyOf([
      ...constants,
      { at: nameAt, value: name },
      ...(expiresAt && expiry ? [{ at: expiry.at, value: expiryText(expiresAt, expiry.sends) }] : [])
    ])
    const request = { ...operation, body, ...(isIdempotent ? { idempotencyKey } : {}) }
    const answer = await this.#session.send(request, access)
    const unknown: AppError = { code: 'create_outcome_unknown', name }
    if (!answer.ok) {
      return err(mayHaveArrived(answer.error) ? unknown : this.#problems.ofSending(answer.error))
    }
    const { status } = answer.value
    // An error of the server, or a success that cannot be read, may have come after the key was made. So may what a
    // proxy that sent it twice hears the second time, or says when it is tired of waiting.
    if (status === 409) return err((isIdempotent && pressKnownOf(answer.value, name)) || unknown)
    if (status >= 500 || status === 408) return err(unknown)
    const isPage = answer.value.body.length > 0 && !isJson(answer.value)
    const isRefused = status === 422 || (status === 400 && !isPage)
    if (isRefused) return err(keyRefusedOf(answer.value, create))
    if (!isSuccess(answer.value)) return err(this.#problems.of(answer.value))
    const json = jsonOf(answer.value)
    if (!json.ok) return err(unknown)
    const key = keyOf(valueAt(json.value, create.keyAt), list.fields, name)
    const value = valueAt(json.value, create.valueAt)
    if (!key.ok || typeof value !== 'string' || !keyValue.test(value)) return err(unknown)
    return ok({ key: key.value, secret: SecretValue.of(value) })
  }

  async revokeKey(access: SecretValue, key: ApiKey): Promise<Result<null>> {
    const { revoke } = this.#mapping
    const path =
      revoke && this.offers.canRevoke ? pathOf(revoke.operation.path, { [revoke.idParameter]: key.id }) : null
    if (!revoke || path === null) return err({ code: 'not_offered', what: 'revoke' })
    const body = revoke.constants.length === 0 ? undefined : bodyOf(revoke.constants)
    const request = { method: revoke.operation.method, path, ...(body ? { body } : {}) }
    const answer = await this.#session.send(request, access)
    const unknown: AppError = { code: 'revoke_outcome_unknown', name: key.name }
    if (!answer.ok) {
      return err(mayHaveArrived(answer.error) ? unknown : this.#problems.ofSending(answer.error))
    }
    const { status } = answer.value
    if (revoke.done.includes(status) && isOwnSuccess(answer.value)) return done
    // A proxy that lost its way answers 404, too; only Hygiara knows that there is no such key.
    if (status === 404 && isJson(answer.value)) return err({ code: 'key_not_found' })
    // Any other success is not Hygiara's: a guest network answers everything with a page and a 200.
    return err(status >= 500 || status < 300 ? unknown : this.#problems.of(answer.value))
  }

  tryRead(access: SecretValue, part: ReadPart, signal: AbortSignal): Promise<Result<ReadTrial>> {
    const ways = {
      mapping: this.#mapping,
      send: this.#send,
      session: this.#session,
      problems: this.#problems
    }
    return tryRead(ways, part, access, signal)
  }

  async testKey(secret: SecretValue, signal: AbortSignal): Promise<KeyTestAnswer> {
    const { keyTest, keyHeader } = this.#mapping
    if (!keyTest) {
      return { outcome: 'unreachable', status: null, error: { code: 'not_offered', what: 'key-test' } }
    }
    const header = SecretValue.of(`${keyHeader.before}${secret.reveal()}`)
    const answer = await this.#send({
      ...keyTest.operation,
      secretHeaders: { [keyHeader.name]: header },
      signal,
      isSentOnce: true
    })
    header.wipe()
    if (!answer.ok) {
      return { outcome: 'unreachable', status: null, error: this.#problems.unreachable(answer.error) }
    }
    const { status } = answer.value
    const json = jsonOf(answer.value)
    // A guest network says 200 to everything.
    const isProof = json.ok && (valueAt(json.value, keyTest.proofAt) ?? null) !== null
    if (isSuccess(answer.value) && isProof) return { outcome: 'valid', status }
    // A proxy refuses people, too; only Hygiara knows about keys.
    const isRefusal = status === 401 || status === 403
    if (isRefusal && isOfKeys(answer.value)) return { outcome: 'rejected', status }
    const error = isRefusal ? this.#problems.notHygiara : this.#problems.of(answer.value)
    return { outcome: 'unreachable', status, error }
  }
}

/** Whether a refusal is about a key: in JSON, or without a word and without asking a person for a password. */
function isOfKeys(answer: HttpAnswer): boolean {
  const asksPerson = /\b(?:basic|digest|negotiate|ntlm)\b/iu.test(answer.header('www-authenticate') ?? '')
  return isJson(answer) || (answer.body.length === 0 && answer.status === 401 && !asksPerson)
}

/** The end of a day is sent as that day where the server counts in days. */
function expiryText(expiry: Expiry, sends: 'instant' | 'date'): string {
  if (sends === 'date') return expiry.value.slice(0, 10)
  return expiry.kind === 'date' ? endOfUtcDay(expiry.value) : expiry.value
}
