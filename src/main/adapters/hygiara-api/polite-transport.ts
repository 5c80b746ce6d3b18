import { err, type Result } from '../../../shared/result.ts'
import type { Clock } from '../../ports.ts'
import type { HttpAnswer, HttpFailure, Transport } from './http-transport.ts'
import { sleep, type RateGate } from './rate-gate.ts'
import { pauseOf } from './retry-after.ts'

const mostAttempts = 3
const firstBackoffMs = 400

/**
 * A transport that knows manners. What only reads is tried up to three times, with growing random pauses, and waits
 * at the gate while the server wants to be left alone. What could change something, or counts as something, is sent
 * once, and not at all while the gate is closed: the person sees the wait and decides.
 *
 * @param random gives numbers from 0 up to 1; the pauses of many apps must not fall together
 */
export function createPoliteTransport(
  send: Transport,
  gate: RateGate,
  clock: Clock,
  random: () => number
): Transport {
  async function attempt(request: Parameters<Transport>[0]): ReturnType<Transport> {
    const outcome = await send(request)
    if (outcome.ok && asksForPause(outcome.value)) gate.close(pauseOf(outcome.value.retryAfter, clock.now()))
    return outcome
  }

  return async (request) => {
    if (request.method !== 'GET' || request.isSentOnce === true) {
      const hasToWait = gate.remainingMs > 0 && request.ignoresPause !== true
      return hasToWait ? err({ reason: 'paused', mayHaveArrived: false }) : attempt(request)
    }
    const signal = request.signal ?? new AbortController().signal
    let outcome: Result<HttpAnswer, HttpFailure> = err({ reason: 'cancelled', mayHaveArrived: false })
    for (let tried = 0; tried < mostAttempts; tried += 1) {
      if (tried > 0 && gate.remainingMs === 0) {
        const backoff = firstBackoffMs * 2 ** (tried - 1) * random()
        if (!(await sleep(clock, backoff, signal))) break
      }
      if (!(await gate.passed(signal))) break
      outcome = await attempt(request)
      if (!isWorthAnother(outcome)) return outcome
    }
    return signal.aborted ? err({ reason: 'cancelled', mayHaveArrived: true }) : outcome
  }
}

function asksForPause({ status, retryAfter }: HttpAnswer): boolean {
  return status === 429 || (status === 503 && retryAfter !== null)
}

function isWorthAnother(outcome: Result<HttpAnswer, HttpFailure>): boolean {
  if (outcome.ok) return [429, 502, 503, 504].includes(outcome.value.status)
  // A refused certificate and an answer beyond the limit will be the same the next time.
  return !['cancelled', 'certificate', 'too-large'].includes(outcome.error.reason)
}
