import type { Clock } from '../../ports.ts'

/**
 * One host's request to be left alone. Everything that wants to talk to that host asks here first, so that one
 * answer with `Retry-After` slows all of them down.
 */
export class RateGate {
  readonly #clock: Clock
  readonly #onChange: (pausedUntil: number | null) => void
  #opensAt = 0

  /** @param onChange gets milliseconds since 1970, or `null` once the pause is over */
  constructor(clock: Clock, onChange: (pausedUntil: number | null) => void) {
    this.#clock = clock
    this.#onChange = onChange
  }

  /** Milliseconds until requests are welcome again; 0 when they are. */
  get remainingMs(): number {
    return Math.max(0, this.#opensAt - this.#clock.now())
  }

  /** A pause never becomes shorter because a second answer asks for less. */
  close(pauseMs: number): void {
    const opensAt = this.#clock.now() + pauseMs
    if (opensAt <= this.#opensAt || pauseMs <= 0) return
    this.#opensAt = opensAt
    this.#onChange(opensAt)
    this.#clock.after(pauseMs, () => {
      if (this.remainingMs === 0) this.#onChange(null)
    })
  }

  /** Resolves when the gate is open: `true`, or `false` when `signal` ended the wait. */
  async passed(signal: AbortSignal): Promise<boolean> {
    while (this.remainingMs > 0) {
      if (!(await sleep(this.#clock, this.remainingMs, signal))) return false
    }
    return !signal.aborted
  }
}

/** Waits `ms` milliseconds: `true`, or `false` when `signal` ended the wait. */
export function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false)
  return new Promise((resolve) => {
    const onAbort = () => {
      cancel()
      resolve(false)
    }
    const cancel = clock.after(ms, () => {
      signal.removeEventListener('abort', onAbort)
      resolve(true)
    })
    signal.addEventListener('abort', onAbort, { once: true })
  })
}
