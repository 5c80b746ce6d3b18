import { randomUUID } from 'node:crypto'
import type { ApiKey } from '../../shared/api-key.ts'
import type { ExpiryChoice } from '../../shared/expiry.ts'
import type { Orphan } from '../../shared/orphan.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import type { InventoryService } from '../inventory/inventory-service.ts'
import type { Clock, CreateIntent, IntentJournal, Publish } from '../ports.ts'
import { SnapshotTopic } from '../snapshot-topic.ts'

// A server's clock may be behind ours by more than is known; a key older than that was somebody else's.
const clockToleranceMs = 5 * 60_000
// A server may still be at work when its connection breaks.
const lookAgainMs = 5_000

/**
 * Creates whose value has reached nobody. Each is written down before it is sent, so neither a lost answer nor the
 * end of the app lets a key come into being that nobody knows of.
 */
export class UnsettledCreates {
  readonly topic: SnapshotTopic<readonly Orphan[]>
  readonly #journal: IntentJournal
  readonly #inventory: InventoryService
  readonly #clock: Clock
  readonly #clockSkewMs: () => number
  readonly #endListeners: ((intentId: string) => void)[] = []
  #intents: readonly CreateIntent[] = []

  /** @param clockSkewMs the server's clock minus ours, as far as it is known */
  constructor(
    journal: IntentJournal,
    inventory: InventoryService,
    clock: Clock,
    clockSkewMs: () => number,
    publish: Publish
  ) {
    this.#journal = journal
    this.#inventory = inventory
    this.#clock = clock
    this.#clockSkewMs = clockSkewMs
    this.topic = new SnapshotTopic<readonly Orphan[]>([], (snapshot) => publish('orphans:changed', snapshot))
  }

  /** Runs `listener` whenever the value of a create is no longer waiting for anybody. */
  whenOver(listener: (intentId: string) => void): void {
    this.#endListeners.push(listener)
  }

  find(intentId: string): CreateIntent | undefined {
    return this.#intents.find(({ id }) => id === intentId)
  }

  /** Whether the card of this create names this key: no other one may be revoked in its name. */
  isCandidate(intentId: string, keyId: string): boolean {
    return this.#orphan(intentId)?.candidates.some(({ id }) => id === keyId) ?? false
  }

  /** Writes down that a key is about to be created. `create_not_recorded` means that it must not be. */
  async begin(profileId: string, name: string, expiry: ExpiryChoice): Promise<Result<CreateIntent>> {
    const intent: CreateIntent = {
      id: randomUUID(),
      profileId,
      name,
      expiry,
      startedAt: new Date(this.#clock.now()).toISOString(),
      idsBefore: this.#inventory.named(name).map(({ id }) => id),
      keyId: null
    }
    const written = await this.#journal.write(intent)
    if (!written.ok) return written
    this.#intents = [...this.#intents, intent]
    return ok(intent)
  }

  /** The key exists and its value is here: until somebody has it, a crash must not forget the key. */
  async made(intent: CreateIntent, keyId: string): Promise<void> {
    const made = { ...intent, keyId }
    this.#intents = this.#intents.map((each) => (each.id === intent.id ? made : each))
    // Not being able to write more than the intent changes little: the key is then found by its name.
    await this.#journal.write(made)
  }

  /** The person wants no more of its card. One without a card is not theirs to end: its value is held. */
  async dismiss(intentId: string): Promise<void> {
    const orphan = this.#orphan(intentId)
    if (orphan && !orphan.isBusy) await this.settle(intentId)
  }

  /** Somebody has the value, nothing was created, or the person decided: there is nothing left to tell. */
  async settle(intentId: string): Promise<void> {
    for (const listener of this.#endListeners) listener(intentId)
    const intent = this.find(intentId)
    if (!intent) return
    this.#intents = this.#intents.filter(({ id }) => id !== intentId)
    this.#publishWithout(intentId)
    await this.#journal.remove(intent)
  }

  /** The time to hand the key over has passed: nobody has it, and its card says so. */
  async forgotten(intentId: string, key: ApiKey): Promise<void> {
    for (const listener of this.#endListeners) listener(intentId)
    const intent = this.find(intentId)
    if (!intent) return
    const forgotten = { ...intent, isForgotten: true } as const
    this.#intents = this.#intents.map((each) => (each.id === intentId ? forgotten : each))
    this.#show({ ...orphanOf(forgotten), state: 'looked', candidates: [key] })
    await this.#journal.write(forgotten)
  }

  /** The answer was lost: looks what the server made of it, and once more after a while where it seems nothing. */
  async reconcile(intent: CreateIntent): Promise<void> {
    await this.#look(intent.id)
    if (this.#orphan(intent.id)?.candidates.length !== 0) return
    this.#clock.after(lookAgainMs, () => {
      if (this.find(intent.id)) void this.#look(intent.id)
    })
  }

  /** Shows what an earlier run of the app left open, still unlooked-for. Replaces what another profile had. */
  async restore(profileId: string): Promise<void> {
    this.#intents = await this.#journal.read(profileId)
    this.topic.set(this.#intents.map(orphanOf))
  }

  /** Looks for every unsettled create, one after the other. */
  async lookForAll(): Promise<void> {
    for (const { id } of this.#intents) await this.look(id)
  }

  /** Forgets what is shown; what is written down stays. */
  forget(): void {
    this.#intents = []
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
    if (!this.find(intentId)) return refreshed
    this.#show(
      refreshed.ok
        ? { ...orphanOf(intent), state: 'looked', candidates: this.#candidatesOf(intent) }
        : { ...orphanOf(intent), state: 'not-looked', error: refreshed.error }
    )
    return refreshed
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

  #candidatesOf(intent: CreateIntent): readonly ApiKey[] {
    if (intent.keyId !== null) {
      const made = this.#inventory.find(intent.keyId)
      return made ? [made] : []
    }
    // A server whose clock is far behind dates the key to before the press.
    const earliest = Date.parse(intent.startedAt) + Math.min(0, this.#clockSkewMs()) - clockToleranceMs
    return this.#inventory
      .named(intent.name)
      .filter(({ id }) => !intent.idsBefore.includes(id))
      .filter(({ createdAt }) => createdAt === undefined || Date.parse(createdAt) >= earliest)
  }

  #orphan(intentId: string): Orphan | undefined {
    return this.topic.value.find((each) => each.intentId === intentId)
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

function orphanOf({ id, name, startedAt, keyId, isForgotten }: CreateIntent): Orphan {
  return {
    intentId: id,
    name,
    startedAt,
    cause: isForgotten ? 'forgotten' : keyId === null ? 'answer-lost' : 'app-ended',
    state: 'looking',
    candidates: [],
    isBusy: false,
    error: null
  }
}
