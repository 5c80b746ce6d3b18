import type { UtilityProcess } from 'electron'
import type { KeychainProblem } from '../../../shared/app-error.ts'
import { done, err, ok, type Result } from '../../../shared/result.ts'
import type { Keychain } from '../../ports.ts'
import { SecretValue } from '../../secret-value.ts'
import type { KeychainReply, KeychainRequest } from './messages.ts'

/** The part of a worker process that is used here. */
export type Worker = Pick<UtilityProcess, 'postMessage' | 'kill'> & {
  on(event: 'message', listener: (reply: KeychainReply) => void): unknown
  on(event: 'exit', listener: () => void): unknown
}

// Windows keeps at most 2,560 bytes of UTF-16; the same bound everywhere, so that an item can move.
const longestValue = 1_280
const longestName = 400

// Calls come several at a time, and then none for minutes; a process that waits for them holds thirty megabytes.
const usualRestMs = 2_000

type Outcome = Result<string | boolean | null, KeychainProblem>

const cancelled: Outcome = err('cancelled')

interface PreparedKeychain extends Keychain {
  /** Starts the worker for a call that is about to come. Asks the keychain nothing. */
  prepare(): void
}

/**
 * The keychain behind a worker process: one call at a time, each with a deadline, and a worker that does not answer
 * is ended and replaced. So is one that has had nothing to do for a while.
 *
 * @param deadlineMs how long a person may take to answer what the keychain asks
 * @param restMs how long a worker without a call is kept
 */
export function createKeychain(
  startWorker: () => Worker,
  deadlineMs: number,
  restMs = usualRestMs
): PreparedKeychain {
  let resting: NodeJS.Timeout | undefined
  let worker: Worker | null = null
  let settleCurrent: (outcome: Outcome) => void = () => undefined
  let queue: Promise<unknown> = Promise.resolve()

  async function inTurn(request: KeychainRequest, signal?: AbortSignal): Promise<Outcome> {
    if (!isAcceptable(request)) return err('refused')
    const turn = queue.then(() => (signal?.aborted ? cancelled : ask(request, signal)))
    queue = turn
    // Whoever cancels does not wait for the turn either, behind a call that asks the person something.
    return signal ? Promise.race([turn, cancelledBy(signal)]) : turn
  }

  async function ask(request: KeychainRequest, signal?: AbortSignal): Promise<Outcome> {
    clearTimeout(resting)
    const asked = (worker ??= launch())
    if (!asked) return err('unavailable')
    const giveUp = (problem: KeychainProblem) => {
      // Ending the process is the only way to end the call.
      if (worker === asked) worker = null
      asked.kill()
      settleCurrent(err(problem))
    }
    const onAbort = () => {
      giveUp('cancelled')
    }
    const timer = setTimeout(() => {
      giveUp('no-answer')
    }, deadlineMs)
    signal?.addEventListener('abort', onAbort)
    try {
      return await new Promise<Outcome>((resolve) => {
        settleCurrent = resolve
        asked.postMessage(request)
      })
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      rest(restMs)
    }
  }

  function rest(ms: number): void {
    clearTimeout(resting)
    resting = setTimeout(() => {
      const idle = worker
      worker = null
      idle?.kill()
    }, ms)
    // Nobody's quitting waits for it.
    resting.unref()
  }

  function launch(): Worker | null {
    const launched = started()
    if (!launched) return null
    // A worker that was given up may still speak: only the current one is listened to.
    launched.on('message', (reply) => {
      if (worker === launched) settleCurrent(reply.ok ? ok(reply.value) : err(reply.problem))
    })
    launched.on('exit', () => {
      if (worker !== launched) return
      worker = null
      settleCurrent(err('stopped'))
    })
    return launched
  }

  function started(): Worker | null {
    try {
      return startWorker()
    } catch {
      return null
    }
  }

  return {
    prepare() {
      if (worker) return
      worker = launch()
      // The call it is for may be a while in coming; where none comes it is not kept for ever.
      rest(10 * restMs)
    },
    async ready(signal) {
      const reply = await inTurn({ verb: 'ready' }, signal)
      return reply.ok ? done : reply
    },
    async has(item, signal) {
      const reply = await inTurn({ verb: 'has', item }, signal)
      return reply.ok ? ok(reply.value === true) : reply
    },
    async read(item, signal, isQuiet = false) {
      const reply = await inTurn({ verb: 'read', item, isQuiet }, signal)
      return reply.ok ? ok(typeof reply.value === 'string' ? SecretValue.of(reply.value) : null) : reply
    },
    async write(item, secret, signal) {
      const reply = await inTurn({ verb: 'write', item, value: secret.reveal() }, signal)
      return reply.ok ? done : reply
    },
    async remove(item, signal) {
      const reply = await inTurn({ verb: 'remove', item }, signal)
      return reply.ok ? done : reply
    }
  }
}

function cancelledBy(signal: AbortSignal): Promise<Outcome> {
  return new Promise((resolve) => {
    const onAbort = () => {
      resolve(cancelled)
    }
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
  })
}

/** Refuses before the system does what not every system can keep. */
function isAcceptable(request: KeychainRequest): boolean {
  if (request.verb === 'ready') return true
  const { service, account } = request.item
  const isValueAcceptable =
    request.verb !== 'write' || (request.value.length > 0 && request.value.length <= longestValue)
  return (
    isValueAcceptable &&
    [service, account].every((name) => name.length > 0 && name.length <= longestName && !/\p{Cc}/u.test(name))
  )
}
