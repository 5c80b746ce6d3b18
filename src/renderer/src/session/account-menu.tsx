import { ChevronsUpDown, LogOut, Route, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Session } from '../../../shared/session.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { goTo, signOut } from '../app/actions.ts'
import { leave } from '../app/leave.ts'
import { Menu } from '../ui/menu.tsx'
import { DeleteKeptDialog } from './delete-kept-dialog.tsx'

type SignedIn = Extract<Session, { state: 'signed-in' }>

/** Who is signed in, at the foot of the rail; opens the account menu. */
export function AccountMenu({ session }: { readonly session: SignedIn }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [isDeleting, setIsDeleting] = useState(false)
  const profileName = shownName(session.profile.name)
  const email = shownName(session.user.email)
  return (
    <>
      <button
        type="button"
        aria-haspopup="menu"
        data-tip={`${profileName}\n${email}`}
        data-tip-when="narrow"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(anchor === null ? event.currentTarget : null)}
        className="flex w-full items-center gap-2 rounded-[8px] border border-line bg-surface p-2 text-left transition-colors hover:border-line-strong max-wide:justify-center max-wide:px-0"
      >
        <span
          aria-hidden
          className="size-2 flex-none rounded-full bg-accent max-wide:hidden forced-colors:bg-[CanvasText]"
        />
        {/* In a narrow rail there is room for one letter. */}
        <span aria-hidden className="font-bold wide:hidden">
          {initialOf(profileName)}
        </span>
        <span className="sr-only">Account</span>
        <span className="min-w-0 flex-1 max-wide:sr-only">
          <span className="block truncate leading-4 font-medium">
            <bdi>{profileName}</bdi>
          </span>
          <span className="block truncate text-[11px] leading-4 text-faint">
            <bdi>{email}</bdi>
          </span>
        </span>
        <ChevronsUpDown aria-hidden className="size-3.5 flex-none text-faint max-wide:hidden" />
      </button>
      {anchor && (
        <Menu
          label="Account"
          anchor={anchor}
          onClose={() => setAnchor(null)}
          header={<Who session={session} />}
          items={[
            { kind: 'action', label: 'Endpoints', icon: Route, onChoose: () => goTo('endpoints') },
            { kind: 'divider' },
            { kind: 'action', label: 'Sign out, keep the list and notes', icon: LogOut, onChoose: signOut },
            {
              kind: 'action',
              label: 'Sign out and delete them…',
              icon: Trash2,
              // A key that waits to be handed over comes first.
              onChoose: () => void leave('sign-out', () => setIsDeleting(true))
            }
          ]}
        />
      )}
      {isDeleting && (
        <DeleteKeptDialog profile={session.profile} isSigningOut onClose={() => setIsDeleting(false)} />
      )}
    </>
  )
}

function initialOf(name: string): string {
  return [...name.trim()][0]?.toUpperCase() ?? '?'
}

function Who({ session: { profile, user } }: { readonly session: SignedIn }) {
  const facts = [
    ['Role', shownName(user.role)],
    ['Organisation', shownName(user.organization)],
    ['Server', profile.serverUrl ?? 'On this computer']
  ] as const
  return (
    <div className="mb-1 border-b border-line px-2.5 pt-2 pb-2.5">
      <p className="truncate font-semi">
        <bdi>{shownName(user.name)}</bdi>
      </p>
      <p className="selectable truncate text-sm text-muted">
        <bdi>{shownName(user.email)}</bdi>
      </p>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-sm">
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-faint">{label}</dt>
            <dd className="selectable min-w-0 break-words">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
