import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { KeysApp } from '../fixtures/keys-app.ts'
import { filePlaces, processPlaces, type Place } from './places.ts'

const pauseMs = 5

/**
 * Looks again and again at what comes and goes while something is done: files, and the arguments and environment of
 * every process. What lasts less than a look (some 50 ms) can be missed.
 */
export class Sampler {
  readonly #seen = new Map<string, Place>()
  readonly #running: Promise<unknown>
  #isStopped = false

  private constructor(app: KeysApp) {
    this.#running = Promise.all([
      this.#look(() => processPlaces(app.pid)),
      this.#look(() => filePlaces(app.userData))
    ])
  }

  /** Begins with the first look at the app as it is now. */
  static watch(app: KeysApp): Sampler {
    return new Sampler(app)
  }

  /** Everything that was seen, each content once. */
  async stop(): Promise<Place[]> {
    this.#isStopped = true
    await this.#running
    return [...this.#seen.values()]
  }

  async #look(at: () => Promise<Place[]>): Promise<void> {
    while (!this.#isStopped) {
      for (const place of await at()) {
        const hash = createHash('sha256').update(place.content).digest('hex')
        this.#seen.set(`${place.name} ${hash}`, place)
      }
      await pause(pauseMs)
    }
  }
}
