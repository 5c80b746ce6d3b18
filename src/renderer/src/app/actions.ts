import { bridge } from '../bridge.ts'
import { handoffMirror, sessionMirror } from '../mirrors.ts'
import { isDialogOpen } from '../ui/open-dialog.ts'
import { focusSearch } from './focus-places.ts'
import { leave } from './leave.ts'
import type { Action } from './shortcuts.ts'
import { moveToZone } from './zones.ts'
import { view, viewNow, type Place } from './view.ts'

/** Goes to a place of the rail, through the door of the secret step. */
export function goTo(place: Place): void {
  void leave('navigate', () => view.goTo(place))
}

/** Signs out, through the same door. */
export function signOut(): void {
  void leave('sign-out', () => void bridge['session:signOut']())
}

/** Does what a shortcut or the application menu asks for. Answers whether it meant anything here. */
export function perform(action: Action): boolean {
  if (action === 'clear-clipboard') {
    void bridge['clipboard:clearNow']()
    return true
  }
  if (sessionMirror.get()?.state !== 'signed-in') return false
  // While a dialog asks something, its answer comes first.
  if (isDialogOpen()) return true
  switch (action) {
    case 'create-key':
      if (!handoffMirror.get()?.open) view.openCreate()
      return true
    case 'next-zone':
    case 'previous-zone':
      moveToZone(action === 'next-zone' ? 1 : -1)
      return true
    case 'search':
      void leave('navigate', () => {
        if (viewNow().place !== 'inventory' || viewNow().isCreating) view.goTo('inventory')
        focusSearch()
      })
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
