/** What the core needs from the world. Each port has one adapter, and one in-memory double in `testing/`. */
import type { ApiKey, Instant } from '../shared/api-key.ts'
import type { ApiMapping, MappingChoice, ReferenceReading } from '../shared/api-mapping.ts'
import type { KeychainProblem, UnreachableReason } from '../shared/app-error.ts'
import type { KeptEndpoints, ReadPart, ReadTrial } from '../shared/endpoints.ts'
import type { Expiry, ExpiryChoice } from '../shared/expiry.ts'
import type { ViewsByProfile } from '../shared/inventory-view.ts'
import type { InventoryDiff } from '../shared/inventory-diff.ts'
import type { EventChannel, PayloadOf } from '../shared/ipc-contract.ts'
import type { SnapshotHeader, SnapshotProblem } from '../shared/inventory-snapshots.ts'
import type { KeptRows } from '../shared/kept-rows.ts'
import type { KeySighting } from '../shared/key-history.ts'
import type { KeyRecord } from '../shared/key-record.ts'
import type { RecordsNotKept, RecordsSetAside } from '../shared/records-kept.ts'
import type { KeyTestAnswer } from '../shared/key-test.ts'
import type { LeaveChoice, LeaveReason } from '../shared/leaving.ts'
import type { Offers } from '../shared/offers.ts'
import type { Profile } from '../shared/profile.ts'
import type { Result } from '../shared/result.ts'
import type { SignedInUser } from '../shared/session.ts'
import type { Settings, Theme } from '../shared/settings.ts'
import type { SecretValue } from './secret-value.ts'

/** Time, in milliseconds since 1970. */
export interface Clock {
  now(): number
  /** Runs `action` once after `ms`; the returned function cancels it. */
  after(ms: number, action: () => void): () => void
}

/** Tells the screens that something changed. */
export type Publish = <Channel extends EventChannel>(channel: Channel, payload: PayloadOf<Channel>) => void

/** What an admin session consists of. */
export interface SessionTokens {
  /** The same object for the same session: what else belongs to it, cookies for one, is found by it. */
  readonly access: SecretValue
  /** Milliseconds since 1970, by the local clock; infinite where the server does not say. */
  readonly accessExpiresAt: number
  /** `null` where a session cannot be renewed. */
  readonly refresh: SecretValue | null
}

export interface SignInAnswer {
  readonly tokens: SessionTokens
  readonly user: SignedInUser
}

/** A key as it is created: its public facts, and the value that is shown once. */
export interface CreatedKey {
  readonly key: ApiKey
  readonly secret: SecretValue
}

/** One Hygiara server. No call is ever repeated by the adapter when it could change something. */
export interface HygiaraApi {
  /** What can be asked for; anything else is answered with `not_offered` and sends nothing. */
  readonly offers: Offers
  /** `second_factor_needed` when the account needs a one-time code and none was given. */
  signIn(
    email: string,
    password: SecretValue,
    signal: AbortSignal,
    oneTimeCode?: string
  ): Promise<Result<SignInAnswer>>
  refresh(refreshToken: SecretValue, signal: AbortSignal): Promise<Result<SessionTokens>>
  readUser(access: SecretValue, signal: AbortSignal): Promise<Result<SignedInUser>>
  signOut(access: SecretValue): Promise<Result<null>>
  /**
   * Every key, page after page. `onProgress` gets the number of keys so far and the keys, which can be read as long as
   * the call lasts and after it has failed. The next call is spared what had come, where the server says it is the same.
   */
  listKeys(
    access: SecretValue,
    signal: AbortSignal,
    onProgress: (received: number, keys: Iterable<ApiKey>) => void
  ): Promise<Result<ApiKey[]>>
  /**
   * Sends one create. `create_outcome_unknown` when it was sent and the answer was lost. A server that knows its
   * Idempotency-Key says `create_running`, `create_replayed` with the key that it made, or `idempotency_key_reused`.
   *
   * @param idempotencyKey the same for the same press: a server that knows it makes no second key
   */
  createKey(
    access: SecretValue,
    name: string,
    expiresAt: Expiry | null,
    idempotencyKey: string
  ): Promise<Result<CreatedKey>>
  /** Sends one revoke. `key_not_found` when the server no longer knows the key. */
  revokeKey(access: SecretValue, key: ApiKey): Promise<Result<null>>
  /**
   * Sends one of the reads, once, and says what came of it: the first page of the list, who is signed in, or the key
   * test without a key. `session_expired` when the session is over.
   */
  tryRead(access: SecretValue, part: ReadPart, signal: AbortSignal): Promise<Result<ReadTrial>>
  /** Where a key can be tried: a GET that changes nothing. `null` where this server has none. */
  readonly keyTestUrl: string | null
  /** Sends one GET with the key itself, which the server counts as a use of it. Never a session, never a second one. */
  testKey(secret: SecretValue, signal: AbortSignal): Promise<KeyTestAnswer>
}

