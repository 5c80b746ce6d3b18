import { create } from 'zustand'
import type { ApiKey } from '../../../shared/api-key.ts'

/** A place in the rail, or a page behind one of them. */
export type Place = 'inventory' | 'settings' | 'endpoints'

/**
 * What this window shows of what there is: nothing that main would have to know. Not a mirror: it is written here,
 * by the functions below, and ends with the window.
 */
export interface View {
  readonly place: Place
  readonly isCreating: boolean
  /** The key that the revoke dialog is about. */
  readonly revoking: ApiKey | null
  /** The key whose notes are open. */
  readonly noting: ApiKey | null
  /** What has changed since an earlier day is shown beside the list. */
  readonly isComparing: boolean
  readonly isSigningInAgain: boolean
  readonly isPaletteOpen: boolean
  readonly isShowingShortcuts: boolean
  /** The key that was created last; its row is marked. */
  readonly newKeyId: string | null
}

const first: View = {
  place: 'inventory',
  isCreating: false,
  revoking: null,
  noting: null,
  isComparing: false,
  isSigningInAgain: false,
  isPaletteOpen: false,
  isShowingShortcuts: false,
  newKeyId: null
}

const store = create<View>(() => first)

/** What this window shows. */
export const useView = <Selected>(select: (view: View) => Selected): Selected => store(select)

/** The same outside of components. */
export const viewNow = (): View => store.getState()

export const view = {
  goTo: (place: Place) =>
    store.setState({ place, isCreating: false, revoking: null, noting: null, isComparing: false }),
  openCreate: () =>
    store.setState({ isCreating: true, place: 'inventory', noting: null, isComparing: false }),
  closeCreate: () => store.setState({ isCreating: false }),
  markNew: (id: string) => store.setState({ newKeyId: id }),
  openRevoke: (key: ApiKey) => store.setState({ revoking: key }),
  closeRevoke: () => store.setState({ revoking: null }),
  openNotes: (key: ApiKey) => store.setState({ noting: key, isComparing: false }),
  openChanges: () => store.setState({ isComparing: true, noting: null, place: 'inventory' }),
  closeChanges: () => store.setState({ isComparing: false }),
  closeNotes: () => store.setState({ noting: null }),
  openSignInAgain: () => store.setState({ isSigningInAgain: true }),
  closeSignInAgain: () => store.setState({ isSigningInAgain: false }),
  openPalette: () => store.setState({ isPaletteOpen: true }),
  closePalette: () => store.setState({ isPaletteOpen: false }),
  showShortcuts: () => store.setState({ isShowingShortcuts: true }),
  hideShortcuts: () => store.setState({ isShowingShortcuts: false }),
  /** Another person is at the window: begins anew. */
  reset: () => store.setState(first)
} as const
