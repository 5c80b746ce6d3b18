import { done, err, type Result } from '../../shared/result.ts'
import type { SecretWindow, ShownKey } from '../ports.ts'
import type { SecretValue } from '../secret-value.ts'
import { Gate } from './gate.ts'

/** A window that can be told how to misbehave, and that a test can look at. */
export class InMemorySecretWindow implements SecretWindow {
  /** What can be seen in it now; `null` while it is closed. */
  seen: string | null = null
  readonly keys: ShownKey[] = []
  opening: 'works' | 'fails' = 'works'
  /** It comes up behind this. */
  readonly gate = new Gate()
  #onClosed: (() => void) | null = null
  #isWanted = false

  async show(secret: SecretValue, key: ShownKey, onClosed: () => void): Promise<Result<null>> {
    const text = secret.reveal()
    this.#isWanted = true
    await this.gate.passed()
    if (this.opening === 'fails') return err({ code: 'secret_not_shown' })
    if (!this.#isWanted) return err({ code: 'cancelled' })
    this.seen = text
    this.keys.push(key)
    this.#onClosed = onClosed
    return done
  }

  close(): Promise<void> {
    this.#isWanted = false
    this.seen = null
    const closed = this.#onClosed
    this.#onClosed = null
    closed?.()
    return Promise.resolve()
  }
}
