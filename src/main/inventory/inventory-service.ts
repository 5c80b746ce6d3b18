import { isDeepStrictEqual } from 'node:util'
import type { ApiKey, Instant } from '../../shared/api-key.ts'
import type { AppError } from '../../shared/app-error.ts'
import {
  chunkSize,
  type InventoryChunk,
  type InventoryFacts,
  type RowChange
} from '../../shared/inventory.ts'
import type { SnapshotProblem } from '../../shared/inventory-snapshots.ts'
import type { KeptRows } from '../../shared/kept-rows.ts'
import { done, err, type Result } from '../../shared/result.ts'
import type { Clock, Publish } from '../ports.ts'
import type { SessionService } from '../session/session-service.ts'
import { KeptKeys } from './kept-keys.ts'
import { updateRows } from './update-rows.ts'

interface Refresh {
  readonly abort: AbortController
  readonly result: Promise<Result<null>>
}

const nothingYet: InventoryFacts = {
  status: 'idle',
  total: 0,
  received: null,
  fetchedAt: null,
  isPartial: false,
  source: 'server',
  notKept: null,
  error: null
}

/**
 * The keys of the signed-in organisation. A refresh replaces them as a whole or not at all: whatever fails on the
 * way, the rows before it stay. Only where there were none before, what has come until then is shown, as a part.
 */
export class InventoryService {
  #keys: readonly ApiKey[] = []
  /** Instead of `#keys` while nothing has changed what was kept. */
  #kept: KeptKeys | null = null
  #facts = nothingYet
  #revision = 0
  #refresh: Refresh | null = null
  /** What was created and revoked while a refresh was under way: the list that it brings may be older than that. */
  #meanwhile: RowChange[] = []
  /** Whether the page has still to read what was shown of what is kept. */
  #isUnread = false
  #read: () => void = () => undefined
  readonly #listListeners: (() => void)[] = []
  readonly #rowListeners: (() => void)[] = []
  readonly #session: SessionService
  readonly #clock: Clock
  readonly #publish: Publish

  constructor(session: SessionService, clock: Clock, publish: Publish) {
    this.#session = session
    this.#clock = clock
    this.#publish = publish
  }

  find(id: string): ApiKey | undefined {
    return this.#kept ? this.#kept.withIds(new Set([id]))[0] : this.#keys.find((key) => key.id === id)
  }

  /** The keys with these ids, as far as they are in the list. */
  pick(ids: ReadonlySet<string>): readonly ApiKey[] {
    if (ids.size === 0) return []
    return this.#kept?.withIds(ids) ?? this.#keys.filter(({ id }) => ids.has(id))
  }

  /** Whether the page has still to read the keys that were kept. */
  get isUnread(): boolean {
    return this.#isUnread
  }

  /** How many keys the list has. */
  get total(): number {
    return this.#facts.total
  }

  /** When the list was complete at the server; `null` before the first time. */
  get fetchedAt(): Instant | null {
    return this.#facts.fetchedAt
  }

  /** Runs `listener` whenever a whole list has come. */
  whenListed(listener: () => void): void {
    this.#listListeners.push(listener)
  }

  /** Runs `listener` whenever a key was added or taken away. */
  whenRowsChange(listener: () => void): void {
    this.#rowListeners.push(listener)
  }

