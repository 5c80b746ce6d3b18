import { useEffect } from 'react'
import { forgetDraft } from '../api-keys/create-draft.ts'
import { forgetNoteDrafts } from '../api-keys/note-drafts.ts'
import { table } from '../inventory/table-state.ts'
import { LeaveGuard } from '../handoff/leave-guard.tsx'
import { sessionMirror, settingsMirror } from '../mirrors.ts'
import { forgetRecent } from '../palette/recent.ts'
import { Restoring } from '../session/restoring.tsx'
import { SignedOut } from '../session/signed-out.tsx'
import { ToastRegion } from '../ui/toast-region.tsx'
import { TooltipLayer } from '../ui/tooltip-layer.tsx'
import { nameInText } from '../words/names.ts'
import { LoadedShell } from './loaded-shell.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { useToastsFromMain } from './use-toasts-from-main.ts'
import { view } from './view.ts'

/** The whole window. */
export function App() {
  useShortcuts()
  const toasts = useToastsFromMain()
  return (
    <>
      <Screen />
      <LeaveGuard />
      <ToastRegion {...toasts} />
      <TooltipLayer />
    </>
  )
}

function Screen() {
  const session = sessionMirror.useValue()
  const settings = settingsMirror.useValue()
  const profileId = session?.state === 'signed-in' ? session.profile.id : null

  // What one person left open or half written is nothing for the next.
  useEffect(() => {
    view.reset()
    forgetDraft()
    forgetNoteDrafts()
    table.reset()
    forgetRecent()
  }, [profileId])

  const title =
    session?.state === 'signed-in' ? `${nameInText(session.profile.name)} · Hygiara Keys` : 'Hygiara Keys'
  useEffect(() => {
    document.title = title
  }, [title])

  // A few milliseconds at the start, before main has answered.
  if (!session || !settings) return null
  switch (session.state) {
    case 'signed-out':
      return <SignedOut profiles={session.profiles} restoreError={session.restoreError} />
    case 'restoring':
      return <Restoring profile={session.profile} />
    case 'signed-in':
      return <LoadedShell session={session} />
  }
}
