import { setImmediate as pause } from 'node:timers/promises'
import type { ApiKey } from '../../shared/api-key.ts'
import { chunkSize, type RowChange, type RowUpdate } from '../../shared/inventory.ts'

/** A list that has come, and how it differs from the one before. */
export interface UpdatedRows {
  /** As listed; a key that has not changed is the object that it was. */
  readonly keys: readonly ApiKey[]
  readonly change: RowChange
}

// Some milliseconds of work, after which others have their turn.
const rowsAtOnce = 10_000

/**
 * Compares a list with the one before, each id at most once in either. Most lists differ in a few keys, which one
 * message can tell; `replaced` where there are more than that, or the order is another one.
 */
export async function updateRows(before: readonly ApiKey[], listed: readonly ApiKey[]): Promise<UpdatedRows> {
  const comparison = new Comparison(before)
  for (let from = 0; from < listed.length; from += rowsAtOnce) {
    if (from > 0) await pause()
    if (!comparison.take(listed.slice(from, from + rowsAtOnce))) break
  }
  const change = comparison.end()
  return change ? { keys: comparison.keys, change } : { keys: listed, change: { kind: 'replaced' } }
}

class Comparison {
  readonly keys: ApiKey[] = []
  readonly #before: readonly ApiKey[]
  readonly #head: ReadonlySet<string>
  readonly #added: ApiKey[] = []
  readonly #changed: ApiKey[] = []
  readonly #removed: string[] = []
  /** Up to here the rows before are dealt with. */
  #place = 0
  #isOther = false

  constructor(before: readonly ApiKey[]) {
    this.#before = before
    this.#head = new Set(before.slice(0, chunkSize + 1).map(({ id }) => id))
  }

  /** Goes on with the next rows of the list; `false` where it is another list. */
  take(rows: readonly ApiKey[]): boolean {
    for (const key of rows) {
      if (this.#place === 0 && !this.#head.has(key.id)) {
        this.#added.push(key)
        this.keys.push(key)
      } else this.#follow(key)
      this.#isOther ||= this.#added.length + this.#changed.length + this.#removed.length > chunkSize
      if (this.#isOther) return false
    }
    return true
  }

  /** How the whole list differs; `null` where it is another one. */
  end(): RowUpdate | null {
    for (const { id } of this.#before.slice(this.#place, this.#place + chunkSize + 1)) this.#removed.push(id)
    const [added, changed, removed] = [this.#added, this.#changed, this.#removed]
    const isOther = this.#isOther || added.length + changed.length + removed.length > chunkSize
    return isOther ? null : { kind: 'updated', added, changed, removed }
  }

  #follow(key: ApiKey): void {
    let known = this.#before[this.#place]
    while (known && known.id !== key.id && this.#removed.length <= chunkSize) {
      this.#removed.push(known.id)
      this.#place += 1
      known = this.#before[this.#place]
    }
    if (known?.id !== key.id) {
      // It is not where it would be if only others had gone.
      this.#isOther = true
      return
    }
    this.#place += 1
    if (areSame(known, key)) {
      this.keys.push(known)
      return
    }
    this.#changed.push(key)
    this.keys.push(key)
  }
}

// Field by field, not by a list of fields: this is asked a hundred thousand times.
function areSame(one: ApiKey, other: ApiKey): boolean {
  return (
    one.name === other.name &&
    one.prefix === other.prefix &&
    one.createdAt === other.createdAt &&
    one.lastUsedAt === other.lastUsedAt &&
    one.isExpired === other.isExpired &&
    (one.expiresAt === other.expiresAt ||
      (one.expiresAt?.kind === other.expiresAt?.kind && one.expiresAt?.value === other.expiresAt?.value))
  )
}
