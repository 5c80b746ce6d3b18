import type { ApiKey, Instant } from './api-key.ts'
import type { AppError } from './app-error.ts'

/**
 * A create that was sent and whose value reached nobody: its answer was lost, the app ended before the key was
 * handed over, or nobody took it in time. It stays until somebody decides what becomes of it.
 */
export interface Orphan {
  readonly intentId: string
  readonly name: string
  readonly startedAt: Instant
  /** Why nobody has the value. After `app-ended` and `forgotten` the key is known for certain. */
  readonly cause: 'answer-lost' | 'app-ended' | 'forgotten'
  /** `looking`: the list is being read. `not-looked`: it could not be read; `error` says why. */
  readonly state: 'looking' | 'looked' | 'not-looked'
  /** The keys that this create may have made. None: Hygiara has no such key. More than one: nobody can tell which. */
  readonly candidates: readonly ApiKey[]
  readonly isBusy: boolean
  /** Why the list could not be read, or the last decision could not be carried out. */
  readonly error: AppError | null
}
