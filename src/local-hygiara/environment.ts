import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Accounts } from './accounts.ts'
import type { ApiKeys, KeyOwner } from './api-keys.ts'
import type { KeyUsage } from './key-usage.ts'
import type { Session, Sessions } from './sessions.ts'

/** What every route can reach. */
export interface Services {
  readonly accounts: Accounts
  readonly sessions: Sessions
  readonly apiKeys: ApiKeys
  readonly keyUsage: KeyUsage
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** What a request carries on its way through Hono: Node's own request and answer. */
export interface AppEnv {
  Bindings: HttpBindings
}

/** The id that the answer will carry: set by the server before the request reaches Hono. */
export function requestIdOf({ env }: Context<AppEnv>): string {
  return String(env.outgoing.getHeader('X-Request-Id'))
}

/** Behind the door for people: see `requireSession`. */
export interface SessionEnv extends AppEnv {
  Variables: { session: Session }
}

/** Behind the door for keys: see `requireApiKey`. */
export interface KeyEnv extends AppEnv {
  Variables: { keyOwner: KeyOwner }
}
