/** What the app and its keychain worker say to each other. Stays inside the app's own processes. */
import type { KeychainProblem } from '../../../shared/app-error.ts'
import type { KeychainItem } from '../../ports.ts'

export type KeychainRequest =
  | { readonly verb: 'ready' }
  | { readonly verb: 'has'; readonly item: KeychainItem }
  | { readonly verb: 'read'; readonly item: KeychainItem; readonly isQuiet: boolean }
  | { readonly verb: 'write'; readonly item: KeychainItem; readonly value: string }
  | { readonly verb: 'remove'; readonly item: KeychainItem }

export type KeychainReply =
  | { readonly ok: true; readonly value: string | boolean | null }
  | { readonly ok: false; readonly problem: KeychainProblem }
