import type { Session } from '../../../shared/session.ts'
import { CreateSheet } from '../api-keys/create-sheet.tsx'
import { RevokeDialog } from '../api-keys/revoke-dialog.tsx'
import { SecretStep } from '../handoff/secret-step.tsx'
import { EndpointsScreen } from '../endpoints/endpoints-screen.tsx'
import { InventoryScreen } from '../inventory/inventory-screen.tsx'
import { handoffMirror } from '../mirrors.ts'
import { CommandPalette } from '../palette/command-palette.tsx'
import { SignInAgain } from '../session/sign-in-again.tsx'
import { SettingsScreen } from '../settings/settings-screen.tsx'
import { Rail } from './rail.tsx'
import { ShortcutSheet } from './shortcut-sheet.tsx'
import { StatusBar } from './status-bar.tsx'
import { useView } from './view.ts'

type SignedIn = Extract<Session, { state: 'signed-in' }>

/** The window of somebody signed in: strip, rail, main area, status bar. */
export function Shell({ session }: { readonly session: SignedIn }) {
  const place = useView((view) => view.place)
  const isCreating = useView((view) => view.isCreating)
  const revoking = useView((view) => view.revoking)
  const isSigningInAgain = useView((view) => view.isSigningInAgain)
  const isPaletteOpen = useView((view) => view.isPaletteOpen)
  const isShowingShortcuts = useView((view) => view.isShowingShortcuts)
  const open = handoffMirror.useValue()?.open ?? null
  const hasSheet = open !== null || isCreating

  return (
    <div className="grid h-full grid-cols-[56px_minmax(0,1fr)] grid-rows-[3px_minmax(0,1fr)_28px] bg-canvas wide:grid-cols-[208px_minmax(0,1fr)]">
      <div aria-hidden className="col-span-2 bg-accent" />
      <Rail session={session} place={place} />
      <main className="relative min-h-0 min-w-0 bg-surface">
        {/* Under a sheet the screen stays as it is, scroll position and all, but nothing in it can be reached. */}
        <div inert={hasSheet} className="h-full">
          {place === 'inventory' ? (
            <InventoryScreen session={session} hasSheet={hasSheet} />
          ) : place === 'settings' ? (
            <SettingsScreen />
          ) : (
            <EndpointsScreen session={session} />
          )}
        </div>
        {open ? <SecretStep key={open.handle} open={open} /> : isCreating && <CreateSheet />}
      </main>
      <StatusBar session={session} />
      {revoking && <RevokeDialog key={revoking.id} apiKey={revoking} />}
      {isPaletteOpen && <CommandPalette session={session} />}
      {isShowingShortcuts && <ShortcutSheet />}
      {isSigningInAgain && <SignInAgain profile={session.profile} />}
    </div>
  )
}
