import type { RecordsNotKept, RecordsSetAside } from '../../shared/records-kept.ts'
import type { FoundRecords, RecordStore, StoredKeyRecord } from '../ports.ts'
import { Gate } from './gate.ts'

type Kept = readonly StoredKeyRecord[] | 'damaged' | 'newer-version'

const nothing: FoundRecords = { records: [], notKept: null, setAside: null }
const damaged: RecordsSetAside = { why: 'damaged', keptAs: 'records.corrupt-2026' }

/** Keeps records in memory; outlives the app when it is handed to the next one. */
export class InMemoryRecordStore implements RecordStore {
  /** Nothing is sealed or opened without asking the person, who then unlocks it. */
  isLocked = false
  /** There is no keychain. */
  hasNoKeychain = false
  isFull = false
  /** Every call waits in front of it. */
  readonly gate = new Gate()
  /** How often it was asked for what is kept, and how often something was written. */
  reads = 0
  writes = 0
  readonly #byProfile = new Map<string, Kept>()

  async read(profileId: string, mayAsk: boolean): Promise<FoundRecords> {
    this.reads += 1
    await this.gate.passed()
    const kept = this.#byProfile.get(profileId)
    if (kept === undefined) return nothing
    if (kept === 'newer-version') return { ...nothing, notKept: { reason: kept } }
    const notKept = this.#withoutKey(mayAsk)
    if (notKept) return { ...nothing, notKept }
    if (kept !== 'damaged') return { ...nothing, records: structuredClone(kept) }
    this.#byProfile.delete(profileId)
    return { ...nothing, setAside: damaged }
  }

  async write(
    profileId: string,
    records: readonly StoredKeyRecord[],
    mayAsk: boolean
  ): Promise<RecordsNotKept | null> {
    const copy = structuredClone(records)
    await this.gate.passed()
    const notKept = this.#withoutKey(mayAsk) ?? (this.isFull ? ({ reason: 'disk' } as const) : null)
    if (notKept) return notKept
    this.writes += 1
    this.#byProfile.set(profileId, copy)
    return null
  }

  async remove(profileId: string): Promise<boolean> {
    await this.gate.passed()
    if (this.isFull) return false
    this.#byProfile.delete(profileId)
    return true
  }

  /** What is kept for a profile. */
  kept(profileId: string): readonly StoredKeyRecord[] {
    const kept = this.#byProfile.get(profileId)
    return typeof kept === 'object' ? kept : []
  }

  /** Makes of what is kept something that cannot be opened. */
  spoil(profileId: string, how: 'damaged' | 'newer-version'): void {
    this.#byProfile.set(profileId, how)
  }

  #withoutKey(mayAsk: boolean): RecordsNotKept | null {
    if (this.hasNoKeychain) return { reason: 'keychain', problem: 'unavailable' }
    if (mayAsk) this.isLocked = false
    return this.isLocked ? { reason: 'keychain', problem: 'locked' } : null
  }
}
