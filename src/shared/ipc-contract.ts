/**
 * THE table of everything that crosses between main and the screens. Types, handlers and the bridge are derived
 * from it: adding a row without a handler, or without a function in the preload, does not compile.
 *
 * A command's answer is always a `Result`; an event carries a snapshot or a patch. Secrets are in neither.
 */
import { z } from 'zod'
import { mostLabels, type ApiKey } from './api-key.ts'
import { mappingParts, type DescribedOperation } from './api-mapping.ts'
import type { AppFacts, MenuCommand } from './app-facts.ts'
import { readParts, type Endpoints, type ReadTrial } from './endpoints.ts'
import { exportFormats, type Exported } from './exporting.ts'
import type { ClipboardState, Handoff, SecretHandle } from './handoff.ts'
import { chunkSize, type InventoryChunk, type InventoryPatch } from './inventory.ts'
import type { KeySighting } from './key-history.ts'
import { noteProblemOf } from './key-notes.ts'
import { purposes, type KeyRecords } from './key-record.ts'
import {
  builtInViews,
  longestQuery,
  sortColumns,
  sortDirections,
  type ViewsByProfile
} from './inventory-view.ts'
import type { InventoryChanges, SnapshotHeader } from './inventory-snapshots.ts'
import { leaveChoices, screenLeaveReasons, type Leaving } from './leaving.ts'
import type { Notice } from './notice.ts'
import type { EscrowState } from './escrow.ts'
import type { KeychainList } from './keychain-list.ts'
import type { Orphan } from './orphan.ts'
import type { Connection } from './connection.ts'
import type { Result } from './result.ts'
import { secretFormats } from './secret-format.ts'
import type { Session } from './session.ts'
import { clipboardSeconds, themes, type Settings } from './settings.ts'
import type { Snapshot } from './snapshot.ts'

interface Command<Request, Value> {
  readonly request: z.ZodType<Request>
  /** Exists for the compiler only. */
  readonly value?: Value
}

interface Event<Payload> {
  /** Exists for the compiler only. */
  readonly payload?: Payload
}

function command<Request>(request: z.ZodType<Request>): { answers: <Value>() => Command<Request, Value> } {
  return { answers: () => ({ request }) }
}

function event<Payload>(): Event<Payload> {
  return {}
}

const nothing = z.undefined()
const keyId = z.string().min(1).max(200)
const mostExported = 1_000_000
const secretHandle = z.uuid()
const keychainItem = z.strictObject({
  service: z.string().min(1).max(400),
  account: z.string().min(1).max(400)
})
/** Long enough for a mistake to be told at its field, short enough not to be an attack. */
const typedText = z.string().max(2_000)
const note = typedText.refine(
  (text) => noteProblemOf(text) === null,
  'too long, or with the value of a key in it'
)
const keyNotes = z.strictObject({
  purpose: z.enum(purposes).nullable(),
  noExpiryReason: note,
  owner: note,
  ticket: note,
  consumers: note
})
const operation = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z.string().startsWith('/').max(2_000)
})
const mappingChoice = z.strictObject({ part: z.enum(mappingParts), operation: operation.nullable() })
/** `null`: the order that a view has of its own. */
const sort = z.strictObject({ column: z.enum(sortColumns), direction: z.enum(sortDirections) }).nullable()

