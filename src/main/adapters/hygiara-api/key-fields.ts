/** What an entry of a list says about a key. Wrong types are refused, and what nobody asked for is dropped. */
import { createHash } from 'node:crypto'
import type { Flag, JsonPath, KeyFields, Mark, TimeStyle } from '../../../shared/api-mapping.ts'
import type { ApiKey } from '../../../shared/api-key.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import { valueAt } from './json-path.ts'
import { instantOf, momentOf } from './moments.ts'

// Enough to recognise a key by. A server that reports more of it, or all, must not have it shown and kept.
const longestPrefix = 20
const longestReportedPrefix = 100
const longestName = 2_000
/** Most characters of an id. */
export const longestId = 200

/** Why there is no key: `revoked`, which is no fault, or `refused`. */
export type NoKey = 'revoked' | 'refused'

class Refused extends Error {}

/**
 * The key that an entry is about. An absent field stays absent: "not reported" is not "none".
 *
 * @param sentName stands for a name that the answer to a create does not repeat
 */
export function keyOf(entry: unknown, fields: KeyFields, sentName?: string): Result<ApiKey, NoKey> {
  try {
    if (typeof entry !== 'object' || entry === null) return err('refused')
    if (sentName === undefined && fields.revoked && flagOf(entry, fields.revoked, fields.times) === true) {
      return err('revoked')
    }
    return ok(readKey(entry, fields, sentName))
  } catch (cause) {
    if (cause instanceof Refused) return err('refused')
    throw cause
  }
}

function readKey(entry: object, fields: KeyFields, sentName: string | undefined): ApiKey {
  const { times } = fields
  const name = nameOf(entry, fields.name, sentName)
  const prefix = optional(entry, fields.prefix, (value) => textOf(value, longestReportedPrefix))
  const createdAt = optional(entry, fields.createdAt, (value) => known(instantOf(value, times)))
  const lastUsedAt = reported(entry, fields.lastUsedAt, (value) => known(instantOf(value, times)))
  const expiresAt = reported(entry, fields.expiresAt, (value) => known(momentOf(value, times)))
  const isExpired = fields.expired ? flagOf(entry, fields.expired, times) : undefined
  return {
    id: fields.id ? idOf(entry, fields.id) : standInId(prefix, name, createdAt),
    name,
    ...(prefix === undefined ? {} : { prefix: prefix.slice(0, longestPrefix) }),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(isExpired === undefined ? {} : { isExpired })
  }
}

/** A text that can stand in an address, or a whole number as one; `null` where there is neither. */
export function markOf(json: unknown, { at, type }: Mark, longest: number): string | null {
  const value = valueAt(json, at)
  if (type === 'integer') return Number.isSafeInteger(value) ? String(value) : null
  if (typeof value !== 'string' || value.length > longest) return null
  // Half a character cannot be written into an address. The first test is the quicker one, and says yes to most.
  return /^[ -~]+$/u.test(value) || /^[^\p{Cs}\p{Cc}]+$/u.test(value) ? value : null
}

function idOf(entry: object, mark: Mark): string {
  const id = known(markOf(entry, mark, longestId))
  // They would lead to another place.
  if (id === '.' || id === '..') throw new Refused()
  return id
}

/** A server without ids: good enough to tell rows apart in a table, and never sent anywhere. */
function standInId(prefix: string | undefined, name: string, createdAt: string | undefined): string {
  const facts = JSON.stringify([prefix ?? null, name, createdAt ?? null])
  return `no-id-${createHash('sha256').update(facts).digest('hex').slice(0, 32)}`
}

function nameOf(entry: object, at: JsonPath | null, sentName: string | undefined): string {
  const value = at ? valueAt(entry, at) : null
  if (value === undefined && sentName !== undefined) return sentName
  // Some servers have keys that nobody has named.
  return value === null ? (sentName ?? '') : textOf(value, longestName)
}

function textOf(value: unknown, longest: number): string {
  if (typeof value !== 'string' || value.length > longest) throw new Refused()
  return value
}

/** What is not there is not reported, and neither is `null`. */
function optional<Value>(
  entry: object,
  at: JsonPath | null,
  read: (value: unknown) => Value
): Value | undefined {
  return reported(entry, at, read) ?? undefined
}

/** `null` says that there is none. */
function reported<Value>(
  entry: object,
  at: JsonPath | null,
  read: (value: unknown) => Value
): Value | null | undefined {
  const value = at ? valueAt(entry, at) : undefined
  return value === undefined || value === null ? value : read(value)
}

function flagOf(entry: object, flag: Flag, times: TimeStyle): boolean | undefined {
  const value = valueAt(entry, flag.at)
  if (flag.kind === 'moment') {
    if (value === undefined || value === null) return false
    known(momentOf(value, times))
    return true
  }
  if (value === undefined || value === null) return undefined
  if (flag.kind === 'text') return flag.yes.includes(textOf(value, longestName))
  if (typeof value !== 'boolean') throw new Refused()
  return value === flag.yes
}

function known<Value>(value: Value | null): Value {
  if (value === null) throw new Refused()
  return value
}
