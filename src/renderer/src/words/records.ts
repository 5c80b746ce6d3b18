import type { KeychainProblem } from '../../../shared/app-error.ts'
import type { RecordsNotKept, RecordsSetAside } from '../../../shared/records-kept.ts'

/** Why notes are in memory only, and what to do where something can be done. */
export interface NotKeptWords {
  readonly text: string
  /** Whether another try can help without a restart. */
  readonly canTryAgain: boolean
}

/** Where notes cannot be kept on this computer: a calm sentence. */
export function notKeptWords(notKept: RecordsNotKept, keychainName: string): NotKeptWords {
  const until = 'Notes last until you quit'
  switch (notKept.reason) {
    case 'keychain':
      return {
        text: `${until}: ${withoutKeychainWords(notKept.problem, keychainName)}`,
        canTryAgain: true
      }
    case 'data-key-not-ours':
      return {
        text: `${until}: the item “Hygiara Keys / data-key” in ${keychainName} was changed. Put it back, or remove it to begin anew.`,
        canTryAgain: true
      }
    case 'disk':
      return {
        text: `${until}: the disk refuses them. What was kept before is whole. Check that the disk isn't full and the folder can be written to.`,
        canTryAgain: true
      }
    case 'newer-version':
      return {
        text: `${until}: a newer Hygiara Keys has kept notes here, and they are left as they are. Update to see them.`,
        canTryAgain: false
      }
  }
}

function withoutKeychainWords(problem: KeychainProblem, keychainName: string): string {
  switch (problem) {
    case 'unavailable':
      return 'this system has no keychain.'
    case 'locked':
      return 'your keychain is locked.'
    case 'stopped':
      return 'your keychain stopped while it was asked.'
    case 'no-answer':
      return 'your keychain gave no answer.'
    case 'cancelled':
      return 'your keychain was not unlocked.'
    case 'not-kept':
    case 'not-removed':
    case 'refused':
      return `${keychainName} didn't keep the key that seals them.`
  }
}

/** What became of notes that could not be opened. */
export function recordsSetAsideWords({ why, keptAs }: RecordsSetAside, keychainName: string): string {
  const what =
    why === 'damaged'
      ? 'The notes kept on this computer are damaged.'
      : `The notes kept on this computer were sealed with a key that isn't in ${keychainName}.`
  return `${what} They were set aside as ${keptAs}, and new ones begun.`
}

/** Said in the place of the sentence above, once another try has worked. */
export const keptNowWords = 'Notes are kept on this computer now.'
