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
  /** When the list was read that tells which keys were there before; `null` where there was none. */
  readonly listedAt: Instant | null
  /** Why nobody has the value. After `answer-lost` the key may not be known for certain. */
  readonly cause: 'answer-lost' | 'app-ended' | 'forgotten' | 'left-behind' | 'overwritten'
  /** `looking`: the list is being read. `not-looked`: it could not be read; `error` says why. */
  readonly state: 'looking' | 'looked' | 'not-looked'
  /** The keys that this create may have made. None: Hygiara has no such key. More than one: nobody can tell which. */
  readonly candidates: readonly ApiKey[]
  /** Whether the only candidate is the key. Otherwise it may be somebody else's: the person has to look at it. */
  readonly isCertain: boolean
  readonly isBusy: boolean
  /** Why the list could not be read, or the last decision could not be carried out. */
  readonly error: AppError | null
}
