/** A place to sign in to. Everything the app keeps is filed under `id`, from the first day. */
export interface Profile {
  /** A random UUID, made when the profile is first used. */
  readonly id: string
  readonly kind: 'server' | 'local'
  /** The organisation's name once it is known, the host before. */
  readonly name: string
  /** Origin and base path without a trailing slash. `null` for the local Hygiara, whose port changes at every start. */
  readonly serverUrl: string | null
  readonly email: string
  /** Whether a refresh token may be kept in the OS keychain between starts. */
  readonly staysSignedIn: boolean
  /** Whether its inventory is kept on this computer and can be reviewed without a network. */
  readonly hasInventory: boolean
}
