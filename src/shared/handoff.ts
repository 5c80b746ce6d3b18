import type { ApiKey } from './api-key.ts'
import type { AppError } from './app-error.ts'
import type { Instant } from './instant.ts'

/** Names a secret that main holds. Worth nothing outside this run of the app. */
export type SecretHandle = string

export type Destination = 'clipboard' | 'keychain'

/** A place where the value went and was read back from. */
export type Delivery =
  | { readonly destination: 'clipboard'; readonly at: Instant }
  | {
      readonly destination: 'keychain'
      readonly at: Instant
      readonly service: string
      readonly account: string
    }

/** The secret step: a new key whose value main still holds. */
export interface OpenHandoff {
  readonly handle: SecretHandle
  readonly key: ApiKey
  readonly last4: string
  readonly deliveries: readonly Delivery[]
  /** A delivery under way. A keychain may ask the person something, so this can last. */
  readonly busy: Destination | null
  /** Why the last delivery did not happen. The value is still held. */
  readonly error: AppError | null
}

/** `open` is `null` while no secret is held. */
export interface Handoff {
  readonly open: OpenHandoff | null
}

/** What became of the secret on the clipboard. */
export type ClipboardState =
  | { readonly state: 'empty' }
  | { readonly state: 'holding'; readonly keyName: string; readonly clearsAt: Instant }
  /** Cleared, and read back to be sure. */
  | { readonly state: 'cleared'; readonly keyName: string; readonly at: Instant }
  /** Something else was copied in the meantime; it was left alone. */
  | { readonly state: 'replaced'; readonly keyName: string; readonly at: Instant }
  /** Still there after clearing: the person must act. */
  | { readonly state: 'not-cleared'; readonly keyName: string; readonly at: Instant }
