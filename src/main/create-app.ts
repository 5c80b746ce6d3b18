import type { AppFacts } from '../shared/app-facts.ts'
import type { LeaveReason } from '../shared/leaving.ts'
import { ApiKeyService } from './api-keys/api-key-service.ts'
import { UnsettledCreates } from './api-keys/unsettled-creates.ts'
import { ClipboardDebts } from './handoff/clipboard-debts.ts'
import { ClipboardGuard } from './handoff/clipboard-guard.ts'
import { Escrow } from './handoff/escrow.ts'
import { SecretHandoff } from './handoff/secret-handoff.ts'
import { EndpointsService } from './endpoints/endpoints-service.ts'
import { KeptEndpointsBook } from './endpoints/kept-endpoints-book.ts'
import { ReferenceService } from './endpoints/reference-service.ts'
import { ExportService } from './exporting/export-service.ts'
import { exportSourceOf } from './exporting/export-source.ts'
import { InventoryService } from './inventory/inventory-service.ts'
import { KeptInventory } from './inventory/kept-inventory.ts'
import { Reconnecting } from './inventory/reconnecting.ts'
import { createHandlers, type Handlers } from './ipc/handlers.ts'
import { KeychainListService } from './keychain-list/keychain-list.ts'
import { LeavingService } from './leaving/leaving-service.ts'
import { NoticeService } from './notices/notice-service.ts'
import type {
  Appearance,
  AskPublicly,
  Clipboard,
  ClipboardDebtRecord,
  Clock,
  ConnectToHygiara,
  DataKey,
  ExportFile,
  IntentJournal,
  Keychain,
  KeptDataStore,
  LeaveDialog,
  LocalHygiara,
  Publish,
  RecordStore,
  ReferenceReader,
  SnapshotStore,
  RememberedItems,
  SecretWindow
} from './ports.ts'
import { FirstUseWatch } from './records/first-use-watch.ts'
import { RecordService } from './records/record-service.ts'
import { ConnectionService } from './session/connection-service.ts'
import { Profiles } from './session/profiles.ts'
import { SessionService } from './session/session-service.ts'
import { SettingsService } from './settings/settings-service.ts'
import { ViewService } from './views/view-service.ts'
import { SignedInFlow } from './signed-in-flow.ts'

/** Everything the core needs from the world. */
export interface Ports {
  readonly appearance: Appearance
  readonly askPublicly: AskPublicly
  readonly clipboard: Clipboard
  readonly clipboardDebts: ClipboardDebtRecord
  readonly clock: Clock
  readonly connect: ConnectToHygiara
  readonly dataKey: DataKey
  readonly exportFile: ExportFile
  readonly facts: AppFacts
  /** Whether a person can see the app's window now. */
  readonly isWindowVisible: () => boolean
  readonly journal: IntentJournal
  readonly keychain: Keychain
  readonly leaveDialog: LeaveDialog
  readonly localHygiara: LocalHygiara
  /** Resolves when the page has had time to draw as many keys as it has to read; at once where not given. */
  readonly pageDrawn?: (whenRead: Promise<void>, keys: number) => Promise<unknown>
  readonly publish: Publish
  readonly snapshots: SnapshotStore
  readonly recordStore: RecordStore
  readonly referenceReader: ReferenceReader
  readonly rememberedItems: RememberedItems
  readonly secretWindow: SecretWindow
  readonly store: KeptDataStore
}

/** The core, ready to be put behind IPC and windows. */
export interface App {
  readonly handlers: Handlers
  /** The one door: whether the person may leave. Afterwards no key is waiting to be handed over. */
  requestLeave(reason: LeaveReason): Promise<boolean>
  /** Whether somebody who leaves now would be asked; for a system that wants its answer at once. */
  wouldAsk(): boolean
  /** The person has gone (the screen is locked, the computer sleeps): takes the key off clipboard and screen. */
  leaveAlone(): Promise<void>
  /** The person is back: does what could not be done in the meantime. */
  catchUp(): Promise<void>
  /** Picks up what the last start has left: a key on the clipboard, the session. */
  restore(): Promise<void>
  /** Leaves nothing behind: clears the clipboard if it holds a key, ends the local Hygiara. */
  settle(): Promise<void>
}

// Somebody who comes back to the window should not look at an old list.
const refreshAfterMs = 60_000

