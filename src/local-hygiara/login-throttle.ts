import { Problem } from './problem.ts'

const freeFailures = 5
const firstPause = 30_000
const longestPause = 15 * 60_000
/** After this long without a failure an e-mail starts anew. */
const memory = 60 * 60_000
/** More e-mails than anybody here has: somebody is inventing them, and the oldest are forgotten. */
const mostEmails = 10_000

interface Attempts {
  failures: number
  lastFailure: number
  /** The attempt that is being judged, so that parallel guesses are counted one after the other. */
  turn: Promise<unknown>
}

/** How an attempt ended. Half a success, a right password without its code, leaves the count as it is. */
export interface Judgement<Outcome> {
  readonly outcome: Outcome
  readonly counts: 'as success' | 'as failure' | 'not at all'
}

/**
 * Slows down guessing: after five failures an e-mail waits 30 seconds, and twice as long after each further one, up
 * to a quarter of an hour. By e-mail, whether or not it has an account: on a loopback server all come from one address.
 * It forgets on a restart, which only somebody at the computer can do.
 */
export class LoginThrottle {
  readonly #attempts = new Map<string, Attempts>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /**
   * Lets one attempt be judged, unless the e-mail must wait.
   * @param judge called when it is this attempt's turn
   * @throws {Problem} `too_many_attempts` with Retry-After
   */
  async attempt<Outcome>(email: string, judge: () => Promise<Judgement<Outcome>>): Promise<Outcome> {
    this.#forget()
    const attempts = this.#attempts.get(email) ?? {
      failures: 0,
      lastFailure: this.#now(),
      turn: Promise.resolve()
    }
    this.#attempts.set(email, attempts)
    const turn = attempts.turn.then(async () => {
      this.#refuseTooEarly(attempts)
      const { outcome, counts } = await judge()
      if (counts === 'as success') attempts.failures = 0
      if (counts === 'as failure') {
        attempts.failures += 1
        attempts.lastFailure = this.#now()
      }
      return outcome
    })
    attempts.turn = turn.catch(() => undefined)
    return turn
  }

  #refuseTooEarly({ failures, lastFailure }: Attempts): void {
    if (failures < freeFailures) return
    const pause = Math.min(firstPause * 2 ** (failures - freeFailures), longestPause)
    const seconds = Math.ceil((lastFailure + pause - this.#now()) / 1000)
    if (seconds <= 0) return
    throw new Problem('too_many_attempts', `Try again in ${String(seconds)} seconds.`, {
      headers: { 'Retry-After': String(seconds) }
    })
  }

  #forget(): void {
    for (const [email, { lastFailure }] of this.#attempts) {
      const isOld = lastFailure + memory < this.#now() || this.#attempts.size > mostEmails
      if (isOld) this.#attempts.delete(email)
    }
  }
}
