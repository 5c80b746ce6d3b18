import { timingSafeEqual } from 'node:crypto'
import type { Database } from './database.ts'
import { keptOf, newKeyValue, prefixOf } from './key-value.ts'
import { pageOf, positionOf, type Page } from './paging.ts'
import { newId, sha256 } from './random.ts'
import { WorkingKeys } from './working-keys.ts'

/** An API key as the server keeps it; instants in milliseconds. */
export interface ApiKeyRow {
  readonly id: string
  readonly name: string
  readonly key_prefix: string
  readonly created_at: number
  readonly last_used_at: number | null
  readonly expires_at: number | null
  readonly revoked_at: number | null
}

/** A key that was just made, with the only copy of its value. */
export interface NewApiKey {
  readonly row: ApiKeyRow
  readonly value: string
}

/** The key that a request came with. */
export type UsedKey = Pick<ApiKeyRow, 'id' | 'name' | 'key_prefix' | 'expires_at'>

/** The keys of the organisation. A revoked key keeps its row, so that its id is never given again. */
export class ApiKeys {
  readonly #database: Database
  readonly #organizationId: string
  readonly #now: () => number
  readonly #workingKeys: WorkingKeys

  constructor(database: Database, organizationId: string, now: () => number) {
    this.#database = database
    this.#workingKeys = new WorkingKeys(database)
    this.#organizationId = organizationId
    this.#now = now
  }

  /**
   * One page of keys, newest first.
   * @param cursor from the page before; `null` for the first page
   * @throws {Problem} `invalid_cursor`
   */
  list(limit: number, cursor: string | null, withRevoked: boolean): Page<ApiKeyRow> {
    const rows = this.#database.all<ApiKeyRow>(
      `SELECT id, name, key_prefix, created_at, last_used_at, expires_at, revoked_at FROM api_keys
       WHERE organization_id = ? AND (created_at, id) < (?, ?) ${withRevoked ? '' : 'AND revoked_at IS NULL'}
       ORDER BY created_at DESC, id DESC LIMIT ?`,
      [this.#organizationId, ...positionOf(cursor), limit + 1]
    )
    return pageOf(rows, limit)
  }

  /**
   * Makes a key; on disk when this returns.
   * @param alongside runs in the same transaction, with the new id
   */
  create(
    name: string,
    expiresAt: number | null,
    alongside: (id: string) => void = () => undefined
  ): NewApiKey {
    const id = newId('key')
    const createdAt = this.#now()
    const { value, kept } = this.#database.transaction(() => {
      for (;;) {
        const value = newKeyValue()
        const kept = keptOf(value)
        const inserted = this.#database.run(
          `INSERT INTO api_keys (id, organization_id, name, key_prefix, key_last4, key_hash, created_at, expires_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key_prefix) DO NOTHING`,
          [id, this.#organizationId, name, kept.prefix, kept.last4, kept.hash, createdAt, expiresAt]
        )
        // Another key has this prefix (one in 57 billion for each key there is): take another value.
        if (inserted === 0) continue
        alongside(id)
        return { value, kept }
      }
    })
    const row = { id, name, key_prefix: kept.prefix, created_at: createdAt, expires_at: expiresAt }
    return { row: { ...row, last_used_at: null, revoked_at: null }, value }
  }

  /** Revokes a key at once and for ever; `false` when there is none to revoke. On disk when this returns. */
  revoke(id: string): boolean {
    this.#workingKeys.forget(id)
    const changed = this.#database.run(
      'UPDATE api_keys SET revoked_at = ? WHERE id = ? AND organization_id = ? AND revoked_at IS NULL',
      [this.#now(), id, this.#organizationId]
    )
    return changed === 1
  }

  /** The key with this value, or `null` when it is unknown, expired or revoked. */
  authenticate(value: string): UsedKey | null {
    // Found by the prefix, which is public; the secret part is only ever compared in constant time.
    const key = this.#workingKeys.claimedBy(value)
    if (!key || isExpired(key, this.#now())) return null
    if (!timingSafeEqual(Buffer.from(key.key_hash), Buffer.from(sha256(value)))) return null
    return { id: key.id, name: key.name, key_prefix: prefixOf(value), expires_at: key.expires_at }
  }
}

/** Whether a key has stopped working by itself: from the instant of `expires_at` on. */
export function isExpired(row: Pick<ApiKeyRow, 'expires_at'>, now: number): boolean {
  return row.expires_at !== null && row.expires_at <= now
}
