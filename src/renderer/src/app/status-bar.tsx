import { HardDrive, Laptop, RefreshCw, TriangleAlert, Unplug, Wifi, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { InventoryFacts } from '../../../shared/inventory.ts'
import type { Session } from '../../../shared/session.ts'
import { bridge } from '../bridge.ts'
import { clipboardMirror, inventoryMirror } from '../mirrors.ts'
import { isReviewing } from '../session/reviewing.ts'
import { classNames } from '../ui/class-names.ts'
import { notKeptInventoryWords } from '../words/kept-inventory.ts'
import { exactWords, pastWords, systemTimeStyle } from '../words/dates.ts'
import { stalenessOf } from '../words/staleness.ts'
import { ClipboardStatus } from './clipboard-status.tsx'
import { useFacts } from './facts.tsx'
import { useNow } from './now.ts'
import { useIsOffline } from './offline.ts'
import { view } from './view.ts'

type SignedIn = Extract<Session, { state: 'signed-in' }>

/** The line at the bottom: connection, age of the list, what is on the clipboard. Everything in it can be pressed. */
export function StatusBar({ session }: { readonly session: SignedIn }) {
  const { facts } = inventoryMirror.useValue()
  const clipboard = clipboardMirror.useValue()?.state
  const hasKeyOnClipboard = clipboard === 'holding' || clipboard === 'not-cleared'
  return (
    <footer
      data-zone
      aria-label="Status"
      className="tabular col-span-2 flex min-w-0 items-center gap-2 overflow-hidden border-t border-line bg-rail px-2 text-sm text-muted"
    >
      <Connection session={session} />
      {/* Where there is not room for all, what a person has to know now goes first. */}
      <span className={hasKeyOnClipboard ? 'hidden narrow:flex' : 'flex'}>
        <Age facts={facts} />
      </span>
      <NotKept facts={facts} />
      <ClipboardStatus />
    </footer>
  )
}

function Connection({ session }: { readonly session: SignedIn }) {
  const isOffline = useIsOffline()
  if (isReviewing(session)) {
    return (
      <StatusButton icon={Unplug} onClick={view.openSignInAgain} isWarning>
        Not signed in
      </StatusButton>
    )
  }
  if (session.standing === 'expired') {
    return (
      <StatusButton icon={TriangleAlert} onClick={view.openSignInAgain} isWarning>
        Session ended
      </StatusButton>
    )
  }
  const where =
    session.profile.serverUrl === null
      ? 'Hygiara on this computer'
      : session.profile.serverUrl.replace(/^https?:\/\//u, '').replace(/\/.*$/u, '')
  return (
    <span className={classNames('flex min-w-0 items-center gap-1.5 px-1.5', isOffline && 'text-amber')}>
      {isOffline ? (
        <Unplug aria-hidden className="size-[13px] flex-none" />
      ) : session.profile.serverUrl === null ? (
        <Laptop aria-hidden className="size-[13px] flex-none" />
      ) : (
        <Wifi aria-hidden className="size-[13px] flex-none" />
      )}
      <span className="truncate">{isOffline ? `Offline: no answer from ${where}` : where}</span>
    </span>
  )
}

function Age({ facts }: { readonly facts: InventoryFacts | null }) {
  const now = useNow()
  if (!facts || facts.fetchedAt === null) return null
  const time = Date.parse(facts.fetchedAt)
  return (
    <StatusButton
      icon={RefreshCw}
      onClick={() => void bridge['inventory:refresh']()}
      tip={`${exactWords(time, systemTimeStyle())}\nPress to refresh`}
      isWarning={stalenessOf(facts.fetchedAt, now) !== 'fresh'}
    >
      {`Updated ${pastWords(time, now, systemTimeStyle())}`}
    </StatusButton>
  )
}

function NotKept({ facts }: { readonly facts: InventoryFacts | null }) {
  const { keychainName } = useFacts()
  if (!facts?.notKept) return null
  const { text, canTryAgain } = notKeptInventoryWords(facts.notKept, keychainName)
  return (
    <StatusButton
      icon={HardDrive}
      onClick={() => void bridge['inventory:tryToKeep']()}
      tip={canTryAgain ? `${text}\nPress to try again` : text}
      isWarning
    >
      Not kept
    </StatusButton>
  )
}

interface StatusButtonProps {
  readonly icon: LucideIcon
  readonly onClick: () => void
  readonly tip?: string
  readonly isWarning?: boolean
  readonly children: ReactNode
}

function StatusButton({ icon: Icon, onClick, tip, isWarning = false, children }: StatusButtonProps) {
  return (
    <button
      type="button"
      data-tip={tip}
      onClick={onClick}
      className={classNames(
        'flex h-7 flex-none items-center gap-1.5 rounded-sm px-1.5 whitespace-nowrap transition-colors focus-visible:outline-offset-[-3px]',
        isWarning ? 'text-amber' : 'hover:text-text'
      )}
    >
      <Icon aria-hidden className="size-[13px] flex-none" />
      {children}
    </button>
  )
}
