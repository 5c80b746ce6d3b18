/** What the core needs from the world. Each port has one adapter, and one in-memory double in `testing/`. */
import type { ApiKey, Instant } from '../shared/api-key.ts'
import type { KeychainProblem } from '../shared/app-error.ts'
import type { Expiry, ExpiryChoice } from '../shared/expiry.ts'
import type { EventChannel, PayloadOf } from '../shared/ipc-contract.ts'
import type { KeyRecord, RecordsNotKept } from '../shared/key-record.ts'
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

/** The pair that an admin session consists of. */
export interface SessionTokens {
  readonly access: SecretValue
  /** Milliseconds since 1970, by the local clock. */
  readonly accessExpiresAt: number
  readonly refresh: SecretValue
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
  /** Every key, page after page. `onProgress` gets the number of keys so far. */
  listKeys(
    access: SecretValue,
    signal: AbortSignal,
    onProgress: (received: number) => void
  ): Promise<Result<ApiKey[]>>
  /**
   * Sends one create. `create_outcome_unknown` when it was sent and the answer was lost.
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
}

/** Hears how the requests to a server fare. */
export interface ConnectionWatch {
  /** @param clockSkewMs the server's clock minus ours; `null` when the answer did not say */
  answered(clockSkewMs: number | null): void
  unanswered(): void
  /** @param until milliseconds since 1970, or `null` once the pause is over */
  paused(until: number | null): void
}

/** Makes the API of the server at `serverUrl` (origin and base path, no trailing slash). Sends nothing yet. */
export type ConnectToHygiara = (serverUrl: string, watch: ConnectionWatch) => HygiaraApi

/** Where an item stands in the OS keychain. */
export interface KeychainItem {
  readonly service: string
  readonly account: string
}

/** The keychain of the operating system: one call at a time, each with a deadline. */
export interface Keychain {
  /** The value, or `null` when there is no such item. */
  read(item: KeychainItem, signal?: AbortSignal): Promise<Result<SecretValue | null, KeychainProblem>>
  /** Writes and reads back: a success means that the keychain returned the same value. Replaces what is there. */
  write(item: KeychainItem, secret: SecretValue, signal?: AbortSignal): Promise<Result<null, KeychainProblem>>
  remove(item: KeychainItem): Promise<Result<null, KeychainProblem>>
}

/** The clipboard of the operating system. */
export interface Clipboard {
  readText(): Promise<string>
  /** THE one way in which a secret gets onto the clipboard. */
  writeSecret(secret: SecretValue): Promise<void>
  /** For what anybody may see. */
  writeText(text: string): Promise<void>
  clear(): Promise<void>
}

/** What is kept between starts; small, and never a secret. */
export interface KeptData {
  readonly settings: Settings
  readonly profiles: readonly Profile[]
  /** The profile that the next start picks up again; `null` after a sign-out. */
  readonly activeProfileId: string | null
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
  /** Ids of the keys of this name that were there before. */
  readonly idsBefore: readonly string[]
  /** The key that it made; `null` while that is not known. */
  readonly keyId: string | null
}

/** Where intents are kept until they are settled; what `write` has answered survives a crash. */
export interface IntentJournal {
  /** Those of a profile, oldest first. */
  read(profileId: string): Promise<readonly CreateIntent[]>
  /** Adds it or replaces the one with its id. `create_not_recorded` when it could not be kept. */
  write(intent: CreateIntent): Promise<Result<null>>
  remove(intent: CreateIntent): Promise<void>
}

/** A record as it is kept: with the keyed fingerprint, which no screen needs. */
export interface StoredKeyRecord extends KeyRecord {
  /** HMAC-SHA-256 of the value, in hex, under a key from the OS keychain; `null` where there was none. */
  readonly fingerprint: string | null
}

/** Where local records are kept, whole or not at all, for one profile apart from the others. */
export interface RecordStore {
  read(
    profileId: string
  ): Promise<{ readonly records: readonly StoredKeyRecord[]; readonly notKept: RecordsNotKept | null }>
  /** Replaces what is kept; `null` once it is on disk, otherwise why it is not. */
  write(profileId: string, records: readonly StoredKeyRecord[]): Promise<RecordsNotKept | null>
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

/** Takes what nobody expected. Answers the id under which a person can report it. */
export type ReportIncident = (where: string, cause: unknown) => string
