import type { ApiKey } from './api-key.ts'
import type { Delivery } from './handoff.ts'
import type { Instant } from './instant.ts'
import type { RecordsNotKept } from './records-kept.ts'
import type { SecretFormat } from './secret-format.ts'

/** What a key is for. Each purpose has its own usual life. */
export const purposes = ['temporary-script', 'ci-pipeline', 'reporting', 'long-running-service'] as const
export type Purpose = (typeof purposes)[number]

/** What a person notes about a key; the server has no fields for it. */
export interface KeyNotes {
  readonly purpose: Purpose | null
  /** Why the key never expires; empty where it does, or where nobody said. */
  readonly noExpiryReason: string
  readonly owner: string
  readonly ticket: string
  /** What uses the key, one a line. */
  readonly consumers: string
}

export const emptyNotes: KeyNotes = {
  purpose: null,
  noExpiryReason: '',
  owner: '',
  ticket: '',
  consumers: ''
}

/** Most characters (code points) of one note. */
export const longestNote = 500

/** A place to which the value went; never the value. */
export type HandoffPlace =
  | { readonly destination: 'clipboard'; readonly at: Instant; readonly format: SecretFormat }
  | {
      readonly destination: 'keychain'
      readonly at: Instant
      readonly service: string
      readonly account: string
    }

/** The place to which a delivery went. */
export function placeOf(delivery: Delivery): HandoffPlace {
  const { at } = delivery
  if (delivery.destination === 'clipboard') return { destination: 'clipboard', at, format: delivery.format }
  return { destination: 'keychain', at, service: delivery.service, account: delivery.account }
}

/** What came of trying the key. */
export const keyTestOutcomes = ['valid', 'rejected', 'unreachable'] as const
export type KeyTestOutcome = (typeof keyTestOutcomes)[number]

/** A test as it is noted: when, and what came of it. */
export interface NotedKeyTest {
  readonly at: Instant
  readonly outcome: KeyTestOutcome
  readonly status: number | null
}

/** The local record of a key: what this app and its person know about it and the server does not. Never its value. */
export interface KeyRecord {
  readonly keyId: string
  /** As they were when the record was made: a revoked key is no longer in the list. */
  readonly name: string
  readonly prefix: string | null
  /** When this app created the key; `null` for one made elsewhere. */
  readonly createdHereAt: Instant | null
  readonly notes: KeyNotes
  readonly handoffs: readonly HandoffPlace[]
  /** Whether a keyed fingerprint of the value is kept, by which a found value can be recognised for certain. */
  readonly hasFingerprint: boolean
  /** The last test; its use is ours and not a pipeline's. */
  readonly test: NotedKeyTest | null
  /** The first use that was seen and was not our test. */
  readonly firstUseAt: Instant | null
}

/** The local records of the profile that is signed in. */
export interface KeyRecords {
  readonly records: readonly KeyRecord[]
  readonly notKept: RecordsNotKept | null
}

/** A record without anything in it yet. */
export function emptyRecordOf(key: Pick<ApiKey, 'id' | 'name' | 'prefix'>): KeyRecord {
  return {
    keyId: key.id,
    name: key.name,
    prefix: key.prefix ?? null,
    createdHereAt: null,
    notes: emptyNotes,
    handoffs: [],
    hasFingerprint: false,
    test: null,
    firstUseAt: null
  }
}
