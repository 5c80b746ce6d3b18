import type { AppError } from '../../../shared/app-error.ts'
import type { HttpAnswer, HttpFailure } from './http-transport.ts'
import type { RateGate } from './rate-gate.ts'
import type { NotCarried } from './session-requests.ts'

/** Says what failures and answers of one server mean, where nothing more special is known about the call. */
export class Problems {
  readonly #host: string
  readonly #gate: RateGate

  constructor(host: string, gate: RateGate) {
    this.#host = host
    this.#gate = gate
  }

  get notHygiara(): AppError {
    return { code: 'not_hygiara', host: this.#host }
  }

  /** What a status means. */
  of(answer: HttpAnswer): AppError {
    if (answer.status === 401) return { code: 'session_expired' }
    if (answer.status === 403) return { code: 'forbidden' }
    if (answer.status === 429) return this.#rateLimited()
    if (answer.status >= 500) {
      return { code: 'server_error', status: answer.status, requestId: answer.requestId }
    }
    return this.notHygiara
  }

  /** Why nothing usable came back, or why nothing was sent. */
  ofSending(problem: NotCarried): AppError {
    return problem.kind === 'answer' ? this.of(problem.answer) : this.unreachable(problem.failure)
  }

  unreachable(failure: HttpFailure): AppError {
    if (failure.reason === 'cancelled') return { code: 'cancelled' }
    if (failure.reason === 'paused') return this.#rateLimited()
    if (failure.reason === 'too-large') return this.notHygiara
    return { code: 'server_unreachable', host: this.#host, reason: failure.reason }
  }

  #rateLimited(): AppError {
    return { code: 'rate_limited', retryAfterSeconds: Math.ceil(this.#gate.remainingMs / 1_000) }
  }
}

/** Whether a change may have happened although no answer came. */
export function mayHaveArrived(problem: NotCarried): boolean {
  return problem.kind === 'failure' && problem.failure.mayHaveArrived
}
