import type { ClipboardState, OnClipboard } from '../../shared/handoff.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import type { Clipboard, Clock, Publish } from '../ports.ts'
import type { SecretValue } from '../secret-value.ts'
import { SnapshotTopic } from '../snapshot-topic.ts'
import type { ClipboardDebts } from './clipboard-debts.ts'
import { clearIfMarked, ClipboardMark, isSettled } from './clipboard-mark.ts'

const refused = err({ code: 'clipboard_refused' } as const)
/** What *Keep 30 s more* adds. */
const extraMs = 30_000

/** How a copy went: whether reading back proves it, and whether clipboard histories were told to leave it alone. */
export interface Copied {
  readonly at: string
  readonly isVerified: boolean
  readonly isHidden: boolean
}

interface Held extends OnClipboard {
  readonly mark: ClipboardMark
  /** Milliseconds since 1970. */
  readonly clearsAt: number
  readonly canKeepLonger: boolean
  /** Cleared by us, though nobody could look whether it is. */
  readonly wasGivenUp: boolean
  readonly cancelTimer: () => void
}

interface World {
  readonly clipboard: Clipboard
  readonly clock: Clock
  readonly debts: ClipboardDebts
  /** How long a key may stay on the clipboard, in milliseconds; asked at each copy. */
  readonly holdMs: () => number
}

/**
 * Puts a key on the clipboard and takes it away again. Remembers only a keyed hash of it: enough to leave alone
 * what somebody else copied in the meantime, and worth nothing to a thief.
 */
export class ClipboardGuard {
  readonly topic: SnapshotTopic<ClipboardState>
  readonly #world: World
  readonly #overwriteListeners: ((copiedAt: string) => void)[] = []
  #held: Held | null = null
  #queue: Promise<unknown> = Promise.resolve()

  constructor(world: World, publish: Publish) {
    this.#world = world
    this.topic = new SnapshotTopic<ClipboardState>({ state: 'empty' }, (snapshot) =>
      publish('clipboard:changed', snapshot)
    )
  }

  /** Copies, reads back, and starts the countdown anew. `clipboard_refused` when the read-back differs. */
  copy(secret: SecretValue, keyName: string): Promise<Result<Copied>> {
    return this.#inTurn(async () => {
      // The step may have been closed while this waited for its turn.
      if (secret.isWiped) return refused
      const { clipboard, clock, debts, holdMs } = this.#world
      const mark = ClipboardMark.of(secret)
      const timeMs = holdMs()
      // Before the value is anywhere: a crash in between must not leave one behind that nobody knows of.
      await debts.owe([...this.#ownDebts(), mark.toDebt(clock.now() + timeMs)])
      const written = await this.#writeHeld(secret)
      if (!written || !(await this.#isThereAfterWriting(mark))) {
        await debts.owe(this.#ownDebts())
        return refused
      }
      const isVerified = clipboard.canConfirm('copy')
      const at = new Date(clock.now()).toISOString()
      this.#hold(mark, { keyName, copiedAt: at }, clock.now() + timeMs, true)
      await debts.owe(this.#ownDebts())
      if (isVerified) await debts.forgetLeftOver()
      return ok({ at, isVerified, isHidden: written.isHidden })
    })
  }

  /** Runs `listener` whenever a key that was still there was replaced by something of ours. */
  whenOverwritten(listener: (copiedAt: string) => void): void {
    this.#overwriteListeners.push(listener)
  }

  /** Copies what anybody may see. A key that was there is replaced by it, which ends its countdown. */
  copyText(text: string): Promise<Result<null>> {
    return this.#inTurn(async () => {
      const held = this.#held
      const takesKeyAway = held !== null && (await this.#mayBeThere(held.mark))
      if (!(await this.#attempt(() => this.#world.clipboard.writeText(text)))) return refused
      await this.#clear()
      if (takesKeyAway) for (const listener of this.#overwriteListeners) listener(held.copiedAt)
      return ok(null)
    })
  }

  /** Leaves the key for another thirty seconds, once for each copy. */
  keepLonger(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.topic.value.state !== 'holding' || !this.#held?.canKeepLonger) return
      const { mark, keyName, copiedAt, clearsAt } = this.#held
      this.#hold(mark, { keyName, copiedAt }, clearsAt + extraMs, false)
      await this.#world.debts.owe(this.#ownDebts())
    })
  }

  /** Clears the clipboard if it still holds our key, reads back, and says what became of it. Safe to call at any time. */
  clear(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#clear()
      await this.#world.debts.settle()
    })
  }

  /** The app is back in front, or the computer awake: does what could not be done, and what a stopped clock has missed. */
  catchUp(): Promise<void> {
    return this.#inTurn(async () => {
      const held = this.#held
      const isOpen = this.topic.value.state !== 'holding'
      if (held && (isOpen || this.#world.clock.now() >= held.clearsAt)) await this.#clear()
      await this.#world.debts.settle()
    })
  }

  /** Settles what an earlier start has left on the clipboard. */
  pickUpDebts(): Promise<void> {
    return this.#inTurn(() => this.#world.debts.pickUp())
  }

  /** On its own, so that the waiting timer closes over nothing that leads to the key. */
  #hold(mark: ClipboardMark, what: OnClipboard, clearsAt: number, canKeepLonger: boolean): void {
    const { clock } = this.#world
    this.#held?.cancelTimer()
    const cancelTimer = clock.after(Math.max(0, clearsAt - clock.now()), () => void this.clear())
    this.#held = { ...what, mark, clearsAt, canKeepLonger, wasGivenUp: false, cancelTimer }
    this.topic.set({ state: 'holding', ...what, clearsAt: new Date(clearsAt).toISOString(), canKeepLonger })
  }

