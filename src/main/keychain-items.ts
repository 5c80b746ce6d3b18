import type { Profile } from '../shared/profile.ts'
import type { KeychainItem } from './ports.ts'

// What a person reads in their keychain beside the item; the app's own items are told apart by their service.
const keyService = 'Hygiara'
const appService = 'Hygiara Keys'

/** The item in which an administrator keeps the value of a key: theirs, to be fetched by other programs. */
export function itemOfKey(profile: Profile, keyName: string): KeychainItem {
  return { service: keyService, account: `${profile.name}/${keyName}` }
}

/** The item in which the app keeps a profile's renewal token. */
export function itemOfSession(profile: Profile): KeychainItem {
  return { service: appService, account: `session/${profile.id}` }
}

/** The item in which the app keeps the password of the local Hygiara's admin. */
export function itemOfLocalPassword(profile: Profile): KeychainItem {
  return { service: appService, account: `local-password/${profile.id}` }
}

/** The item in which the app keeps its data key, from which the keys of everything sealed are derived. */
export const itemOfDataKey: KeychainItem = { service: appService, account: 'data-key' }

/** The item in which a new key waits until it is handed over. */
export function itemOfEscrow(intentId: string): KeychainItem {
  return { service: appService, account: `escrow/${intentId}` }
}
