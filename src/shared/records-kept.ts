import type { KeychainProblem } from './keychain-problem.ts'

/** Why records are only in memory, or `null` when they are kept on this computer. */
export type RecordsNotKept =
  | { readonly reason: 'keychain'; readonly problem: KeychainProblem }
  /** The item of the data key in the keychain is not one that this app made; it is not replaced. */
  | { readonly reason: 'data-key-not-ours' }
  /** The disk refused; what was kept before is whole. */
  | { readonly reason: 'disk' }
  /** A newer version of this app has kept them; they are left as they are. */
  | { readonly reason: 'newer-version' }

/** Records that could not be opened; others were begun in their place. */
export interface RecordsSetAside {
  /** `damaged`: not what was written. `other-key`: sealed with a data key that the keychain does not have. */
  readonly why: 'damaged' | 'other-key'
  /** Name of the file, in the folder of the records. */
  readonly keptAs: string
}