export const commands = {
  'app:readFacts': command(nothing).answers<AppFacts>(),

  'session:read': command(nothing).answers<Snapshot<Session>>(),
  'session:signIn': command(
    z.union([
      z.strictObject({
        serverUrl: typedText,
        email: typedText,
        password: typedText,
        /** Only where the server asked for one. */
        oneTimeCode: typedText.optional(),
        staysSignedIn: z.boolean()
      }),
      z.strictObject({ serverUrl: typedText, token: z.string().max(10_000) })
    ])
  ).answers<null>(),
  'session:tryLocally': command(z.strictObject({ withSampleData: z.boolean() })).answers<null>(),
  'session:restore': command(nothing).answers<null>(),
  /** Shows what is kept of a profile, without a session. */
  'session:review': command(z.strictObject({ profileId: z.uuid() })).answers<null>(),
  'session:cancel': command(nothing).answers<null>(),
  'session:signOut': command(nothing).answers<null>(),

  /** Deletes the list and the notes that are kept of a profile that is not signed in. */
  'session:deleteKept': command(z.strictObject({ profileId: z.uuid() })).answers<null>(),

  'connection:read': command(nothing).answers<Snapshot<Connection>>(),

  'endpoints:read': command(nothing).answers<Snapshot<Endpoints>>(),
  /** Answers what a sign-in has left open. */
  'endpoints:answer': command(
    z.strictObject({ choices: z.array(mappingChoice).min(1).max(mappingParts.length) })
  ).answers<null>(),
  /** Picks the operation of one part for the server of the session, in the name of the person who is asked. */
  'endpoints:choose': command(mappingChoice).answers<null>(),
  /** Sends one request that only reads. */
  'endpoints:test': command(z.strictObject({ part: z.enum(readParts) })).answers<ReadTrial>(),
  'endpoints:lookAgain': command(nothing).answers<null>(),
  'endpoints:cancel': command(nothing).answers<null>(),
  /** Every operation of the server's reference. */
  'endpoints:readOperations': command(nothing).answers<readonly DescribedOperation[]>(),

  'inventory:readChunk': command(
    z.strictObject({ offset: z.int().min(0).multipleOf(chunkSize) })
  ).answers<InventoryChunk>(),
  'inventory:refresh': command(nothing).answers<null>(),
  'inventory:cancelRefresh': command(nothing).answers<null>(),
  'history:read': command(nothing).answers<readonly SnapshotHeader[]>(),
  'history:changesSince': command(z.strictObject({ id: z.int().min(1) })).answers<InventoryChanges>(),
  /** What was seen of the use of one key, the oldest first. */
  'history:readKey': command(z.strictObject({ id: keyId })).answers<readonly KeySighting[]>(),
  /** Writes keys to a file that the person chooses, in this order; `null` when they choose none. */
  'inventory:export': command(
    z.strictObject({ format: z.enum(exportFormats), ids: z.array(keyId).min(1).max(mostExported) })
  ).answers<Exported | null>(),
  /** Tries again to keep the keys on this computer, or to show those that are kept. */
  'inventory:tryToKeep': command(nothing).answers<null>(),

  'api-keys:create': command(
    z.strictObject({
      name: typedText,
      expiry: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('day'), day: typedText }),
        z.strictObject({ kind: z.literal('never') })
      ]),
      notes: keyNotes
    })
  ).answers<{ readonly handle: SecretHandle; readonly key: ApiKey }>(),
  'api-keys:revoke': command(z.strictObject({ id: keyId })).answers<null>(),
  'api-keys:copyMarkdown': command(z.strictObject({ id: keyId })).answers<null>(),
  /** In the order of the ids; what is no longer listed is left out. */
  'api-keys:copyLabels': command(
    z.strictObject({ ids: z.array(keyId).min(1).max(mostLabels) })
  ).answers<null>(),

  'orphans:read': command(nothing).answers<Snapshot<readonly Orphan[]>>(),
  'orphans:look': command(z.strictObject({ intentId: z.uuid() })).answers<null>(),
  'orphans:revokeAndCreateAgain': command(z.strictObject({ intentId: z.uuid(), keyId })).answers<{
    readonly handle: SecretHandle
    readonly key: ApiKey
  }>(),
  'orphans:dismiss': command(z.strictObject({ intentId: z.uuid() })).answers<null>(),

  'records:read': command(nothing).answers<Snapshot<KeyRecords>>(),
  'records:editNotes': command(z.strictObject({ id: keyId, notes: keyNotes })).answers<null>(),
  /** Asks the keychain, or tries the disk, once more. */
  'records:tryAgain': command(nothing).answers<null>(),

  'orphans:finishHandover': command(z.strictObject({ intentId: z.uuid() })).answers<null>(),

  'escrow:read': command(nothing).answers<Snapshot<EscrowState>>(),
  /** Asks the keychain whether it would take something, without letting it ask anybody. */
  'escrow:look': command(nothing).answers<null>(),

  'keychain:read': command(nothing).answers<Snapshot<KeychainList>>(),
  'keychain:open': command(nothing).answers<null>(),
  'keychain:look': command(nothing).answers<null>(),
  'keychain:remove': command(keychainItem).answers<null>(),
  'keychain:cancel': command(nothing).answers<null>(),
  'keychain:copyCommand': command(keychainItem).answers<null>(),

  'handoff:read': command(nothing).answers<Snapshot<Handoff>>(),
  'handoff:copy': command(
    z.strictObject({ handle: secretHandle, format: z.enum(secretFormats) })
  ).answers<null>(),
  'handoff:test': command(z.strictObject({ handle: secretHandle })).answers<null>(),
  'handoff:saveToKeychain': command(
    z.strictObject({ handle: secretHandle, replacesExisting: z.boolean() })
  ).answers<null>(),
  'handoff:show': command(z.strictObject({ handle: secretHandle })).answers<null>(),
  'handoff:hide': command(nothing).answers<null>(),
  'handoff:cancel': command(z.strictObject({ handle: secretHandle })).answers<null>(),

  'clipboard:read': command(nothing).answers<Snapshot<ClipboardState>>(),
  'clipboard:clearNow': command(nothing).answers<null>(),
  'clipboard:keepLonger': command(nothing).answers<null>(),

  'leaving:read': command(nothing).answers<Snapshot<Leaving>>(),
  'leaving:request': command(z.strictObject({ reason: z.enum(screenLeaveReasons) })).answers<{
    readonly mayLeave: boolean
  }>(),
  /** The question is on the screen. */
  'leaving:seen': command(nothing).answers<null>(),
  'leaving:answer': command(z.strictObject({ choice: z.enum(leaveChoices) })).answers<null>(),

  'settings:read': command(nothing).answers<Snapshot<Settings>>(),
  'settings:setEscrow': command(z.strictObject({ isOn: z.boolean() })).answers<null>(),
  'settings:setSingleKeys': command(z.strictObject({ isOn: z.boolean() })).answers<null>(),
  'settings:setTheme': command(z.strictObject({ theme: z.enum(themes) })).answers<null>(),
  'settings:setClipboardSeconds': command(
    z.strictObject({ seconds: z.literal(clipboardSeconds) })
  ).answers<null>(),

  'views:read': command(nothing).answers<Snapshot<ViewsByProfile>>(),
  'views:save': command(
    z.strictObject({
      /** `null`: a new one. */
      id: z.uuid().nullable(),
      name: typedText,
      query: z.string().max(2 * longestQuery),
      sort
    })
  ).answers<{ readonly id: string }>(),
  'views:remove': command(z.strictObject({ id: z.uuid() })).answers<null>(),
  'views:setSort': command(
    z.strictObject({ view: z.union([z.enum(builtInViews), z.uuid()]), sort })
  ).answers<null>(),

  'notices:read': command(nothing).answers<Snapshot<readonly Notice[]>>(),
  'notices:dismiss': command(z.strictObject({ id: z.uuid() })).answers<null>()
} as const

