import type { CsrfToken, SessionCarrier } from '../../../shared/api-mapping.ts'
import { err, type Result } from '../../../shared/result.ts'
import { SecretValue } from '../../secret-value.ts'
import { CookieJar } from './cookie-jar.ts'
import type { HttpAnswer, HttpFailure, HttpRequest, Transport } from './http-transport.ts'
import { jsonOf } from './json-answer.ts'
import { valueAt } from './json-path.ts'

/** What stands in a header: visible ASCII. */
const headerText = /^[!-~]{1,8000}$/u

/** Why nothing was sent: no answer to the request for a token against forged requests, or one without it. */
export type NotCarried =
  | { readonly kind: 'failure'; readonly failure: HttpFailure }
  | { readonly kind: 'answer'; readonly answer: HttpAnswer }

// By the object: a session's cookies are found by its token, and nobody else can name them.
export type CookieJars = WeakMap<SecretValue, CookieJar>

/** Sends requests for a session in the way that this server wants it. */
export class SessionRequests {
  readonly #carrier: SessionCarrier
  readonly #send: Transport
  readonly #now: () => number
  readonly #jars: CookieJars

  constructor(carrier: SessionCarrier, jars: CookieJars, send: Transport, now: () => number) {
    this.#carrier = carrier
    this.#jars = jars
    this.#send = send
    this.#now = now
  }

  /** A new session whose cookies are those that its sign-in sets; its token is a name that goes nowhere. */
  newCookieSession(): SecretValue {
    const access = SecretValue.of('cookies')
    this.#jars.set(access, new CookieJar())
    return access
  }

  hasCookies(access: SecretValue): boolean {
    return this.#jars.get(access)?.isEmpty === false
  }

  /** Lets go of what belongs to a session. */
  forget(access: SecretValue): void {
    this.#jars.get(access)?.wipe()
    this.#jars.delete(access)
  }

  /** Sends it with the session. A change carries a token against forged requests that was just fetched. */
  async send(request: HttpRequest, access: SecretValue): Promise<Result<HttpAnswer, NotCarried>> {
    if (this.#carrier.kind === 'bearer') return toldFailure(await this.#send({ ...request, bearer: access }))
    if (this.#carrier.kind === 'header') {
      const secretHeaders = { ...request.secretHeaders, [this.#carrier.name]: access }
      return toldFailure(await this.#send({ ...request, secretHeaders }))
    }
    const jar = this.#jars.get(access) ?? new CookieJar()
    const { csrf } = this.#carrier
    if (csrf === null || request.method === 'GET') return toldFailure(await this.#withCookies(request, jar))
    return this.#guarded(request, jar, csrf)
  }

  /** Sends a sign-in, whose cookies become the session's. */
  async signIn(request: HttpRequest, session: SecretValue): Promise<Result<HttpAnswer, NotCarried>> {
    const jar = this.#jars.get(session)
    if (!jar || this.#carrier.kind !== 'cookie') return toldFailure(await this.#send(request))
    const { csrf } = this.#carrier
    return csrf?.guardsSignIn === true
      ? this.#guarded(request, jar, csrf)
      : toldFailure(await this.#withCookies(request, jar))
  }

  async #guarded(
    request: HttpRequest,
    jar: CookieJar,
    csrf: CsrfToken
  ): Promise<Result<HttpAnswer, NotCarried>> {
    // As the change itself: it must not wait where that would not, and nobody asks twice.
    const { signal, ignoresPause = false } = request
    const asked = await this.#withCookies(
      { method: 'GET', path: csrf.source.path, signal, ignoresPause, isSentOnce: true },
      jar
    )
    // Whatever became of this one, the change was not sent.
    if (!asked.ok) return err({ kind: 'failure', failure: { ...asked.error, mayHaveArrived: false } })
    const token = csrfTokenIn(asked.value, csrf, jar)
    if (token === null) return err({ kind: 'answer', answer: asked.value })
    const secretHeaders = { ...request.secretHeaders, [csrf.header]: token }
    return toldFailure(await this.#withCookies({ ...request, secretHeaders }, jar))
  }

  async #withCookies(request: HttpRequest, jar: CookieJar): ReturnType<Transport> {
    const cookies = jar.header()
    const secretHeaders = { ...request.secretHeaders, ...(cookies ? { Cookie: cookies } : {}) }
    const outcome = await this.#send({ ...request, secretHeaders })
    cookies?.wipe()
    if (outcome.ok) jar.take(outcome.value.setCookies, this.#now())
    return outcome
  }
}

function toldFailure(outcome: Result<HttpAnswer, HttpFailure>): Result<HttpAnswer, NotCarried> {
  return outcome.ok ? outcome : err({ kind: 'failure', failure: outcome.error })
}

function csrfTokenIn(answer: HttpAnswer, { source }: CsrfToken, jar: CookieJar): SecretValue | null {
  if (answer.status < 200 || answer.status > 299) return null
  const text = tokenText(answer, source, jar)
  return typeof text === 'string' && headerText.test(text) ? SecretValue.of(text) : null
}

function tokenText(answer: HttpAnswer, source: CsrfToken['source'], jar: CookieJar): unknown {
  switch (source.kind) {
    case 'header':
      return answer.header(source.name)
    case 'body': {
      const json = jsonOf(answer)
      return json.ok ? valueAt(json.value, source.at) : null
    }
    case 'cookie': {
      const value = jar.get(source.name)?.reveal()
      return value === undefined ? null : decoded(value)
    }
  }
}

/** Cookies often have it percent-encoded, and the server compares it with the plain one. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
