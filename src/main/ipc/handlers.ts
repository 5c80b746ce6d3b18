import type { AppFacts } from '../../shared/app-facts.ts'
import type { AnswerOf, CommandChannel, RequestOf } from '../../shared/ipc-contract.ts'
import { done, ok } from '../../shared/result.ts'
import type { ApiKeyService } from '../api-keys/api-key-service.ts'
import type { UnsettledCreates } from '../api-keys/unsettled-creates.ts'
import type { ClipboardGuard } from '../handoff/clipboard-guard.ts'
import type { EndpointsService } from '../endpoints/endpoints-service.ts'
import type { Escrow } from '../handoff/escrow.ts'
import type { SecretHandoff } from '../handoff/secret-handoff.ts'
import type { ExportService } from '../exporting/export-service.ts'
import type { KeptInventory } from '../inventory/kept-inventory.ts'
import type { InventoryService } from '../inventory/inventory-service.ts'
import type { KeychainListService } from '../keychain-list/keychain-list.ts'
import type { LeavingService } from '../leaving/leaving-service.ts'
import type { NoticeService } from '../notices/notice-service.ts'
import type { ConnectionService } from '../session/connection-service.ts'
import type { RecordService } from '../records/record-service.ts'
import type { SessionService } from '../session/session-service.ts'
import type { SettingsService } from '../settings/settings-service.ts'
import type { ViewService } from '../views/view-service.ts'
import type { SignedInFlow } from '../signed-in-flow.ts'

/** One function for each command of the contract; a missing one does not compile. */
export type Handlers = {
  readonly [Channel in CommandChannel]: (
    request: RequestOf<Channel>
  ) => AnswerOf<Channel> | Promise<AnswerOf<Channel>>
}

/** The services that commands lead to. */
export interface Services {
  readonly facts: AppFacts
  readonly session: SessionService
  readonly connection: ConnectionService
  readonly endpoints: EndpointsService
  readonly signedInFlow: SignedInFlow
  readonly inventory: InventoryService
  readonly keptInventory: KeptInventory
  readonly exporting: ExportService
  readonly apiKeys: ApiKeyService
  readonly unsettled: UnsettledCreates
  readonly records: RecordService
  readonly escrow: Escrow
  readonly keychainList: KeychainListService
  readonly handoff: SecretHandoff
  readonly clipboard: ClipboardGuard
  readonly leaving: LeavingService
  readonly settings: SettingsService
  readonly views: ViewService
  readonly notices: NoticeService
}

