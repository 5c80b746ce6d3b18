import type { ApiKey } from '../../shared/api-key.ts'
import type { AppError } from '../../shared/app-error.ts'
import type { Orphan } from '../../shared/orphan.ts'
import { err, type Result } from '../../shared/result.ts'
import type { InventoryService } from '../inventory/inventory-service.ts'
import type { NoticeService } from '../notices/notice-service.ts'
import type { Clock, CreateIntent, IntentJournal, Publish } from '../ports.ts'
import { SnapshotTopic } from '../snapshot-topic.ts'
import { OpenIntents, without, type WantedKey } from './open-intents.ts'
import { candidatesOf, isCertain, orphanOf } from './orphan-candidates.ts'

// A server may still be at work when its connection breaks.
const lookAgainMs = 5_000
// As long as a server that says that it is at work is left to it.
const runningMs = 2_000

/**
 * Creates whose value has reached nobody. Each is written down before it is sent, so neither a lost answer nor the
 * end of the app lets a key come into being that nobody knows of.
 */
export class UnsettledCreates {
  readonly topic: SnapshotTopic<readonly Orphan[]>
  readonly #inventory: InventoryService
  readonly #clock: Clock
  readonly #clockSkewMs: () => number
  readonly #intents: OpenIntents
  readonly #endListeners: ((intentId: string) => void)[] = []

  /** @param clockSkewMs the server's clock minus ours, as far as it is known */
  constructor(
    journal: IntentJournal,
    inventory: InventoryService,
    clock: Clock,
    clockSkewMs: () => number,
    notices: NoticeService,
    publish: Publish
  ) {
    this.#inventory = inventory
    this.#clock = clock
    this.#clockSkewMs = clockSkewMs
    this.#intents = new OpenIntents(journal, inventory, clock, notices)
    this.topic = new SnapshotTopic<readonly Orphan[]>([], (snapshot) => publish('orphans:changed', snapshot))
  }

  /** Runs `listener` whenever the value of a create is no longer waiting for anybody. */
  whenOver(listener: (intentId: string) => void): void {
    this.#endListeners.push(listener)
  }

  find(intentId: string): CreateIntent | undefined {
    return this.#intents.find(intentId)
  }

  /** Whether the card of this create names this key: no other one may be revoked in its name. */
  isCandidate(intentId: string, keyId: string): boolean {
    return this.#orphan(intentId)?.candidates.some(({ id }) => id === keyId) ?? false
  }

  /**
   * Writes down that a key is about to be created. `create_not_recorded` means that it must not be. Where the answer to
   * the same was lost before, it is that one again: a server that knows its Idempotency-Key makes no second key.
   */
  async begin(wanted: WantedKey): Promise<Result<CreateIntent>> {
    const begun = await this.#intents.begin(wanted)
    // Nothing is decided about its card until this is answered.
    if (begun.ok) this.mark(begun.value.id, { isBusy: true, error: null })
    return begun
  }

  /** What was sent has brought no value: looks what became of it, unless the answer says so. */
  async failed(intent: CreateIntent, error: AppError): Promise<void> {
    if (error.code === 'create_outcome_unknown') void this.#reconcile(intent)
    else if (error.code === 'create_running') this.#waitFor(intent)
    else if (error.code === 'create_replayed') {
      await this.#intents.rewrite({ ...intent, keyId: error.keyId, isReplayed: true })
      void this.#reconcile(intent)
    } else {
      if (error.code === 'idempotency_key_reused') await this.#intents.rewrite({ ...intent, isSpent: true })
      // Nothing was created now. What an earlier press may have made is as unknown as before.
      if (intent.isRepeated) this.mark(intent.id, { isBusy: false, error: null })
      else await this.settle(intent.id)
    }
  }

  /** The key exists and its value is here: until somebody has it, a crash must not forget the key. */
  async made(intent: CreateIntent, keyId: string): Promise<void> {
    const earlier = await this.#intents.made(intent, keyId)
    this.#publishWithout(intent.id)
    if (earlier) void this.#look(earlier.id).then(() => this.#settleIfNothing(earlier.id))
  }

  /** The person wants no more of its card. One without a card is not theirs to end: its value is held. */
  async dismiss(intentId: string): Promise<void> {
    const orphan = this.#orphan(intentId)
    if (orphan && !orphan.isBusy) await this.settle(intentId)
  }

  /** Somebody has the value, nothing was created, or the person decided: there is nothing left to tell. */
  async settle(intentId: string): Promise<void> {
    this.#sayOver(intentId)
    const intent = this.find(intentId)
    this.#publishWithout(intentId)
    if (intent) await this.#intents.remove(intent)
  }

  /** The person has said which key it was, and that one is gone. Two lost presses may have made two. */
  async decided(intentId: string): Promise<void> {
    this.mark(intentId, { isBusy: false, error: null })
    const isOneOfSeveral = this.find(intentId)?.isRepeated === true
    if (isOneOfSeveral && this.#orphan(intentId)?.candidates.length !== 0) return
    await this.settle(intentId)
  }

  /** The copy that settled it was taken away before it was certain that anybody had it: it is open again. */
  async overwritten(intent: CreateIntent): Promise<void> {
    await this.#intents.rewrite({ ...intent, isOverwritten: true })
  }

  /** A key was revoked: what may have been made is gone, and its Idempotency-Key leads nowhere. */
  async revoked(keyId: string): Promise<void> {
    for (const intent of this.#intents.all) {
      if (intent.keyId === keyId) await this.settle(intent.id)
      else if (this.isCandidate(intent.id, keyId)) {
        await this.#intents.rewrite({ ...without(intent, keyId), isSpent: true })
        this.#showFound(intent.id)
        await this.#settleIfNothing(intent.id)
      }
    }
  }

  /** The time to hand the key over has passed: nobody has it, and its card says so. */
  forgotten(intentId: string, key: ApiKey): Promise<void> {
    return this.#nobodyHas(intentId, key, { isForgotten: true })
  }

  /** The person has left the key although nobody has it; its card stays until they decide, also over a start. */
  leftBehind(intentId: string, key: ApiKey): Promise<void> {
    return this.#nobodyHas(intentId, key, { isLeftBehind: true })
  }

  async #nobodyHas(intentId: string, key: ApiKey, why: Partial<CreateIntent>): Promise<void> {
    this.#sayOver(intentId)
    const intent = this.find(intentId)
    if (!intent) return
    const told = { ...intent, ...why, keyId: key.id }
    this.#show({ ...orphanOf(told), state: 'looked', candidates: [key] })
    await this.#intents.rewrite(told)
  }