  /** All keys as they are, and when the server had them so; `null` while they do not come from there. */
  fromServer(): { readonly keys: readonly ApiKey[]; readonly fetchedAt: Instant } | null {
    const { fetchedAt, source } = this.#facts
    return fetchedAt !== null && source === 'server' ? { keys: this.#keys, fetchedAt } : null
  }

  /** Shows keys that were kept, unless there are newer ones already. */
  showKept({ chunks, fetchedAt }: KeptRows): void {
    if (this.#facts.fetchedAt !== null) return
    this.#isUnread = true
    const kept = new KeptKeys(chunks)
    if (this.#meanwhile.length > 0) this.#setKeys(this.#meanwhile.reduce(withChange, kept.all()))
    else this.#kept = kept
    const status = this.#facts.status === 'loading' ? 'loading' : 'ready'
    const total = this.#kept ? kept.total : this.#keys.length
    this.#change(
      { ...this.#facts, status, total, fetchedAt, isPartial: false, source: 'kept' },
      { kind: 'replaced' }
    )
  }

  /** Says whether the keys are kept on this computer. */
  sayKept(notKept: SnapshotProblem | null): void {
    if (!isDeepStrictEqual(this.#facts.notKept, notKept)) this.#change({ ...this.#facts, notKept }, null)
  }

  /** The keys of a name: more than one where nobody took care. */
  named(name: string): readonly ApiKey[] {
    return this.#kept?.named(name) ?? this.#keys.filter((key) => key.name === name)
  }

  /** Resolves when the page has read the keys that were kept to their end; at once where it has, or there are none. */
  whenRead(): Promise<void> {
    return new Promise((resolve) => {
      if (!this.#isUnread) resolve()
      this.#read = resolve
    })
  }

  /** At most `chunkSize` rows from `offset` on, of the revision that the answer names. */
  readChunk(offset: number): InventoryChunk {
    if (offset + chunkSize >= this.#facts.total) {
      this.#isUnread = false
      this.#read()
    }
    const chunk = { revision: this.#revision, facts: this.#facts, offset }
    if (!this.#kept) return { ...chunk, keys: this.#keys.slice(offset, offset + chunkSize) }
    const columns = this.#kept.textFrom(offset, chunkSize)
    // Kept in chunks that do not fit: by another version.
    if (!columns) return { ...chunk, keys: this.#kept.all().slice(offset, offset + chunkSize) }
    return { ...chunk, keys: [], columns }
  }

  /** Reads the list from the server. A refresh under way is joined, not doubled. */
  refresh(): Promise<Result<null>> {
    if (this.#refresh && !this.#refresh.abort.signal.aborted) return this.#refresh.result
    this.#meanwhile = []
    const abort = new AbortController()
    const result = this.#fetch(abort.signal).finally(() => {
      if (this.#refresh?.abort === abort) this.#refresh = null
    })
    this.#refresh = { abort, result }
    return result
  }

  /** Reads the list where it is older than this and not being read. */
  refreshIfOlderThan(ms: number): void {
    const { fetchedAt } = this.#facts
    const isOld = fetchedAt === null || this.#clock.now() - Date.parse(fetchedAt) > ms
    if (isOld && !this.#refresh) void this.refresh()
  }

  /** Reads what the server has from now on: a refresh that is under way may have missed what just happened. */
  async refreshAnew(): Promise<Result<null>> {
    await this.#refresh?.result
    return this.refresh()
  }

  cancelRefresh(): void {
    this.#refresh?.abort.abort()
  }

  /** Forgets everything: another person, or nobody, is signed in. */
  forget(): void {
    this.cancelRefresh()
    this.#refresh = null
    this.#setKeys([])
    this.#change(nothingYet, { kind: 'replaced' })
  }

  /** Shows a key that was just created without waiting for the next refresh. */
  add(key: ApiKey): void {
    this.#changeRows({ kind: 'added', key })
  }

  /** Takes away a key that was just revoked. */
  remove(id: string): void {
    this.#changeRows({ kind: 'removed', id })
  }

  #changeRows(change: RowChange): void {
    if (this.#refresh) this.#meanwhile.push(change)
    const before = this.#kept?.all() ?? this.#keys
    const keys = withChange(before, change)
    if (keys === before) return
    this.#setKeys(keys)
    this.#change({ ...this.#facts, total: keys.length }, change)
    for (const listener of this.#rowListeners) listener()
  }

  async #fetch(signal: AbortSignal): Promise<Result<null>> {
    this.#change({ ...this.#facts, status: 'loading', received: 0 }, null)
    let arrived: Iterable<ApiKey> = []
    const listed = await this.#session.reading((api, access) =>
      api.listKeys(access, signal, (received, keys) => {
        if (signal.aborted) return
        arrived = keys
        this.#change({ ...this.#facts, received }, null)
      })
    )
    // A refresh that was abandoned by `forget` must not write into the inventory of the next person.
    const isAbandoned = (): boolean => this.#refresh?.abort.signal !== signal
    if (isAbandoned()) return err({ code: 'cancelled' })
    if (!listed.ok) {
      const status = this.#statusAfter(listed.error)
      const facts = { ...this.#facts, status, received: null, error: listed.error }
      if (status === 'failed') this.#showPart(facts, [...arrived])
      else this.#change(facts, null)
      return listed
    }
    const shown = this.#kept ?? this.#keys
    const before = this.#kept ? await this.#kept.allInTurns() : this.#keys
    const updated = await updateRows(before, listed.value)
    if (isAbandoned()) return err({ code: 'cancelled' })
    const isAlone = (this.#kept ?? this.#keys) === shown && this.#meanwhile.length === 0
    this.#setKeys(this.#meanwhile.reduce(withChange, updated.keys))
    this.#change(
      {
        status: 'ready',
        total: this.#keys.length,
        received: null,
        fetchedAt: new Date(this.#clock.now()).toISOString(),
        isPartial: false,
        source: 'server',
        notKept: this.#facts.notKept,
        error: null
      },
      isAlone ? updated.change : { kind: 'replaced' }
    )
    for (const listener of this.#listListeners) listener()
    return done
  }

  /** Never fewer than before: a second try may fail earlier than the first. */
  #showPart(facts: InventoryFacts, arrived: readonly ApiKey[]): void {
    if (arrived.length === 0 || arrived.length < this.#keys.length) {
      this.#change(facts, null)
      return
    }
    this.#setKeys(this.#meanwhile.reduce(withChange, arrived))
    this.#change({ ...facts, total: this.#keys.length, isPartial: true }, { kind: 'replaced' })
  }

  #setKeys(keys: readonly ApiKey[]): void {
    this.#keys = keys
    this.#kept = null
  }

  #statusAfter(error: AppError): InventoryFacts['status'] {
    if (this.#facts.fetchedAt !== null) return 'ready'
    return error.code === 'cancelled' ? 'idle' : 'failed'
  }

  #change(facts: InventoryFacts, change: RowChange | null): void {
    this.#facts = facts
    this.#revision += 1
    this.#publish('inventory:changed', { revision: this.#revision, facts, change })
  }
}

/** The same array where the change changes nothing. */
function withChange(keys: readonly ApiKey[], change: RowChange): readonly ApiKey[] {
  switch (change.kind) {
    case 'added':
      return keys.some(({ id }) => id === change.key.id) ? keys : [change.key, ...keys]
    case 'removed':
      return keys.some(({ id }) => id === change.id) ? keys.filter(({ id }) => id !== change.id) : keys
    case 'replaced':
    case 'updated':
      return keys
  }
}
