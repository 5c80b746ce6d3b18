import type { AppFacts } from '../shared/app-facts.ts'
import type { LeaveReason } from '../shared/leaving.ts'
import { ApiKeyService } from './api-keys/api-key-service.ts'
import { UnsettledCreates } from './api-keys/unsettled-creates.ts'
import { ClipboardGuard } from './handoff/clipboard-guard.ts'
import { SecretHandoff } from './handoff/secret-handoff.ts'
import { InventoryService } from './inventory/inventory-service.ts'
import { Reconnecting } from './inventory/reconnecting.ts'
import { createHandlers, type Handlers } from './ipc/handlers.ts'
import { LeavingService } from './leaving/leaving-service.ts'
import { NoticeService } from './notices/notice-service.ts'
import type {
  Appearance,
  Clipboard,
  Clock,
  ConnectToHygiara,
  IntentJournal,
  Keychain,
  KeptDataStore,
  LocalHygiara,
  Publish,
  RecordStore
} from './ports.ts'
import { RecordService } from './records/record-service.ts'
import { ConnectionService } from './session/connection-service.ts'
import { Profiles } from './session/profiles.ts'
import { SessionService } from './session/session-service.ts'
import { SettingsService } from './settings/settings-service.ts'
import { SignedInFlow } from './signed-in-flow.ts'

/** Everything the core needs from the world. */
export interface Ports {
  readonly appearance: Appearance
  readonly clipboard: Clipboard
  readonly clock: Clock
  readonly connect: ConnectToHygiara
  readonly facts: AppFacts
  readonly journal: IntentJournal
  readonly keychain: Keychain
  readonly localHygiara: LocalHygiara
  readonly publish: Publish
  readonly recordStore: RecordStore
  readonly store: KeptDataStore
}

/** The core, ready to be put behind IPC and windows. */
export interface App {
  readonly handlers: Handlers
  /** The one door: whether the person may leave. Afterwards no key is waiting to be handed over. */
  requestLeave(reason: LeaveReason): Promise<boolean>
  /** Picks up the session of the last start, if there is one. */
  restore(): Promise<void>
  /** Leaves nothing behind: clears the clipboard if it holds a key, ends the local Hygiara. */
  settle(): Promise<void>
}

/** Joins the services of the core. */
export function createApp(ports: Ports): App {
  const { clipboard, clock, keychain, localHygiara, publish, store } = ports
  const notices = new NoticeService(publish)
  if (store.setAside !== null) notices.add({ kind: 'settings-were-unreadable', keptAs: store.setAside })

  const settings = new SettingsService(store, ports.appearance, publish)
  const connection = new ConnectionService(publish)
  const session = new SessionService(
    { connect: ports.connect, watch: connection, keychain, localHygiara, clock, publish },
    new Profiles(store, notices),
    notices
  )
  const inventory = new InventoryService(session, clock, publish)
  new Reconnecting(connection, session, inventory, clock)
  const clipboardGuard = new ClipboardGuard(clipboard, clock, publish)
  const handoff = new SecretHandoff(clipboardGuard, keychain, clock, publish)
  const unsettled = new UnsettledCreates(ports.journal, inventory, clock, publish)
  const records = new RecordService(ports.recordStore, clock, publish)
  const apiKeys = new ApiKeyService(session, inventory, handoff, unsettled, records, clipboardGuard, clock)
  const leaving = new LeavingService(handoff, apiKeys, publish)
  const signedInFlow = new SignedInFlow(
    session,
    connection,
    inventory,
    unsettled,
    records,
    leaving,
    clipboardGuard
  )

  return {
    handlers: createHandlers({
      facts: ports.facts,
      session,
      connection,
      signedInFlow,
      inventory,
      apiKeys,
      unsettled,
      records,
      handoff,
      clipboard: clipboardGuard,
      leaving,
      settings,
      notices
    }),
    requestLeave: (reason) => leaving.requestLeave(reason),
    restore: async () => {
      await signedInFlow.restore()
    },
    settle: async () => {
      handoff.close()
      await Promise.all([clipboardGuard.clear(), localHygiara.stop()])
    }
  }
}
