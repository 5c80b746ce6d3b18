import type { KeychainProblem } from '../../../shared/app-error.ts'
import type { EscrowState } from '../../../shared/escrow.ts'
import type { OwnItem, Presence } from '../../../shared/keychain-list.ts'
import { clockWords, type TimeStyle } from './dates.ts'
import { nameInText } from './names.ts'

/** Why a keychain could not be used, as a sentence that starts with its name. */
export function keychainProblemWords(problem: KeychainProblem, keychainName: string): string {
  switch (problem) {
    case 'unavailable':
      return `No keychain answers on this computer (${keychainName} was expected).`
    case 'stopped':
      return `${keychainName} ended while it was being asked.`
    case 'locked':
      return `${keychainName} is locked.`
    case 'no-answer':
      return `${keychainName} asked for something and got no answer in time.`
    case 'cancelled':
      return `${keychainName} was cancelled.`
    case 'not-kept':
      return `${keychainName} took the item but didn't keep it.`
    case 'not-removed':
      return `${keychainName} was told to remove the item and still has it.`
    case 'refused':
      return `${keychainName} refuses this item.`
  }
}

/** What a person can do about it. */
export function keychainAdvice(problem: KeychainProblem, keychainName: string): string {
  switch (problem) {
    case 'unavailable':
      return 'Start or install one, then try again.'
    case 'stopped':
      return 'Start it again, then try again.'
    case 'locked':
    case 'no-answer':
    case 'cancelled':
      return `Unlock ${keychainName}, then try again.`
    case 'not-kept':
    case 'not-removed':
      return `Check ${keychainName}, then try again.`
    case 'refused':
      return 'Use the clipboard instead.'
  }
}

/** Said before a key is created: what happens to it when the app ends too early. Empty where nothing is to be said. */
export function escrowWords(readiness: EscrowState['readiness'], keychainName: string): string {
  switch (readiness) {
    case 'unknown':
    case 'off':
      return ''
    case 'ready':
      return `If the app ends before you copy the key, ${keychainName} still has it for 10 minutes.`
    case 'unavailable':
      return 'If the app ends before you copy the key, it is lost: this system has no keychain.'
    case 'locked':
    case 'no-answer':
    case 'stopped':
    case 'cancelled':
    case 'not-kept':
    case 'not-removed':
    case 'refused':
      return `If the app ends before you copy the key, it is lost. ${keychainProblemWords(readiness, keychainName)}`
  }
}

/** Whether an item is in the keychain, as far as anybody has asked. */
export function presenceWords(presence: Presence): string {
  switch (presence) {
    case 'unknown':
      return 'Not checked'
    case 'asking':
      return 'Checking…'
    case 'there':
      return 'There'
    case 'gone':
      return 'No longer there'
  }
}

/** What an item of the app's own is, and when it goes. */
export function ownItemWords({ purpose }: OwnItem, style: TimeStyle): { what: string; goes: string } {
  switch (purpose.kind) {
    case 'data-key':
      return {
        what: 'Key that opens what is noted about keys on this computer',
        goes: 'Without it the notes cannot be read.'
      }
    case 'renewal-token':
      return {
        what: `Sign-in of ${nameInText(purpose.email)} at ${nameInText(purpose.profileName)}`,
        goes: 'Goes when you sign out.'
      }
    case 'local-password':
      return { what: 'Password of the local Hygiara', goes: 'Without it the local Hygiara gets a new one.' }
    case 'escrow':
      return {
        what: `${nameInText(purpose.keyName)}, not handed over yet`,
        goes: `Goes at ${clockWords(Date.parse(purpose.until), style)}, or when it is handed over.`
      }
  }
}
