import type { KeptEndpoints } from '../../shared/endpoints.ts'
import { keptEndpointsSchema } from '../../shared/kept-endpoints-schema.ts'
import type { NoticeService } from '../notices/notice-service.ts'
import type { KeptDataStore } from '../ports.ts'

/** What is kept about the endpoints of servers, as long as somebody has signed in there. */
export class KeptEndpointsBook {
  readonly #store: KeptDataStore
  readonly #notices: NoticeService
  /** What the next start would refuse: it counts for this run, and the server is looked at again. */
  readonly #unkept = new Map<string, KeptEndpoints>()

  constructor(store: KeptDataStore, notices: NoticeService) {
    this.#store = store
    this.#notices = notices
  }

  of(serverUrl: string): KeptEndpoints | null {
    return this.#unkept.get(serverUrl) ?? this.#store.read().endpoints[serverUrl] ?? null
  }

  /** Servers without a sign-in that takes a password. */
  tokenServers(): readonly string[] {
    return Object.entries(this.#store.read().endpoints)
      .filter(([, { mapping }]) => mapping?.signIn.style === 'pasted-token')
      .map(([serverUrl]) => serverUrl)
  }

  /** Keeps it, and lets go of servers at which nobody has a profile any more. */
  keep(serverUrl: string, kept: KeptEndpoints): void {
    this.#unkept.delete(serverUrl)
    if (!keptEndpointsSchema.safeParse(kept).success) {
      this.#unkept.set(serverUrl, kept)
      return
    }
    const data = this.#store.read()
    const used = new Set([serverUrl, ...data.profiles.map((profile) => profile.serverUrl)])
    const others = Object.entries(data.endpoints).filter(([each]) => used.has(each))
    const endpoints = { ...Object.fromEntries(others), [serverUrl]: kept }
    const written = this.#store.write({ ...data, endpoints })
    if (!written.ok) this.#notices.add({ kind: 'settings-not-saved' })
  }
}
