import { timingSafeEqual } from 'node:crypto'
import type { Database, SqlValue } from './database.ts'
import { keptOf, newKeyValue } from './key-value.ts'
import { Problem } from './problem.ts'
import { newId } from './random.ts'

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

/** Who is calling with an API key. */
export interface KeyOwner {
  readonly keyId: string
  readonly keyName: string
  readonly keyPrefix: string
  readonly expiresAt: number | null
  readonly organization: { readonly id: string; readonly name: string }
}

interface OwnerRow {
  readonly id: string
  readonly name: string
  readonly expires_at: number | null
  readonly key_hash: string
  readonly organization_id: string
  readonly organization_name: string
}

const columns = 'id, name, key_prefix, created_at, last_used_at, expires_at, revoked_at'

/** The keys of all organisations. A revoked key keeps its row, so that its id is never given again. */
export class ApiKeys {
  readonly #database: Database
  readonly #now: () => number

  constructor(database: Database, now: () => number) {
    this.#database = database
    this.#now = now
  }

  /**
   * One page of the keys that are not revoked, newest first.
   * @param cursor from the page before; `null` for the first page
   * @throws {Problem} `invalid_cursor`
   */
  list(
    organizationId: string,
    limit: number,
    cursor: string | null
  ): { rows: ApiKeyRow[]; nextCursor: string | null } {
    const conditions = ['organization_id = ?', 'revoked_at IS NULL']
    const parameters: SqlValue[] = [organizationId]
    if (cursor !== null) {
      conditions.push('(created_at, id) < (?, ?)')
      parameters.push(...positionOf(cursor))
    }
    // One row more than asked for tells whether there is another page.
    const rows = this.#database.all<ApiKeyRow>(
      `SELECT ${columns} FROM api_keys WHERE ${conditions.join(' AND ')} ORDER BY created_at DESC, id DESC LIMIT ?`,
      [...parameters, limit + 1]
    )
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return { rows: page, nextCursor: rows.length > limit && last ? cursorAfter(last) : null }
  }

  /** Makes a key; on disk when this returns. */
  create(organizationId: string, name: string, expiresAt: number | null): NewApiKey {
    const value = newKeyValue()
    const kept = keptOf(value)
    if (!kept) throw new Error('a new key does not have the shape of a key')
    const row: ApiKeyRow = {
      id: newId('key'),
      name,
      key_prefix: kept.prefix,
      created_at: this.#now(),
      last_used_at: null,
      expires_at: expiresAt,
      revoked_at: null
    }
    this.#database.run(
      `INSERT INTO api_keys (id, organization_id, name, key_prefix, key_last4, key_hash, created_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [row.id, organizationId, name, kept.prefix, kept.last4, kept.hash, row.created_at, expiresAt]
    )
    return { row, value }
  }

  /** Revokes a key at once and for ever; `false` when there is none to revoke. On disk when this returns. */
  revoke(organizationId: string, id: string): boolean {
    const changed = this.#database.run(
      'UPDATE api_keys SET revoked_at = ? WHERE id = ? AND organization_id = ? AND revoked_at IS NULL',
      [this.#now(), id, organizationId]
    )
    return changed === 1
  }

  /**
   * Whose key this is, or `null` when it is unknown, expired or revoked. Always read from the database: a cache
   * could serve a key that was revoked a moment ago.
   */
  authenticate(value: string): KeyOwner | null {
    const kept = keptOf(value)
    if (!kept) return null
    // Found by the prefix, which is public; the secret part is only ever compared in constant time.
    const row = this.#database.get<OwnerRow>(
      `SELECT id, name, expires_at, key_hash FROM api_keys
       WHERE key_prefix = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)`,
      [kept.prefix, this.#now()]
    )
    if (!row || !timingSafeEqual(Buffer.from(row.key_hash, 'hex'), Buffer.from(kept.hash, 'hex'))) return null
    return {
      keyId: row.id,
      keyName: row.name,
      keyPrefix: kept.prefix,
      expiresAt: row.expires_at,
      organization: { id: row.organization_id, name: row.organization_name }
    }
  }
}

/** Whether a key has stopped working by itself: from the instant of `expires_at` on. */
export function isExpired(row: Pick<ApiKeyRow, 'expires_at'>, now: number): boolean {
  return row.expires_at !== null && row.expires_at <= now
}

function cursorAfter(row: ApiKeyRow): string {
  return Buffer.from(`${String(row.created_at)} ${row.id}`).toString('base64url')
}

function positionOf(cursor: string): [number, string] {
  const [, createdAt, id] = /^(\d{1,15}) (\w+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (createdAt === undefined || id === undefined) {
    throw new Problem('invalid_cursor', 'Start again without a cursor.')
  }
  return [Number(createdAt), id]
}
