import type { Clock } from '../ports.ts'

const lookEveryMs = 10_000

/**
 * Runs `action` once when `ms` have passed; the returned function cancels it. A computer that slept through the end
 * is noticed within ten seconds of its waking, and a clock that is set back does not prolong anything.
 */
export function atDeadline(clock: Clock, ms: number, action: () => void): () => void {
  const endsAt = clock.now() + ms
  let cancel: () => void = () => undefined
  const look = (left: number) => {
    const remaining = Math.min(left, endsAt - clock.now())
    if (remaining <= 0) {
      action()
      return
    }
    const wait = Math.min(remaining, lookEveryMs)
    cancel = clock.after(wait, () => look(remaining - wait))
  }
  look(ms)
  return () => cancel()
}