/** Leads each command to its service. */
export function createHandlers(services: Services): Handlers {
  const {
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
    clipboard,
    leaving,
    settings,
    views,
    notices
  } = services
  return {
    'app:readFacts': () => ok(services.facts),

    'session:read': () => ok(session.topic.read()),
    'session:signIn': (credentials) => signedInFlow.signIn(credentials),
    'session:tryLocally': ({ withSampleData }) => signedInFlow.tryLocally(withSampleData),
    'session:restore': () => signedInFlow.restore(),
    'session:review': ({ profileId }) => signedInFlow.review(profileId),
    'session:cancel': () => (session.cancel(), done),
    'session:signOut': () => signedInFlow.signOut(),

    'session:deleteKept': ({ profileId }) => signedInFlow.deleteKept(profileId),

    'connection:read': () => ok(connection.topic.read()),

    'endpoints:read': () => ok(endpoints.topic.read()),
    'endpoints:answer': ({ choices }) => endpoints.answer(choices),
    'endpoints:choose': ({ part, operation }) => endpoints.choose(part, operation),
    'endpoints:test': ({ part }) =>
      session.reading((api, access) => api.tryRead(access, part, new AbortController().signal)),
    'endpoints:lookAgain': () => endpoints.lookAgain(),
    'endpoints:cancel': () => (endpoints.cancel(), done),
    'endpoints:readOperations': () => endpoints.readOperations(),

    'inventory:readChunk': ({ offset }) => ok(inventory.readChunk(offset)),
    'inventory:refresh': () => inventory.refresh(),
    'history:read': () => keptInventory.history(),
    'history:changesSince': ({ id }) => keptInventory.changesSince(id),
    'history:readKey': ({ id }) => keptInventory.historyOf(id),
    'inventory:export': ({ format, ids }) => exporting.export(format, ids),
    'inventory:tryToKeep': async () => (await keptInventory.tryAgain(), done),
    'inventory:cancelRefresh': () => (inventory.cancelRefresh(), done),

    'api-keys:create': ({ name, expiry, notes }) => apiKeys.create(name, expiry, notes),
    'api-keys:revoke': ({ id }) => apiKeys.revoke(id),
    'api-keys:copyMarkdown': ({ id }) => apiKeys.copyMarkdown(id),
    'api-keys:copyLabels': ({ ids }) => apiKeys.copyLabels(ids),

    'orphans:read': () => ok(unsettled.topic.read()),
    'orphans:look': ({ intentId }) => unsettled.look(intentId),
    'orphans:revokeAndCreateAgain': ({ intentId, keyId }) => apiKeys.revokeAndCreateAgain(intentId, keyId),
    'orphans:dismiss': async ({ intentId }) => (await unsettled.dismiss(intentId), done),

    'records:read': () => ok(records.topic.read()),
    'records:editNotes': ({ id, notes }) => apiKeys.editNotes(id, notes),
    'records:tryAgain': () => records.tryAgain(),

    'orphans:finishHandover': ({ intentId }) => apiKeys.finishHandover(intentId),

    'escrow:read': () => ok(escrow.topic.read()),
    'escrow:look': async () => (await escrow.look(), done),

    'keychain:read': () => ok(keychainList.topic.read()),
    'keychain:open': async () => (await keychainList.open(), done),
    'keychain:look': () => keychainList.look(),
    'keychain:remove': (item) => keychainList.remove(item),
    'keychain:cancel': () => (keychainList.cancel(), done),
    'keychain:copyCommand': (item) => keychainList.copyCommand(item),

    'handoff:read': () => ok(handoff.topic.read()),
    'handoff:copy': ({ handle, format }) => handoff.copy(handle, format),
    'handoff:test': ({ handle }) => handoff.test(handle),
    'handoff:saveToKeychain': ({ handle, replacesExisting }) =>
      handoff.saveToKeychain(handle, replacesExisting),
    'handoff:show': ({ handle }) => handoff.show(handle),
    'handoff:hide': async () => (await handoff.hide(), done),
    'handoff:cancel': ({ handle }) => (handoff.cancel(handle), done),

    'clipboard:read': () => ok(clipboard.topic.read()),
    'clipboard:clearNow': async () => (await clipboard.clear(), done),
    'clipboard:keepLonger': async () => (await clipboard.keepLonger(), done),

    'leaving:read': () => ok(leaving.topic.read()),
    'leaving:request': async ({ reason }) => ok({ mayLeave: await leaving.requestLeave(reason) }),
    'leaving:seen': () => (leaving.seen(), done),
    'leaving:answer': ({ choice }) => leaving.answer(choice),

    'settings:read': () => ok(settings.topic.read()),
    'settings:setEscrow': ({ isOn }) => settings.setEscrow(isOn),
    'settings:setSingleKeys': ({ isOn }) => settings.setSingleKeys(isOn),
    'settings:setTheme': ({ theme }) => settings.setTheme(theme),
    'settings:setClipboardSeconds': ({ seconds }) => settings.setClipboardSeconds(seconds),

    'views:read': () => ok(views.topic.read()),
    'views:save': (view) => views.save(view),
    'views:remove': ({ id }) => views.remove(id),
    'views:setSort': ({ view, sort }) => views.setSort(view, sort),

    'notices:read': () => ok(notices.topic.read()),
    'notices:dismiss': ({ id }) => (notices.dismiss(id), done)
  }
}
