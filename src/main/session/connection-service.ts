import { noConnection, type Connection } from '../../shared/connection.ts'
import type { ConnectionWatch, Publish } from '../ports.ts'
import { SnapshotTopic } from '../snapshot-topic.ts'

/** What the last requests say about the connection. Whether there is a network at all is nobody's business but theirs. */
export class ConnectionService implements ConnectionWatch {
  readonly topic: SnapshotTopic<Connection>
  #onOffline: () => void = () => undefined

  constructor(publish: Publish) {
    this.topic = new SnapshotTopic<Connection>(noConnection, (snapshot) =>
      publish('connection:changed', snapshot)
    )
  }

  isOffline(): boolean {
    return this.topic.value.state === 'offline'
  }

  /** Whether the server answers and has not asked for a pause: a request that nobody asked for disturbs nobody. */
  get isQuiet(): boolean {
    return this.topic.value.state === 'online' && this.topic.value.pausedUntil === null
  }

  answered(clockSkewMs: number | null): void {
    const known = this.topic.value
    // The header counts whole seconds: a skew that moves by less says nothing new.
    const isSameSkew = Math.abs((clockSkewMs ?? 0) - (known.clockSkewMs ?? 0)) < 2_000
    if (known.state === 'online' && known.clockSkewMs !== null && isSameSkew) return
    this.topic.set({ ...known, state: 'online', clockSkewMs: clockSkewMs ?? known.clockSkewMs })
  }

  unanswered(): void {
    if (this.isOffline()) return
    this.topic.set({ ...this.topic.value, state: 'offline' })
    this.#onOffline()
  }

  paused(until: number | null): void {
    this.topic.set({
      ...this.topic.value,
      pausedUntil: until === null ? null : new Date(until).toISOString()
    })
  }

  /** Calls `listener` whenever the server stops answering. */
  whenOffline(listener: () => void): void {
    this.#onOffline = listener
  }

  /** Another server, or none: what was learned about the last one says nothing about it. */
  forget(): void {
    this.topic.set(noConnection)
  }
}
