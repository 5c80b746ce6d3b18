import type { z } from 'zod'
import type { ApiKey } from '../../../shared/api-key.ts'
import type { AppError } from '../../../shared/app-error.ts'
import type { Expiry } from '../../../shared/expiry.ts'
import type { KeyTestAnswer } from '../../../shared/key-test.ts'
import { done, err, ok, type Result } from '../../../shared/result.ts'
import type { Clock, ConnectionWatch, ConnectToHygiara, HygiaraApi } from '../../ports.ts'
import { SecretValue } from '../../secret-value.ts'
import {
  createdAnswer,
  keyIdentityAnswer,
  keyOf,
  meAnswer,
  pageAnswer,
  pageSize,
  problemAnswer,
  refreshAnswer,
  replayedAnswer,
  signInAnswer,
  tokensOf,
  userOf
} from './answers.ts'
import {
  createTransport,
  usualTimeLimits,
  type HttpAnswer,
  type HttpFailure,
  type HttpRequest,
  type TimeLimits,
  type Transport
} from './http-transport.ts'
import { createPoliteTransport } from './polite-transport.ts'
import { RateGate } from './rate-gate.ts'

const apiPath = '/api/v1'
const keyTestPath = '/whoami'
// Twice the largest organisation that anybody has shown us; beyond it a server is repeating itself.
const mostPages = 250

/** A page of the list as the server last said it. */
interface KnownPage {
  readonly entityTag: string | null
  readonly keys: readonly ApiKey[]
  readonly nextCursor: string | null
}

