import type { Profile } from '../../shared/profile.ts'
import { done, err, type Result } from '../../shared/result.ts'
import type { SignedInUser } from '../../shared/session.ts'
import type { Clock, HygiaraApi, SessionTokens } from '../ports.ts'
import type { SecretValue } from '../secret-value.ts'

/** A request that is sent with the session's token. */
export type Call<Value> = (api: HygiaraApi, access: SecretValue, profile: Profile) => Promise<Result<Value>>

/** Who is signed in, and where. */
export interface SignedIn {
  readonly profile: Profile
  readonly api: HygiaraApi
  readonly user: SignedInUser
}

/** Told of what happens to a session by itself. */
interface SessionWatch {
  /** There are new tokens; awaited before anything is sent with them. */
  renewed(tokens: SessionTokens): Promise<void>
  /** The server no longer accepts it, and it cannot be renewed. */
  expired(): void
}

// A token that ends within this time is renewed before a request that changes something is sent.
const renewBeforeMs = 30_000

/** A session that stands: holds its tokens, renews them, and sends with them. Lives in memory and ends with the process. */
export class LiveSession {
  #signedIn: SignedIn
  #tokens: SessionTokens
  readonly #clock: Clock
  readonly #watch: SessionWatch
  #renewal: Promise<Result<null>> | null = null
  #hasEnded = false

  constructor(signedIn: SignedIn, tokens: SessionTokens, clock: Clock, watch: SessionWatch) {
    this.#signedIn = signedIn
    this.#tokens = tokens
    this.#clock = clock
    this.#watch = watch
  }

  get signedIn(): SignedIn {
    return this.#signedIn
  }

  /** From the next request on the same server is reached in another way. */
  reach(api: HygiaraApi): void {
    this.#signedIn = { ...this.#signedIn, api }
  }

  /** Sends a request that changes nothing; after an expired token it is renewed and the request repeated once. */
  async reading<Value>(call: Call<Value>): Promise<Result<Value>> {
    const used = this.#tokens
    const first = await this.#send(call)
    if (!isExpired(first)) return first
    // Others may have had the token renewed meanwhile; then the new one has not been tried yet.
    if (this.#tokens === used) {
      const renewed = await this.#renew()
      if (!renewed.ok) return renewed
    }
    const second = await this.#send(call)
    if (isExpired(second)) this.#expire()
    return second
  }

  /** Sends a request that changes something: once. A token about to end is renewed before, never after. */
  async changing<Value>(call: Call<Value>): Promise<Result<Value>> {
    const endsSoon = this.#tokens.accessExpiresAt - this.#clock.now() < renewBeforeMs
    // A session that cannot be renewed is used to its end: whether that has come is for the server to say.
    if (endsSoon && this.#tokens.refresh) {
      const renewed = await this.#renew()
      if (!renewed.ok) return renewed
    }
    const answer = await this.#send(call)
    if (isExpired(answer)) this.#expire()
    return answer
  }

  /** Gives way to another session: what is still under way keeps nothing and reports nothing. */
  retire(): void {
    this.#hasEnded = true
  }

  /** Ends it here, at once; the answer is the server's. */
  end(): Promise<Result<null>> {
    this.retire()
    return this.signedIn.api.signOut(this.#tokens.access)
  }

  #send<Value>(call: Call<Value>): Promise<Result<Value>> {
    return call(this.signedIn.api, this.#tokens.access, this.signedIn.profile)
  }

  /** One renewal for all who need it: a refresh token that is used twice ends the session at the server. */
  #renew(): Promise<Result<null>> {
    this.#renewal ??= this.#sendRenewal().finally(() => {
      this.#renewal = null
    })
    return this.#renewal
  }

  async #sendRenewal(): Promise<Result<null>> {
    const { refresh } = this.#tokens
    const tokens = refresh
      ? await this.signedIn.api.refresh(refresh, new AbortController().signal)
      : err({ code: 'session_expired' as const })
    if (this.#hasEnded) {
      // Signed out meanwhile: what came late is not kept anywhere.
      if (tokens.ok) void this.signedIn.api.signOut(tokens.value.access)
      return err({ code: 'not_signed_in' })
    }
    if (isExpired(tokens)) this.#expire()
    if (!tokens.ok) return tokens
    this.#tokens = tokens.value
    await this.#watch.renewed(tokens.value)
    return this.#isOver() ? err({ code: 'not_signed_in' }) : done
  }

  #isOver(): boolean {
    return this.#hasEnded
  }

  #expire(): void {
    if (!this.#hasEnded) this.#watch.expired()
  }
}

function isExpired(answer: Result<unknown>): boolean {
  return !answer.ok && answer.error.code === 'session_expired'
}
