import { keyLabelOf, keyNameProblemOf, type ApiKey } from '../../shared/api-key.ts'
import type { AppError } from '../../shared/app-error.ts'
import { endOfUtcDay, expiryProblemOf, type ExpiryChoice } from '../../shared/expiry.ts'
import type { Delivery, SecretHandle } from '../../shared/handoff.ts'
import { emptyNotes, placeOf, type KeyNotes } from '../../shared/key-record.ts'
import type { Profile } from '../../shared/profile.ts'
import { done, err, ok, type Result } from '../../shared/result.ts'
import type { ClipboardGuard } from '../handoff/clipboard-guard.ts'
import type { Escrow } from '../handoff/escrow.ts'
import type { TryingServer } from '../handoff/key-trial.ts'
import type { HandoffOutcome, SecretHandoff } from '../handoff/secret-handoff.ts'
import type { InventoryService } from '../inventory/inventory-service.ts'
import type { KeychainListService } from '../keychain-list/keychain-list.ts'
import type { Clock, CreateIntent } from '../ports.ts'
import type { RecordService } from '../records/record-service.ts'
import type { SecretValue } from '../secret-value.ts'
import type { SessionService } from '../session/session-service.ts'
import { markdownOf } from './key-markdown.ts'
import type { UnsettledCreates } from './unsettled-creates.ts'

type SavedToKeychain = Extract<Delivery, { destination: 'keychain' }>
type Created = Result<{ handle: SecretHandle; key: ApiKey }>

/** Creates and revokes keys. Each press sends one request, whatever becomes of its answer. */
export class ApiKeyService {
  readonly #session: SessionService
  readonly #inventory: InventoryService
  readonly #handoff: SecretHandoff
  readonly #unsettled: UnsettledCreates
  readonly #escrow: Escrow
  readonly #keychainList: KeychainListService
  readonly #records: RecordService
  readonly #clipboard: ClipboardGuard
  readonly #clock: Clock
  #creating: Promise<unknown> | null = null
  readonly #revoking = new Map<string, Promise<Result<null>>>()

  constructor(
    session: SessionService,
    inventory: InventoryService,
    handoff: SecretHandoff,
    unsettled: UnsettledCreates,
    escrow: Escrow,
    keychainList: KeychainListService,
    records: RecordService,
    clipboard: ClipboardGuard,
    clock: Clock
  ) {
    this.#session = session
    this.#inventory = inventory
    this.#handoff = handoff
    this.#unsettled = unsettled
    this.#escrow = escrow
    this.#keychainList = keychainList
    this.#records = records
    this.#clipboard = clipboard
    this.#clock = clock
  }

  /** Creates a key; its value goes to the hand-off and nowhere else. The answer has its public facts and a handle. */
  async create(typedName: string, expiry: ExpiryChoice, notes: KeyNotes = emptyNotes): Promise<Created> {
    const name = typedName.trim()
    const refusal = this.#refusalOf(name, expiry)
    return refusal ? err(refusal) : this.#alone(() => this.#sendCreate(name, expiry, notes))
  }

  #refusalOf(name: string, expiry: ExpiryChoice): AppError | null {
    const nameProblem = keyNameProblemOf(name)
    const expiryProblem = expiry.kind === 'day' ? expiryProblemOf(expiry.day, this.#clock.now()) : null
    const isRefused = nameProblem !== null || expiryProblem !== null
    return isRefused ? { code: 'key_refused', name: nameProblem, expiry: expiryProblem } : null
  }

  /** One at a time, and whoever leaves waits for it: a second value would replace the one that is still waiting. */
  async #alone<Value>(create: () => Promise<Result<Value>>): Promise<Result<Value>> {
    if (this.#creating || this.#handoff.open) return err({ code: 'create_in_progress' })
    const creating = create()
    this.#creating = creating
    try {
      return await creating
    } finally {
      this.#creating = null
    }
  }

  /** Whether a create is on its way. */
  get isCreating(): boolean {
    return this.#creating !== null
  }

