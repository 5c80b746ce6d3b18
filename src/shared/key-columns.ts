import type { ApiKey } from './api-key.ts'
import type { Expiry } from './expiry.ts'

/**
 * Keys as columns: what repeats from row to row stands side by side, which makes it a third of the size once it is
 * compressed, and no property name is written twice. `0` stands for a property that the server does not report.
 */
interface KeyColumns {
  readonly id: readonly string[]
  readonly name: readonly string[]
  readonly prefix: readonly (string | 0)[]
  readonly createdAt: readonly (string | 0)[]
  readonly lastUsedAt: readonly (string | null | 0)[]
  /** `i` or `d` (an instant, a date) and its value. */
  readonly expiresAt: readonly (string | null | 0)[]
  readonly isExpired: readonly (boolean | 0)[]
}

/** Writes keys as the text of their columns. */
export function columnsOf(keys: readonly ApiKey[]): string {
  const columns: KeyColumns = {
    id: keys.map(({ id }) => id),
    name: keys.map(({ name }) => name),
    prefix: keys.map(({ prefix }) => prefix ?? 0),
    createdAt: keys.map(({ createdAt }) => createdAt ?? 0),
    lastUsedAt: keys.map(({ lastUsedAt }) => reported(lastUsedAt)),
    expiresAt: keys.map(({ expiresAt }) => reported(expiresAt && textOf(expiresAt))),
    isExpired: keys.map(({ isExpired }) => isExpired ?? 0)
  }
  return JSON.stringify(columns)
}

function reported<Fact>(fact: Fact | undefined): Fact | 0 {
  return fact === undefined ? 0 : fact
}

/** Reads what {@link columnsOf} wrote. Not for foreign text: what is read here was sealed by us. */
export function keysOf(text: string): ApiKey[] {
  const { id, name, prefix, createdAt, lastUsedAt, expiresAt, isExpired } = JSON.parse(text) as KeyColumns
  return id.map((each, row) => {
    const key: { -readonly [Fact in keyof ApiKey]: ApiKey[Fact] } = { id: each, name: name[row] ?? '' }
    const [itsPrefix, created, used, expires, expired] = [
      prefix[row],
      createdAt[row],
      lastUsedAt[row],
      expiresAt[row],
      isExpired[row]
    ]
    if (itsPrefix !== 0 && itsPrefix !== undefined) key.prefix = itsPrefix
    if (created !== 0 && created !== undefined) key.createdAt = created
    if (used !== 0 && used !== undefined) key.lastUsedAt = used
    if (expires !== 0 && expires !== undefined) key.expiresAt = expires === null ? null : expiryOf(expires)
    if (expired !== 0 && expired !== undefined) key.isExpired = expired
    return key
  })
}

/** When a key was last used, of one in the text of columns; `null` where the key is not among them. */
export function lastUseIn(text: string, keyId: string): Pick<ApiKey, 'lastUsedAt'> | null {
  // Reading the columns costs far more than looking whether there is any use in it.
  if (!text.includes(JSON.stringify(keyId))) return null
  const { id, lastUsedAt } = JSON.parse(text) as KeyColumns
  const row = id.indexOf(keyId)
  if (row === -1) return null
  const used = lastUsedAt[row]
  return used === 0 || used === undefined ? {} : { lastUsedAt: used }
}

function textOf({ kind, value }: Expiry): string {
  return `${kind === 'instant' ? 'i' : 'd'}${value}`
}

function expiryOf(text: string): Expiry {
  return { kind: text.startsWith('i') ? 'instant' : 'date', value: text.slice(1) }
}
