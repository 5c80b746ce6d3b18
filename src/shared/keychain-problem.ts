/** Why a keychain could not be used. */
export type KeychainProblem =
  /** No keychain service answers on this computer. */
  | 'unavailable'
  /** It ended while it was being asked. */
  | 'stopped'
  /** It is locked and was not unlocked. */
  | 'locked'
  /** It asked the person something and nobody answered in time; the call was given up. */
  | 'no-answer'
  /** The person cancelled while it was waiting. */
  | 'cancelled'
  /** It accepted the item and then returned something else. */
  | 'not-kept'
  /** It accepted that the item goes and then still had it. */
  | 'not-removed'
  /** It refuses such an item (too long, not allowed). */
  | 'refused'
