import { KeyRound, Settings, type LucideIcon } from 'lucide-react'
import type { Session } from '../../../shared/session.ts'
import { AccountMenu } from '../session/account-menu.tsx'
import { classNames } from '../ui/class-names.ts'
import { goTo } from './actions.ts'
import { BrandMark } from './brand.tsx'
import { useFacts } from './facts.tsx'
import { ariaShortcutsOf } from './shortcuts.ts'
import type { Place } from './view.ts'

interface RailProps {
  readonly session: Extract<Session, { state: 'signed-in' }>
  readonly place: Place
}

const places: readonly {
  readonly place: Exclude<Place, 'endpoints'>
  readonly label: string
  readonly icon: LucideIcon
}[] = [
  { place: 'inventory', label: 'Inventory', icon: KeyRound },
  { place: 'settings', label: 'Settings', icon: Settings }
]

/** The left rail: where one can go, and who one is. Icons only in a narrow window. */
export function Rail({ session, place: shown }: RailProps) {
  // A page of the settings.
  const current = shown === 'endpoints' ? 'settings' : shown
  const { platform } = useFacts()
  return (
    <header data-zone className="flex min-h-0 flex-col border-r border-line bg-rail px-2.5 py-3.5">
      <p className="flex items-center gap-[9px] px-2 pb-3.5 text-md font-[620] tracking-[-0.01em] max-wide:justify-center max-wide:px-0">
        <BrandMark className="size-5 flex-none text-accent" />
        <span className="max-wide:sr-only">Hygiara Keys</span>
      </p>
      <nav aria-label="Main" className="flex flex-col gap-0.5">
        {places.map(({ place, label, icon: Icon }) => (
          <button
            key={place}
            type="button"
            aria-current={place === current ? 'page' : undefined}
            aria-keyshortcuts={ariaShortcutsOf(`show-${place}`, platform)}
            data-tip={label}
            data-tip-when="narrow"
            onClick={() => goTo(place)}
            className={classNames(
              'flex h-8 items-center gap-2.5 rounded-md border px-2 font-medium transition-colors max-wide:justify-center max-wide:px-0',
              place === current
                ? 'border-line bg-surface text-text shadow-[0_1px_1px_rgb(16_24_32/0.04)] forced-colors:border-[Highlight]'
                : 'border-transparent text-muted hover:bg-grey-soft hover:text-text forced-colors:border-[Canvas]'
            )}
          >
            <Icon aria-hidden className="size-4 flex-none" />
            <span className="max-wide:sr-only">{label}</span>
          </button>
        ))}
      </nav>
      <div className="mt-auto">
        <AccountMenu session={session} />
      </div>
    </header>
  )
}
