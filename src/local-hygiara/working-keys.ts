import { prefixOf } from './key-value.ts'
import type { Database } from './database.ts'

/** What is needed to recognise a key; instants in milliseconds. */
export interface WorkingKey {
  readonly id: string
  readonly name: string
  readonly expires_at: number | null
  readonly key_hash: string
}

/** More than the pipelines of an organisation; beyond it the ones met first are read again. */
const mostRemembered = 10_000

/**
 * The keys that are not revoked, by prefix; those already met are answered from memory, which takes a fifth of the
 * time of a look-up. It cannot answer with a revoked key: the lock on the folder keeps every other server out, all
 * changes are made by {@link ApiKeys}, synchronously, and a revoke forgets the key before it touches the database.
 * Expiry is not decided here, because it comes without a change.
 */
export class WorkingKeys {
  readonly #database: Database
  readonly #byPrefix = new Map<string, WorkingKey>()

  constructor(database: Database) {
    this.#database = database
  }

  /** The key that a value claims to be; whether it is must still be compared. */
  claimedBy(value: string): WorkingKey | undefined {
    const prefix = prefixOf(value)
    return this.#byPrefix.get(prefix) ?? this.#read(prefix)
  }

  /** To be called before anything about a key changes. If the change then fails, the key is read again. */
  forget(id: string): void {
    for (const [prefix, key] of this.#byPrefix) if (key.id === id) this.#byPrefix.delete(prefix)
  }

  #read(prefix: string): WorkingKey | undefined {
    const key = this.#database.get<WorkingKey>(
      'SELECT id, name, expires_at, key_hash FROM api_keys WHERE key_prefix = ? AND revoked_at IS NULL',
      [prefix]
    )
    if (!key) return undefined
    if (this.#byPrefix.size >= mostRemembered) this.#byPrefix.clear()
    this.#byPrefix.set(prefix, key)
    return key
  }
}
