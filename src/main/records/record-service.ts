import type { ApiKey } from '../../shared/api-key.ts'
import {
  emptyNotes,
  type HandoffPlace,
  type KeyNotes,
  type KeyRecord,
  type KeyRecords
} from '../../shared/key-record.ts'
import type { RecordsNotKept } from '../../shared/records-kept.ts'
import { done, err, type Result } from '../../shared/result.ts'
import type { NoticeService } from '../notices/notice-service.ts'
import type { Clock, DataKey, Publish, RecordStore, StoredKeyRecord } from '../ports.ts'
import type { SecretValue } from '../secret-value.ts'
import { SnapshotTopic } from '../snapshot-topic.ts'
import { RecordBook, type Asker, type RecordChange, type RecordedKey } from './record-book.ts'

const nothing: KeyRecords = { records: [], notKept: null }

/**
 * The local records of the profile that is signed in: notes, places of hand-off, fingerprints. A change counts at
 * once and is written soon after; where it cannot be kept, the records say so and stay for this run.
 */
export class RecordService {
  readonly topic: SnapshotTopic<KeyRecords>
  readonly #store: RecordStore
  readonly #dataKey: DataKey
  readonly #clock: Clock
  readonly #notices: NoticeService
  /** The open one, and those of others that are not kept yet. */
  readonly #books = new Map<string, RecordBook>()
  #open: RecordBook | null = null

  constructor(store: RecordStore, dataKey: DataKey, clock: Clock, notices: NoticeService, publish: Publish) {
    this.#store = store
    this.#dataKey = dataKey
    this.#clock = clock
    this.#notices = notices
    this.topic = new SnapshotTopic(nothing, (snapshot) => publish('records:changed', snapshot))
  }

  /**
   * Reads what is kept for a profile; what was changed before that ended stays on top of it. A keychain that would ask
   * something is not used: signing in is no reason for a prompt.
   */
  async open(profileId: string): Promise<void> {
    this.forget()
    const book = this.#books.get(profileId) ?? this.#newBook(profileId)
    this.#books.set(profileId, book)
    this.#open = book
    this.#publish()
    await book.keep('app')
  }

  /** Lets go of the records of whoever was signed in; what is kept stays kept. */
  forget(): void {
    this.#open = null
    this.#dropKeptBooks()
    this.#publish()
  }

  find(keyId: string): KeyRecord | null {
    const record = this.#open?.records.get(keyId)
    return record ? shownOf(record) : null
  }

  /**
   * Notes that this app has just created a key, beside the secret step: nobody waits for it and the keychain asks
   * nothing. The keyed fingerprint of the value follows when the keychain gives its key while the value is still held;
   * without one the record says that it has none.
   */
  created(key: ApiKey, notes: KeyNotes, secret: SecretValue): void {
    const createdHereAt = this.#instant()
    void this.#change('app', key, (record) => ({ ...record, createdHereAt, notes }))
    this.#noteFingerprint(key, secret)
  }

