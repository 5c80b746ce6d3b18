import { ChevronRight, Laptop, Server, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Profile } from '../../../shared/profile.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Spinner } from '../ui/spinner.tsx'
import { nameInText } from '../words/names.ts'
import { DeleteKeptDialog } from './delete-kept-dialog.tsx'

interface ProfileListProps {
  /** The last used first. */
  readonly profiles: readonly Profile[]
  /** The profile whose Hygiara is being started on this computer. */
  readonly startingId: string | null
  readonly onChoose: (profile: Profile) => void
  /** Shows the keys that are kept, without signing in. */
  readonly onReview: (profile: Profile) => void
  readonly onCancel: () => void
}

/** The places one has signed in to before. */
export function ProfileList({ profiles, startingId, onChoose, onReview, onCancel }: ProfileListProps) {
  const [deleting, setDeleting] = useState<Profile | null>(null)
  return (
    <section aria-labelledby="known-profiles">
      <h2 id="known-profiles" className="mb-1.5 font-semi">
        Continue
      </h2>
      <ul className="rounded-xl border border-line-strong">
        {profiles.map((profile) => (
          <li key={profile.id} className="flex items-center border-line not-first:border-t">
            <button
              type="button"
              onClick={() => onChoose(profile)}
              className="flex min-w-0 flex-1 items-center gap-3 rounded-[10px] px-3 py-2 text-left transition-colors hover:bg-hover"
            >
              <ProfileIcon kind={profile.kind} />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-semi">
                  <bdi>{shownName(profile.name)}</bdi>
                </span>
                <span className="block text-xs wrap-anywhere text-faint">
                  {profile.id === startingId ? 'Starting Hygiara on this computer…' : placeOf(profile)}
                </span>
              </span>
              {profile.id === startingId ? (
                <Spinner />
              ) : (
                <ChevronRight aria-hidden className="size-4 flex-none text-faint" />
              )}
            </button>
            {profile.hasInventory && profile.id !== startingId && (
              <IconButton
                icon={Trash2}
                label={`Delete what is kept of ${nameInText(profile.name)}`}
                className="flex-none"
                onClick={() => setDeleting(profile)}
              />
            )}
            {profile.hasInventory && profile.id !== startingId && (
              <Button
                look="quiet"
                className="mr-1.5 flex-none"
                aria-label={`Review offline: the keys of ${nameInText(profile.name)} kept on this computer`}
                data-tip="The keys as they were last time, without signing in"
                onClick={() => onReview(profile)}
              >
                Review offline
              </Button>
            )}
            {profile.id === startingId && (
              <Button look="quiet" className="mr-1.5" onClick={onCancel}>
                Cancel
              </Button>
            )}
          </li>
        ))}
      </ul>
      {deleting && (
        <DeleteKeptDialog profile={deleting} isSigningOut={false} onClose={() => setDeleting(null)} />
      )}
    </section>
  )
}

function ProfileIcon({ kind }: Pick<Profile, 'kind'>) {
  const Icon = kind === 'local' ? Laptop : Server
  return <Icon aria-hidden className="size-[18px] flex-none text-muted" />
}

function placeOf({ serverUrl, email }: Profile): string {
  return `${nameInText(email)} · ${serverUrl === null ? 'on this computer' : serverUrl.replace(/^https?:\/\//u, '')}`
}
