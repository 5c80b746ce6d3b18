import { z } from 'zod'
import { withoutKeyValues } from '../../../shared/api-key.ts'
import { keyTestOutcomes, purposes } from '../../../shared/key-record.ts'
import { secretFormats } from '../../../shared/secret-format.ts'
import type { StoredKeyRecord } from '../../ports.ts'

const handoffPlace = z.discriminatedUnion('destination', [
  z.strictObject({ destination: z.literal('clipboard'), at: z.string(), format: z.enum(secretFormats) }),
  z.strictObject({
    destination: z.literal('keychain'),
    at: z.string(),
    service: z.string(),
    account: z.string()
  })
])

// No field in it is made for a value, and none that nobody knows is let through.
const storedRecord = z.strictObject({
  keyId: z.string(),
  name: z.string(),
  prefix: z.string().nullable(),
  createdHereAt: z.string().nullable(),
  notes: z.strictObject({
    purpose: z.enum(purposes).nullable(),
    noExpiryReason: z.string(),
    owner: z.string(),
    ticket: z.string(),
    consumers: z.string()
  }),
  handoffs: z.array(handoffPlace),
  hasFingerprint: z.boolean(),
  fingerprint: z.hex().length(64).nullable(),
  test: z
    .strictObject({ at: z.string(), outcome: z.enum(keyTestOutcomes), status: z.int().nullable() })
    .nullable(),
  firstUseAt: z.string().nullable()
})

const storedRecords: z.ZodType<readonly StoredKeyRecord[]> = z.array(storedRecord)

/** Makes of a content of one version that of the next; pure. */
export type Migration = (content: unknown) => unknown

/** The one at index 0 leads from version 1 to version 2. */
const migrations: readonly Migration[] = []

/** The version in which records are kept today. */
export const recordVersion = migrations.length + 1

/** Records as they are kept. Whatever a server or a person has put into a text, the value of a key is not kept. */
export function encodeRecords(records: readonly StoredKeyRecord[]): Buffer {
  // Parsed before it is kept: what cannot be read again is a fault of our own, and must not replace what can.
  return Buffer.from(withoutKeyValues(JSON.stringify(storedRecords.parse(records))))
}

/** The records in a content of that version, or `null` when it is not what `encodeRecords` made then. */
export function decodeRecords(
  content: Buffer,
  version: number,
  steps: readonly Migration[] = migrations
): readonly StoredKeyRecord[] | null {
  try {
    const kept: unknown = JSON.parse(content.toString('utf8'))
    const migrated = steps.slice(version - 1).reduce((older, step) => step(older), kept)
    const parsed = storedRecords.safeParse(migrated)
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
