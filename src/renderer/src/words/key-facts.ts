import type { ApiKey } from '../../../shared/api-key.ts'
import { expiryRangeOf } from '../../../shared/expiry.ts'
import { dateWords, dayRangeWords, exactWords, futureWords, pastWords, type TimeStyle } from './dates.ts'

/** A fact about a key: what stands in the table, and what its tooltip adds. */
export interface Fact {
  readonly text: string
  /** `null` where there is nothing more to know. */
  readonly exact: string | null
}

const notReported: Fact = { text: 'Not reported', exact: "This Hygiara doesn't report it." }
const plain = (text: string): Fact => ({ text, exact: null })

/** When a key was last used. */
export function lastUsedFact(key: ApiKey, now: number, style: TimeStyle): Fact {
  if (key.lastUsedAt === undefined) return notReported
  if (key.lastUsedAt === null) return plain('Never used')
  const time = Date.parse(key.lastUsedAt)
  if (Number.isNaN(time)) return notReported
  return { text: pastWords(time, now, style), exact: exactWords(time, style) }
}

/** The same fact, with the age of the list as the last line of what there is to know about it. */
export function agedFact(fact: Fact, asOf: string | null): Fact {
  if (asOf === null || fact === notReported) return fact
  const age = `${asOf.charAt(0).toUpperCase()}${asOf.slice(1)}`
  return { ...fact, exact: fact.exact === null ? age : `${fact.exact}\n${age}` }
}

/** When a key stops working. */
export function expiresFact(key: ApiKey, now: number, style: TimeStyle): Fact {
  const { expiresAt } = key
  if (expiresAt === undefined) return notReported
  if (expiresAt === null) return plain('No expiry')
  const { earliest: time, latest } = expiryRangeOf(expiresAt)
  if (Number.isNaN(time)) return notReported
  // The same day for everybody (decisions 16): a chosen day ends at 23:59 UTC, which east of there is already the next.
  const utc = { ...style, zone: 'UTC' }
  switch (expiresAt.kind) {
    case 'instant':
      return { text: futureWords(time, now, style, utc), exact: exactWords(time, style) }
    case 'date':
      return {
        // The earliest counts: from then on it may not work any more.
        text: time <= now && now <= latest ? 'today' : futureWords(time, now, utc),
        exact: `${dayRangeWords(expiresAt.value, style)}. Hygiara names the day, not the hour.`
      }
  }
}

/** `Created 3 Oct 2026`, or `null` where it is not known. */
export function createdWords(key: ApiKey, style: TimeStyle): string | null {
  const time = key.createdAt === undefined ? NaN : Date.parse(key.createdAt)
  return Number.isNaN(time) ? null : `Created ${dateWords(time, style)}`
}