  async #clear(): Promise<void> {
    const held = this.#held
    if (!held) return
    held.cancelTimer()
    const { keyName, copiedAt, mark, wasGivenUp } = held
    const outcome = await clearIfMarked(this.#world.clipboard, mark, wasGivenUp)
    const at = new Date(this.#world.clock.now()).toISOString()
    if (isSettled(outcome)) this.#held = null
    else this.#held = { ...held, wasGivenUp: wasGivenUp || outcome === 'given-up' }
    await this.#world.debts.owe(this.#ownDebts())
    const state = isSettled(outcome) || outcome === 'not-cleared' ? outcome : 'unchecked'
    // A warning that is still true is not given again.
    if (isSettled(outcome) || this.topic.value.state !== state)
      this.topic.set({ state, keyName, copiedAt, at })
  }

  /** A disk takes its time: what is left of a value that was overwritten meanwhile would replace somebody's text. */
  async #writeHeld(secret: SecretValue): Promise<{ readonly isHidden: boolean } | null> {
    return secret.isWiped ? null : this.#world.clipboard.writeSecret(secret).catch(() => null)
  }

  #ownDebts() {
    return this.#held ? [this.#held.mark.toDebt(this.#held.clearsAt)] : []
  }

  /** One at a time: a clear that is under way must not meet a copy half-way and forget what that put there. */
  #inTurn<Value>(action: () => Promise<Value>): Promise<Value> {
    const turn = this.#queue.then(action)
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  /** A clipboard that cannot be looked at may hold it. */
  async #mayBeThere(mark: ClipboardMark): Promise<boolean> {
    const text = await this.#world.clipboard.readText().catch(() => '')
    return text === '' || mark.matches(text)
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
  async #isThereAfterWriting(mark: ClipboardMark): Promise<boolean> {
    let text = ''
    try {
      text = await this.#world.clipboard.readText()
    } catch {
      // As if nothing were there.
    }
    if (text === '') await this.#attempt(() => this.#world.clipboard.clear())
    return mark.matches(text)
  }
}