  /** Resolves when no create is on its way: from then on it is known whether there is a value to hand over. */
  async createSettled(): Promise<void> {
    // A create that ends in a fault of our own has ended all the same.
    await this.#creating?.catch(() => undefined)
  }

  /** Revokes a key for good. A second press while the first is on its way waits for its outcome and sends nothing. */
  revoke(id: string): Promise<Result<null>> {
    const open = this.#handoff.open?.key
    // A key that was just created can be revoked even where the list does not have it yet.
    const key = this.#inventory.find(id) ?? (open?.id === id ? open : undefined)
    if (!key) return Promise.resolve(err({ code: 'key_not_found' }))
    // Two organisations may count their keys alike.
    const session = this.#session.topic.value
    const place = `${session.state === 'signed-in' ? session.profile.id : ''}/${id}`
    const underWay = this.#revoking.get(place)
    if (underWay) return underWay
    const revoking = this.#sendRevoke(key).finally(() => this.#revoking.delete(place))
    this.#revoking.set(place, revoking)
    return revoking
  }

  /** Ends an orphan: revokes the key that nobody has, and creates one of the same name and expiry in its place. */
  revokeAndCreateAgain(intentId: string, keyId: string): Promise<Created> {
    const intent = this.#unsettled.find(intentId)
    if (!intent || !this.#unsettled.isCandidate(intentId, keyId)) {
      return Promise.resolve(err({ code: 'key_not_found' }))
    }
    // Both together: who signs in elsewhere in between would get the new key there.
    return this.#alone(() => this.#revokeAndCreateAgain(intent, keyId))
  }

