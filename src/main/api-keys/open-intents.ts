import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { ExpiryChoice } from '../../shared/expiry.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { InventoryService } from '../inventory/inventory-service.ts'
import type { NoticeService } from '../notices/notice-service.ts'
import type { Clock, CreateIntent, IntentJournal } from '../ports.ts'
import { causeOf } from './orphan-candidates.ts'

// What could not be removed from the disk is tried again.
const removeAgainMs = 60_000

/** What is to be created; another one is another press. */
export interface WantedKey {
  readonly profileId: string
  readonly name: string
  readonly expiry: ExpiryChoice
}

/** The intents of a profile that are not settled, in memory as on the disk. */
export class OpenIntents {
  readonly #journal: IntentJournal
  readonly #inventory: InventoryService
  readonly #clock: Clock
  readonly #notices: NoticeService
  #all: readonly CreateIntent[] = []

  constructor(journal: IntentJournal, inventory: InventoryService, clock: Clock, notices: NoticeService) {
    this.#journal = journal
    this.#inventory = inventory
    this.#clock = clock
    this.#notices = notices
  }

  get all(): readonly CreateIntent[] {
    return this.#all
  }

  find(intentId: string): CreateIntent | undefined {
    return this.#all.find(({ id }) => id === intentId)
  }

  /** Replaces what was there by what an earlier run of the app has left of a profile; says what could not be read. */
  async read(profileId: string): Promise<void> {
    const { intents, setAside, isUnreadable } = await this.#journal.read(profileId)
    this.#all = intents
    if (setAside.length > 0) this.#notices.add({ kind: 'intents-were-unreadable', keptAs: setAside })
    if (isUnreadable) this.#notices.add({ kind: 'intents-not-read' })
  }

  /** Forgets them; what is written down stays. */
  forget(): void {
    this.#all = []
  }

  /** Writes down that a key is about to be created: anew, or once more where the answer to the same was lost. */
  async begin(wanted: WantedKey): Promise<Result<CreateIntent>> {
    const before = this.#all.find((intent) => isSame(intent, wanted) && isOpenToAnother(intent))
    const intent: CreateIntent = before
      ? { ...before, isRepeated: true }
      : {
          ...wanted,
          id: randomUUID(),
          startedAt: new Date(this.#clock.now()).toISOString(),
          idsBefore: this.#inventory.named(wanted.name).map(({ id }) => id),
          listedAt: this.#inventory.fetchedAt,
          keyId: null
        }
    const written = await this.#journal.write(intent)
    if (!written.ok) return written
    this.#put(intent)
    return ok(intent)
  }

  /**
   * The value of a key is here. It must never be taken for the key of another card, so that is written first. Answers
   * what is left of an earlier press of the same: a server that knows no Idempotency-Keys may have made two.
   */
  async made(intent: CreateIntent, keyId: string): Promise<CreateIntent | null> {
    const others = this.#all.filter(
      ({ id, name, keyId: known }) => id !== intent.id && name === intent.name && known === null
    )
    for (const each of others) await this.rewrite(without(each, keyId))
    const { isRepeated, ...first } = intent
    // Still as one that was repeated: more than one of the earlier presses may have made a key.
    const earlier = isRepeated
      ? { ...without(intent, keyId), id: randomUUID(), isSpent: true as const }
      : null
    if (earlier) await this.rewrite(earlier)
    await this.rewrite({ ...first, keyId })
    return earlier
  }

  /** Replaces one. Not being able to write it changes little: what was written first still finds the key by its name. */
  async rewrite(intent: CreateIntent): Promise<void> {
    this.#put(intent)
    await this.#journal.write(intent)
  }

  /** One that stays on the disk would offer, at the next start, to revoke a key that somebody has. */
  async remove(intent: CreateIntent): Promise<void> {
    this.#all = this.#all.filter(({ id }) => id !== intent.id)
    if (await this.#journal.remove(intent)) return
    this.#notices.add({ kind: 'intent-not-removed', keyName: intent.name })
    this.#clock.after(removeAgainMs, () => void this.#removeAgain(intent))
  }

  async #removeAgain(intent: CreateIntent): Promise<void> {
    // Unsettled again meanwhile: then it has to stay.
    if (!this.find(intent.id)) await this.remove(intent)
  }

  #put(intent: CreateIntent): void {
    const isNew = !this.find(intent.id)
    this.#all = isNew
      ? [...this.#all, intent]
      : this.#all.map((each) => (each.id === intent.id ? intent : each))
  }
}

/** The same intent, which is known not to have made this key. */
export function without(intent: CreateIntent, keyId: string): CreateIntent {
  return { ...intent, idsBefore: [...intent.idsBefore, keyId] }
}

function isSame({ profileId, name, expiry }: CreateIntent, wanted: WantedKey): boolean {
  return profileId === wanted.profileId && name === wanted.name && isDeepStrictEqual(expiry, wanted.expiry)
}

/** Whether its answer was lost, and another press may say what became of it. */
function isOpenToAnother(intent: CreateIntent): boolean {
  return !intent.isSpent && causeOf(intent) === 'answer-lost'
}
