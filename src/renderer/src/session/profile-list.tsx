import { ChevronRight, Laptop, Server } from 'lucide-react'
import type { Profile } from '../../../shared/profile.ts'

interface ProfileListProps {
  /** The last used first. */
  readonly profiles: readonly Profile[]
  readonly onChoose: (profile: Profile) => void
}

/** The places one has signed in to before. */
export function ProfileList({ profiles, onChoose }: ProfileListProps) {
  return (
    <section aria-labelledby="known-profiles">
      <h2 id="known-profiles" className="mb-1.5 font-semi">
        Continue
      </h2>
      <ul className="overflow-hidden rounded-xl border border-line-strong">
        {profiles.map((profile) => (
          <li key={profile.id} className="border-line not-first:border-t">
            <button
              type="button"
              onClick={() => onChoose(profile)}
              className="group flex w-full items-center gap-3 px-3 py-2 text-left transition-colors hover:bg-hover focus-visible:rounded-xl focus-visible:outline-offset-[-2px]"
            >
              <ProfileIcon kind={profile.kind} />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-semi">{profile.name}</span>
                <span className="block truncate text-xs text-faint">{profilePlace(profile)}</span>
              </span>
              <ChevronRight aria-hidden className="size-4 flex-none text-faint" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function ProfileIcon({ kind }: Pick<Profile, 'kind'>) {
  const Icon = kind === 'local' ? Laptop : Server
  return <Icon aria-hidden className="size-[18px] flex-none text-muted" />
}

function profilePlace(profile: Profile): string {
  const where =
    profile.serverUrl === null ? 'on this computer' : profile.serverUrl.replace(/^https?:\/\//u, '')
  return `${profile.email} · ${where}`
}
