import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../ports.ts'

/** Time that stands still until a test moves it. */
export class FakeClock implements Clock {
  #now: number
  #timers: { readonly at: number; readonly action: () => void }[] = []

  constructor(now = Date.parse('2026-11-23T10:00:00Z')) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  after(ms: number, action: () => void): () => void {
    const timer = { at: this.#now + ms, action }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer)
    }
  }

  /** How many timers are still to run. */
  get waiting(): number {
    return this.#timers.length
  }

  /** Moves time on and runs nothing, as while the computer sleeps. */
  skip(ms: number): void {
    this.#now += ms
  }

  /** Moves time on, runs what falls due on the way, and lets it finish. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      this.#timers = this.#timers.filter((each) => each !== next)
      this.#now = Math.max(this.#now, next.at)
      next.action()
      await settled()
    }
    this.#now = until
    await settled()
  }
}

/** Resolves when everything that was under way and needs no outside event has run. */
export async function settled(): Promise<void> {
  await setImmediate()
}