/** Hears how the requests to a server fare. */
export interface ConnectionWatch {
  /** @param clockSkewMs the server's clock minus ours; `null` when the answer did not say */
  answered(clockSkewMs: number | null): void
  unanswered(): void
  /** @param until milliseconds since 1970, or `null` once the pause is over */
  paused(until: number | null): void
}

/** What a server says to anybody. */
export interface PublicAnswer {
  readonly status: number
  readonly contentType: string
  /** Where a redirect leads; it was not followed. */
  readonly location: string | null
  readonly body: Uint8Array
}

/** Sends one GET without credentials and follows no redirect. Answers of more than 16 MB are `too-large`. */
export type AskPublicly = (
  url: URL,
  signal: AbortSignal
) => Promise<Result<PublicAnswer, UnreachableReason | 'too-large' | 'cancelled'>>

/** A document that may be an API reference. */
export interface FoundDocument {
  readonly body: Uint8Array
  /** Where it was found, and what a person typed. */
  readonly url: string
  readonly typedUrl: string
}

/** Reads references away from the thread that answers people. */
export interface ReferenceReader {
  /** `too-slow`: it was given up. */
  read(
    document: FoundDocument,
    choices: readonly MappingChoice[],
    signal: AbortSignal
  ): Promise<Result<ReferenceReading, 'not-a-reference' | 'too-slow' | 'cancelled'>>
}

/**
 * Makes the API of the server at `serverUrl` (origin and base path, no trailing slash). Sends nothing yet.
 *
 * @param mapping how this server's keys are reached; without one, by the default contract
 */
export type ConnectToHygiara = (serverUrl: string, watch: ConnectionWatch, mapping?: ApiMapping) => HygiaraApi

/** Where an item stands in the OS keychain. */
export interface KeychainItem {
  readonly service: string
  readonly account: string
}

/** The keychain of the operating system: one call at a time, each with a deadline. */
export interface Keychain {
  /** Whether a write would go through without asking the person anything. Never opens a prompt itself. */
  ready(signal?: AbortSignal): Promise<Result<null, KeychainProblem>>
  /** Whether there is such an item. Its value stays where it is. */
  has(item: KeychainItem, signal?: AbortSignal): Promise<Result<boolean, KeychainProblem>>
  /**
   * The value, or `null` when there is no such item.
   * @param isQuiet where the keychain would ask the person something, it is not read, as after `ready`
   */
  read(
    item: KeychainItem,
    signal?: AbortSignal,
    isQuiet?: boolean
  ): Promise<Result<SecretValue | null, KeychainProblem>>
  /** Writes and reads back: a success means that the keychain returned the same value. Replaces what is there. */
  write(item: KeychainItem, secret: SecretValue, signal?: AbortSignal): Promise<Result<null, KeychainProblem>>
  /** Removes and looks again: a success means that there is no such item, whether or not there was one. */
  remove(item: KeychainItem, signal?: AbortSignal): Promise<Result<null, KeychainProblem>>
}

