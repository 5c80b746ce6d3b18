import type { KeyNameProblem } from './api-key.ts'
import type { DiscoveryProblem, MappingPart } from './api-mapping.ts'
import type { ExpiryProblem } from './expiry.ts'
import type { ViewProblem } from './inventory-view.ts'
import type { SnapshotProblem } from './inventory-snapshots.ts'
import type { KeychainProblem } from './keychain-problem.ts'
import type { RecordsNotKept } from './records-kept.ts'
import type { UnreachableReason } from './unreachable-reason.ts'

export type { KeychainProblem, UnreachableReason }

/** One violated rule of a request that main refused: where, and which rule. Never the offending value. */
export interface RequestIssue {
  readonly path: string
  readonly rule: string
}

/** Why an address is not accepted. */
export type AddressProblem = 'not-an-address' | 'needs-https' | 'has-credentials'

/** Every way in which a command can fail that somebody must be told about. No value of a key, token, header or URL path. */
export type AppError =
  | { readonly code: 'invalid_request'; readonly issues: readonly RequestIssue[] }
  | { readonly code: 'unexpected'; readonly incidentId: string }
  | { readonly code: 'cancelled' }
  | { readonly code: 'address_refused'; readonly problem: AddressProblem }
  | { readonly code: 'server_unreachable'; readonly host: string; readonly reason: UnreachableReason }
  | { readonly code: 'not_hygiara'; readonly host: string }
  | { readonly code: 'wrong_credentials' }
  /** What was pasted is no session token, or no longer one. */
  | { readonly code: 'wrong_token' }
  | { readonly code: 'second_factor_needed' }
  | { readonly code: 'not_signed_in' }
  | { readonly code: 'session_expired' }
  | { readonly code: 'forbidden' }
  /** This server has no such operation, as far as its reference says; nothing was sent. */
  | {
      readonly code: 'not_offered'
      readonly what: 'create' | 'revoke' | 'expiry' | 'key-test' | 'sign-in' | 'refresh' | 'read'
    }
  /** The server's reference leaves something open that only a person can decide; nothing was sent. */
  | { readonly code: 'endpoints_unclear' }
  /** The server publishes a reference, and no list of API keys is known from it. */
  | { readonly code: 'endpoints_missing'; readonly host: string }
  /** The app cannot use the operation for this part. `why` is a sentence, where there is one. */
  | { readonly code: 'endpoint_refused'; readonly part: MappingPart; readonly why: string | null }
  | { readonly code: 'reference_not_read'; readonly reason: DiscoveryProblem['reason'] }
  | { readonly code: 'rate_limited'; readonly retryAfterSeconds: number }
  | { readonly code: 'server_error'; readonly status: number; readonly requestId: string | null }
  | {
      readonly code: 'key_refused'
      readonly name: KeyNameProblem | 'refused-by-server' | null
      readonly expiry: ExpiryProblem | 'refused-by-server' | null
    }
  | { readonly code: 'key_not_found' }
  /** Sent once; the answer was lost. The key may exist and nobody has its value. */
  | { readonly code: 'create_outcome_unknown'; readonly name: string }
  /** The same was sent before, and Hygiara is still at work on that. */
  | { readonly code: 'create_running'; readonly name: string }
  /** The same was sent before and made this key; its value was in that answer, which was lost. */
  | { readonly code: 'create_replayed'; readonly name: string; readonly keyId: string }
  /** Hygiara has had the Idempotency-Key with another request; nothing was created. */
  | { readonly code: 'idempotency_key_reused' }
  /** Sent; the answer was lost. The key may or may not be revoked. */
  | { readonly code: 'revoke_outcome_unknown'; readonly name: string }
  /** It could not be written down that a key is about to be created; nothing was sent. */
  | { readonly code: 'create_not_recorded' }
  | { readonly code: 'create_in_progress' }
  | { readonly code: 'secret_gone' }
  | { readonly code: 'clipboard_refused' }
  /** The value has characters that cannot be drawn, or its window did not come up. */
  | { readonly code: 'secret_not_shown' }
  | { readonly code: 'keychain_failed'; readonly problem: KeychainProblem }
  /** The list of what was saved has no such item. */
  | { readonly code: 'keychain_item_unknown' }
  | { readonly code: 'keychain_item_exists'; readonly service: string; readonly account: string }
  | {
      readonly code: 'local_hygiara_failed'
      readonly problem: 'did-not-start' | 'no-answer' | 'data-unreadable'
    }
  | { readonly code: 'settings_not_saved' }
  | { readonly code: 'view_refused'; readonly problem: ViewProblem }
  /** The chosen file could not be written. */
  | { readonly code: 'export_not_written' }
  /** The list or the notes of a profile could not be deleted from this computer, or it is in use. */
  | { readonly code: 'kept_not_deleted' }
  /** What is kept of earlier days could not be read. */
  | { readonly code: 'history_unreadable'; readonly problem: SnapshotProblem }
  /** Notes count for this run and are not kept on this computer. */
  | { readonly code: 'records_not_kept'; readonly notKept: RecordsNotKept }
