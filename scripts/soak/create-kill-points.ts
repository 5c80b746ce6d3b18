/** Where a life of the app can end while it creates a key. */
export const killPoints = [
  'before the intent',
  'after the intent',
  'before the request',
  'while the request is on its way',
  'while the server works',
  'in the middle of the answer',
  'after the answer',
  'before the id is noted',
  'after the id is noted',
  'before the delivery',
  'after the delivery',
  'before the intent is settled',
  'after the intent is settled'
] as const
export type KillPoint = (typeof killPoints)[number]

/** What a core could do wrong; planted to show that the matrix notices. */
export const violations = [
  'records nothing',
  'records too late',
  'settles with the answer',
  'sends a lost create again'
] as const
export type Violation = (typeof violations)[number]

/** What a life is told to do. */
export interface ChildOrder {
  readonly folder: string
  readonly profile: {
    readonly id: string
    readonly name: string
    readonly serverUrl: string
    readonly email: string
  }
  readonly credentials: { readonly serverUrl: string; readonly email: string; readonly password: string }
  /** Name of the key to create; `null` to look only. */
  readonly creates: string | null
  readonly stopAt: KillPoint | null
  /** `null`: the core as it is. */
  readonly violation: Violation | null
}

/** What it tells. */
export type ChildReport =
  | { readonly kind: 'at'; readonly point: KillPoint }
  | { readonly kind: 'delivered' }
  | { readonly kind: 'done'; readonly flagged: readonly string[] }
  | { readonly kind: 'failed'; readonly message: string }