/** Joins the services of the core. */
export function createApp(ports: Ports): App {
  const { clipboard, clock, keychain, localHygiara, publish, store } = ports
  const notices = new NoticeService(publish)
  if (store.setAside !== null) notices.add({ kind: 'settings-were-unreadable', keptAs: store.setAside })

  const settings = new SettingsService(store, ports.appearance, publish)
  const connection = new ConnectionService(publish)
  const profiles = new Profiles(store, notices)
  const endpoints = new EndpointsService(
    new ReferenceService(ports.askPublicly, ports.referenceReader),
    new KeptEndpointsBook(store, notices),
    clock,
    publish
  )
  const session = new SessionService(
    {
      connect: ports.connect,
      endpoints,
      watch: connection,
      keychain,
      localHygiara,
      isShown: async (): Promise<void> => {
        // In the next turn it is known whether something is kept that can be shown.
        await Promise.resolve()
        await keptInventory.opened
        if (inventory.isUnread) await ports.pageDrawn?.(inventory.whenRead(), inventory.total)
      },
      clock,
      publish
    },
    profiles,
    notices
  )
  const views = new ViewService(
    store,
    () => (session.topic.value.state === 'signed-in' ? session.topic.value.profile.id : null),
    publish
  )
  const inventory = new InventoryService(session, clock, publish)
  session.topic.follow(() => {
    const there = session.topic.value
    if (there.state !== 'signed-in') endpoints.show(null)
    else endpoints.show(there.profile.serverUrl ?? 'local')
    if (session.isUsable) endpoints.lookAgainIfOld()
  })
  endpoints.whenNews((needsAnswer) => {
    notices.add({ kind: 'endpoints-changed', needsAnswer })
  })
  endpoints.whenChanged(() => {
    session.reachAnew()
    if (session.isUsable) void inventory.refresh()
  })
  const keptInventory: KeptInventory = new KeptInventory(inventory, ports.snapshots, profiles, clock)
  const clipboardGuard = new ClipboardGuard(
    {
      clipboard,
      clock,
      debts: new ClipboardDebts(ports.clipboardDebts, clipboard, notices),
      holdMs: () => settings.topic.value.clipboardSeconds * 1_000
    },
    publish
  )
  const handoff = new SecretHandoff(clipboardGuard, keychain, ports.secretWindow, clock, publish)
  const unsettled = new UnsettledCreates(
    ports.journal,
    inventory,
    clock,
    () => connection.topic.value.clockSkewMs ?? 0,
    notices,
    publish
  )
  const keychainList = new KeychainListService({
    keychain,
    store: ports.rememberedItems,
    profiles: () => store.read().profiles,
    platform: ports.facts.platform,
    clipboard: clipboardGuard,
    publish
  })
  const escrow = new Escrow(keychain, keychainList, () => settings.topic.value.escrowsNewKeys, clock, publish)
  unsettled.whenOver((intentId) => escrow.end(intentId))
  const records = new RecordService(ports.recordStore, ports.dataKey, clock, notices, publish)
  new FirstUseWatch({
    records,
    inventory,
    connection,
    notices,
    clock,
    mayAsk: () => ports.isWindowVisible() && session.isUsable && connection.isQuiet
  })
  const apiKeys = new ApiKeyService(
    session,
    inventory,
    handoff,
    unsettled,
    escrow,
    keychainList,
    records,
    clipboardGuard,
    clock
  )
  const exporting = new ExportService(
    ports.exportFile,
    (ids) => exportSourceOf(ids, { inventory, records, session }),
    clock,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone
  )
  const leaving = new LeavingService({
    handoff,
    apiKeys,
    dialog: ports.leaveDialog,
    clock,
    publish
  })
  const signedInFlow = new SignedInFlow(
    session,
    connection,
    inventory,
    keptInventory,
    unsettled,
    records,
    leaving,
    clipboardGuard
  )

  new Reconnecting(connection, session, inventory, () => signedInFlow.restore(), clock)

  return {
    handlers: createHandlers({
      facts: ports.facts,
      session,
      connection,
      endpoints,
      signedInFlow,
      inventory,
      keptInventory,
      exporting,
      apiKeys,
      unsettled,
      records,
      escrow,
      keychainList,
      handoff,
      clipboard: clipboardGuard,
      leaving,
      settings,
      views,
      notices
    }),
    requestLeave: async (reason) => {
      const mayLeave = await leaving.requestLeave(reason)
      // Not awaited: a clipboard that does not answer keeps no window open, and quitting waits for it itself.
      if (mayLeave && reason === 'close-window') void clipboardGuard.clear()
      return mayLeave
    },
    wouldAsk: () => leaving.wouldAsk,
    leaveAlone: async () => {
      await Promise.all([handoff.hide(), clipboardGuard.clear()])
    },
    catchUp: async () => {
      if (session.isUsable) inventory.refreshIfOlderThan(refreshAfterMs)
      await clipboardGuard.catchUp()
    },
    restore: async () => {
      await Promise.all([clipboardGuard.pickUpDebts(), escrow.restore(), signedInFlow.restore()])
    },
    settle: async () => {
      handoff.close()
      const kept = Promise.all([records.settled(), ports.snapshots.close()]).finally(() => {
        ports.dataKey.wipe()
      })
      await Promise.all([handoff.hide(), clipboardGuard.clear(), localHygiara.stop(), kept, escrow.settled()])
    }
  }
}
