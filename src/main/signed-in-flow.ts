import { isDeepStrictEqual } from 'node:util'
import { done, err, type Result } from '../shared/result.ts'
import type { Session } from '../shared/session.ts'
import type { UnsettledCreates } from './api-keys/unsettled-creates.ts'
import type { ClipboardGuard } from './handoff/clipboard-guard.ts'
import type { InventoryService } from './inventory/inventory-service.ts'
import type { KeptInventory } from './inventory/kept-inventory.ts'
import type { SnapshotOwner } from './ports.ts'
import type { LeavingService } from './leaving/leaving-service.ts'
import type { RecordService } from './records/record-service.ts'
import type { ConnectionService } from './session/connection-service.ts'
import type { Credentials, SessionService } from './session/session-service.ts'

/** What signing in and out means for everything else: the inventory is read, or forgotten. */
export class SignedInFlow {
  readonly #session: SessionService
  readonly #connection: ConnectionService
  readonly #inventory: InventoryService
  readonly #kept: KeptInventory
  readonly #unsettled: UnsettledCreates
  readonly #records: RecordService
  readonly #leaving: LeavingService
  readonly #clipboard: ClipboardGuard
  /** Whose keys are on the screen. */
  #shown: SnapshotOwner | null = null
  /** The profile whose session has begun. */
  #begunId: string | null = null

  constructor(
    session: SessionService,
    connection: ConnectionService,
    inventory: InventoryService,
    kept: KeptInventory,
    unsettled: UnsettledCreates,
    records: RecordService,
    leaving: LeavingService,
    clipboard: ClipboardGuard
  ) {
    this.#session = session
    this.#connection = connection
    this.#inventory = inventory
    this.#kept = kept
    this.#unsettled = unsettled
    this.#records = records
    this.#leaving = leaving
    this.#clipboard = clipboard
  }

  signIn(credentials: Credentials): Promise<Result<null>> {
    return this.#entering(() => this.#session.signIn(credentials))
  }

  tryLocally(withSampleData: boolean): Promise<Result<null>> {
    return this.#entering(() => this.#session.tryLocally(withSampleData))
  }

  restore(): Promise<Result<null>> {
    return this.#entering(() => this.#session.restore())
  }

  /** Shows what is kept of a profile without signing in. */
  review(profileId: string): Promise<Result<null>> {
    return this.#entering(() => Promise.resolve(this.#session.review(profileId)))
  }

  /** `cancelled` when the person chose to stay with a key that nobody has yet. */
  async signOut(): Promise<Result<null>> {
    if (!(await this.#leaving.requestLeave('sign-out'))) return err({ code: 'cancelled' })
    this.#forget()
    // Side by side: a clipboard that does not answer keeps nobody signed in.
    await Promise.all([this.#session.signOut(), this.#clipboard.clear()])
    this.#connection.forget()
    return done
  }

  /** Deletes the list and the notes that are kept of a profile. Not of one that is on the screen: it would be kept again. */
  async deleteKept(profileId: string): Promise<Result<null>> {
    if (this.#there()?.profile.id === profileId) return err({ code: 'kept_not_deleted' })
    const deleted = await Promise.all([this.#kept.remove(profileId), this.#records.remove(profileId)])
    this.#session.sayProfiles()
    return deleted.every(Boolean) ? done : err({ code: 'kept_not_deleted' })
  }

  async #entering(enter: () => Promise<Result<null>>): Promise<Result<null>> {
    const entering = enter()
    // A session that is being picked up shows what is kept in the meantime.
    this.#show()
    const entered = await entering
    this.#show()
    void this.#kept.lookAgain()
    if (!entered.ok) return entered
    await this.#begin()
    return done
  }

  /** Brings what is kept of whoever is there onto the screen. The same person again keeps what is there. */
  #show(): void {
    const there = this.#there()
    const owner = there && { profileId: there.profile.id, organization: there.user.organization }
    // The organisation counts, too: the server may say another one than it did last time.
    if (isDeepStrictEqual(owner, this.#shown)) return
    this.#forget()
    if (!there || !owner) return
    this.#shown = owner
    // Neither is awaited: the keychain may be asking the person something.
    void this.#kept.open(owner, there.standing === 'review')
    void this.#records.open(owner.profileId)
    // Whoever only looks is told what is still open, too. A session reads it again, and looks what became of it.
    if (there.standing !== 'live') void this.#tellOpen(owner.profileId)
  }

  async #tellOpen(profileId: string): Promise<void> {
    await this.#unsettled.restore(profileId)
    // Somebody else, or nobody, may be there by now.
    const there = this.#shown?.profileId
    if (there === profileId) return
    this.#unsettled.forget()
    if (there !== undefined) await this.#tellOpen(there)
  }

  /** What only a session can do. */
  async #begin(): Promise<void> {
    const there = this.#there()
    if (there?.standing !== 'live') return
    const { id } = there.profile
    const isAnew = this.#begunId !== id
    this.#begunId = id
    // Before the list: a key that nobody has comes first.
    if (isAnew) await this.#unsettled.restore(id)
    // Not awaited: being signed in does not depend on the list, and the list says itself how it fares.
    void this.#inventory.refresh()
    if (isAnew) void this.#unsettled.lookForAll()
  }

  #forget(): void {
    this.#shown = null
    this.#begunId = null
    this.#kept.forget()
    this.#inventory.forget()
    this.#unsettled.forget()
    this.#records.forget()
  }

  #there(): Extract<Session, { state: 'signed-in' }> | null {
    const session = this.#session.topic.value
    return session.state === 'signed-in' ? session : null
  }
}
