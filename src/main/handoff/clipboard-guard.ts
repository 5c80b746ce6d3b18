import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { ClipboardState } from '../../shared/handoff.ts'
import { done, err, type Result } from '../../shared/result.ts'
import type { Clipboard, Clock, Publish } from '../ports.ts'
import type { SecretValue } from '../secret-value.ts'
import { SnapshotTopic } from '../snapshot-topic.ts'

/** How long a key may stay on the clipboard. */
export const clipboardHoldMs = 30_000

interface Held {
  readonly keyName: string
  readonly hashKey: Buffer
  readonly hash: Buffer
  readonly cancelTimer: () => void
}

/**
 * Puts a key on the clipboard and takes it away again. Remembers only a keyed hash of it: enough to leave alone
 * what somebody else copied in the meantime, and worth nothing to a thief.
 */
export class ClipboardGuard {
  readonly topic: SnapshotTopic<ClipboardState>
  readonly #clipboard: Clipboard
  readonly #clock: Clock
  #held: Held | null = null

  constructor(clipboard: Clipboard, clock: Clock, publish: Publish) {
    this.#clipboard = clipboard
    this.#clock = clock
    this.topic = new SnapshotTopic<ClipboardState>({ state: 'empty' }, (snapshot) =>
      publish('clipboard:changed', snapshot)
    )
  }

  /** Copies, reads back, and starts the countdown anew. `clipboard_refused` when the read-back differs. */
  async copy(secret: SecretValue, keyName: string): Promise<Result<null>> {
    const hashKey = randomBytes(32)
    const hash = hashOf(hashKey, secret.reveal())
    try {
      await this.#clipboard.writeSecret(secret)
    } catch {
      return err({ code: 'clipboard_refused' })
    }
    if (!(await this.#stillHolds(hashKey, hash))) return err({ code: 'clipboard_refused' })

    this.#held?.cancelTimer()
    const cancelTimer = this.#clock.after(clipboardHoldMs, () => void this.clear())
    this.#held = { keyName, hashKey, hash, cancelTimer }
    this.topic.set({
      state: 'holding',
      keyName,
      clearsAt: new Date(this.#clock.now() + clipboardHoldMs).toISOString()
    })
    return done
  }

  /** Copies what anybody may see. A key that was there is replaced by it, which ends its countdown. */
  async copyText(text: string): Promise<Result<null>> {
    try {
      await this.#clipboard.writeText(text)
    } catch {
      return err({ code: 'clipboard_refused' })
    }
    if (this.#held) await this.clear()
    return done
  }

  /** Clears the clipboard if it still holds our key, reads back, and says what became of it. Safe to call at any time. */
  async clear(): Promise<void> {
    const held = this.#held
    if (!held) return
    held.cancelTimer()
    const { keyName, hashKey, hash } = held
    const at = new Date(this.#clock.now()).toISOString()
    try {
      if (!(await this.#stillHolds(hashKey, hash))) {
        this.#held = null
        this.topic.set({ state: 'replaced', keyName, at })
        return
      }
      await this.#clipboard.clear()
      if (!(await this.#stillHolds(hashKey, hash))) {
        this.#held = null
        this.topic.set({ state: 'cleared', keyName, at })
        return
      }
    } catch {
      // Falls through: a clipboard that cannot be read or cleared still holds the key as far as anybody knows.
    }
    this.topic.set({ state: 'not-cleared', keyName, at })
  }

  async #stillHolds(hashKey: Buffer, hash: Buffer): Promise<boolean> {
    return timingSafeEqual(hashOf(hashKey, await this.#clipboard.readText()), hash)
  }
}

function hashOf(hashKey: Buffer, text: string): Buffer {
  return createHmac('sha256', hashKey).update(text, 'utf8').digest()
}
