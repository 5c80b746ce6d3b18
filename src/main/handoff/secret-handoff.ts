import { randomUUID } from 'node:crypto'
import type { ApiKey } from '../../shared/api-key.ts'
import type { AppError } from '../../shared/app-error.ts'
import {
  isHandedOver,
  isOverwritten,
  type Delivery,
  type Destination,
  type Handoff,
  type OpenHandoff,
  type SecretHandle
} from '../../shared/handoff.ts'
import type { Profile } from '../../shared/profile.ts'
import type { NotedKeyTest } from '../../shared/key-record.ts'
import { done, err, type Result } from '../../shared/result.ts'
import type { SecretFormat } from '../../shared/secret-format.ts'
import { itemOfKey } from '../keychain-items.ts'
import type { Clock, Keychain, Publish, SecretWindow } from '../ports.ts'
import type { SecretValue } from '../secret-value.ts'
import { SnapshotTopic } from '../snapshot-topic.ts'
import type { ClipboardGuard } from './clipboard-guard.ts'
import { ClipboardMark } from './clipboard-mark.ts'
import { atDeadline } from './deadline.ts'
import { KeyTrial, type TryingServer } from './key-trial.ts'
import { secretAs } from './secret-formats.ts'
import { ShownSecret } from './shown-secret.ts'

/** How long main holds a value, whether somebody has it by then or not. */
export const holdForMs = 10 * 60_000

/** What becomes of a step. `settled` may be taken back by `overwritten`; `leftBehind` and `forgotten` are the end. */
export interface HandoffOutcome {
  /** The value went somewhere; each time that it did. */
  readonly delivered: (delivery: Delivery) => void
  /** The key was tried, which counts as a use; before the request is sent, and again with its answer. */
  readonly tested: (test: NotedKeyTest) => void
  /** Somebody has the value, or the key is gone. */
  readonly settled: () => void
  /** What settled it was replaced on the clipboard by this app: nobody may have the value after all. */
  readonly overwritten: () => void
  /** The person has left it although nobody has the value. Resolves when that is written down. */
  readonly leftBehind: () => Promise<void>
  /** The time was over and nobody has the value. */
  readonly forgotten: () => void
}

interface Held {
  readonly secret: SecretValue
  readonly profile: Profile
  readonly outcome: HandoffOutcome
  readonly cancelDeadline: () => void
  readonly trial: KeyTrial
  /** The value that the keychain has under this name and that the person was asked about; by its keyed hash. */
  askedToReplace: ClipboardMark | null
}

interface UnderWay {
  readonly destination: Destination
  readonly format: SecretFormat
  readonly abort: AbortController
  readonly result: Promise<Result<null>>
}

/**
 * The one module that holds the value of a new key, from the moment it was created until it was handed over.
 * Everybody else knows a handle. A delivery that fails costs nothing: the value is still here.
 */
export class SecretHandoff {
  readonly topic: SnapshotTopic<Handoff>
  readonly #clipboard: ClipboardGuard
  readonly #keychain: Keychain
  readonly #clock: Clock
  readonly #shown: ShownSecret
  readonly #endListeners: (() => void)[] = []
  #held: Held | null = null
  #delivery: UnderWay | null = null

