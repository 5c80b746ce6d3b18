import type { AppError } from './app-error.ts'
import type { Instant } from './instant.ts'

/** What a server says to a key that is tried. */
export type KeyTestAnswer =
  | { readonly outcome: 'valid' | 'rejected'; readonly status: number }
  /** Nothing is known about the key: no answer, or one that is not about it. */
  | { readonly outcome: 'unreachable'; readonly status: number | null; readonly error: AppError }

/** How trying the key of the secret step stands. */
export type KeyTest =
  /** The server has no request that would only read. */
  | { readonly state: 'unavailable' }
  | { readonly state: 'not-tried' }
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly at: Instant; readonly answer: KeyTestAnswer }
