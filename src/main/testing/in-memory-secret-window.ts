import { done, err, type Result } from '../../shared/result.ts'
import type { DrawKey, KeyPicture, SecretWindow, ShownKey } from '../ports.ts'
import { Gate } from './gate.ts'

/** A window that can be told how to misbehave, and that a test can look at. */
export class InMemorySecretWindow implements SecretWindow {
  /** What can be seen in it now; `null` while it is closed. */
  seen: KeyPicture | null = null
  readonly keys: ShownKey[] = []
  opening: 'works' | 'fails' = 'works'
  /** It comes up behind this. */
  readonly gate = new Gate()
  #onClosed: (() => void) | null = null
  /** Counts what was asked of it: an opening that is overtaken does not come up. */
  #asked = 0

  async show(draw: DrawKey, key: ShownKey, onClosed: () => void): Promise<Result<null>> {
    const picture = draw({ paper: [255, 255, 255], ink: [0, 0, 0], faintInk: [128, 128, 128] })
    this.#asked += 1
    const asked = this.#asked
    await this.gate.passed()
    if (this.opening === 'fails' || !picture) return err({ code: 'secret_not_shown' })
    if (this.#asked !== asked) return err({ code: 'cancelled' })
    this.seen = picture
    this.keys.push(key)
    this.#onClosed = onClosed
    return done
  }

  close(): Promise<void> {
    this.#asked += 1
    this.seen = null
    const closed = this.#onClosed
    this.#onClosed = null
    closed?.()
    return Promise.resolve()
  }
}
