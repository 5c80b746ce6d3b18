import {
  Bookmark,
  ClipboardX,
  Copy,
  Download,
  History,
  Keyboard,
  KeyRound,
  LogIn,
  LogOut,
  Monitor,
  Moon,
  Plus,
  RefreshCw,
  Route,
  Search,
  Settings,
  Sun
} from 'lucide-react'
import { mostLabels } from '../../../shared/api-key.ts'
import type { ExportFormat } from '../../../shared/exporting.ts'
import type { KeyIndex } from '../../../shared/key-entry.ts'
import type { Session } from '../../../shared/session.ts'
import { themes, type Theme } from '../../../shared/settings.ts'
import type { WindowAction } from '../../../shared/shortcuts.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { goTo, inInventory, perform, signOut } from '../app/actions.ts'
import { useFacts, useWordsContext } from '../app/facts.tsx'
import { hintOf } from '../app/shortcuts.ts'
import { view } from '../app/view.ts'
import { bridge } from '../bridge.ts'
import { copyLabels } from '../inventory/copy-labels.ts'
import { exportKeys } from '../inventory/export-keys.ts'
import { table, useTableState } from '../inventory/table-state.ts'
import { allViews, shownNow, useViews } from '../inventory/use-key-rows.ts'
import { clipboardMirror, settingsMirror } from '../mirrors.ts'
import { keysWords, numberWords } from '../words/counts.ts'
import { notOfferedShortly } from '../words/offers.ts'
import type { Command } from './command.ts'

type SignedIn = Extract<Session, { state: 'signed-in' }>

/** Why this cannot be changed at the server right now; `undefined` when it can. */
export function changesBlockedBy(
  { standing, offers }: SignedIn,
  isOffline: boolean,
  what: 'create' | 'revoke'
): string | undefined {
  if (!(what === 'create' ? offers.canCreate : offers.canRevoke)) return notOfferedShortly
  if (isOffline) return "You're offline"
  if (standing === 'restoring') return 'Signing in'
  return standing === 'live' ? undefined : 'Sign in again to make changes'
}

const themeFacts: Readonly<Record<Theme, Pick<Command, 'label' | 'icon'>>> = {
  system: { label: 'Appearance: as the system', icon: Monitor },
  light: { label: 'Appearance: light', icon: Sun },
  dark: { label: 'Appearance: dark', icon: Moon }
}

/** Everything that can be done in the window, in the order in which it is offered. */
export function useCommands(session: SignedIn, index: KeyIndex, isOffline: boolean): readonly Command[] {
  const keyCommands = useListCommands(session, index, isOffline)
  const { platform } = useFacts()
  const views = useViews()
  const settings = settingsMirror.useValue()
  const clipboard = clipboardMirror.useValue()?.state
  const performed = (action: WindowAction) => ({
    id: action,
    hint: hintOf(action, platform),
    run: () => void perform(action)
  })
  const hasKeyOnClipboard = clipboard === 'holding' || clipboard === 'not-cleared'
  const mustSignIn = session.standing === 'expired' || session.standing === 'review'
  return [
    ...(mustSignIn
      ? [{ id: 'sign-in-again', label: 'Sign in again', icon: LogIn, run: view.openSignInAgain }]
      : []),
    ...keyCommands,
    {
      ...performed('clear-clipboard'),
      label: 'Clear the key from the clipboard',
      icon: ClipboardX,
      blockedBy: hasKeyOnClipboard ? undefined : 'No key is on it'
    },
    { ...performed('show-inventory'), label: 'Go to the inventory', words: 'keys list', icon: KeyRound },
    {
      ...performed('show-settings'),
      label: 'Go to the settings',
      words: 'preferences options',
      icon: Settings
    },
    {
      id: 'endpoints',
      label: 'Go to the endpoints of this server',
      words: 'api reference openapi requests',
      icon: Route,
      run: () => goTo('endpoints')
    },
    ...allViews(views).map((saved) => ({
      id: `view:${saved.id}`,
      label: `View: ${shownName(saved.name)}`,
      icon: Bookmark,
      run: () => inInventory(() => table.showView(saved))
    })),
    ...themes.map((theme) => ({
      ...themeFacts[theme],
      id: `theme:${theme}`,
      words: 'theme mode',
      note: settings?.theme === theme ? 'Current' : undefined,
      run: () => void bridge['settings:setTheme']({ theme })
    })),
    { ...performed('show-shortcuts'), label: 'Keyboard shortcuts', words: 'help keys', icon: Keyboard },
    { id: 'sign-out', label: 'Sign out', words: 'log off', icon: LogOut, run: signOut }
  ]
}

/** What can be done with the list of keys. */
function useListCommands(session: SignedIn, index: KeyIndex, isOffline: boolean): readonly Command[] {
  const { platform } = useFacts()
  const context = useWordsContext()
  const { ids } = useTableState((state) => state.selection)
  const selected = [...ids].filter((id) => index.byId.has(id))
  const shownCount = shownNow().length
  const isEmpty = index.entries.length === 0
  const performed = (action: WindowAction) => ({
    id: action,
    hint: hintOf(action, platform),
    run: () => void perform(action)
  })
  const exporting = (format: ExportFormat, what: string): Command => ({
    id: `export:${format}`,
    label: `Export this view as ${what}…`,
    words: 'save file download',
    icon: Download,
    note: shownCount === 0 ? undefined : keysWords(shownCount),
    blockedBy: shownCount === 0 ? 'No key is shown' : undefined,
    run: () =>
      void exportKeys(
        format,
        shownNow().map(({ id }) => id),
        context
      )
  })
  return [
    {
      ...performed('create-key'),
      label: 'Create a key…',
      words: 'new add',
      icon: Plus,
      blockedBy: changesBlockedBy(session, isOffline, 'create')
    },
    {
      ...performed('search'),
      label: 'Search the inventory',
      words: 'find filter',
      icon: Search,
      blockedBy: isEmpty ? 'No keys are loaded' : undefined
    },
    {
      ...performed('refresh'),
      label: 'Refresh',
      words: 'reload update',
      icon: RefreshCw,
      blockedBy:
        session.standing === 'expired' || session.standing === 'review' ? 'Sign in again first' : undefined
    },
    {
      id: 'changes',
      label: 'Changes since an earlier day',
      words: 'history difference',
      icon: History,
      blockedBy: isEmpty ? 'No keys are loaded' : undefined,
      run: () => inInventory(view.openChanges)
    },
    exporting('csv', 'CSV'),
    exporting('json', 'JSON'),
    {
      id: 'copy-selected',
      label: 'Copy names and prefixes of the selected keys',
      icon: Copy,
      note: selected.length === 0 ? undefined : keysWords(selected.length),
      blockedBy:
        selected.length === 0
          ? 'No key is selected'
          : selected.length > mostLabels
            ? `At most ${numberWords(mostLabels)} at once`
            : undefined,
      run: () => void copyLabels(selected, index)
    }
  ]
}
