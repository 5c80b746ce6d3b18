import { isDeepStrictEqual } from 'node:util'
import type { ApiKey } from '../../shared/api-key.ts'
import type { KeychainProblem } from '../../shared/app-error.ts'
import { escrowMs, type EscrowState } from '../../shared/escrow.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import { itemOfEscrow } from '../keychain-items.ts'
import type { KeychainListService } from '../keychain-list/keychain-list.ts'
import type { Clock, Keychain, Publish, RememberedItem } from '../ports.ts'
import type { SecretValue } from '../secret-value.ts'
import { SnapshotTopic } from '../snapshot-topic.ts'
import { atDeadline } from './deadline.ts'

// A keychain that takes longer to put something down than that is not waited for.
const patienceMs = 5_000

// How long until what could not be removed is tried again.
const removeAgainMs = 60_000

// A keychain that was open this long ago is taken to be open still.
const freshForMs = 2_000

type Readiness = Promise<Result<null, KeychainProblem>>

interface Waiting {
  readonly item: RememberedItem
  /** Gives up putting it there. */
  readonly abort: AbortController
  cancelTimer: () => void
  /** Answers whether it may be in the keychain by now. */
  readonly putting: Promise<boolean>
}

/**
 * Keeps the value of a new key in the OS keychain from the moment it is there until somebody has it, so that it is not
 * lost when the app ends in between. It runs beside the create and the secret step: neither waits for it, and whatever
 * goes wrong here is a fact to be shown and nothing more. It never makes the keychain ask the person anything.
 */
export class Escrow {
  readonly topic: SnapshotTopic<EscrowState>
  readonly #keychain: Keychain
  readonly #list: KeychainListService
  readonly #isOn: () => boolean
  readonly #clock: Clock
  readonly #waiting = new Map<string, Waiting>()
  readonly #removals = new Set<Promise<void>>()
  #prepared: { readonly at: number; readonly readiness: Readiness } | null = null

  constructor(
    keychain: Keychain,
    list: KeychainListService,
    isOn: () => boolean,
    clock: Clock,
    publish: Publish
  ) {
    this.#keychain = keychain
    this.#list = list
    this.#isOn = isOn
    this.#clock = clock
    this.topic = new SnapshotTopic<EscrowState>(
      { readiness: isOn() ? 'unknown' : 'off', offers: [] },
      (snapshot) => publish('escrow:changed', snapshot)
    )
  }

  /** Finds out whether a key created now would be kept, for whoever is about to create one. */
  async look(): Promise<void> {
    if (!this.#isOn()) {
      this.#setReadiness('off')
      return
    }
    const ready = await this.#patiently((signal) => this.#keychain.ready(signal))
    this.#setReadiness(!this.#isOn() ? 'off' : ready.ok ? 'ready' : shown(ready.error))
  }

