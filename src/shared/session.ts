import type { AppError } from './app-error.ts'
import type { Offers } from './offers.ts'
import type { Profile } from './profile.ts'

/** Who is signed in, as the server said it. */
export interface SignedInUser {
  readonly name: string
  readonly email: string
  readonly role: string
  readonly organization: string
}

/** The admin session as the screens may know it. No token, no password, no expiry of either. */
export type Session =
  | {
      readonly state: 'signed-out'
      /** Known profiles, the last used first. */
      readonly profiles: readonly Profile[]
      /** Why an earlier session could not be picked up again; its profile is the first of `profiles`. */
      readonly restoreError: AppError | null
    }
  | { readonly state: 'restoring'; readonly profile: Profile }
  | {
      readonly state: 'signed-in'
      readonly profile: Profile
      readonly user: SignedInUser
      /** What this server can be asked for, whatever the standing. */
      readonly offers: Offers
      readonly standing: Standing
      /** Why the session of the last start could not be picked up so far; `null` unless nobody is signed in. */
      readonly restoreError: AppError | null
    }

/** What the session is good for. Only `live` can read from the server or change anything. */
export type Standing =
  | 'live'
  /** The server no longer accepts it: what is shown stays, changes need a new sign-in. */
  | 'expired'
  /** The keys kept on this computer are shown while the session of the last start is picked up. */
  | 'restoring'
  /** The keys kept on this computer are shown, and nobody is signed in at the server. */
  | 'review'