  async #revokeAndCreateAgain(intent: CreateIntent, keyId: string): Promise<Created> {
    this.#unsettled.mark(intent.id, { isBusy: true, error: null })
    // First, or the old key would be gone and the new one refused.
    const refusal = this.#refusalOf(intent.name, intent.expiry)
    const revoked = refusal ? err(refusal) : await this.revoke(keyId)
    // A key that is already gone is what was wanted.
    if (!revoked.ok && revoked.error.code !== 'key_not_found') {
      this.#unsettled.mark(intent.id, { isBusy: false, error: revoked.error })
      return revoked
    }
    await this.#unsettled.decided(intent.id)
    // What was written about the old key holds for the one in its place.
    return this.#sendCreate(intent.name, intent.expiry, this.#records.find(keyId)?.notes ?? emptyNotes)
  }

  /** Takes the value that outlived an earlier run of the app into the secret step. Works once. */
  finishHandover(intentId: string): Promise<Result<null>> {
    return this.#alone(() => this.#finishHandover(intentId))
  }

  async #finishHandover(intentId: string): Promise<Result<null>> {
    const session = this.#session.topic.value
    const { server } = this.#session
    if (session.state !== 'signed-in' || !server) return err({ code: 'not_signed_in' })
    const key = this.#escrow.keyIdOf(intentId)
    const listed = key === null ? undefined : this.#inventory.find(key)
    if (!listed || !this.#unsettled.isCandidate(intentId, listed.id)) return err({ code: 'key_not_found' })
    this.#unsettled.mark(intentId, { isBusy: true, error: null })
    const fetched = await this.#escrow.fetch(intentId, listed)
    if (!fetched.ok) {
      this.#unsettled.mark(intentId, { isBusy: false, error: fetched.error })
      return fetched
    }
    this.#unsettled.resumed(intentId)
    this.#handOver(intentId, listed, fetched.value, session.profile, server)
    this.#records.resumed(listed, fetched.value)
    return done
  }

  /** Replaces what is noted about a key on this computer. */
  editNotes(id: string, notes: KeyNotes): Promise<Result<null>> {
    const key = this.#inventory.find(id)
    return key ? this.#records.editNotes(key, notes) : Promise.resolve(err({ code: 'key_not_found' }))
  }

  /** Copies what may be seen of keys: name and prefix, a line each. Leaves out what is no longer listed. */
  async copyLabels(ids: readonly string[]): Promise<Result<null>> {
    const wanted = new Set(ids)
    const labelOf = new Map(this.#inventory.pick(wanted).map((key) => [key.id, keyLabelOf(key)]))
    const labels = [...wanted].map((id) => labelOf.get(id)).filter((label) => label !== undefined)
    return labels.length === 0 ? err({ code: 'key_not_found' }) : this.#clipboard.copyText(labels.join('\n'))
  }

  /** Copies the same and a little more as Markdown, without the value. That is no hand-off. */
  async copyMarkdown(id: string): Promise<Result<null>> {
    const key = this.#inventory.find(id)
    return key ? this.#clipboard.copyText(markdownOf(key)) : err({ code: 'key_not_found' })
  }

  async #sendCreate(name: string, expiry: ExpiryChoice, notes: KeyNotes): Promise<Created> {
    const expiresAt =
      expiry.kind === 'day' ? ({ kind: 'instant', value: endOfUtcDay(expiry.day) } as const) : null
    const created = await this.#session.changing(async (api, access, profile) => {
      // Before it is written down: what is not sent leaves nothing to look for.
      if (!api.offers.canCreate) return err({ code: 'not_offered', what: 'create' })
      if (expiresAt && api.offers.expiry === 'none') return err({ code: 'not_offered', what: 'expiry' })
      const begun = await this.#unsettled.begin({ profileId: profile.id, name, expiry })
      if (!begun.ok) return begun
      const intent = begun.value
      this.#escrow.prepare()
      const answer = await api.createKey(access, name, expiresAt, intent.id)
      if (answer.ok) return ok({ ...answer.value, profile, intent, api })
      await this.#unsettled.failed(intent, answer.error)
      return answer
    })
    if (!created.ok) return created
    const { key, secret, profile, intent, api } = created.value
    // Before anything else can go wrong; nothing here waits for it.
    this.#escrow.begin(intent.id, profile.id, key, secret)
    // Before anybody can take the value: written later, it could come after the delivery that settles it, and a key
    // that is in use would be offered for revoking at the next start.
    await this.#unsettled.made(intent, key.id)
    const handle = this.#handOver(intent.id, key, secret, profile, api)
    this.#inventory.add(key)
    this.#records.created(key, notes, secret)
    return ok({ handle, key })
  }

  #handOver(
    intentId: string,
    key: ApiKey,
    secret: SecretValue,
    profile: Profile,
    server: TryingServer
  ): SecretHandle {
    const intent = this.#unsettled.find(intentId)
    const outcome: HandoffOutcome = {
      delivered: (delivery) => {
        this.#records.addHandoff(profile.id, key, placeOf(delivery))
        if (delivery.destination === 'keychain') this.#rememberSaved(profile, key, delivery)
      },
      tested: (test) => this.#records.note(key, { test }),
      settled: () => void this.#unsettled.settle(intentId),
      overwritten: () => intent && void this.#unsettled.overwritten(intent),
      leftBehind: () => this.#unsettled.leftBehind(intentId, key),
      forgotten: () => void this.#unsettled.forgotten(intentId, key)
    }
    return this.#handoff.take(key, secret, profile, outcome, server)
  }

  #rememberSaved(profile: Profile, key: ApiKey, { service, account, at }: SavedToKeychain): void {
    const saved = { service, account, savedAt: at, keyId: key.id, keyName: key.name }
    void this.#keychainList.remember({ ...saved, intentId: null, profileId: profile.id })
  }

  async #sendRevoke(key: ApiKey): Promise<Result<null>> {
    const revoked = await this.#session.changing((api, access) => api.revokeKey(access, key))
    if (revoked.ok || revoked.error.code === 'key_not_found') {
      this.#inventory.remove(key.id)
      this.#escrow.endForKey(key.id)
      await this.#unsettled.revoked(key.id)
    } else if (revoked.error.code === 'revoke_outcome_unknown') void this.#inventory.refreshAnew()
    return revoked
  }
}
