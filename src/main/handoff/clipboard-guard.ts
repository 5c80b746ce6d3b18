import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { ClipboardState } from '../../shared/handoff.ts'
import { done, err, type Result } from '../../shared/result.ts'
import type { Clipboard, Clock, Publish } from '../ports.ts'
import type { SecretValue } from '../secret-value.ts'
import { SnapshotTopic } from '../snapshot-topic.ts'

/** How long a key may stay on the clipboard. */
export const clipboardHoldMs = 30_000

const refused = err({ code: 'clipboard_refused' } as const)

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
  #queue: Promise<unknown> = Promise.resolve()

  constructor(clipboard: Clipboard, clock: Clock, publish: Publish) {
    this.#clipboard = clipboard
    this.#clock = clock
    this.topic = new SnapshotTopic<ClipboardState>({ state: 'empty' }, (snapshot) =>
      publish('clipboard:changed', snapshot)
    )
  }

  /** Copies, reads back, and starts the countdown anew. `clipboard_refused` when the read-back differs. */
  copy(secret: SecretValue, keyName: string): Promise<Result<null>> {
    return this.#inTurn(async () => {
      // The step may have been closed while this waited for its turn.
      if (secret.isWiped) return refused
      const hashKey = randomBytes(32)
      const hash = hashOf(hashKey, secret.reveal())
      if (!(await this.#attempt(() => this.#clipboard.writeSecret(secret)))) return refused
      if (!(await this.#isThereAfterWriting(hashKey, hash))) return refused

      this.#hold(keyName, hashKey, hash)
      return done
    })
  }

  /** Copies what anybody may see. A key that was there is replaced by it, which ends its countdown. */
  copyText(text: string): Promise<Result<null>> {
    return this.#inTurn(async () => {
      if (!(await this.#attempt(() => this.#clipboard.writeText(text)))) return refused
      await this.#clear()
      return done
    })
  }

  /** Clears the clipboard if it still holds our key, reads back, and says what became of it. Safe to call at any time. */
  clear(): Promise<void> {
    return this.#inTurn(() => this.#clear())
  }

  /** On its own, so that the waiting timer closes over nothing that leads to the key. */
  #hold(keyName: string, hashKey: Buffer, hash: Buffer): void {
    this.#held?.cancelTimer()
    const cancelTimer = this.#clock.after(clipboardHoldMs, () => void this.clear())
    this.#held = { keyName, hashKey, hash, cancelTimer }
    const clearsAt = new Date(this.#clock.now() + clipboardHoldMs).toISOString()
    this.topic.set({ state: 'holding', keyName, clearsAt })
  }

  async #clear(): Promise<void> {
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

  /** One at a time: a clear that is under way must not meet a copy half-way and forget what that put there. */
  #inTurn<Value>(action: () => Promise<Value>): Promise<Value> {
    const turn = this.#queue.then(action)
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  async #attempt(action: () => Promise<void>): Promise<boolean> {
    try {
      await action()
      return true
    } catch {
      return false
    }
  }

  /**
   * A clipboard from which nothing can be read back may hold the key all the same (on Wayland only the window in front
   * may look): it is cleared, or nobody would ever do so. Another text is somebody's and is left alone.
   */
  async #isThereAfterWriting(hashKey: Buffer, hash: Buffer): Promise<boolean> {
    let text = ''
    try {
      text = await this.#clipboard.readText()
    } catch {
      // As if nothing were there.
    }
    if (text === '') await this.#attempt(() => this.#clipboard.clear())
    return timingSafeEqual(hashOf(hashKey, text), hash)
  }

  async #stillHolds(hashKey: Buffer, hash: Buffer): Promise<boolean> {
    return timingSafeEqual(hashOf(hashKey, await this.#clipboard.readText()), hash)
  }
}

function hashOf(hashKey: Buffer, text: string): Buffer {
  return createHmac('sha256', hashKey).update(text, 'utf8').digest()
}
