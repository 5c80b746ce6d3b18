import type { HttpBindings } from '@hono/node-server'
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

/** What a request carries on its way through Hono. */
export interface AppEnv {
  Bindings: HttpBindings
  Variables: { requestId: string }
}

/** Behind the door for people: see `requireSession`. */
export interface SessionEnv extends AppEnv {
  Variables: AppEnv['Variables'] & { session: Session }
}

/** Behind the door for keys: see `requireApiKey`. */
export interface KeyEnv extends AppEnv {
  Variables: AppEnv['Variables'] & { keyOwner: KeyOwner }
}