/** What the app has put into the keychain, without its value. */
export interface RememberedItem extends KeychainItem {
  /** The create whose value waits here until it is handed over; `null` for a key that was saved for good. */
  readonly intentId: string | null
  readonly profileId: string
  readonly keyId: string
  readonly keyName: string
  readonly savedAt: Instant
}

/** Where it is remembered what is in the keychain: a keychain cannot be asked for a list without being opened. */
export interface RememberedItems {
  read(): Promise<readonly RememberedItem[]>
  /** Replaces what was there; on the disk, whole, before it answers. Answers whether it is. */
  write(items: readonly RememberedItem[]): Promise<boolean>
}

/** What may be said of a key that is shown. */
export interface ShownKey {
  readonly name: string
  readonly last4: string
}

export type Colour = readonly [red: number, green: number, blue: number]

/** What a key is drawn with: the ground, its characters, and the beginning that all keys share. */
export interface PictureColours {
  readonly paper: Colour
  readonly ink: Colour
  readonly faintInk: Colour
}

/** A key as a picture: whoever has it, has the key. */
export interface KeyPicture {
  readonly png: Buffer
  /** At 100 %; the picture itself has twice as many pixels. */
  readonly width: number
  readonly height: number
}

/** Draws the key; `null` when it cannot be drawn. */
export type DrawKey = (colours: PictureColours) => KeyPicture | null

/** The one window in which a value can be seen. */
export interface SecretWindow {
  /**
   * Shows the picture and overwrites it; `secret_not_shown` when there is none or the window does not come up.
   *
   * @param onClosed called once when what was shown can no longer be seen, whoever closed it
   */
  show(draw: DrawKey, key: ShownKey, onClosed: () => void): Promise<Result<null>>
  /** Closes it, also while it is opening; resolves when the process that drew it has ended. */
  close(): Promise<void>
}

/** The clipboard of the operating system. */
export interface Clipboard {
  /**
   * Whether reading back proves anything now. On Wayland a window that is not in front sees nothing, and a copy
   * without a fresh press of a key or button is dropped while its own text is still read back.
   */
  canConfirm(what: 'copy' | 'clear'): boolean
  readText(): Promise<string>
  /** What is marked with the mouse and pasted with its middle button (PRIMARY on Linux); empty elsewhere. */
  readSelection(): Promise<string>
  /**
   * THE one way in which a secret gets onto the clipboard: in one step with the marks that keep it out of clipboard
   * histories. `isHidden` says whether those marks are there.
   */
  writeSecret(secret: SecretValue): Promise<{ readonly isHidden: boolean }>
  /** For what anybody may see. */
  writeText(text: string): Promise<void>
  clear(): Promise<void>
  clearSelection(): Promise<void>
}

/** Enough to recognise a key that is on the clipboard, and worth nothing to a thief. */
export interface ClipboardDebt {
  /** 32 random bytes, the key of the hash; hexadecimal. */
  readonly salt: string
  /** HMAC-SHA-256 of the value; hexadecimal. */
  readonly hash: string
  /** When the value has to be gone. */
  readonly deadline: Instant
}

/** Where it is written down that a key is on the clipboard, so that the next start can settle what a crash left. */
export interface ClipboardDebtRecord {
  read(): Promise<readonly ClipboardDebt[]>
  /** Replaces what was there; on the disk, whole, before it answers. Answers whether it is. */
  write(debts: readonly ClipboardDebt[]): Promise<boolean>
}

/** What is kept between starts; small, and never a secret. */
export interface KeptData {
  readonly settings: Settings
  readonly profiles: readonly Profile[]
  /** The profile that the next start picks up again; `null` after a sign-out. */
  readonly activeProfileId: string | null
  readonly views: ViewsByProfile
  /** By the address of the server. */
  readonly endpoints: Readonly<Record<string, KeptEndpoints>>
}

export interface KeptDataStore {
  read(): KeptData
  /** `settings_not_saved` when the disk refuses; what was kept before is then still whole. */
  write(data: KeptData): Result<null>
  /** File name under which unreadable data of an earlier start was set aside; `null` when all was well. */
  readonly setAside: string | null
}

