import type { ApiKey } from '../../shared/api-key.ts'
import { emptyRecordOf } from '../../shared/key-record.ts'
import type { RecordsNotKept, RecordsSetAside } from '../../shared/records-kept.ts'
import type { RecordStore, StoredKeyRecord } from '../ports.ts'

/** What a record needs to know of its key. */
export type RecordedKey = Pick<ApiKey, 'id' | 'name' | 'prefix'>

/** Makes of a record the next one. */
export type RecordChange = (record: StoredKeyRecord) => StoredKeyRecord

/** Who wants something kept: a person, whom the keychain may ask something, or the app itself, which disturbs nobody. */
export type Asker = 'person' | 'app'

interface PendingChange {
  readonly key: RecordedKey
  readonly change: RecordChange
}

/** Hears what becomes of a book. */
export interface BookListener {
  changed(): void
  setAside(found: RecordsSetAside): void
}

/**
 * The records of one profile. A change counts at once and is written soon after, many together where they come together.
 * Nothing is written before what is kept was read: a book that could not be read keeps its changes and makes them again
 * on top of what is read in the end.
 */
export class RecordBook {
  readonly profileId: string
  readonly #store: RecordStore
  readonly #listener: BookListener
  #records: ReadonlyMap<string, StoredKeyRecord> = new Map()
  #notKept: RecordsNotKept | null = null
  /** Changes made before what is kept could be read; `null` from then on. */
  #pending: PendingChange[] | null = []
  /** How many changes there were, and how many of them are on the disk: one that is being written is not there yet. */
  #made = 0
  #written = 0
  #mayAsk = false
  #last: Promise<RecordsNotKept | null> = Promise.resolve(null)
  #next: Promise<RecordsNotKept | null> | null = null

  constructor(profileId: string, store: RecordStore, listener: BookListener) {
    this.profileId = profileId
    this.#store = store
    this.#listener = listener
  }

  get records(): ReadonlyMap<string, StoredKeyRecord> {
    return this.#records
  }

  /** Why the records are in memory only. */
  get notKept(): RecordsNotKept | null {
    return this.#notKept
  }

  /** Whether everything is kept, so that the book can be read again from there. */
  get isKept(): boolean {
    return this.#made === this.#written && this.#next === null
  }

  /** Changes the record of a key. Resolves when it was tried to keep it. */
  change(asker: Asker, key: RecordedKey, change: RecordChange): Promise<RecordsNotKept | null> {
    this.#pending?.push({ key, change })
    this.#records = changed(this.#records, { key, change })
    this.#made += 1
    this.#listener.changed()
    return this.keep(asker)
  }

  /** Reads what is kept if that has not been possible yet, and writes what is not kept yet. */
  keep(asker: Asker): Promise<RecordsNotKept | null> {
    if (asker === 'person') this.#mayAsk = true
    // Whoever comes while one attempt is under way shares the next one.
    if (!this.#next) {
      const next = this.#last.then(
        () => this.#attempt(),
        () => this.#attempt()
      )
      this.#next = next
      this.#last = next
    }
    return this.#next
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    for (let last; last !== this.#last;) {
      last = this.#last
      // What failed was told to whoever asked for it.
      await last.catch(() => undefined)
    }
  }

  async #attempt(): Promise<RecordsNotKept | null> {
    const mayAsk = this.#mayAsk
    this.#next = null
    this.#mayAsk = false
    if (!(await this.#isRead(mayAsk))) return this.#notKept
    if (this.#made !== this.#written) await this.#write(mayAsk)
    return this.#notKept
  }

  async #isRead(mayAsk: boolean): Promise<boolean> {
    if (this.#pending === null) return true
    const found = await this.#store.read(this.profileId, mayAsk)
    if (found.setAside) this.#listener.setAside(found.setAside)
    if (found.notKept === null) {
      const kept = new Map(found.records.map((record) => [record.keyId, record]))
      this.#records = this.#pending.reduce<ReadonlyMap<string, StoredKeyRecord>>(changed, kept)
      this.#pending = null
    }
    this.#tell(found.notKept)
    return found.notKept === null
  }

  async #write(mayAsk: boolean): Promise<void> {
    const made = this.#made
    const notKept = await this.#store.write(this.profileId, [...this.#records.values()], mayAsk)
    if (notKept === null) this.#written = made
    this.#tell(notKept)
  }

  #tell(notKept: RecordsNotKept | null): void {
    this.#notKept = notKept
    this.#listener.changed()
  }
}

function changed(
  records: ReadonlyMap<string, StoredKeyRecord>,
  { key, change }: PendingChange
): ReadonlyMap<string, StoredKeyRecord> {
  const record = change(records.get(key.id) ?? { ...emptyRecordOf(key), fingerprint: null })
  return new Map(records).set(key.id, { ...record, hasFingerprint: record.fingerprint !== null })
}
