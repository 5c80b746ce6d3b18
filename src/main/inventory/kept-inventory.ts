import type { ChangedKey, KeyChange } from '../../shared/inventory-diff.ts'
import { mostChanges, type InventoryChanges, type SnapshotHeader } from '../../shared/inventory-snapshots.ts'
import type { KeySighting } from '../../shared/key-history.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import type { Clock, SnapshotOwner, SnapshotStore } from '../ports.ts'
import type { Profiles } from '../session/profiles.ts'
import type { InventoryService } from './inventory-service.ts'

// Several keys are often created or revoked one after the other.
const keepAfterMs = 2_000

/**
 * Keeps the inventory on this computer, and what it was on earlier days: what the server gave is written, sealed, and
 * shown again at the next start until there is something newer. What cannot be kept is said, and shown all the same.
 */
export class KeptInventory {
  readonly #inventory: InventoryService
  readonly #snapshots: SnapshotStore
  readonly #profiles: Profiles
  readonly #clock: Clock
  #owner: SnapshotOwner | null = null
  #cancelKeeping: () => void = () => undefined
  #isLocked = false
  #opening: Promise<void> = Promise.resolve()

  constructor(inventory: InventoryService, snapshots: SnapshotStore, profiles: Profiles, clock: Clock) {
    this.#inventory = inventory
    this.#snapshots = snapshots
    this.#profiles = profiles
    this.#clock = clock
    inventory.whenListed(() => void this.#keep(false))
    inventory.whenRowsChange(() => {
      this.#keepSoon()
    })
  }

  /**
   * Shows what is kept of an owner's keys, and keeps theirs from now on.
   * @param mayAsk whether the keychain may ask the person something
   */
  open(owner: SnapshotOwner, mayAsk: boolean): Promise<void> {
    this.#owner = owner
    this.#opening = this.#open(owner, mayAsk)
    return this.#opening
  }

  /** Resolves when what is kept is shown, or it is known that nothing can be. */
  get opened(): Promise<void> {
    return this.#opening
  }

  /** Looks again where the keychain kept something back: the person may have opened it in the meantime. */
  async lookAgain(): Promise<void> {
    if (this.#owner && this.#isLocked) await this.open(this.#owner, false)
  }

  async #open(owner: SnapshotOwner, mayAsk: boolean): Promise<void> {
    const newest = await this.#snapshots.newest(owner, mayAsk)
    if (this.#owner !== owner) return
    this.#isLocked = !newest.ok && newest.error.reason === 'keychain'
    this.#inventory.sayKept(newest.ok ? null : newest.error)
    if (newest.ok && newest.value) this.#inventory.showKept(newest.value)
  }

  /** The days of which the inventory is kept, newest first. */
  async history(): Promise<Result<readonly SnapshotHeader[]>> {
    const owner = this.#owner
    if (!owner) return err({ code: 'not_signed_in' })
    const listed = await this.#snapshots.list(owner, true)
    return listed.ok ? listed : err({ code: 'history_unreadable', problem: listed.error })
  }

  /** How the newest inventory that is kept differs from an earlier one. */
  async changesSince(id: number): Promise<Result<InventoryChanges>> {
    const owner = this.#owner
    const days = await this.history()
    if (!owner || !days.ok) return days.ok ? err({ code: 'not_signed_in' }) : days
    const since = days.value.find((day) => day.id === id)
    const [until] = days.value
    if (!since || !until) return err({ code: 'history_unreadable', problem: { reason: 'cannot-open' } })
    const compared = await this.#snapshots.diff(owner, since.id, until.id)
    if (!compared.ok) return err({ code: 'history_unreadable', problem: compared.error })
    const { changed } = compared.value
    return ok({
      since,
      until,
      counts: countsOf(changed),
      total: changed.length,
      changed: changed.slice(0, mostChanges)
    })
  }

  /** What the days that are kept say about the use of one key, the oldest first. */
  async historyOf(keyId: string): Promise<Result<readonly KeySighting[]>> {
    const owner = this.#owner
    if (!owner) return err({ code: 'not_signed_in' })
    const followed = await this.#snapshots.follow(owner, keyId)
    return followed.ok ? followed : err({ code: 'history_unreadable', problem: followed.error })
  }

  /** Deletes what is kept of a profile that is not signed in, all days of it; whether that worked. */
  async remove(profileId: string): Promise<boolean> {
    const removed = await this.#snapshots.remove(profileId)
    if (removed.ok) this.#profiles.noteNoInventory(profileId)
    return removed.ok
  }

  /** Another person, or nobody: from now on nothing is kept. */
  forget(): void {
    this.#cancelKeeping()
    this.#owner = null
  }

  /** Tries again to keep what is shown, or to show what is kept; the keychain may ask the person something. */
  async tryAgain(): Promise<void> {
    const owner = this.#owner
    if (!owner) return
    if (this.#inventory.fromServer()) await this.#keep(true)
    else await this.open(owner, true)
  }

  #keepSoon(): void {
    this.#cancelKeeping()
    this.#cancelKeeping = this.#clock.after(keepAfterMs, () => void this.#keep(false))
  }

  async #keep(mayAsk: boolean): Promise<void> {
    this.#cancelKeeping()
    const owner = this.#owner
    const current = this.#inventory.fromServer()
    if (!owner || !current) return
    const kept = await this.#snapshots.write(owner, current.fetchedAt, current.keys, mayAsk)
    if (kept.ok) this.#profiles.noteInventory(owner.profileId)
    if (this.#owner === owner) this.#inventory.sayKept(kept.ok ? null : kept.error)
  }
}

function countsOf(changed: readonly ChangedKey[]): InventoryChanges['counts'] {
  const counts: Partial<Record<KeyChange['kind'], number>> = {}
  for (const { changes } of changed) {
    for (const { kind } of changes) counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}