/** A create that is about to be sent, written down before it is. Never holds a value. */
export interface CreateIntent {
  /** A random UUID; its Idempotency-Key. */
  readonly id: string
  readonly profileId: string
  readonly name: string
  readonly expiry: ExpiryChoice
  readonly startedAt: Instant
  /** Ids of the keys of this name that were there before, and of those that are known not to be its. */
  readonly idsBefore: readonly string[]
  /** How old the list was that `idsBefore` comes from; `null` or absent where there was none. */
  readonly listedAt?: Instant | null | undefined
  /** The key that it made; `null` while that is not known. */
  readonly keyId: string | null
  /** Its value was there and was forgotten: nobody took it in time. */
  readonly isForgotten?: true | undefined
  /** Its value was on the clipboard until this app put something else there. */
  readonly isOverwritten?: true | undefined
  /** The person left it although nobody has its value. */
  readonly isLeftBehind?: true | undefined
  /** It was pressed again after its answer was lost, and that is not answered yet. */
  readonly isRepeated?: true | undefined
  /** The server said which key it made, and that the value was in the first answer only. */
  readonly isReplayed?: true | undefined
  /** Its Idempotency-Key is of no more use: the next press of the same takes a new one. */
  readonly isSpent?: true | undefined
}

/** What was found of the intents of a profile. */
export interface FoundIntents {
  /** Oldest first. */
  readonly intents: readonly CreateIntent[]
  /** File names under which files that are no intents were set aside. */
  readonly setAside: readonly string[]
  /** Whether there may be others that the disk did not give out. */
  readonly isUnreadable: boolean
}

/** Where intents are kept until they are settled; what `write` has answered survives a crash. */
export interface IntentJournal {
  /** Those of a profile. Never rejects. */
  read(profileId: string): Promise<FoundIntents>
  /** Adds it or replaces the one with its id. `create_not_recorded` when it could not be kept. */
  write(intent: CreateIntent): Promise<Result<null>>
  /** Answers whether it is gone. */
  remove(intent: CreateIntent): Promise<boolean>
}

/** A record as it is kept: with the keyed fingerprint, which no screen needs. */
export interface StoredKeyRecord extends KeyRecord {
  /** HMAC-SHA-256 of the value, in hex, under a key from the OS keychain; `null` where there was none. */
  readonly fingerprint: string | null
}

/** What a key that is derived from the data key is for. */
export type SubKeyLabel = 'records' | 'fingerprint' | 'snapshots'

/** Why the data key cannot be had. */
export type DataKeyProblem =
  | KeychainProblem
  /** There is none yet, and none was to be made. */
  | 'absent'
  /** The item in the keychain is not one that this app made. */
  | 'not-ours'

/** The one key of this app: random, in the OS keychain, never used itself but through keys derived from it. */
export interface DataKey {
  /**
   * Gives `work` the derived key of 32 bytes, which is overwritten afterwards. The keychain is used the first time.
   *
   * @param ifAbsent whether a data key is made where the keychain says that there is none
   * @param mayAsk whether the keychain may ask the person something
   */
  use<Value>(
    label: SubKeyLabel,
    ifAbsent: 'make' | 'leave',
    mayAsk: boolean,
    work: (subKey: Buffer) => Value
  ): Promise<Result<Value, DataKeyProblem>>
  /** Overwrites it in memory for good: the app is quitting. */
  wipe(): void
}

/** What was found of a profile's records. */
export interface FoundRecords {
  readonly records: readonly StoredKeyRecord[]
  /** Why they could not be read; what is there was left as it is. `null` when all is well. */
  readonly notKept: RecordsNotKept | null
  /** What could not be opened and never will be; it is out of the way. */
  readonly setAside: RecordsSetAside | null
}

