import type { RecordsNotKept, RecordsSetAside } from '../../shared/key-record.ts'
import type { FoundRecords, RecordStore, StoredKeyRecord } from '../ports.ts'
import { Gate } from './gate.ts'

/** Keeps records in memory; outlives the app when it is handed to the next one. */
export class InMemoryRecordStore implements RecordStore {
  /** Why nothing can be kept or read where something is kept, or `null`. */
  notKept: RecordsNotKept | null = null
  /** What is found of the profile at the next read instead of records. */
  readonly damaged = new Map<string, RecordsSetAside>()
  /** Every call waits in front of it, as if the keychain had asked the person something. */
  readonly gate = new Gate()
  /** How often something was written. */
  writes = 0
  readonly #byProfile = new Map<string, readonly StoredKeyRecord[]>()

  async read(profileId: string): Promise<FoundRecords> {
    await this.gate.passed()
    const nothing: FoundRecords = { records: [], notKept: null, setAside: null }
    const records = this.#byProfile.get(profileId)
    if (!records) return nothing
    if (this.notKept) return { ...nothing, notKept: this.notKept }
    const setAside = this.damaged.get(profileId)
    if (!setAside) return { ...nothing, records }
    this.damaged.delete(profileId)
    this.#byProfile.delete(profileId)
    return { ...nothing, setAside }
  }

  async write(profileId: string, records: readonly StoredKeyRecord[]): Promise<RecordsNotKept | null> {
    const copy = structuredClone(records)
    await this.gate.passed()
    this.writes += 1
    if (this.notKept === null) this.#byProfile.set(profileId, copy)
    return this.notKept
  }

  /** What is kept for a profile. */
  kept(profileId: string): readonly StoredKeyRecord[] {
    return this.#byProfile.get(profileId) ?? []
  }
}
