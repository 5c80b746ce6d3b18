import { err, ok } from '../../../shared/result.ts'
import type { AskPublicly } from '../../ports.ts'
import { createTransport, type TimeLimits } from './http-transport.ts'

/** The largest public documents have 14 MB. */
const largestDocument = 16 << 20
const accept = 'application/json, application/yaml, text/html;q=0.9, */*;q=0.5'

const discoveryLimits: TimeLimits = { answerMs: 8_000, totalMs: 20_000 }

/** GETs of what anybody may read, with the same care as every other request. */
export function createPublicGets(limits: TimeLimits = discoveryLimits): AskPublicly {
  return async (url, signal) => {
    const send = createTransport(url.origin, limits, largestDocument)
    const answer = await send({ method: 'GET', path: `${url.pathname}${url.search}`, signal, accept })
    if (answer.ok) {
      const { status, contentType, header, body } = answer.value
      return ok({ status, contentType, location: header('location'), body })
    }
    // Nothing makes this transport pause.
    const { reason } = answer.error
    return err(reason === 'paused' ? 'timed-out' : reason)
  }
}