  constructor(
    clipboard: ClipboardGuard,
    keychain: Keychain,
    secretWindow: SecretWindow,
    clock: Clock,
    publish: Publish
  ) {
    this.#clipboard = clipboard
    this.#keychain = keychain
    this.#clock = clock
    this.#shown = new ShownSecret(secretWindow, clock)
    clipboard.whenOverwritten((copiedAt) => this.#noteOverwritten(copiedAt))
    this.topic = new SnapshotTopic<Handoff>({ open: null }, (snapshot) =>
      publish('handoff:changed', snapshot)
    )
  }

  get open(): OpenHandoff | null {
    return this.topic.value.open
  }

  /** Takes the value of a key that was just created. There must be no other: creating is refused while one is open. */
  take(
    key: ApiKey,
    secret: SecretValue,
    profile: Profile,
    outcome: HandoffOutcome,
    server: TryingServer
  ): SecretHandle {
    const handle = randomUUID()
    const cancelDeadline = atDeadline(this.#clock, holdForMs, () => this.#forget(handle))
    const trial = new KeyTrial(server, this.#clock, {
      changed: (test) => this.#update(handle, { test }),
      noted: outcome.tested
    })
    this.#held = { secret, profile, outcome, cancelDeadline, trial, askedToReplace: null }
    const forgetsAt = new Date(this.#clock.now() + holdForMs).toISOString()
    const begun = { deliveries: [], busy: null, error: null, shownUntil: null, test: trial.untried }
    this.topic.set({ open: { handle, key, last4: secret.last4, forgetsAt, ...begun } })
    return handle
  }

  /** Runs `listener` whenever a step has ended because its time was over. */
  whenTimeIsOver(listener: () => void): void {
    this.#endListeners.push(listener)
  }

  /** Shows the value in its own window for a short time. That is no delivery: nobody has it afterwards. */
  async show(handle: SecretHandle): Promise<Result<null>> {
    const open = this.open
    if (!this.#held || open?.handle !== handle) return err({ code: 'secret_gone' })
    this.#update(handle, { error: null })
    const key = { name: open.key.name, last4: open.last4 }
    const shown = await this.#shown.show(this.#held.secret, key, (until) => {
      this.#update(handle, { shownUntil: until === null ? null : new Date(until).toISOString() })
    })
    if (!shown.ok && shown.error.code !== 'cancelled') this.#update(handle, { error: shown.error })
    return shown
  }

  /** Takes the value off the screen; resolves when nothing that drew it is left. */
  hide(): Promise<void> {
    return this.#shown.hide()
  }

  copy(handle: SecretHandle, format: SecretFormat = 'raw'): Promise<Result<null>> {
    return this.#deliver(handle, 'clipboard', format, async ({ secret, trial }, key, signal) => {
      const form = secretAs(format, secret, {
        keyName: key.name,
        keyTestUrl: trial.url,
        keyHeader: trial.keyHeader
      })
      // No screen offers a form that there is not.
      if (!form) return err({ code: 'invalid_request', issues: [{ path: 'format', rule: 'no_such_form' }] })
      // The form is a copy of the value: it must not outlive it while it waits for the clipboard.
      signal.addEventListener('abort', () => form.wipe())
      const copied = await this.#clipboard.copy(form, key.name)
      form.wipe()
      return copied.ok ? { ok: true, value: { destination: 'clipboard', format, ...copied.value } } : copied
    })
  }

  /** Tries the key at its server. That is no delivery: nobody has it afterwards. */
  async test(handle: SecretHandle): Promise<Result<null>> {
    const held = this.#held
    if (!held || this.open?.handle !== handle) return err({ code: 'secret_gone' })
    if (held.trial.url === null) {
      return err({ code: 'invalid_request', issues: [{ path: 'handle', rule: 'cannot_be_tried' }] })
    }
    await held.trial.run(held.secret)
    return done
  }

  /** Makes an item of the OS keychain. `keychain_item_exists` when there is one already and it may not be replaced. */
  saveToKeychain(handle: SecretHandle, replacesExisting: boolean): Promise<Result<null>> {
    return this.#deliver(handle, 'keychain', 'raw', async (held, key, signal) => {
      const { secret, profile } = held
      const item = itemOfKey(profile, key.name)
      // Whatever a screen says, and whoever wrote there meanwhile: nothing is replaced that nobody was asked about.
      const existing = await this.#keychain.read(item, signal)
      if (!existing.ok) return err({ code: 'keychain_failed', problem: existing.error })
      if (existing.value !== null && !existing.value.equals(secret)) {
        const mayReplace = replacesExisting && held.askedToReplace?.matches(existing.value.reveal()) === true
        held.askedToReplace = ClipboardMark.of(existing.value)
        existing.value.wipe()
        if (!mayReplace) return err({ code: 'keychain_item_exists', ...item })
      }
      // Closed in this very moment: the value is overwritten, and what is left of it is not worth keeping.
      if (signal.aborted) return err({ code: 'keychain_failed', problem: 'cancelled' })
      const written = await this.#keychain.write(item, secret, signal)
      if (!written.ok) return err({ code: 'keychain_failed', problem: written.error })
      return { ok: true, value: { destination: 'keychain', at: this.#instant(), ...item } }
    })
  }

  /** Gives up waiting for a delivery under way. */
  cancel(handle: SecretHandle): void {
    if (this.open?.handle === handle) this.#delivery?.abort.abort()
  }

  /** Ends the secret step: the value is overwritten and nobody can get it back. */
  close(): void {
    this.#held?.outcome.settled()
    this.#end()
  }

  /** Ends the secret step although nobody has the value; whatever is told about that is written down by then. */
  async leaveBehind(): Promise<void> {
    const held = this.#held
    this.#end()
    await held?.outcome.leftBehind()
  }

  /** The time is over. A delivery that is under way first says how it ends: a keychain may have the value already. */
  #forget(handle: SecretHandle): void {
    const open = this.open
    if (!this.#held || open?.handle !== handle) return
    if (this.#delivery) {
      void this.#delivery.result.then(() => this.#forget(handle))
      return
    }
    if (!isHandedOver(open.deliveries)) this.#held.outcome.forgotten()
    this.#end()
    for (const listener of this.#endListeners) listener()
  }

  #end(): void {
    this.#delivery?.abort.abort()
    this.#delivery = null
    this.#held?.cancelDeadline()
    this.#held?.trial.stop()
    this.#held?.secret.wipe()
    this.#held = null
    void this.#shown.hide()
    if (this.open) this.topic.set({ open: null })
  }

  #deliver(
    handle: SecretHandle,
    destination: Destination,
    format: SecretFormat,
    send: (held: Held, key: ApiKey, signal: AbortSignal) => Promise<Result<Delivery>>
  ): Promise<Result<null>> {
    const held = this.#held
    const open = this.open
    if (!held || open?.handle !== handle) return Promise.resolve(err({ code: 'secret_gone' }))
    // One delivery at a time: a second press waits for the outcome of the first and sends nothing; one for another
    // place must not queue up behind a keychain that is asking something.
    if (this.#delivery) {
      const isSame = this.#delivery.destination === destination && this.#delivery.format === format
      return isSame ? this.#delivery.result : Promise.resolve(err({ code: 'cancelled' }))
    }
    const abort = new AbortController()
    this.#update(handle, { busy: destination, error: null })
    const result = send(held, open.key, abort.signal).then((delivered) => {
      if (this.#delivery?.abort === abort) this.#delivery = null
      // Told even when the step was closed meanwhile: the value is there all the same.
      if (delivered.ok) held.outcome.delivered(delivered.value)
      return this.#conclude(handle, delivered)
    })
    this.#delivery = { destination, format, abort, result }
    return result
  }

  #conclude(handle: SecretHandle, delivered: Result<Delivery>): Result<null> {
    if (!delivered.ok) {
      this.#update(handle, { busy: null, error: isCancelled(delivered.error) ? null : delivered.error })
      return delivered
    }
    const others = (this.open?.deliveries ?? []).filter(
      ({ destination }) => destination !== delivered.value.destination
    )
    const deliveries = [...others, delivered.value]
    this.#update(handle, { busy: null, deliveries })
    if (this.open?.handle === handle && isHandedOver(deliveries)) this.#held?.outcome.settled()
    return done
  }

  #noteOverwritten(copiedAt: string): void {
    const { open } = this
    if (!open) return
    const deliveries = open.deliveries.map((each) =>
      each.destination === 'clipboard' && each.at === copiedAt
        ? { ...each, isOverwritten: true as const }
        : each
    )
    this.#update(open.handle, { deliveries })
    if (isHandedOver(open.deliveries) && isOverwritten(deliveries)) this.#held?.outcome.overwritten()
  }

  #update(handle: SecretHandle, changes: Partial<OpenHandoff>): void {
    const open = this.open
    // The step may have been closed while the keychain was still asking.
    if (open?.handle === handle) this.topic.set({ open: { ...open, ...changes } })
  }

  #instant(): string {
    return new Date(this.#clock.now()).toISOString()
  }
}

function isCancelled(error: AppError): boolean {
  return error.code === 'keychain_failed' && error.problem === 'cancelled'
}