export const events = {
  'session:changed': event<Snapshot<Session>>(),
  'connection:changed': event<Snapshot<Connection>>(),
  'endpoints:changed': event<Snapshot<Endpoints>>(),
  'inventory:changed': event<InventoryPatch>(),
  'orphans:changed': event<Snapshot<readonly Orphan[]>>(),
  'records:changed': event<Snapshot<KeyRecords>>(),
  'handoff:changed': event<Snapshot<Handoff>>(),
  'clipboard:changed': event<Snapshot<ClipboardState>>(),
  'escrow:changed': event<Snapshot<EscrowState>>(),
  'keychain:changed': event<Snapshot<KeychainList>>(),
  'leaving:changed': event<Snapshot<Leaving>>(),
  'settings:changed': event<Snapshot<Settings>>(),
  'views:changed': event<Snapshot<ViewsByProfile>>(),
  'notices:changed': event<Snapshot<readonly Notice[]>>(),
  'app:menuChosen': event<MenuCommand>()
} as const

export type CommandChannel = keyof typeof commands
export type EventChannel = keyof typeof events

/** What a command is asked with. */
export type RequestOf<Channel extends CommandChannel> = z.infer<(typeof commands)[Channel]['request']>

/** What a command answers when it did what was asked. */
export type ValueOf<Channel extends CommandChannel> = Exclude<(typeof commands)[Channel]['value'], undefined>

export type AnswerOf<Channel extends CommandChannel> = Result<ValueOf<Channel>>

/** What an event carries. */
export type PayloadOf<Channel extends EventChannel> = Exclude<(typeof events)[Channel]['payload'], undefined>
