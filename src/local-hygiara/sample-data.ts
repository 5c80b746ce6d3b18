import { randomBytes } from 'node:crypto'
import type { Database } from './database.ts'
import { sha256, toBase62 } from './random.ts'
import { sampleKeys } from './sample-keys.ts'

const day = 24 * 3600 * 1000

/**
 * Adds the first `count` sample keys that are not there yet: the sixty hand-written ones, then numbered variations
 * of them. Names, ids, prefixes and distances to `now` are the same every time. None of them has a value that
 * anybody could know: what is kept as its hash is random.
 */
export function addSampleKeys(database: Database, organizationId: string, count: number, now: number): void {
  database.transaction(() => {
    for (let index = 0; index < count; index++) {
      const { name, createdAt, lastUsedAt, expiresAt } = sampleKey(index, now)
      const digits = toBase62(BigInt(`0x${sha256(`sample key ${String(index)}`)}`), 43)
      // The index in the prefix keeps prefixes apart; in base62, three characters hold 238,328 of them.
      const prefix = `hrdly_${digits.slice(40)}${toBase62(BigInt(index), 3)}`
      database.run(
        `INSERT OR IGNORE INTO api_keys
           (id, organization_id, name, key_prefix, key_last4, key_hash, created_at, last_used_at, expires_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          `key_${digits.slice(0, 22)}`,
          organizationId,
          name,
          prefix,
          digits.slice(22, 26),
          randomBytes(32).toString('hex'),
          createdAt,
          lastUsedAt,
          expiresAt
        ]
      )
    }
  })
}

interface SampleKey {
  readonly name: string
  readonly createdAt: number
  readonly lastUsedAt: number | null
  readonly expiresAt: number | null
}

function sampleKey(index: number, now: number): SampleKey {
  const [name, age, unused, left] = sampleKeys[index % sampleKeys.length] ?? ['', 0, null, null]
  const round = Math.floor(index / sampleKeys.length)
  return {
    name: round === 0 ? name : `${name}-${String(round + 1)}`,
    // Seconds apart, so that the order of the list is the same on every start.
    createdAt: now - age * day - index * 1000,
    lastUsedAt: unused === null ? null : Math.floor(now - unused * day),
    expiresAt: left === null ? null : lastSecondOfDay(now + left * day)
  }
}

/** People choose days; a key then works until the last second of that day in UTC. */
function lastSecondOfDay(at: number): number {
  return Math.floor(at / day) * day + day - 1000
}
