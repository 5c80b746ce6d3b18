import type { ApiMapping } from '../../shared/api-mapping.ts'
import { defaultMapping } from '../../shared/default-mapping.ts'
import { ok, type Result } from '../../shared/result.ts'

/** How a server is reached: what its requests begin with, and which they are. */
export interface Reach {
  readonly baseUrl: string
  readonly mapping: ApiMapping
}

/** What a session needs to know about the endpoints of servers. */
export interface ServerEndpoints {
  /** What is kept, or what a look at the server's reference comes to. `endpoints_unclear` where a person must answer first. */
  prepare(serverUrl: string, signal: AbortSignal): Promise<Result<Reach>>
  /** What is known without asking anybody. */
  known(serverUrl: string): Reach
  /** A session has begun there: what was found is kept. */
  keep(serverUrl: string): void
}

/** The default contract at an address. */
export function usualReach(serverUrl: string): Reach {
  return { baseUrl: serverUrl, mapping: defaultMapping }
}

/** Every server is reached by the default contract. */
export const usualEndpoints: ServerEndpoints = {
  prepare: (serverUrl) => Promise.resolve(ok(usualReach(serverUrl))),
  known: usualReach,
  keep: () => undefined
}
