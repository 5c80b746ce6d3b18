/**
 * The bridge: one function for each row of the contract, and nothing generic. Only types are imported from the
 * contract, so this stays a small file that runs in the sandbox.
 */
import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge, Unsubscribe } from '../shared/bridge.ts'
import type { CommandChannel, EventChannel, PayloadOf } from '../shared/ipc-contract.ts'
import type { ReadyChannel } from '../shared/ready-channel.ts'

const readyChannel: ReadyChannel = 'app:whenReady'
// The page starts while main does: what it asks for waits here.
let whenReady: Promise<unknown> | null = null

async function invoke(channel: CommandChannel, request?: unknown): Promise<never> {
  // Whoever is refused here is refused there, too.
  whenReady ??= ipcRenderer.invoke(readyChannel).catch(() => undefined)
  await whenReady
  return ipcRenderer.invoke(channel, request) as Promise<never>
}

function subscribe<Channel extends EventChannel>(
  channel: Channel,
  listener: (payload: PayloadOf<Channel>) => void
): Unsubscribe {
  // The event object stays here: it would give the page a way to `ipcRenderer`.
  const forward = (_event: unknown, payload: PayloadOf<Channel>) => {
    listener(payload)
  }
  ipcRenderer.on(channel, forward)
  return () => {
    ipcRenderer.off(channel, forward)
  }
}

const bridge: Bridge = {
  'app:readFacts': () => invoke('app:readFacts'),
  'app:menuChosen': (listener) => subscribe('app:menuChosen', listener),

  'session:read': () => invoke('session:read'),
  'session:signIn': (request) => invoke('session:signIn', request),
  'session:tryLocally': (request) => invoke('session:tryLocally', request),
  'session:restore': () => invoke('session:restore'),
  'session:review': (request) => invoke('session:review', request),
  'session:cancel': () => invoke('session:cancel'),
  'session:signOut': () => invoke('session:signOut'),
  'session:deleteKept': (request) => invoke('session:deleteKept', request),
  'session:changed': (listener) => subscribe('session:changed', listener),

  'connection:read': () => invoke('connection:read'),
  'connection:changed': (listener) => subscribe('connection:changed', listener),

  'endpoints:read': () => invoke('endpoints:read'),
  'endpoints:answer': (request) => invoke('endpoints:answer', request),
  'endpoints:choose': (request) => invoke('endpoints:choose', request),
  'endpoints:test': (request) => invoke('endpoints:test', request),
  'endpoints:lookAgain': () => invoke('endpoints:lookAgain'),
  'endpoints:cancel': () => invoke('endpoints:cancel'),
  'endpoints:readOperations': () => invoke('endpoints:readOperations'),
  'endpoints:changed': (listener) => subscribe('endpoints:changed', listener),

  'inventory:readChunk': (request) => invoke('inventory:readChunk', request),
  'inventory:refresh': () => invoke('inventory:refresh'),
  'inventory:cancelRefresh': () => invoke('inventory:cancelRefresh'),
  'history:read': () => invoke('history:read'),
  'history:changesSince': (request) => invoke('history:changesSince', request),
  'history:readKey': (request) => invoke('history:readKey', request),
  'inventory:export': (request) => invoke('inventory:export', request),
  'inventory:tryToKeep': () => invoke('inventory:tryToKeep'),
  'inventory:changed': (listener) => subscribe('inventory:changed', listener),

  'api-keys:create': (request) => invoke('api-keys:create', request),
  'api-keys:revoke': (request) => invoke('api-keys:revoke', request),
  'api-keys:copyMarkdown': (request) => invoke('api-keys:copyMarkdown', request),
  'api-keys:copyLabels': (request) => invoke('api-keys:copyLabels', request),

  'orphans:read': () => invoke('orphans:read'),
  'orphans:look': (request) => invoke('orphans:look', request),
  'orphans:revokeAndCreateAgain': (request) => invoke('orphans:revokeAndCreateAgain', request),
  'orphans:dismiss': (request) => invoke('orphans:dismiss', request),
  'orphans:changed': (listener) => subscribe('orphans:changed', listener),

  'records:read': () => invoke('records:read'),
  'records:editNotes': (request) => invoke('records:editNotes', request),
  'records:tryAgain': () => invoke('records:tryAgain'),
  'records:changed': (listener) => subscribe('records:changed', listener),

  'orphans:finishHandover': (request) => invoke('orphans:finishHandover', request),

  'escrow:read': () => invoke('escrow:read'),
  'escrow:look': () => invoke('escrow:look'),
  'escrow:changed': (listener) => subscribe('escrow:changed', listener),

  'keychain:read': () => invoke('keychain:read'),
  'keychain:open': () => invoke('keychain:open'),
  'keychain:look': () => invoke('keychain:look'),
  'keychain:remove': (request) => invoke('keychain:remove', request),
  'keychain:cancel': () => invoke('keychain:cancel'),
  'keychain:copyCommand': (request) => invoke('keychain:copyCommand', request),
  'keychain:changed': (listener) => subscribe('keychain:changed', listener),

  'handoff:read': () => invoke('handoff:read'),
  'handoff:copy': (request) => invoke('handoff:copy', request),
  'handoff:test': (request) => invoke('handoff:test', request),
  'handoff:saveToKeychain': (request) => invoke('handoff:saveToKeychain', request),
  'handoff:show': (request) => invoke('handoff:show', request),
  'handoff:hide': () => invoke('handoff:hide'),
  'handoff:cancel': (request) => invoke('handoff:cancel', request),
  'handoff:changed': (listener) => subscribe('handoff:changed', listener),

  'clipboard:read': () => invoke('clipboard:read'),
  'clipboard:clearNow': () => invoke('clipboard:clearNow'),
  'clipboard:keepLonger': () => invoke('clipboard:keepLonger'),
  'clipboard:changed': (listener) => subscribe('clipboard:changed', listener),

  'leaving:read': () => invoke('leaving:read'),
  'leaving:request': (request) => invoke('leaving:request', request),
  'leaving:seen': () => invoke('leaving:seen'),
  'leaving:answer': (request) => invoke('leaving:answer', request),
  'leaving:changed': (listener) => subscribe('leaving:changed', listener),

  'settings:read': () => invoke('settings:read'),
  'settings:setEscrow': (request) => invoke('settings:setEscrow', request),
  'settings:setSingleKeys': (request) => invoke('settings:setSingleKeys', request),
  'settings:setTheme': (request) => invoke('settings:setTheme', request),
  'settings:setClipboardSeconds': (request) => invoke('settings:setClipboardSeconds', request),
  'settings:changed': (listener) => subscribe('settings:changed', listener),

  'views:read': () => invoke('views:read'),
  'views:save': (request) => invoke('views:save', request),
  'views:remove': (request) => invoke('views:remove', request),
  'views:setSort': (request) => invoke('views:setSort', request),
  'views:changed': (listener) => subscribe('views:changed', listener),

  'notices:read': () => invoke('notices:read'),
  'notices:dismiss': (request) => invoke('notices:dismiss', request),
  'notices:changed': (listener) => subscribe('notices:changed', listener)
}

contextBridge.exposeInMainWorld('hygiara', bridge)
