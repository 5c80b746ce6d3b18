import { done, err, type Result } from '../../shared/result.ts'
import type { CreateIntent, FoundIntents, IntentJournal } from '../ports.ts'

/** A journal in memory; outlives the app when it is handed to the next one. */
export class InMemoryIntentJournal implements IntentJournal {
  isFull = false
  /** As if the disk refused to remove anything. */
  keepsRemoved = false
  /** What the next `read` says beside the intents. */
  faults: Omit<FoundIntents, 'intents'> = { setAside: [], isUnreadable: false }
  #intents: readonly CreateIntent[] = []

  get all(): readonly CreateIntent[] {
    return this.#intents
  }

  read(profileId: string): Promise<FoundIntents> {
    const intents = this.#intents.filter((intent) => intent.profileId === profileId)
    return Promise.resolve({ intents, ...this.faults })
  }

  write(intent: CreateIntent): Promise<Result<null>> {
    if (this.isFull) return Promise.resolve(err({ code: 'create_not_recorded' }))
    const others = this.#intents.filter(({ id }) => id !== intent.id)
    this.#intents = [...others, structuredClone(intent)]
    return Promise.resolve(done)
  }

  remove({ id }: CreateIntent): Promise<boolean> {
    if (!this.keepsRemoved) this.#intents = this.#intents.filter((intent) => intent.id !== id)
    return Promise.resolve(!this.keepsRemoved)
  }
}
