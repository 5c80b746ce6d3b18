import type { ApiKey } from './api-key.ts'
import { foldText } from './fold-text.ts'
import { emptyNotes, type KeyNotes, type KeyRecord } from './key-record.ts'
import type { SignedInUser } from './session.ts'
import { keyTimesOf, type KeyTimes } from './key-times.ts'

/** A key with all that sorting, filtering and searching ask of it, worked out once. */
export interface KeyEntry {
  readonly id: string
  readonly key: ApiKey
  /** What this app knows about it; `null` where it knows nothing. */
  readonly record: KeyRecord | null
  /** Of the record, or empty ones. */
  readonly notes: KeyNotes
  readonly times: KeyTimes
  /** Folded name, prefix, owner and consumers, a line each: what free words are looked for in. */
  readonly text: string
  /** The person at the app created it here, or is noted as its owner. */
  readonly isMine: boolean
}

/** Who is at the app, as an owner can be noted. */
export type Person = Pick<SignedInUser, 'name' | 'email'>

/** All entries, the newest key first; keys whose age is not reported keep their order, at the end. */
export interface KeyIndex {
  readonly entries: readonly KeyEntry[]
  readonly byId: ReadonlyMap<string, KeyEntry>
  /** How many keys begin with each prefix that more than one has. */
  readonly sharedPrefixes: ReadonlyMap<string, number>
}

export const emptyIndex: KeyIndex = { entries: [], byId: new Map(), sharedPrefixes: new Map() }

/** Puts keys and what is noted about them together. Entries that are still right are taken over from `before`. */
export function indexKeys(
  keys: readonly ApiKey[],
  records: readonly KeyRecord[],
  before: KeyIndex = emptyIndex,
  person: Person | null = null
): KeyIndex {
  const recordOf = new Map(records.map((record) => [record.keyId, record]))
  const names = new Set(
    [person?.name, person?.email].filter((name) => name).map((name) => foldText(name ?? '').trim())
  )
  const byId = new Map<string, KeyEntry>()
  const prefixes = new Set<string>()
  const sharedPrefixes = new Map<string, number>()
  for (const key of keys) {
    byId.set(key.id, entryOf(key, recordOf.get(key.id) ?? null, before.byId.get(key.id), names))
    if (key.prefix === undefined) continue
    if (prefixes.has(key.prefix)) sharedPrefixes.set(key.prefix, (sharedPrefixes.get(key.prefix) ?? 1) + 1)
    else prefixes.add(key.prefix)
  }
  return { entries: newestFirst([...byId.values()]), byId, sharedPrefixes }
}

function entryOf(
  key: ApiKey,
  record: KeyRecord | null,
  known: KeyEntry | undefined,
  names: ReadonlySet<string>
): KeyEntry {
  const isMine = record !== null && isOf(record, names)
  if (known?.key === key && known.record === record && known.isMine === isMine) return known
  const notes = record?.notes ?? emptyNotes
  // No search can type a line end, so no match spans two of them.
  const text = foldText(`${key.name}\n${key.prefix ?? ''}\n${notes.owner}\n${notes.consumers}`)
  return { id: key.id, key, record, notes, times: keyTimesOf(key), text, isMine }
}

/** More than one owner can be noted: `Ada, Grace`. */
function isOf({ createdHereAt, notes }: KeyRecord, names: ReadonlySet<string>): boolean {
  if (createdHereAt !== null) return true
  return notes.owner !== '' && notes.owner.split(/[,;/&]/u).some((owner) => names.has(foldText(owner).trim()))
}

function newestFirst(entries: KeyEntry[]): readonly KeyEntry[] {
  const ageless = entries.filter(({ times }) => Number.isNaN(times.created))
  const aged = entries.filter(({ times }) => !Number.isNaN(times.created))
  const sorted = aged.sort((one, other) => other.times.created - one.times.created)
  return ageless.length === 0 ? sorted : [...sorted, ...ageless]
}