/**
 * The default contract of Hygiara over HTTP.
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
  return (serverUrl, watch) => {
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
    return new HttpHygiaraApi(serverUrl, transport, gate, clock)
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

class HttpHygiaraApi implements HygiaraApi {
  readonly keyTestUrl: string
  /** The pages of the last list, by path. */
  #pages: ReadonlyMap<string, KnownPage> = new Map()
  readonly #host: string
  readonly #gate: RateGate
  readonly #clock: Clock
  readonly #send: (request: HttpRequest) => Promise<Result<HttpAnswer, HttpFailure>>

  constructor(serverUrl: string, transport: Transport, gate: RateGate, clock: Clock) {
    this.keyTestUrl = `${serverUrl}${apiPath}${keyTestPath}`
    this.#host = new URL(serverUrl).host
    this.#gate = gate
    this.#clock = clock
    this.#send = (request) => transport({ ...request, path: `${apiPath}${request.path}` })
  }

  async signIn(
    email: string,
    password: SecretValue,
    signal: AbortSignal,
    oneTimeCode?: string
  ): ReturnType<HygiaraApi['signIn']> {
    const body = {
      email,
      password: password.reveal(),
      ...(oneTimeCode === undefined ? {} : { totp_code: oneTimeCode })
    }
    const answer = await this.#send({ method: 'POST', path: '/auth/login', body, signal })
    if (!answer.ok) return err(this.#unreachable(answer.error))
    // An e-mail or a password that no account can have is as wrong as one that no account has.
    if (answer.value.status === 422) return err({ code: 'wrong_credentials' })
    if (answer.value.status === 401) {
      const problem = parse(problemAnswer, answer.value)
      const needsCode = problem.ok && problem.value.code === 'totp_required'
      return err({ code: needsCode ? 'second_factor_needed' : 'wrong_credentials' })
    }
    const signedIn = this.#expect(answer.value, 200, signInAnswer)
    if (!signedIn.ok) return signedIn
    return ok({ tokens: tokensOf(signedIn.value, this.#clock.now()), user: userOf(signedIn.value) })
  }

  async refresh(refreshToken: SecretValue, signal: AbortSignal): ReturnType<HygiaraApi['refresh']> {
    const body = { refresh_token: refreshToken.reveal() }
    const answer = await this.#request(
      { method: 'POST', path: '/auth/refresh', body, signal },
      200,
      refreshAnswer
    )
    return answer.ok ? ok(tokensOf(answer.value, this.#clock.now())) : answer
  }

  async readUser(access: SecretValue, signal: AbortSignal): ReturnType<HygiaraApi['readUser']> {
    const answer = await this.#request(
      { method: 'GET', path: '/auth/me', bearer: access, signal },
      200,
      meAnswer
    )
    return answer.ok ? ok(userOf(answer.value)) : answer
  }

  async signOut(access: SecretValue): Promise<Result<null>> {
    const answer = await this.#send({
      method: 'POST',
      path: '/auth/logout',
      bearer: access,
      ignoresPause: true
    })
    if (!answer.ok) return err(this.#unreachable(answer.error))
    // A session that has already ended is what was wanted.
    const hasEnded = answer.value.status < 300 || answer.value.status === 401
    return hasEnded ? done : err(this.#problemOf(answer.value))
  }

  async listKeys(
    access: SecretValue,
    signal: AbortSignal,
    onProgress: (received: number, keys: Iterable<ApiKey>) => void
  ): Promise<Result<ApiKey[]>> {
    // Keyed by id: a key that moves to the next page while the list is read must not appear twice.
    const keys = new Map<string, ApiKey>()
    const pages = new Map<string, KnownPage>()
    let path: string | null = `/api-keys?limit=${pageSize}`
    while (path !== null && !pages.has(path) && pages.size < mostPages) {
      const page = await this.#readPage(path, access, signal)
      if (!page.ok) {
        // The next reading begins again, and asks only whether these are still the same.
        this.#pages = new Map([...this.#pages, ...pages])
        return page
      }
      pages.set(path, page.value)
      for (const key of page.value.keys) keys.set(key.id, key)
      onProgress(keys.size, keys.values())
      const { nextCursor } = page.value
      path =
        nextCursor === null ? null : `/api-keys?limit=${pageSize}&cursor=${encodeURIComponent(nextCursor)}`
    }
    // A server that leads back to a page that was read, or on and on.
    if (path !== null) return err(this.#notHygiara())
    this.#pages = pages
    return ok([...keys.values()])
  }

  /** One page; what has not changed since it was last read is not sent again. */
  async #readPage(path: string, bearer: SecretValue, signal: AbortSignal): Promise<Result<KnownPage>> {
    const known = this.#pages.get(path)
    const answer = await this.#send({
      method: 'GET',
      path,
      bearer,
      signal,
      ifNoneMatch: known?.entityTag ?? undefined
    })
    if (!answer.ok) return err(this.#unreachable(answer.error))
    if (answer.value.status === 304 && known) return ok(known)
    const page = this.#expect(answer.value, 200, pageAnswer)
    if (!page.ok) return page
    const { items, next_cursor: nextCursor } = page.value
    return ok({ entityTag: answer.value.entityTag, keys: items.map(keyOf), nextCursor })
  }

  async createKey(
    access: SecretValue,
    name: string,
    expiresAt: Expiry | null,
    idempotencyKey: string
  ): ReturnType<HygiaraApi['createKey']> {
    const body = { name, ...(expiresAt ? { expires_at: expiresAt.value } : {}) }
    const path = '/api-keys'
    const answer = await this.#send({ method: 'POST', path, bearer: access, body, idempotencyKey })
    const unknown: AppError = { code: 'create_outcome_unknown', name }
    if (!answer.ok) return err(answer.error.mayHaveArrived ? unknown : this.#unreachable(answer.error))
    const { status } = answer.value
    // An error of the server, or a success that cannot be read, may have come after the key was made. So may what a
    // proxy that sent it twice hears the second time, or says when it is tired of waiting.
    if (status === 409) return err(pressKnownOf(answer.value, name) ?? unknown)
    if (status >= 500 || status === 408) return err(unknown)
    if (status === 422) return err(keyRefusedOf(answer.value))
    if (status < 200 || status > 299) return err(this.#problemOf(answer.value))
    const created = parse(createdAnswer, answer.value)
    if (!created.ok) return err(unknown)
    return ok({ key: keyOf(created.value), secret: SecretValue.of(created.value.key) })
  }

  async revokeKey(access: SecretValue, key: ApiKey): Promise<Result<null>> {
    const path = `/api-keys/${encodeURIComponent(key.id)}`
    const answer = await this.#send({ method: 'DELETE', path, bearer: access })
    const unknown: AppError = { code: 'revoke_outcome_unknown', name: key.name }
    if (!answer.ok) return err(answer.error.mayHaveArrived ? unknown : this.#unreachable(answer.error))
    const { status } = answer.value
    if (status === 204) return done
    // A proxy that lost its way answers 404, too; only Hygiara knows that there is no such key.
    if (status === 404 && isJson(answer.value)) return err({ code: 'key_not_found' })
    // Any other success is not Hygiara's: a guest network answers everything with a page and a 200.
    return err(status >= 500 || status < 300 ? unknown : this.#problemOf(answer.value))
  }

  async testKey(secret: SecretValue, signal: AbortSignal): Promise<KeyTestAnswer> {
    const answer = await this.#send({
      method: 'GET',
      path: keyTestPath,
      apiKey: secret,
      signal,
      isSentOnce: true
    })
    if (!answer.ok) {
      return { outcome: 'unreachable', status: null, error: this.#unreachable(answer.error) }
    }
    const { status } = answer.value
    // A guest network says 200 to everything.
    if (status === 200 && parse(keyIdentityAnswer, answer.value).ok) return { outcome: 'valid', status }
    // A proxy refuses people, too; only Hygiara knows about keys.
    const isRefusal = status === 401 || status === 403
    if (isRefusal && isJson(answer.value)) return { outcome: 'rejected', status }
    const error = isRefusal ? this.#notHygiara() : this.#problemOf(answer.value)
    return { outcome: 'unreachable', status, error }
  }

  async #request<Schema extends z.ZodType>(
    request: HttpRequest,
    status: number,
    schema: Schema
  ): Promise<Result<z.infer<Schema>>> {
    const answer = await this.#send(request)
    return answer.ok ? this.#expect(answer.value, status, schema) : err(this.#unreachable(answer.error))
  }

  #expect<Schema extends z.ZodType>(
    answer: HttpAnswer,
    status: number,
    schema: Schema
  ): Result<z.infer<Schema>> {
    if (answer.status !== status) return err(this.#problemOf(answer))
    const parsed = parse(schema, answer)
    return parsed.ok ? parsed : err(this.#notHygiara())
  }

  /** What a status means when nothing more special is known about the call. */
  #problemOf(answer: HttpAnswer): AppError {
    if (answer.status === 401) return { code: 'session_expired' }
    if (answer.status === 403) return { code: 'forbidden' }
    if (answer.status === 429) return this.#rateLimited()
    if (answer.status >= 500) {
      return { code: 'server_error', status: answer.status, requestId: answer.requestId }
    }
    return this.#notHygiara()
  }

  #notHygiara(): AppError {
    return { code: 'not_hygiara', host: this.#host }
  }

  #rateLimited(): AppError {
    return { code: 'rate_limited', retryAfterSeconds: Math.ceil(this.#gate.remainingMs / 1_000) }
  }

  #unreachable(failure: HttpFailure): AppError {
    if (failure.reason === 'cancelled') return { code: 'cancelled' }
    if (failure.reason === 'paused') return this.#rateLimited()
    if (failure.reason === 'too-large') return this.#notHygiara()
    return { code: 'server_unreachable', host: this.#host, reason: failure.reason }
  }
}

// Strict: bytes that are not UTF-8 would otherwise turn into names that nobody gave.
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** A proxy or a captive portal answers with a page: whatever is not declared as JSON is not read as JSON. */
function isJson(answer: HttpAnswer): boolean {
  return /^application\/(?:[a-z.+-]+\+)?json\b/iu.test(answer.contentType)
}

function parse<Schema extends z.ZodType>(schema: Schema, answer: HttpAnswer): Result<z.infer<Schema>, null> {
  if (!isJson(answer)) return err(null)
  try {
    const parsed = schema.safeParse(JSON.parse(utf8.decode(answer.body)))
    return parsed.success ? ok(parsed.data) : err(null)
  } catch {
    return err(null)
  }
}

/** What a server says that has had this Idempotency-Key before; `null` where it does not say so. */
function pressKnownOf(answer: HttpAnswer, name: string): AppError | null {
  const problem = parse(replayedAnswer, answer)
  if (problem.ok) return { code: 'create_replayed', name, keyId: problem.value.id }
  const other = parse(problemAnswer, answer)
  return other.ok && other.value.code === 'in_progress' ? { code: 'create_running', name } : null
}

function keyRefusedOf(answer: HttpAnswer): AppError {
  const problem = parse(problemAnswer, answer)
  if (problem.ok && problem.value.code === 'idempotency_key_reused') return { code: 'idempotency_key_reused' }
  const fields = problem.ok ? (problem.value.errors ?? []).map((issue) => issue.field) : []
  const isExpiry = fields.includes('expires_at')
  return {
    code: 'key_refused',
    name: isExpiry && !fields.includes('name') ? null : 'refused-by-server',
    expiry: isExpiry ? 'refused-by-server' : null
  }
}
