import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Accounts } from './accounts.ts'
import type { ApiKeys, UsedKey } from './api-keys.ts'
import type { Idempotency } from './idempotency.ts'
import type { KeyUsage } from './key-usage.ts'
import type { LoginThrottle } from './login-throttle.ts'
import type { Moods } from './moods.ts'
import type { Reviews } from './reviews.ts'
import type { Session, Sessions } from './sessions.ts'

/** Whom this server is for. It has one organisation, which does not change while it runs. */
export interface Organization {
  readonly id: string
  readonly name: string
}

/** What every route can reach. */
export interface Services {
  readonly organization: Organization
  readonly accounts: Accounts
  readonly loginThrottle: LoginThrottle
  readonly sessions: Sessions
  readonly apiKeys: ApiKeys
  readonly keyUsage: KeyUsage
  readonly idempotency: Idempotency
  readonly reviews: Reviews
  readonly moods: Moods
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Waits so many milliseconds, for moods that are slow. */
  readonly pause: (milliseconds: number) => Promise<unknown>
}

/** What a request carries on its way through Hono: Node's own request and answer. */
export interface AppEnv {
  Bindings: HttpBindings
}

/** Behind the door for people: see `requireSession`. */
export interface SessionEnv extends AppEnv {
  Variables: { session: Session }
}

/** Behind the door for keys: see `requireApiKey`. */
export interface KeyEnv extends AppEnv {
  Variables: { usedKey: UsedKey }
}

/** The id that the answer will carry: set by the server before the request reaches Hono. */
export function requestIdOf({ env }: Context<AppEnv>): string {
  return String(env.outgoing.getHeader('X-Request-Id'))
}
