import type { ApiMapping } from './api-mapping.ts'

/** What a server can be asked for. What it does not offer is switched off, in words. */
export interface Offers {
  readonly canCreate: boolean
  /** Not without an id of its own for each key: a revoke is addressed with nothing else. */
  readonly canRevoke: boolean
  /** Whether a key can be tried with a request that only reads. */
  readonly canTest: boolean
  /** How precisely a new key's end can be chosen; `none`: it ends only when it is revoked. */
  readonly expiry: 'instant' | 'date' | 'none'
  /** Whether a session can be picked up at the next start. */
  readonly canStaySignedIn: boolean
  readonly signIn: 'password' | 'pasted-token'
  /** How a key is sent: the header, and what stands there before it (`''` or `Bearer `). */
  readonly keyHeader: { readonly name: string; readonly before: string }
}

/** What a server with this mapping offers. */
export function offersOf(mapping: ApiMapping): Offers {
  const { signIn, create, revoke, list } = mapping
  return {
    canCreate: create !== null,
    canRevoke: revoke !== null && list.fields.id !== null,
    canTest: mapping.keyTest !== null,
    expiry: create?.expiry?.sends ?? 'none',
    canStaySignedIn: signIn.style === 'password' && signIn.refresh !== null,
    signIn: signIn.style,
    keyHeader: mapping.keyHeader
  }
}
