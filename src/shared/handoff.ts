import type { ApiKey } from './api-key.ts'
import type { AppError } from './app-error.ts'
import type { Instant } from './instant.ts'
import type { KeyTest } from './key-test.ts'
import type { SecretFormat } from './secret-format.ts'

/** Names a secret that main holds. Worth nothing outside this run of the app. */
export type SecretHandle = string

export type Destination = 'clipboard' | 'keychain'

/** A place where the value went and was read back from. */
export type Delivery =
  | {
      readonly destination: 'clipboard'
      readonly at: Instant
      readonly format: SecretFormat
      /** Whether reading it back proved that it is there; on Wayland it cannot always. */
      readonly isVerified: boolean
      /** Whether clipboard histories were told to leave it alone; this Electron or this system may not know how. */
      readonly isHidden: boolean
      /** This app has put something else on the clipboard since: nobody can tell whether it was pasted before. */
      readonly isOverwritten?: true | undefined
    }
  | {
      readonly destination: 'keychain'
      readonly at: Instant
      readonly service: string
      readonly account: string
    }

/** Whether somebody has the value for certain. A copy that nobody could look at, or that we took away, does not count. */
export function isHandedOver(deliveries: readonly Delivery[]): boolean {
  return deliveries.some(
    (delivery) => delivery.destination !== 'clipboard' || (delivery.isVerified && !delivery.isOverwritten)
  )
}

/** Whether the value was somebody's to paste until this app put something else in its place. */
export function isOverwritten(deliveries: readonly Delivery[]): boolean {
  const wasTaken = deliveries.some((each) => each.destination === 'clipboard' && each.isOverwritten === true)
  return wasTaken && !isHandedOver(deliveries)
}

/** The secret step: a new key whose value main still holds. */
export interface OpenHandoff {
  readonly handle: SecretHandle
  readonly key: ApiKey
  readonly last4: string
  /** Then main forgets the value, whether somebody has it or not. */
  readonly forgetsAt: Instant
  /** Until then the value can be seen in its own window; `null` while it cannot. */
  readonly shownUntil: Instant | null
  readonly deliveries: readonly Delivery[]
  /** A delivery under way. A keychain may ask the person something, so this can last. */
  readonly busy: Destination | null
  /** Why the last delivery did not happen. The value is still held. */
  readonly error: AppError | null
  /** Whether the key works, as far as somebody asked. */
  readonly test: KeyTest
}

/** `open` is `null` while no secret is held. */
export interface Handoff {
  readonly open: OpenHandoff | null
}

/** A copy: of which key, and when. */
export interface OnClipboard {
  readonly keyName: string
  readonly copiedAt: Instant
}

/** What became of the secret on the clipboard. */
export type ClipboardState =
  | { readonly state: 'empty' }
  | ({
      readonly state: 'holding'
      readonly clearsAt: Instant
      /** Whether *Keep 30 s more* is still to be had. */
      readonly canKeepLonger: boolean
    } & OnClipboard)
  | ({
      /**
       * `cleared`, and read back to be sure. `replaced`: something else was copied in the meantime and was left alone.
       * `not-cleared`: still there, the person must act. `unchecked`: given up, but nothing can be seen until the
       * window is active again.
       */
      readonly state: 'cleared' | 'replaced' | 'not-cleared' | 'unchecked'
      readonly at: Instant
    } & OnClipboard)
