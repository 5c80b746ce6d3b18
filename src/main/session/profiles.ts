import { randomUUID } from 'node:crypto'
import type { Profile } from '../../shared/profile.ts'
import type { KeptDataStore } from '../ports.ts'
import type { NoticeService } from '../notices/notice-service.ts'

/** The places one has signed in to, the last used first. */
export class Profiles {
  readonly #store: KeptDataStore
  readonly #notices: NoticeService

  constructor(store: KeptDataStore, notices: NoticeService) {
    this.#store = store
    this.#notices = notices
  }

  all(): readonly Profile[] {
    return this.#store.read().profiles
  }

  /** The profile that the next start should pick up again. */
  active(): Profile | null {
    const { profiles, activeProfileId } = this.#store.read()
    return profiles.find((profile) => profile.id === activeProfileId) ?? null
  }

  /** The known profile for this server and person, or a new one that is not kept yet. */
  forServer(serverUrl: string, email: string): Profile {
    const known = this.all().find((profile) => profile.serverUrl === serverUrl && profile.email === email)
    return (
      known ?? {
        id: randomUUID(),
        kind: 'server',
        name: new URL(serverUrl).host,
        serverUrl,
        email,
        staysSignedIn: false,
        hasInventory: false
      }
    )
  }

  /** The profile of the local Hygiara, or a new one that is not kept yet. */
  forLocal(email: string, organization: string): Profile {
    const known = this.all().find((profile) => profile.kind === 'local')
    return (
      known ?? {
        id: randomUUID(),
        kind: 'local',
        name: organization,
        serverUrl: null,
        email,
        staysSignedIn: true,
        hasInventory: false
      }
    )
  }

  /** Keeps the profile as the last used one; the next start picks it up again when it may. */
  use(profile: Profile): void {
    const others = this.all().filter((each) => each.id !== profile.id)
    this.#write([profile, ...others], profile.staysSignedIn ? profile.id : null)
  }

  /** Notes that the inventory of a profile is kept. */
  noteInventory(id: string): void {
    const { profiles, activeProfileId } = this.#store.read()
    const isNews = profiles.some((profile) => profile.id === id && !profile.hasInventory)
    if (!isNews) return
    const noted = profiles.map((profile) =>
      profile.id === id ? { ...profile, hasInventory: true } : profile
    )
    this.#write(noted, activeProfileId)
  }

  /** Notes that nothing of the inventory of a profile is kept any more. */
  noteNoInventory(id: string): void {
    const { profiles, activeProfileId } = this.#store.read()
    const noted = profiles.map((profile) =>
      profile.id === id ? { ...profile, hasInventory: false } : profile
    )
    this.#write(noted, activeProfileId)
  }

  /** Keeps all profiles, but the next start picks up none. */
  leave(): void {
    this.#write(this.all(), null)
  }

  #write(profiles: readonly Profile[], activeProfileId: string | null): void {
    const written = this.#store.write({ ...this.#store.read(), profiles, activeProfileId })
    if (!written.ok) this.#notices.add({ kind: 'settings-not-saved' })
  }
}
