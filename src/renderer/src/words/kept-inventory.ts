import type { SnapshotProblem } from '../../../shared/inventory-snapshots.ts'
import { keychainProblemWords } from './keychain.ts'

/** Why the list of keys is not kept on this computer, and what can be done. */
export interface NotKeptInventoryWords {
  readonly text: string
  /** Whether another try can help without a restart. */
  readonly canTryAgain: boolean
}

/** What stands between the list of keys and this computer: a sentence for a tooltip or a banner. */
export function notKeptInventoryWords(problem: SnapshotProblem, keychainName: string): NotKeptInventoryWords {
  switch (problem.reason) {
    case 'keychain':
      return {
        text: `${keychainProblemWords(problem.problem, keychainName)} The list of keys lasts until you quit.`,
        canTryAgain: true
      }
    case 'key-lost':
      return {
        text: `The key that opens the list kept on this computer isn't in ${keychainName} any more. A new list is kept from the next refresh on.`,
        canTryAgain: true
      }
    case 'disk-full':
      return {
        text: 'The disk is full, so the list of keys lasts until you quit. What was kept before is whole.',
        canTryAgain: true
      }
    case 'unusable':
      return {
        text: "The folder for the list of keys can't be used, so the list lasts until you quit.",
        canTryAgain: true
      }
    case 'newer-version':
      return {
        text: 'A newer Hygiara Keys has kept a list here, and it was left as it is. Update to see it.',
        canTryAgain: false
      }
    case 'set-aside':
      return {
        text: `The list kept on this computer was damaged. It was set aside as ${problem.keptAs}, and a new one begun.`,
        canTryAgain: true
      }
    case 'cannot-open':
      return {
        text: "The list kept on this computer can't be opened. A new one is kept from the next refresh on.",
        canTryAgain: true
      }
  }
}