  /** The answer was lost: looks what the server made of it, and once more after a while where it seems nothing. */
  async #reconcile(intent: CreateIntent): Promise<void> {
    this.mark(intent.id, { isBusy: false, error: null })
    await this.#look(intent.id)
    if (this.#orphan(intent.id)?.candidates.length !== 0) return
    this.#clock.after(lookAgainMs, () => {
      if (this.find(intent.id)) void this.#look(intent.id)
    })
  }

  /** The server is still at work on it: waits, and then looks what became of it. */
  #waitFor(intent: CreateIntent): void {
    this.#show(orphanOf(intent))
    this.#clock.after(runningMs, () => {
      if (this.find(intent.id)) void this.#reconcile(intent)
    })
  }

  /** Shows what an earlier run of the app left open, still unlooked-for. Replaces what another profile had. */
  async restore(profileId: string): Promise<void> {
    await this.#intents.read(profileId)
    this.topic.set(this.#intents.all.map(orphanOf))
  }

  /** Looks for every unsettled create, one after the other. */
  async lookForAll(): Promise<void> {
    for (const { id, isLeftBehind } of this.#intents.all) {
      await this.look(id)
      // Whoever left it knows; that it is gone is what they could have wanted.
      if (isLeftBehind) await this.#settleIfNothing(id)
    }
  }

  /** Forgets what is shown; what is written down stays. */
  forget(): void {
    this.#intents.forget()
    if (this.topic.value.length > 0) this.topic.set([])
  }

  /** Reads the list and says which keys the create of a card may have made. */
  look(intentId: string): Promise<Result<null>> {
    const isShown = this.#orphan(intentId) !== undefined
    return isShown ? this.#look(intentId) : Promise.resolve(err({ code: 'key_not_found' }))
  }

  async #look(intentId: string): Promise<Result<null>> {
    const intent = this.find(intentId)
    if (!intent) return err({ code: 'key_not_found' })
    this.#show({ ...(this.#orphan(intentId) ?? orphanOf(intent)), state: 'looking', error: null })
    const refreshed = await this.#inventory.refreshAnew()
    if (refreshed.ok) this.#showFound(intentId)
    else if (this.find(intentId)) {
      const error = refreshed.error
      this.#show({ ...orphanOf(intent), state: 'not-looked', isBusy: this.#isBusy(intentId), error })
    }
    return refreshed
  }

  /** Shows what the list has of it now; it may have been repeated meanwhile, or its key have become known. */
  #showFound(intentId: string): void {
    const intent = this.find(intentId)
    if (!intent || !this.#orphan(intentId)) return
    const clockSkewMs = this.#clockSkewMs()
    const made = intent.keyId === null ? undefined : this.#inventory.find(intent.keyId)
    const others = this.#intents.all.filter(({ id }) => id !== intentId)
    const candidates = candidatesOf(intent, {
      listed: made ? [made] : this.#inventory.named(intent.name),
      othersIds: others.flatMap(({ keyId }) => (keyId === null ? [] : [keyId])),
      clockSkewMs
    })
    this.#show({
      ...orphanOf(intent),
      state: 'looked',
      candidates,
      isCertain: isCertain(intent, candidates, clockSkewMs),
      isBusy: this.#isBusy(intentId)
    })
  }

  /** Its value is in the secret step again: until that has ended there is nothing to decide here. */
  resumed(intentId: string): void {
    this.#publishWithout(intentId)
  }

  /** Marks a card while its decision is carried out, or says why it could not be. */
  mark(intentId: string, changes: Pick<Orphan, 'isBusy' | 'error'>): void {
    const orphan = this.#orphan(intentId)
    if (orphan) this.#show({ ...orphan, ...changes })
  }

  #sayOver(intentId: string): void {
    for (const listener of this.#endListeners) listener(intentId)
  }

  async #settleIfNothing(intentId: string): Promise<void> {
    const orphan = this.#orphan(intentId)
    if (orphan?.state === 'looked' && orphan.candidates.length === 0) await this.dismiss(intentId)
  }

  #orphan(intentId: string): Orphan | undefined {
    return this.topic.value.find((each) => each.intentId === intentId)
  }

  #isBusy(intentId: string): boolean {
    return this.#orphan(intentId)?.isBusy ?? false
  }

  #show(orphan: Orphan): void {
    const isNew = !this.#orphan(orphan.intentId)
    this.topic.set(
      isNew
        ? [...this.topic.value, orphan]
        : this.topic.value.map((each) => (each.intentId === orphan.intentId ? orphan : each))
    )
  }

  #publishWithout(intentId: string): void {
    if (this.#orphan(intentId)) this.topic.set(this.topic.value.filter((each) => each.intentId !== intentId))
  }
}
