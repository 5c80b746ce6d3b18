import { done, err, type Result } from '../shared/result.ts'
import type { UnsettledCreates } from './api-keys/unsettled-creates.ts'
import type { ClipboardGuard } from './handoff/clipboard-guard.ts'
import type { InventoryService } from './inventory/inventory-service.ts'
import type { LeavingService } from './leaving/leaving-service.ts'
import type { RecordService } from './records/record-service.ts'
import type { ConnectionService } from './session/connection-service.ts'
import type { Credentials, SessionService } from './session/session-service.ts'

/** What signing in and out means for everything else: the inventory is read, or forgotten. */
export class SignedInFlow {
  readonly #session: SessionService
  readonly #connection: ConnectionService
  readonly #inventory: InventoryService
  readonly #unsettled: UnsettledCreates
  readonly #records: RecordService
  readonly #leaving: LeavingService
  readonly #clipboard: ClipboardGuard

  constructor(
    session: SessionService,
    connection: ConnectionService,
    inventory: InventoryService,
    unsettled: UnsettledCreates,
    records: RecordService,
    leaving: LeavingService,
    clipboard: ClipboardGuard
  ) {
    this.#session = session
    this.#connection = connection
    this.#inventory = inventory
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

  /** `cancelled` when the person chose to stay with a key that nobody has yet. */
  async signOut(): Promise<Result<null>> {
    if (!(await this.#leaving.requestLeave('sign-out'))) return err({ code: 'cancelled' })
    this.#inventory.forget()
    this.#unsettled.forget()
    this.#records.forget()
    // Side by side: a clipboard that does not answer keeps nobody signed in.
    await Promise.all([this.#session.signOut(), this.#clipboard.clear()])
    this.#connection.forget()
    return done
  }

  async #entering(enter: () => Promise<Result<null>>): Promise<Result<null>> {
    const before = this.#profileId()
    const entered = await enter()
    if (!entered.ok) return entered
    const now = this.#profileId()
    const isSomebodyElse = now !== null && now !== before
    // The same person again (after an expired session) keeps what is on the screen while it is read anew.
    if (isSomebodyElse) {
      this.#inventory.forget()
      // Before the list: a key that nobody has comes first.
      await this.#unsettled.restore(now)
      // Not awaited: the keychain may be asking the person something.
      void this.#records.open(now)
    }
    // Not awaited: being signed in does not depend on the list, and the list says itself how it fares.
    void this.#inventory.refresh()
    if (isSomebodyElse) void this.#unsettled.lookForAll()
    return done
  }

  #profileId(): string | null {
    const session = this.#session.topic.value
    return session.state === 'signed-in' ? session.profile.id : null
  }
}
