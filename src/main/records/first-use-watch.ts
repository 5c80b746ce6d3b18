import type { ApiKey } from '../../shared/api-key.ts'
import { overdueAfterMs } from '../../shared/first-use.ts'
import type { KeyRecord } from '../../shared/key-record.ts'
import type { InventoryService } from '../inventory/inventory-service.ts'
import type { NoticeService } from '../notices/notice-service.ts'
import type { Clock } from '../ports.ts'
import type { ConnectionService } from '../session/connection-service.ts'
import { isOurs, nothingSeen, type Sightings } from './first-use.ts'
import type { RecordService } from './record-service.ts'

const minuteMs = 60_000
// After a test its own use is looked for once, so that it is told from the pipeline's for certain. Then soon at first,
// while somebody is setting up the pipeline, and later at a pace that no server notices.
const pausesMs = [3_000, ...[1, 2, 5, 10, 20, 30].map((minutes) => minutes * minuteMs)]
const afterTest = 0
const afterHandoff = 1
// A last use is the first one for certain only where an earlier list is not much older.
const exactMs = 10 * minuteMs

interface World {
  readonly records: Pick<RecordService, 'topic' | 'note'>
  readonly inventory: Pick<InventoryService, 'pick' | 'refresh' | 'whenListed' | 'fetchedAt'>
  readonly connection: Pick<ConnectionService, 'topic'>
  readonly notices: Pick<NoticeService, 'add'>
  readonly clock: Clock
  /** Whether a request of our own accord is in order: somebody is looking, signed in, and Hygiara answers. */
  readonly mayAsk: () => boolean
}

/** What is known about a key whose first use is awaited; lasts until the app quits. */
interface Awaited extends Sightings {
  readonly testedAt: string | null
  /** When a list last showed that nobody has used it; by the server's clock. */
  readonly unusedAt: number | null
}

/**
 * Waits for the first use of the keys that were created here. Looks at every list that is read, and while somebody
 * waits has it read now and then; says when a key was used that only this app had tried.
 */
export class FirstUseWatch {
  readonly #world: World
  #awaited = new Map<string, Awaited>()
  #expected: ReadonlySet<string> = new Set()
  #tests: ReadonlySet<string> = new Set()
  /** Which of the pauses is next. */
  #pause = afterHandoff
  #cancelTimer: () => void = () => undefined

  constructor(world: World) {
    this.#world = world
    world.records.topic.follow(() => this.#recordsChanged())
    world.inventory.whenListed(() => {
      this.#look()
      this.#wait()
    })
  }

  #recordsChanged(): void {
    this.#look()
    const expected = this.#expectedRecords()
    const ids = new Set(expected.map(({ keyId }) => keyId))
    const tests = new Set(expected.map(({ keyId, test }) => (test ? `${keyId} ${test.at}` : keyId)))
    const hasNewKey = [...ids].some((id) => !this.#expected.has(id))
    const hasNewTest = expected.some(
      ({ keyId, test }) => test !== null && !this.#tests.has(`${keyId} ${test.at}`)
    )
    this.#expected = ids
    this.#tests = tests
    if (hasNewTest) this.#pause = afterTest
    else if (hasNewKey) this.#pause = afterHandoff
    if (hasNewTest || hasNewKey || ids.size === 0) this.#wait()
  }

  /** Keys for which lists are read on purpose. Later the row asks its question, and ordinary lists are enough. */
  #expectedRecords(): readonly KeyRecord[] {
    const now = this.#world.clock.now()
    return this.#unused().filter(
      ({ createdHereAt, handoffs, test }) =>
        (handoffs.length > 0 || test !== null) && now - Date.parse(createdHereAt ?? '') < overdueAfterMs
    )
  }

  #unused(): readonly KeyRecord[] {
    return this.#world.records.topic.value.records.filter(
      ({ createdHereAt, firstUseAt }) => createdHereAt !== null && firstUseAt === null
    )
  }

  #wait(): void {
    this.#cancelTimer()
    if (!this.#isAnyExpected()) return
    const pauseMs = pausesMs[Math.min(this.#pause, pausesMs.length - 1)] ?? 0
    this.#cancelTimer = this.#world.clock.after(pauseMs, () => this.#refresh())
  }

  /** Revoked keys, and servers that report no uses, leave nothing to wait for. */
  #isAnyExpected(): boolean {
    const ids = new Set(this.#expectedRecords().map(({ keyId }) => keyId))
    return this.#world.inventory.pick(ids).some(({ lastUsedAt }) => lastUsedAt !== undefined)
  }

  #refresh(): void {
    const { inventory, mayAsk } = this.#world
    if (mayAsk() && this.#isAnyExpected()) {
      this.#pause += 1
      void inventory.refresh()
    }
    // A list that comes starts the wait anew; one that fails must not end it.
    this.#wait()
  }

  /** Goes through what the last list says about keys that nobody has used so far. */
  #look(): void {
    const { inventory } = this.#world
    const unused = this.#unused()
    this.#awaited = new Map(
      unused.map((record) => [record.keyId, sightingsOf(record, this.#awaited.get(record.keyId))])
    )
    const { fetchedAt } = inventory
    if (fetchedAt === null || unused.length === 0) return
    const records = new Map(unused.map((record) => [record.keyId, record]))
    for (const key of inventory.pick(new Set(records.keys()))) {
      const record = records.get(key.id)
      if (record) this.#lookAt(key, record, this.#atServer(fetchedAt))
    }
  }

  #lookAt(key: ApiKey, record: KeyRecord, listedAt: number): void {
    const known = this.#awaited.get(key.id)
    const lastUsedAt = key.lastUsedAt ? Date.parse(key.lastUsedAt) : null
    if (!known || key.lastUsedAt === undefined || Number.isNaN(lastUsedAt)) return
    const testedAt = record.test ? this.#atServer(record.test.at) : null
    if (lastUsedAt === null) {
      // A list from before the test says nothing about what followed it.
      const blankAt = testedAt === null || listedAt > testedAt ? listedAt : known.blankAt
      this.#awaited.set(key.id, { ...known, blankAt, unusedAt: listedAt })
      return
    }
    if (testedAt !== null && isOurs(lastUsedAt, testedAt, known)) {
      this.#awaited.set(key.id, { ...known, ownMark: known.ownMark ?? lastUsedAt, unusedAt: listedAt })
      return
    }
    this.#tell(key, record, lastUsedAt, known.unusedAt)
  }

  #tell(key: ApiKey, record: KeyRecord, usedAt: number, unusedAt: number | null): void {
    const at = new Date(usedAt).toISOString()
    const since = Math.max(unusedAt ?? 0, this.#atServer(record.createdHereAt ?? at))
    const isExact = usedAt - since <= exactMs
    this.#awaited.delete(key.id)
    this.#world.records.note(key, { firstUseAt: at })
    this.#world.notices.add({ kind: 'key-first-used', keyId: key.id, keyName: key.name, at, isExact })
  }

  #atServer(instant: string): number {
    return Date.parse(instant) + (this.#world.connection.topic.value.clockSkewMs ?? 0)
  }
}

/** What was seen before a test says nothing about the test. */
function sightingsOf({ test }: KeyRecord, known: Awaited | undefined): Awaited {
  const testedAt = test?.at ?? null
  if (known?.testedAt === testedAt) return known
  return { ...nothingSeen, testedAt, unusedAt: known?.unusedAt ?? null }
}
