import type { Instant } from './instant.ts'

/** How the last requests to the server fared: the only truth there is about being online. */
export interface Connection {
  /** `unknown` until the first request of a session was answered or failed. */
  readonly state: 'unknown' | 'online' | 'offline'
  /** The server asked for a pause that lasts until then; `null` when it did not. */
  readonly pausedUntil: Instant | null
  /** Hygiara's clock minus this computer's, in milliseconds; `null` until an answer told it. */
  readonly clockSkewMs: number | null
}

export const noConnection: Connection = { state: 'unknown', pausedUntil: null, clockSkewMs: null }

/** A smaller difference between two clocks is not worth a word. */
export const notableSkewMs = 120_000
