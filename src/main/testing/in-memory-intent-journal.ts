import { done, err, type Result } from '../../shared/result.ts'
import type { CreateIntent, IntentJournal } from '../ports.ts'

/** A journal in memory; outlives the app when it is handed to the next one. */
export class InMemoryIntentJournal implements IntentJournal {
  isFull = false
  #intents: readonly CreateIntent[] = []

  get all(): readonly CreateIntent[] {
    return this.#intents
  }

  read(profileId: string): Promise<readonly CreateIntent[]> {
    return Promise.resolve(this.#intents.filter((intent) => intent.profileId === profileId))
  }

  write(intent: CreateIntent): Promise<Result<null>> {
    if (this.isFull) return Promise.resolve(err({ code: 'create_not_recorded' }))
    const others = this.#intents.filter(({ id }) => id !== intent.id)
    this.#intents = [...others, structuredClone(intent)]
    return Promise.resolve(done)
  }

  remove({ id }: CreateIntent): Promise<void> {
    this.#intents = this.#intents.filter((intent) => intent.id !== id)
    return Promise.resolve()
  }
}
