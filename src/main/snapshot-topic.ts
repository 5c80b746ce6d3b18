import type { Snapshot } from '../shared/snapshot.ts'

/** The one place where a topic's current value lives. Every change gets the next revision and is published. */
export class SnapshotTopic<Value> {
  #snapshot: Snapshot<Value>
  readonly #publish: (snapshot: Snapshot<Value>) => void
  readonly #followers: (() => void)[] = []

  constructor(initial: Value, publish: (snapshot: Snapshot<Value>) => void) {
    this.#snapshot = { revision: 0, value: initial }
    this.#publish = publish
  }

  get value(): Value {
    return this.#snapshot.value
  }

  read(): Snapshot<Value> {
    return this.#snapshot
  }

  /** Runs `listener` after each change. */
  follow(listener: () => void): void {
    this.#followers.push(listener)
  }

  set(value: Value): void {
    this.#snapshot = { revision: this.#snapshot.revision + 1, value }
    this.#publish(this.#snapshot)
    for (const listener of this.#followers) listener()
  }
}
