import type { ApiKey } from '../../shared/api-key.ts'
import { expiryTimeOf } from '../../shared/expiry.ts'
import { emptyNotes, type KeyNotes } from '../../shared/key-record.ts'
import { keyStatusOf } from '../../shared/key-status.ts'
import { shownName, shownPrefix } from '../../shared/shown-name.ts'

/** What is told about a key outside the app: names made harmless, words where there is no time. */
export interface ExportedKey {
  readonly name: string
  readonly prefix: string
  readonly id: string
  readonly status: string
  readonly created_utc: string
  readonly created_local: string
  readonly last_used_utc: string
  readonly last_used_local: string
  readonly expires_utc: string
  readonly expires_local: string
  readonly purpose: string
  readonly owner: string
  readonly ticket: string
  readonly consumers: string
}

/** The columns, in order. */
export const exportedColumns: readonly (keyof ExportedKey)[] = [
  'name',
  'prefix',
  'id',
  'status',
  'created_utc',
  'created_local',
  'last_used_utc',
  'last_used_local',
  'expires_utc',
  'expires_local',
  'purpose',
  'owner',
  'ticket',
  'consumers'
]

const notReported = 'Not reported'

/**
 * A key as it is exported.
 * @param now milliseconds since 1970, by which its status is judged
 * @param zone IANA name of the zone of the local columns
 */
export function exportedKeyOf(
  key: ApiKey,
  notes: KeyNotes = emptyNotes,
  now: number,
  zone: string
): ExportedKey {
  const local = (time: number) => localInstant(time, zone)
  const [createdUtc, createdLocal] = inBoth(key.createdAt, local)
  const [usedUtc, usedLocal] = key.lastUsedAt === null ? twice('Never used') : inBoth(key.lastUsedAt, local)
  const [expiresUtc, expiresLocal] = expiryInBoth(key, local)
  return {
    name: shownName(key.name),
    prefix: shownPrefix(key.prefix) ?? notReported,
    id: key.id,
    status: keyStatusOf(key, now).kind,
    created_utc: createdUtc,
    created_local: createdLocal,
    last_used_utc: usedUtc,
    last_used_local: usedLocal,
    expires_utc: expiresUtc,
    expires_local: expiresLocal,
    purpose: notes.purpose ?? '',
    owner: notes.owner,
    ticket: notes.ticket,
    consumers: notes.consumers
  }
}

type Both = readonly [utc: string, local: string]

const twice = (words: string): Both => [words, words]

function inBoth(instant: string | null | undefined, local: (time: number) => string): Both {
  const time = instant ? Date.parse(instant) : NaN
  return Number.isNaN(time) ? twice(notReported) : [utcInstant(time), local(time)]
}

function expiryInBoth({ expiresAt }: ApiKey, local: (time: number) => string): Both {
  if (expiresAt === null) return twice('No expiry')
  if (expiresAt === undefined) return twice(notReported)
  // A bare day has no clock time, in no zone: it is told as it came.
  if (expiresAt.kind === 'date') return twice(expiresAt.value)
  const time = expiryTimeOf(expiresAt)
  return Number.isNaN(time) ? twice(notReported) : [utcInstant(time), local(time)]
}

function utcInstant(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/u, 'Z')
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** `2027-06-29T16:59:59-07:00`: the clock of a zone, with its distance from UTC at that time. */
export function localInstant(time: number, zone: string): string {
  let formatter = formatters.get(zone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'longOffset'
    })
    formatters.set(zone, formatter)
  }
  const parts = new Map(formatter.formatToParts(time).map(({ type, value }) => [type, value]))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00'
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}${offset}`
}
