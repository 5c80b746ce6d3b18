import type { Database } from './database.ts'
import { Problem } from './problem.ts'
import { sha256 } from './random.ts'

const lifetime = 24 * 3600 * 1000

/** A create that holds its Idempotency-Key. */
export interface Claim {
  /** Notes which key was made. To be called in the transaction that makes it, so that there is never one without the other. */
  record(apiKeyId: string): void
  /** Lets go of the Idempotency-Key; to be called whatever the outcome. */
  release(): void
}

interface RecordRow {
  readonly fingerprint: string
  readonly api_key_id: string
}

/**
 * Keeps a repeated create from making a second key. What is remembered is the id of the key, for 24 hours; never its
 * value, so a repetition cannot be answered as the first request was: it is told which key there is.
 */
export class Idempotency {
  readonly #database: Database
  readonly #now: () => number
  /** Running creates, with the fingerprint of their payload. They end with the process, and so does this. */
  readonly #running = new Map<string, string>()

  constructor(database: Database, now: () => number) {
    this.#database = database
    this.#now = now
  }

  /**
   * Begins a create under an Idempotency-Key of one person.
   * @throws {Problem} `in_progress`, `replayed` (with the id) or `idempotency_key_reused`
   */
  claim(userId: string, idempotencyKey: string, payload: unknown): Claim {
    const slot = `${userId} ${idempotencyKey}`
    const fingerprint = sha256(JSON.stringify(payload))
    this.#database.run('DELETE FROM idempotency_keys WHERE finished_at <= ?', [this.#now() - lifetime])
    const finished = this.#database.get<RecordRow>(
      'SELECT fingerprint, api_key_id FROM idempotency_keys WHERE user_id = ? AND idempotency_key = ?',
      [userId, idempotencyKey]
    )
    const known = this.#running.get(slot) ?? finished?.fingerprint
    if (known !== undefined && known !== fingerprint) {
      throw new Problem('idempotency_key_reused', 'Send a new Idempotency-Key with a changed request.')
    }
    if (finished) {
      throw new Problem('replayed', 'The key exists; its value was shown in the first answer only.', {
        id: finished.api_key_id
      })
    }
    if (known !== undefined) {
      throw new Problem('in_progress', 'Ask again in a moment.', { headers: { 'Retry-After': '1' } })
    }
    this.#running.set(slot, fingerprint)
    return {
      record: (apiKeyId) => {
        this.#database.run(
          `INSERT INTO idempotency_keys (user_id, idempotency_key, fingerprint, api_key_id, finished_at)
           VALUES (?, ?, ?, ?, ?)`,
          [userId, idempotencyKey, fingerprint, apiKeyId, this.#now()]
        )
      },
      release: () => {
        this.#running.delete(slot)
      }
    }
  }
}
