import type { ApiKey } from '../../shared/api-key.ts'
import {
  emptyRecordOf,
  type HandoffPlace,
  type KeyNotes,
  type KeyRecord,
  type KeyRecords
} from '../../shared/key-record.ts'
import { done, err, type Result } from '../../shared/result.ts'
import type { Clock, Publish, RecordStore, StoredKeyRecord } from '../ports.ts'
import { SnapshotTopic } from '../snapshot-topic.ts'

const nothing: KeyRecords = { records: [], notKept: null }

/**
 * The local records of the profile that is signed in: notes, places of hand-off, fingerprints. A change counts at
 * once and is written soon after; where it cannot be kept, the records say so and stay for this run.
 */
export class RecordService {
  readonly topic: SnapshotTopic<KeyRecords>
  readonly #store: RecordStore
  readonly #clock: Clock
  #profileId: string | null = null
  #records = new Map<string, StoredKeyRecord>()
  #writing: Promise<unknown> = Promise.resolve()

  constructor(store: RecordStore, clock: Clock, publish: Publish) {
    this.#store = store
    this.#clock = clock
    this.topic = new SnapshotTopic(nothing, (snapshot) => publish('records:changed', snapshot))
  }

  /** Reads what is kept for a profile; what was changed before that ended stays on top of it. */
  async open(profileId: string): Promise<void> {
    this.forget()
    this.#profileId = profileId
    const read = await this.#store.read(profileId)
    // Somebody else may have signed in while the keychain was asking.
    if (this.#profileId !== profileId) return
    for (const record of read.records) {
      if (!this.#records.has(record.keyId)) this.#records.set(record.keyId, record)
    }
    this.#publish(read.notKept)
  }

  /** Lets go of the records of whoever was signed in; what is kept stays kept. */
  forget(): void {
    this.#profileId = null
    this.#records = new Map()
    this.#publish(null)
  }

  find(keyId: string): KeyRecord | null {
    return this.#records.get(keyId) ?? null
  }

  /** Notes that this app has just created a key. */
  created(key: ApiKey, notes: KeyNotes): void {
    const createdHereAt = new Date(this.#clock.now()).toISOString()
    void this.#change(key, (record) => ({ ...record, createdHereAt, notes }))
  }

  /** Replaces the notes of a key. Resolves once they are kept; an error says that they are in memory only. */
  editNotes(key: ApiKey, notes: KeyNotes): Promise<Result<null>> {
    return this.#change(key, (record) => ({ ...record, notes }))
  }

  /** Notes that the value of a key went somewhere. The latest hand-off of a kind to the same place replaces the one before. */
  addHandoff(key: ApiKey, place: HandoffPlace): void {
    void this.#change(key, (record) => ({
      ...record,
      handoffs: [...record.handoffs.filter((other) => !isSamePlace(other, place)), place]
    }))
  }

  /** Changes facts that are noted about a key by the app itself. */
  note(
    key: Pick<ApiKey, 'id' | 'name' | 'prefix'>,
    facts: Partial<Pick<StoredKeyRecord, 'fingerprint' | 'test' | 'firstUseAt'>>
  ): void {
    void this.#change(key, (record) => ({ ...record, ...facts }))
  }

  async #change(
    key: Pick<ApiKey, 'id' | 'name' | 'prefix'>,
    change: (record: StoredKeyRecord) => StoredKeyRecord
  ): Promise<Result<null>> {
    const profileId = this.#profileId
    if (profileId === null) return err({ code: 'not_signed_in' })
    const record = this.#records.get(key.id) ?? { ...emptyRecordOf(key), fingerprint: null }
    const changed = change(record)
    this.#records.set(key.id, { ...changed, hasFingerprint: changed.fingerprint !== null })
    this.#publish(this.topic.value.notKept)
    const writing = this.#writing.then(() => this.#store.write(profileId, [...this.#records.values()]))
    this.#writing = writing
    const notKept = await writing
    if (this.#profileId === profileId) this.#publish(notKept)
    return notKept === null ? done : err({ code: 'records_not_kept', notKept })
  }

  #publish(notKept: KeyRecords['notKept']): void {
    const records = [...this.#records.values()].map(({ fingerprint: _, ...record }) => record)
    this.topic.set({ records, notKept })
  }
}

function isSamePlace(a: HandoffPlace, b: HandoffPlace): boolean {
  if (a.destination === 'clipboard') return b.destination === 'clipboard' && a.format === b.format
  return b.destination === 'keychain' && a.service === b.service && a.account === b.account
}
