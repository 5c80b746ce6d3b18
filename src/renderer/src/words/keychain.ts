import type { KeychainProblem } from '../../../shared/app-error.ts'

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
