import type { Clock } from '../ports.ts'
import type { ConnectionService } from '../session/connection-service.ts'
import type { SessionService } from '../session/session-service.ts'
import type { InventoryService } from './inventory-service.ts'

// Soon at first, for a cable that was pulled by mistake; then at a pace that a sleeping server does not notice.
const pausesMs = [3_000, 5_000, 10_000, 20_000, 30_000] as const

/**
 * While Hygiara does not answer, asks now and then whether it does again; when it does, the list is read anew, and a
 * session that could not be picked up at the start is.
 */
export class Reconnecting {
  readonly #connection: ConnectionService
  readonly #session: SessionService
  readonly #inventory: InventoryService
  readonly #restore: () => Promise<unknown>
  readonly #clock: Clock
  #isWaiting = false

  constructor(
    connection: ConnectionService,
    session: SessionService,
    inventory: InventoryService,
    restore: () => Promise<unknown>,
    clock: Clock
  ) {
    this.#connection = connection
    this.#session = session
    this.#inventory = inventory
    this.#restore = restore
    this.#clock = clock
    connection.whenOffline(() => {
      if (!this.#isWaiting) this.#wait(0)
    })
  }

  #wait(probes: number): void {
    this.#isWaiting = true
    this.#clock.after(pausesMs[Math.min(probes, pausesMs.length - 1)] ?? 0, () => {
      void this.#probe(probes)
    })
  }

  async #probe(probes: number): Promise<void> {
    this.#isWaiting = false
    const session = this.#session.topic.value
    if (session.state !== 'signed-in' || !this.#connection.isOffline()) return
    if (session.standing === 'review') await this.#restore()
    else await this.#session.reading((api, access) => api.readUser(access, new AbortController().signal))
    // Whatever it answered, that it did answer is what counts.
    if (this.#connection.isOffline()) this.#wait(probes + 1)
    else void this.#inventory.refresh()
  }
}
