import type { KeychainProblem } from './app-error.ts'
import type { Instant } from './instant.ts'

/** For how long a new key may wait in the keychain. */
export const escrowMs = 10 * 60_000

/** A value that outlived the app that got it. */
export interface EscrowOffer {
  readonly intentId: string
  readonly keyId: string
  /** Then it is removed. */
  readonly until: Instant
}

/** Whether a new key survives the end of the app before it is handed over. */
export interface EscrowState {
  /** `unknown` before the first look. A problem says why a new key would be lost. */
  readonly readiness: 'off' | 'unknown' | 'ready' | KeychainProblem
  readonly offers: readonly EscrowOffer[]
}
