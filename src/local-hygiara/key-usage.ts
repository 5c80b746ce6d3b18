import { StorageError, type Database } from './database.ts'

/**
 * Remembers when keys were last used and writes it soon after: one transaction for all uses since the last one,
 * because a transaction for each would make a read of one row cost a flush of the disk.
 */
export class KeyUsage {
  readonly #database: Database
  readonly #delay: number
  readonly #pending = new Map<string, number>()
  #timer: NodeJS.Timeout | null = null

  /** @param delay milliseconds until a use is on disk */
  constructor(database: Database, delay: number) {
    this.#database = database
    this.#delay = delay
  }

  /** Notes an accepted use. */
  record(keyId: string, at: number): void {
    this.#pending.set(keyId, at)
    this.#writeLater()
  }

  /** Writes what is pending, at once. Where that fails (a full disk) it stays pending: a use must not be refused for it. */
  flush(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#pending.size === 0) return
    try {
      this.#database.transaction(() => {
        for (const [keyId, at] of this.#pending) {
          this.#database.run('UPDATE api_keys SET last_used_at = ? WHERE id = ?', [at, keyId])
        }
      })
      this.#pending.clear()
    } catch (error) {
      if (!(error instanceof StorageError)) throw error
      this.#writeLater()
    }
  }

  #writeLater(): void {
    this.#timer ??= setTimeout(() => {
      this.flush()
    }, this.#delay)
    // A server that has stopped must be able to end.
    this.#timer.unref()
  }
}
