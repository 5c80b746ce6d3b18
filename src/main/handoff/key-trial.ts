import type { NotedKeyTest } from '../../shared/key-record.ts'
import type { KeyTest } from '../../shared/key-test.ts'
import type { Offers } from '../../shared/offers.ts'
import type { Clock, HygiaraApi } from '../ports.ts'
import type { SecretValue } from '../secret-value.ts'

/** The server at which a key was created, as far as trying it there needs it. */
export type TryingServer = Pick<HygiaraApi, 'keyTestUrl' | 'offers' | 'testKey'>

interface TrialWatch {
  readonly changed: (test: KeyTest) => void
  /** Before the request is sent and again with its answer: whatever happens in between, its use was ours. */
  readonly noted: (test: NotedKeyTest) => void
}

/** Tries one key at the server that made it, for as long as its value is held. */
export class KeyTrial {
  readonly url: string | null
  readonly keyHeader: Offers['keyHeader']
  readonly #server: TryingServer
  readonly #clock: Clock
  readonly #watch: TrialWatch
  readonly #abort = new AbortController()
  #running: Promise<void> | null = null

  constructor(server: TryingServer, clock: Clock, watch: TrialWatch) {
    this.url = server.keyTestUrl
    this.keyHeader = server.offers.keyHeader
    this.#server = server
    this.#clock = clock
    this.#watch = watch
  }

  /** How it stands before anybody has asked. */
  get untried(): KeyTest {
    return { state: this.url === null ? 'unavailable' : 'not-tried' }
  }

  /** Sends one request. A second press meanwhile waits for its answer. */
  run(secret: SecretValue): Promise<void> {
    this.#running ??= this.#run(secret).finally(() => {
      this.#running = null
    })
    return this.#running
  }

  /** Stops waiting; nothing is told afterwards. */
  stop(): void {
    this.#abort.abort()
  }

  async #run(secret: SecretValue): Promise<void> {
    const { signal } = this.#abort
    this.#watch.changed({ state: 'running' })
    this.#watch.noted({ at: this.#instant(), outcome: 'unreachable', status: null })
    const answer = await this.#server.testKey(secret, signal)
    if (signal.aborted) return
    const at = this.#instant()
    this.#watch.noted({ at, outcome: answer.outcome, status: answer.status })
    this.#watch.changed({ state: 'done', at, answer })
  }

  #instant(): string {
    return new Date(this.#clock.now()).toISOString()
  }
}
