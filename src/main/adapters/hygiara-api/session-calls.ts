import type { ApiMapping, Constant, SignInMapping } from '../../../shared/api-mapping.ts'
import type { AppError } from '../../../shared/app-error.ts'
import { done, err, ok, type Result } from '../../../shared/result.ts'
import type { SignedInUser } from '../../../shared/session.ts'
import type { Clock, SessionTokens, SignInAnswer } from '../../ports.ts'
import type { SecretValue } from '../../secret-value.ts'
import type { HttpAnswer, Transport } from './http-transport.ts'
import { isJson, isOwnSuccess, isSuccess, jsonOf } from './json-answer.ts'
import { bodyOf, formOf, valueAt } from './json-path.ts'
import type { Problems } from './problems.ts'
import type { SessionRequests } from './session-requests.ts'
import { completed, nobodyKnown, tokensIn, userIn } from './signed-in-answer.ts'

type PasswordSignIn = Extract<SignInMapping, { style: 'password' }>

interface Typed {
  readonly email: string
  readonly password: SecretValue
  readonly oneTimeCode: string | undefined
}

/** Signing in, staying so, and signing out. */
export class SessionCalls {
  readonly #mapping: ApiMapping
  readonly #host: string
  readonly #send: Transport
  readonly #session: SessionRequests
  readonly #problems: Problems
  readonly #clock: Clock

  constructor(
    mapping: ApiMapping,
    host: string,
    send: Transport,
    session: SessionRequests,
    problems: Problems,
    clock: Clock
  ) {
    this.#mapping = mapping
    this.#host = host
    this.#send = send
    this.#session = session
    this.#problems = problems
    this.#clock = clock
  }

  async signIn(typed: Typed, signal: AbortSignal): Promise<Result<SignInAnswer>> {
    const { signIn } = this.#mapping
    if (signIn.style !== 'password') return err({ code: 'not_offered', what: 'sign-in' })
    const body = bodyIn(signIn.encoding, typedValues(signIn, typed))
    const cookies = this.#session.newCookieSession()
    const request = { ...signIn.operation, body, signal }
    const answer = await this.#session.signIn(request, cookies)
    if (!answer.ok) return err(this.#problems.ofSending(answer.error))
    const refusal = refusalOf(answer.value, signIn)
    if (refusal) return err(refusal)
    const tokens = this.#tokensOf(answer.value, signIn, cookies)
    if (!tokens.ok) return tokens
    const user = await this.#userOf(answer.value, signIn, tokens.value.access, signal)
    return user.ok ? ok({ tokens: tokens.value, user: completed(user.value, typed.email, this.#host) }) : user
  }

  async refresh(refreshToken: SecretValue, signal: AbortSignal): Promise<Result<SessionTokens>> {
    const { signIn } = this.#mapping
    if (signIn.style !== 'password' || !signIn.refresh) return err({ code: 'not_offered', what: 'refresh' })
    const { operation, encoding, at, constants } = signIn.refresh
    const body = bodyIn(encoding, [...constants, { at, value: refreshToken.reveal() }])
    const answer = await this.#send({ ...operation, body, signal })
    if (!answer.ok) return err(this.#problems.unreachable(answer.error))
    // RFC 6749, 5.2: a refresh token that is over is an invalid grant, and that is a 400.
    const isOver = encoding === 'form' && answer.value.status === 400 && isJson(answer.value)
    if (isOver) return err({ code: 'session_expired' })
    if (!isSuccess(answer.value)) return err(this.#problems.of(answer.value))
    const json = jsonOf(answer.value)
    const tokens = json.ok ? tokensIn(json.value, signIn, refreshToken, this.#clock.now()) : null
    return tokens ? ok(tokens) : err(this.#problems.notHygiara)
  }

  /** Who is signed in. Where no operation says so it is nobody with a name, and `null`: only a reading shows more. */
  async readUser(access: SecretValue, signal: AbortSignal): Promise<Result<SignedInUser> | null> {
    const { user } = this.#mapping
    if (!user) return null
    const answer = await this.#session.send({ ...user.operation, signal }, access)
    if (!answer.ok) return err(this.#problems.ofSending(answer.error))
    if (answer.value.status !== 200) return err(this.#problems.of(answer.value))
    const json = jsonOf(answer.value)
    const read = json.ok ? userIn(json.value, user.fields) : null
    return read ? ok(completed(read, '', this.#host)) : err(this.#problems.notHygiara)
  }

  async signOut(access: SecretValue): Promise<Result<null>> {
    const { signOut } = this.#mapping
    const answer = signOut && (await this.#session.send({ ...signOut, ignoresPause: true }, access))
    // Whatever the server says, here it has ended.
    this.#session.forget(access)
    if (!answer) return done
    if (!answer.ok) return err(this.#problems.ofSending(answer.error))
    // A session that has already ended is what was wanted.
    const hasEnded = isSuccess(answer.value) || answer.value.status === 401
    return hasEnded ? done : err(this.#problems.of(answer.value))
  }

  /** The session that a sign-in began: its tokens, or the cookies that it set. */
  #tokensOf(answer: HttpAnswer, signIn: PasswordSignIn, cookies: SecretValue): Result<SessionTokens> {
    if (!isSuccess(answer)) return err(this.#problems.of(answer))
    if (this.#mapping.session.kind === 'cookie') {
      const hasBegun = isOwnSuccess(answer) && this.#session.hasCookies(cookies)
      return hasBegun
        ? ok({ access: cookies, accessExpiresAt: Number.POSITIVE_INFINITY, refresh: null })
        : err(this.#problems.notHygiara)
    }
    const json = jsonOf(answer)
    const tokens = json.ok ? tokensIn(json.value, signIn, null, this.#clock.now()) : null
    return tokens ? ok(tokens) : err(this.#problems.notHygiara)
  }

  /** From the answer itself, or from the operation that says it. */
  async #userOf(
    answer: HttpAnswer,
    signIn: PasswordSignIn,
    access: SecretValue,
    signal: AbortSignal
  ): Promise<Result<SignedInUser>> {
    if (!signIn.user) return (await this.readUser(access, signal)) ?? ok(nobodyKnown)
    const json = jsonOf(answer)
    const user = json.ok ? userIn(json.value, signIn.user) : null
    return user ? ok(user) : err(this.#problems.notHygiara)
  }
}

function typedValues(signIn: PasswordSignIn, { email, password, oneTimeCode }: Typed): Constant[] {
  const code = oneTimeCode === undefined ? null : signIn.oneTimeCode
  return [
    ...signIn.constants,
    { at: signIn.emailAt, value: email },
    { at: signIn.passwordAt, value: password.reveal() },
    ...(code ? [{ at: code.at, value: oneTimeCode ?? '' }] : [])
  ]
}

/** What a sign-in was refused for; `null` where it was not refused for what was typed. */
function refusalOf(answer: HttpAnswer, { oneTimeCode }: PasswordSignIn): AppError | null {
  // An e-mail or a password that no account can have is as wrong as one that no account has.
  const isRefused = [401, 422].includes(answer.status) || (answer.status === 400 && isJson(answer))
  if (!isRefused) return null
  const json = jsonOf(answer)
  const said = json.ok && oneTimeCode ? valueAt(json.value, oneTimeCode.wantedAt) : null
  const needsCode = answer.status !== 422 && oneTimeCode?.wanted.some((each) => each === said) === true
  return { code: needsCode ? 'second_factor_needed' : 'wrong_credentials' }
}

function bodyIn(encoding: 'json' | 'form', values: readonly Constant[]): object | URLSearchParams {
  return encoding === 'form' ? formOf(values) : bodyOf(values)
}
