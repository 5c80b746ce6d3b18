import type { RecordsNotKept } from '../../shared/key-record.ts'
import type { RecordStore, StoredKeyRecord } from '../ports.ts'

/** Keeps records in memory; outlives the app when it is handed to the next one. */
export class InMemoryRecordStore implements RecordStore {
  /** Why nothing can be kept, or `null`. */
  notKept: RecordsNotKept | null = null
  readonly #byProfile = new Map<string, readonly StoredKeyRecord[]>()

  read(profileId: string): ReturnType<RecordStore['read']> {
    const records = this.notKept === null ? (this.#byProfile.get(profileId) ?? []) : []
    return Promise.resolve({ records, notKept: this.notKept })
  }

  write(profileId: string, records: readonly StoredKeyRecord[]): Promise<RecordsNotKept | null> {
    if (this.notKept === null) this.#byProfile.set(profileId, structuredClone(records))
    return Promise.resolve(this.notKept)
  }
}