  /** Notes what an earlier run could not any more, now that the value of its key is held again. */
  resumed(key: ApiKey, secret: SecretValue): void {
    const createdHereAt = key.createdAt ?? this.#instant()
    void this.#change('app', key, (record) => ({
      ...record,
      createdHereAt: record.createdHereAt ?? createdHereAt
    }))
    this.#noteFingerprint(key, secret)
  }

  /** Replaces the notes of a key. Resolves once they are kept; an error says that they are in memory only. */
  editNotes(key: ApiKey, notes: KeyNotes): Promise<Result<null>> {
    // Only what the person has changed: where the notes could not be read yet, they have not seen the others.
    const edited = differenceOf(this.find(key.id)?.notes ?? emptyNotes, notes)
    return this.#change('person', key, (record) => ({ ...record, notes: { ...record.notes, ...edited } }))
  }

  /**
   * Notes that the value of a key of that profile went somewhere. The latest hand-off to the same place replaces the one
   * before.
   */
  addHandoff(profileId: string, key: ApiKey, place: HandoffPlace): void {
    // A keychain may have answered after a sign-out: the place belongs to no other profile's records.
    if (this.#open?.profileId !== profileId) return
    void this.#change('app', key, (record) => ({
      ...record,
      handoffs: [...record.handoffs.filter((other) => !isSamePlace(other, place)), place]
    }))
  }

  /** Changes facts that are noted about a key by the app itself. */
  note(key: RecordedKey, facts: Partial<Pick<StoredKeyRecord, 'test' | 'firstUseAt'>>): void {
    void this.#change('app', key, (record) => ({ ...record, ...facts }))
  }

  /** Tries once more to keep what is not kept. */
  async tryAgain(): Promise<Result<null>> {
    return this.#open ? resultOf(await this.#open.keep('person')) : err({ code: 'not_signed_in' })
  }

  /** Deletes what is kept for a profile that is not signed in, and what was to be kept; whether that worked. */
  async remove(profileId: string): Promise<boolean> {
    const book = this.#books.get(profileId)
    this.#books.delete(profileId)
    // What is being written would come after.
    await book?.settled()
    return this.#store.remove(profileId)
  }

  /** Resolves when everything that can be kept is. */
  async settled(): Promise<void> {
    await Promise.all([...this.#books.values()].map((book) => book.settled()))
  }

  async #change(asker: Asker, key: RecordedKey, change: RecordChange): Promise<Result<null>> {
    if (!this.#open) return err({ code: 'not_signed_in' })
    return resultOf(await this.#open.change(asker, key, change))
  }

  #noteFingerprint(key: ApiKey, secret: SecretValue): void {
    // Whoever has signed in by the time that the keychain answers: it belongs to these records.
    const book = this.#open
    void this.#fingerprintOf(secret).then((fingerprint) => {
      if (fingerprint !== null) void book?.change('app', key, (record) => ({ ...record, fingerprint }))
    })
  }

  #instant(): string {
    return new Date(this.#clock.now()).toISOString()
  }

  async #fingerprintOf(secret: SecretValue): Promise<string | null> {
    const made = await this.#dataKey.use('fingerprint', 'make', false, (subKey) =>
      // The step may have been closed while the keychain was asking: what is left then is no key.
      secret.isWiped ? null : secret.hmac(subKey)
    )
    return made.ok ? made.value : null
  }

  #newBook(profileId: string): RecordBook {
    const book = new RecordBook(profileId, this.#store, {
      changed: () => {
        if (book === this.#open) this.#publish()
        else this.#dropKeptBooks()
      },
      setAside: (found) => {
        this.#notices.add({ kind: 'records-were-unreadable', ...found })
      }
    })
    return book
  }

  /** What is not kept lasts until the app quits, so that whoever signs in again finds it. */
  #dropKeptBooks(): void {
    for (const [profileId, book] of this.#books) {
      if (book !== this.#open && book.isKept) this.#books.delete(profileId)
    }
  }

  #publish(): void {
    const records = [...(this.#open?.records.values() ?? [])].map(shownOf)
    this.topic.set({ records, notKept: this.#open?.notKept ?? null })
  }
}

function shownOf({ fingerprint: _, ...record }: StoredKeyRecord): KeyRecord {
  return record
}

function differenceOf(seen: KeyNotes, notes: KeyNotes): Partial<KeyNotes> {
  const fields = Object.keys(notes) as (keyof KeyNotes)[]
  return Object.fromEntries(
    fields.filter((field) => notes[field] !== seen[field]).map((field) => [field, notes[field]])
  )
}

function resultOf(notKept: RecordsNotKept | null): Result<null> {
  return notKept === null ? done : err({ code: 'records_not_kept', notKept })
}

function isSamePlace(a: HandoffPlace, b: HandoffPlace): boolean {
  if (a.destination === 'clipboard') return b.destination === 'clipboard' && a.format === b.format
  return b.destination === 'keychain' && a.service === b.service && a.account === b.account
}
