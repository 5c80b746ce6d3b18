import type { ApiKey } from '../../../shared/api-key.ts'
import type { WindowAction } from '../../../shared/shortcuts.ts'
import { bridge } from '../bridge.ts'
import { handoffMirror, sessionMirror } from '../mirrors.ts'
import { isDialogOpen } from '../ui/open-dialog.ts'
import { table } from '../inventory/table-state.ts'
import { focusKeyPanel, focusSearch, pressExport } from './focus-places.ts'
import { leave } from './leave.ts'
import { moveToZone } from './zones.ts'
import { view, viewNow, type Place } from './view.ts'

/** Goes to a place of the rail, through the door of the secret step. */
export function goTo(place: Place): void {
  void leave('navigate', () => view.goTo(place))
}

/** Goes to the list of keys, through the same door, and does something there. */
export function inInventory(act: () => void): void {
  void leave('navigate', () => {
    if (viewNow().place !== 'inventory' || viewNow().isCreating) view.goTo('inventory')
    act()
  })
}

/** Opens the details of a key and goes to them. */
export function showDetails(id: string): void {
  inInventory(() => {
    view.closeNotes()
    view.closeChanges()
    table.open(id)
    focusKeyPanel()
  })
}

/** Opens the notes of a key. */
export function showNotes(key: ApiKey): void {
  inInventory(() => view.openNotes(key))
}

/** Signs out, through the same door. */
export function signOut(): void {
  void leave('sign-out', () => void bridge['session:signOut']())
}

/** Does what a shortcut or the application menu asks for. Answers whether it meant anything here. */
export function perform(action: WindowAction): boolean {
  if (action === 'clear-clipboard') {
    void bridge['clipboard:clearNow']()
    return true
  }
  if (sessionMirror.get()?.state !== 'signed-in') return false
  // While a dialog asks something, its answer comes first.
  if (isDialogOpen()) return true
  switch (action) {
    case 'open-palette':
      // A key that waits to be handed over comes before anything else.
      if (!handoffMirror.get()?.open) view.openPalette()
      return true
    case 'show-shortcuts':
      view.showShortcuts()
      return true
    case 'export-view':
      inInventory(pressExport)
      return true
    case 'create-key':
      if (!handoffMirror.get()?.open) view.openCreate()
      return true
    case 'next-zone':
    case 'previous-zone':
      moveToZone(action === 'next-zone' ? 1 : -1)
      return true
    case 'search':
      inInventory(focusSearch)
      return true
    case 'refresh':
      void bridge['inventory:refresh']()
      return true
    case 'show-inventory':
      goTo('inventory')
      return true
    case 'show-settings':
      goTo('settings')
      return true
    case 'sign-out':
      signOut()
      return true
  }
}