/** Where local records are kept, whole or not at all, for one profile apart from the others. */
export interface RecordStore {
  /**
   * Touches the keychain only where something is kept.
   *
   * @param mayAsk whether the keychain may ask the person something
   */
  read(profileId: string, mayAsk: boolean): Promise<FoundRecords>
  /** Replaces what is kept; `null` once it is on disk, otherwise why it is not. Only after a `read` that went well. */
  write(
    profileId: string,
    records: readonly StoredKeyRecord[],
    mayAsk: boolean
  ): Promise<RecordsNotKept | null>
  /** Deletes what is kept for a profile; whether nothing of it is there afterwards. */
  remove(profileId: string): Promise<boolean>
}

/** Whose keys a snapshot holds: another account, or another organisation, never sees it. */
export interface SnapshotOwner {
  readonly profileId: string
  readonly organization: string
}

/** The inventory as it was at several times, sealed, on this computer. A snapshot is kept whole or not at all. */
export interface SnapshotStore {
  /**
   * The newest snapshot of an owner, `null` where there is none.
   * @param mayAsk whether the keychain may ask the person something
   */
  newest(owner: SnapshotOwner, mayAsk: boolean): Promise<Result<KeptRows | null, SnapshotProblem>>
  /**
   * Keeps a snapshot; it takes the place of an earlier one of the same day.
   * @param mayAsk whether the keychain may ask the person something
   */
  write(
    owner: SnapshotOwner,
    fetchedAt: Instant,
    keys: readonly ApiKey[],
    mayAsk: boolean
  ): Promise<Result<null, SnapshotProblem>>
  /**
   * Newest first.
   * @param mayAsk whether the keychain may ask the person something
   */
  list(owner: SnapshotOwner, mayAsk: boolean): Promise<Result<readonly SnapshotHeader[], SnapshotProblem>>
  /** The keys of a snapshot, `onKeys` chunk after chunk; what it brought counts only if the answer is a success. */
  read(
    owner: SnapshotOwner,
    id: number,
    onKeys: (keys: readonly ApiKey[]) => void
  ): Promise<Result<null, SnapshotProblem>>
  /** What the snapshots say about the use of one key, the oldest first, back to the first one without it. */
  follow(owner: SnapshotOwner, keyId: string): Promise<Result<readonly KeySighting[], SnapshotProblem>>
  /** Deletes every snapshot of a profile, whatever its organisation; a success means that none is there afterwards. */
  remove(profileId: string): Promise<Result<null, SnapshotProblem>>
  /** How two snapshots differ. */
  diff(
    owner: SnapshotOwner,
    beforeId: number,
    afterId: number
  ): Promise<Result<InventoryDiff, SnapshotProblem>>
  /** Lets go of the disk; what was asked before is finished first. */
  close(): Promise<void>
}

/** A file outside the app that the person chooses. */
export interface ExportFile {
  /** Asks where; `null` when the person wants none. */
  choose(suggestedName: string): Promise<string | null>
  /** Writes it whole or not at all; whether that worked. */
  write(path: string, text: string): Promise<boolean>
}

/** The local Hygiara: its own process, this computer only. */
export interface LocalHygiara {
  /** Starts it (or answers for the one that runs) so that this admin can sign in. */
  start(
    admin: {
      readonly email: string
      readonly name: string
      readonly organization: string
      readonly password: SecretValue
    },
    withSampleData: boolean
  ): Promise<Result<{ readonly serverUrl: string }>>
  /** Ends it; resolves when its data is closed. */
  stop(): Promise<void>
}

/** Where the theme takes effect. */
export interface Appearance {
  setTheme(theme: Theme): void
}

/** What is asked before a key that nobody has is left behind. */
export interface LeaveDialogQuestion {
  readonly keyName: string
  /** It was copied, and the copy replaced by this app. */
  readonly isOverwritten: boolean
  readonly reason: LeaveReason
  /** Revoking it was tried and did not work. */
  readonly hasFailed: boolean
}

/** Asks in a dialog of the system, where no page can. */
export interface LeaveDialog {
  /** The choice; `null` when `signal` took the question back, or it could not be asked. */
  ask(question: LeaveDialogQuestion, signal: AbortSignal): Promise<LeaveChoice | null>
}

/** Takes what nobody expected. Answers the id under which a person can report it. */
export type ReportIncident = (where: string, cause: unknown) => string
