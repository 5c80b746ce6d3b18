import type { ApiKey } from '../../shared/api-key.ts'
import { expiryTimeOf } from '../../shared/expiry.ts'
import { shownName, shownPrefix } from '../../shared/shown-name.ts'

/**
 * A key for a ticket or a wiki page, in Markdown and without its value. One line, and plain text whatever the key is
 * called: `**ci-reviews** (hrdly_b7Qx2m…), created 2026-11-23, expires 2027-02-21, sent as X-API-Key`.
 */
export function markdownOf(key: Pick<ApiKey, 'name' | 'prefix' | 'createdAt' | 'expiresAt'>): string {
  const prefix = shownPrefix(key.prefix)
  return [
    `**${asText(shownName(key.name).trim())}**${prefix === null ? '' : ` (${asText(prefix)})`}`,
    dayOf('created', key.createdAt === undefined ? NaN : Date.parse(key.createdAt)),
    key.expiresAt === null
      ? 'no expiry'
      : dayOf('expires', key.expiresAt ? expiryTimeOf(key.expiresAt) : NaN),
    'sent as X-API-Key'
  ]
    .filter((part) => part !== '')
    .join(', ')
}

/** The day in UTC, as everywhere; empty where it is not known. */
function dayOf(what: string, time: number): string {
  return Number.isNaN(time) ? '' : `${what} ${new Date(time).toISOString().slice(0, 10)}`
}

/** What would mark something up is written with a backslash, which Markdown takes away again. */
function asText(text: string): string {
  return text.replace(/[\\`*_[\]<>&~|$#!]/gu, String.raw`\$&`)
}
