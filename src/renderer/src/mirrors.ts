import { bridge } from './bridge.ts'
import { createInventoryMirror } from './inventory/inventory-mirror.ts'
import { createMirror } from './mirror/create-mirror.ts'

/** The session as main sees it. */
export const sessionMirror = createMirror({
  subscribe: bridge['session:changed'],
  read: bridge['session:read']
})

/** How the keys of the server are reached. */
export const endpointsMirror = createMirror({
  subscribe: bridge['endpoints:changed'],
  read: bridge['endpoints:read']
})

/** How requests to the server fare. */
export const connectionMirror = createMirror({
  subscribe: bridge['connection:changed'],
  read: bridge['connection:read']
})

/** Creates whose value has reached nobody. */
export const orphansMirror = createMirror({
  subscribe: bridge['orphans:changed'],
  read: bridge['orphans:read']
})

/** What is noted about keys on this computer. */
export const recordsMirror = createMirror({
  subscribe: bridge['records:changed'],
  read: bridge['records:read']
})

/** Whether a new key survives the end of the app, and which ones have. */
export const escrowMirror = createMirror({
  subscribe: bridge['escrow:changed'],
  read: bridge['escrow:read']
})

/** What this app has put into the keychain. */
export const keychainMirror = createMirror({
  subscribe: bridge['keychain:changed'],
  read: bridge['keychain:read']
})

/** The secret step. Main owns it, so it is here again after this window was reloaded. */
export const handoffMirror = createMirror({
  subscribe: bridge['handoff:changed'],
  read: bridge['handoff:read']
})

/** What became of the secret on the clipboard. */
export const clipboardMirror = createMirror({
  subscribe: bridge['clipboard:changed'],
  read: bridge['clipboard:read']
})

/** The question that main asks before the secret step may be left. */
export const leavingMirror = createMirror({
  subscribe: bridge['leaving:changed'],
  read: bridge['leaving:read']
})

/** What the person chose for this computer. */
export const settingsMirror = createMirror({
  subscribe: bridge['settings:changed'],
  read: bridge['settings:read']
})

/** The ways to look at the inventory that people have named, by profile. */
export const viewsMirror = createMirror({
  subscribe: bridge['views:changed'],
  read: bridge['views:read']
})

/** What happened behind the person's back. */
export const noticesMirror = createMirror({
  subscribe: bridge['notices:changed'],
  read: bridge['notices:read']
})

/** The keys. */
export const inventoryMirror = createInventoryMirror({
  subscribe: bridge['inventory:changed'],
  readChunk: (offset) => bridge['inventory:readChunk']({ offset })
})

/** Makes every mirror follow main; called once, before the first render. */
export function startMirrors(): void {
  for (const mirror of [
    sessionMirror,
    connectionMirror,
    endpointsMirror,
    orphansMirror,
    escrowMirror,
    keychainMirror,
    recordsMirror,
    handoffMirror,
    clipboardMirror,
    leavingMirror,
    settingsMirror,
    viewsMirror,
    noticesMirror,
    inventoryMirror
  ]) {
    mirror.start()
  }
}
