import type { KeychainProblem } from './app-error.ts'
import type { Instant } from './instant.ts'
import type { RecordsSetAside } from './records-kept.ts'

/** Something that happened behind the person's back and that they should know. */
export type Notice =
  | { readonly id: string; readonly kind: 'settings-were-unreadable'; readonly keptAs: string }
  | { readonly id: string; readonly kind: 'settings-not-saved' }
  /** What was written down about creates was no such thing: a key may exist that nobody has. */
  | { readonly id: string; readonly kind: 'intents-were-unreadable'; readonly keptAs: readonly string[] }
  /** The disk did not give out what was written down about creates. */
  | { readonly id: string; readonly kind: 'intents-not-read' }
  /** It could not be written down that somebody has this key: the next start will ask about it once more. */
  | { readonly id: string; readonly kind: 'intent-not-removed'; readonly keyName: string }
  | ({ readonly id: string; readonly kind: 'records-were-unreadable' } & RecordsSetAside)
  | { readonly id: string; readonly kind: 'session-not-kept'; readonly problem: KeychainProblem }
  /** The person wants to stay signed in, and this server has no way to renew a session. */
  | { readonly id: string; readonly kind: 'session-cannot-stay' }
  | { readonly id: string; readonly kind: 'local-password-not-kept'; readonly problem: KeychainProblem }
  | { readonly id: string; readonly kind: 'session-left-at-server' }
  | { readonly id: string; readonly kind: 'session-left-in-keychain'; readonly problem: KeychainProblem }
  /** The server's reference is another one than it was; `needsAnswer`: it leaves something open now. */
  | { readonly id: string; readonly kind: 'endpoints-changed'; readonly needsAnswer: boolean }
  /** The start before was ended while a key was on the clipboard, and the key was still there. */
  | { readonly id: string; readonly kind: 'key-left-on-clipboard'; readonly isCleared: boolean }
  /** A key that was created here was used by somebody else than this app. */
  | {
      readonly id: string
      readonly kind: 'key-first-used'
      readonly keyId: string
      readonly keyName: string
      readonly at: Instant
      /** Whether that use was the first; otherwise it is only the last of those since the app last looked. */
      readonly isExact: boolean
    }

export type NewNotice = Notice extends infer Each ? (Each extends Notice ? Omit<Each, 'id'> : never) : never
