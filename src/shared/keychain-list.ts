import type { KeychainProblem } from './app-error.ts'
import type { Instant } from './instant.ts'

/** Whether an item is there: not known before somebody asks, since asking can make the keychain ask in turn. */
export type Presence = 'unknown' | 'asking' | 'there' | 'gone'

/** A key that was saved to the keychain. It belongs to the person; other programs fetch it. */
export interface SavedKey {
  readonly service: string
  readonly account: string
  readonly keyName: string
  readonly savedAt: Instant
  readonly presence: Presence
}

/** Something that the app keeps in the keychain for itself. */
export interface OwnItem {
  readonly service: string
  readonly account: string
  readonly purpose:
    | {
        readonly kind: 'renewal-token' | 'local-password'
        readonly profileName: string
        readonly email: string
      }
    | { readonly kind: 'data-key' }
    /** A new key until it is handed over. */
    | { readonly kind: 'escrow'; readonly keyName: string; readonly until: Instant }
  readonly presence: Presence
}

/** What this app has put into the keychain, as far as it remembers. Values are not among it. */
export interface KeychainList {
  readonly keys: readonly SavedKey[]
  readonly own: readonly OwnItem[]
  /** Something is being asked of the keychain; it may be asking the person in turn. */
  readonly busy: 'looking' | 'removing' | null
  /** Why the last look stopped before its end. */
  readonly problem: KeychainProblem | null
}