  /** A create is about to be sent: what can be found out while the server works is found out now. */
  prepare(): void {
    if (!this.#isOn()) return
    const readiness = this.#patiently((inTime) => this.#keychain.ready(inTime))
    this.#prepared = { at: this.#clock.now(), readiness }
  }

  /** Puts the value of a key that was just created into the keychain; does not wait for it. */
  begin(intentId: string, profileId: string, key: ApiKey, secret: SecretValue): void {
    if (!this.#isOn()) return
    const item: RememberedItem = {
      ...itemOfEscrow(intentId),
      intentId,
      profileId,
      keyId: key.id,
      keyName: key.name,
      savedAt: new Date(this.#clock.now()).toISOString()
    }
    const abort = new AbortController()
    this.#waitFor(item, abort, this.#put(item, secret, abort))
  }

  /** Somebody has the value, or decided that nobody shall: it goes from the keychain. Harmless to repeat. */
  end(intentId: string): void {
    const waiting = this.#waiting.get(intentId)
    if (!waiting) return
    this.#waiting.delete(intentId)
    this.#withdraw(intentId)
    waiting.cancelTimer()
    waiting.abort.abort()
    this.#beginRemoval(waiting.item, waiting.putting)
  }

  /** The key was revoked: its value is worth nothing any more. */
  endForKey(keyId: string): void {
    for (const [intentId, { item }] of this.#waiting) if (item.keyId === keyId) this.end(intentId)
  }

  /** Takes up what an earlier run of the app has left: offers what is still in time, removes the rest. */
  async restore(): Promise<void> {
    const left = (await this.#ownItems()).filter(({ intentId }) => intentId !== null)
    // Nothing was left: then the keychain is not touched at a start.
    if (left.length === 0) return
    const ready = await this.#keychain.ready()
    for (const item of left) {
      if (item.intentId === null || this.#waiting.has(item.intentId)) continue
      const isOver = this.#endOf(item) <= this.#clock.now()
      // Locked: it cannot be looked for without a prompt. Whoever wants it will be asked then.
      const isThere = !ready.ok || isOver || (await this.#isThere(item))
      if (!isThere) await this.#list.forget(item)
      else {
        this.#waitFor(item, new AbortController(), Promise.resolve(true))
        if (isOver) this.end(item.intentId)
        else this.#offer(item, item.intentId)
      }
    }
  }

  /** The key whose value an earlier run has left, or `null`. */
  keyIdOf(intentId: string): string | null {
    return this.topic.value.offers.find((offer) => offer.intentId === intentId)?.keyId ?? null
  }

  /**
   * Fetches a value that an earlier run has left, once: it is then in the caller's hands, and in the keychain until
   * `end`. `secret_gone` when it is not there, or not the value of this key.
   */
  async fetch(intentId: string, key: ApiKey): Promise<Result<SecretValue>> {
    const waiting = this.#waiting.get(intentId)
    if (!waiting || !this.#offered(intentId)) return err({ code: 'secret_gone' })
    const read = await this.#keychain.read(waiting.item)
    if (!read.ok) return err({ code: 'keychain_failed', problem: read.error })
    const isOurs = read.value !== null && belongsTo(key, read.value)
    // Its time may have passed while the keychain was asking.
    if (!read.value || !isOurs || !this.#offered(intentId)) {
      read.value?.wipe()
      this.end(intentId)
      return err({ code: 'secret_gone' })
    }
    this.#withdraw(intentId)
    return ok(read.value)
  }

  /** Resolves when everything that has ended is gone from the keychain, or could not be removed. */
  async settled(): Promise<void> {
    await Promise.all(this.#removals)
  }

  #waitFor(item: RememberedItem, abort: AbortController, putting: Promise<boolean>): void {
    const intentId = item.intentId
    if (intentId === null) return
    const waiting: Waiting = { item, abort, cancelTimer: () => undefined, putting }
    this.#waiting.set(intentId, waiting)
    // A computer that sleeps meanwhile does not prolong it.
    const leftMs = Math.min(escrowMs, this.#endOf(item) - this.#clock.now())
    waiting.cancelTimer = atDeadline(this.#clock, leftMs, () => this.end(intentId))
  }

  #put(item: RememberedItem, secret: SecretValue, { signal }: AbortController): Promise<boolean> {
    return this.#patiently((inTime) => this.#putInTime(item, secret, signal, inTime), signal)
  }

  async #putInTime(
    item: RememberedItem,
    secret: SecretValue,
    signal: AbortSignal,
    inTime: AbortSignal
  ): Promise<boolean> {
    // Remembered before it is there: what nobody remembers nobody would remove.
    const [ready, isRemembered] = await Promise.all([this.#readiness(inTime), this.#list.remember(item)])
    if (!ready.ok) this.#noteProblem(ready.error, signal)
    if (!ready.ok || !isRemembered || signal.aborted || secret.isWiped) {
      await this.#list.forget(item)
      return false
    }
    const written = await this.#keychain.write(item, secret, inTime)
    if (written.ok) this.#setReadiness('ready')
    else this.#noteProblem(written.error, signal)
    return true
  }

  #readiness(inTime: AbortSignal): Readiness {
    const prepared = this.#prepared
    this.#prepared = null
    return prepared && this.#clock.now() - prepared.at <= freshForMs
      ? prepared.readiness
      : this.#keychain.ready(inTime)
  }

  /** Gives `ask` a signal that ends its waiting after a while, or as soon as `signal` does. */
  async #patiently<Value>(
    ask: (inTime: AbortSignal) => Promise<Value>,
    signal?: AbortSignal
  ): Promise<Value> {
    const late = new AbortController()
    const cancelTimer = this.#clock.after(patienceMs, () => late.abort())
    try {
      return await ask(signal ? AbortSignal.any([signal, late.signal]) : late.signal)
    } finally {
      cancelTimer()
    }
  }

  /** Being told to give up says nothing about the keychain. */
  #noteProblem(problem: KeychainProblem, signal: AbortSignal): void {
    if (!signal.aborted) this.#setReadiness(shown(problem))
  }

  #beginRemoval(item: RememberedItem, putting: Promise<boolean>): void {
    const removal = putting
      .then((mayBeThere) => this.#remove(item, mayBeThere))
      .finally(() => this.#removals.delete(removal))
    this.#removals.add(removal)
  }

  async #remove(item: RememberedItem, mayBeThere: boolean): Promise<void> {
    if (!mayBeThere) return
    const ready = await this.#keychain.ready()
    if (ready.ok && (await this.#keychain.remove(item)).ok) await this.#list.forget(item)
    // Locked, perhaps: it is tried again for as long as the app runs, and then at a next start.
    else this.#clock.after(removeAgainMs, () => this.#beginRemoval(item, Promise.resolve(true)))
  }

  /** What the file names differently is not ours, whoever wrote it there: it is neither read nor removed. */
  async #ownItems(): Promise<readonly RememberedItem[]> {
    const items = await this.#list.items()
    const strangers = items.filter(
      ({ intentId, service, account }) =>
        intentId !== null && !isDeepStrictEqual({ service, account }, itemOfEscrow(intentId))
    )
    for (const item of strangers) await this.#list.forget(item)
    return items.filter((item) => !strangers.includes(item))
  }

  async #isThere(item: RememberedItem): Promise<boolean> {
    const there = await this.#keychain.has(item)
    return !there.ok || there.value
  }

  #endOf({ savedAt }: RememberedItem): number {
    return Date.parse(savedAt) + escrowMs
  }

  #offered(intentId: string): boolean {
    return this.topic.value.offers.some((offer) => offer.intentId === intentId)
  }

  #offer(item: RememberedItem, intentId: string): void {
    const until = new Date(this.#endOf(item)).toISOString()
    this.topic.set({
      ...this.topic.value,
      offers: [...this.topic.value.offers, { intentId, keyId: item.keyId, until }]
    })
  }

  #withdraw(intentId: string): void {
    if (!this.#offered(intentId)) return
    const offers = this.topic.value.offers.filter((offer) => offer.intentId !== intentId)
    this.topic.set({ ...this.topic.value, offers })
  }

  #setReadiness(readiness: EscrowState['readiness']): void {
    if (this.topic.value.readiness !== readiness) this.topic.set({ ...this.topic.value, readiness })
  }
}

/** A time that was over is a keychain that did not answer. */
function shown(problem: KeychainProblem): KeychainProblem {
  return problem === 'cancelled' ? 'no-answer' : problem
}

/** What is in the keychain under our name may have been put there by somebody else. */
function belongsTo({ prefix }: ApiKey, secret: SecretValue): boolean {
  return prefix === undefined || secret.reveal().startsWith(prefix)
}
