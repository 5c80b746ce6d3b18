import { createHash } from 'node:crypto'
import type { DataKey, StoredKeyRecord } from '../../src/main/ports.ts'
import { emptyNotes } from '../../src/shared/key-record.ts'

/** What a life is told to do. */
export interface RecordOrder {
  readonly folder: string
  readonly profileId: string
  /** The generation to begin with. */
  readonly first: number
  /** Writes over the old file, as nobody should. */
  readonly violation: boolean
}

/** What it tells. */
export type RecordReport = { readonly kept: number } | { readonly failed: string }

const recordCount = 300

/** Records that all say of which generation they are. */
export function generationOf(generation: number): StoredKeyRecord[] {
  return Array.from({ length: recordCount }, (_, index) => ({
    keyId: `k${String(index)}`,
    name: `key ${String(index)}`,
    prefix: null,
    createdHereAt: null,
    notes: { ...emptyNotes, owner: String(generation) },
    handoffs: [],
    hasFingerprint: false,
    fingerprint: null,
    test: null,
    firstUseAt: null
  }))
}

/** Of which generation records are; `null` when they are not one whole generation. */
export function wholeGeneration(records: readonly StoredKeyRecord[]): number | null {
  const owners = new Set(records.map(({ notes }) => notes.owner))
  return owners.size === 1 && records.length === recordCount ? Number([...owners][0]) : null
}

/** A data key that every life knows. */
export function keyOf(): DataKey {
  return {
    use: (label, _ifAbsent, _mayAsk, work) =>
      Promise.resolve({ ok: true, value: work(createHash('sha256').update(label).digest()) }),
    wipe: () => undefined
  }
}
