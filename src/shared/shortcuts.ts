import type { MenuCommand } from './app-facts.ts'

/** What a key press can ask for anywhere in the window. */
export type WindowAction = MenuCommand | 'next-zone' | 'previous-zone'

/** What a key press can ask for in a row of the table of keys. */
export type RowAction = 'open-details' | 'toggle-row' | 'copy-labels' | 'open-notes' | 'open-revoke'

/** What belongs together in the sheet that lists the shortcuts, in its order. */
export const shortcutGroups = ['everywhere', 'go', 'table', 'new-key', 'lists'] as const
export type ShortcutGroup = (typeof shortcutGroups)[number]

/** A line of the table of shortcuts. */
export interface Shortcut {
  readonly group: ShortcutGroup
  readonly words: string
  /** `Mod+Shift+X`; `Mod` is Cmd on a Mac and Ctrl elsewhere. The first is the one that menus and buttons show. */
  readonly keys: readonly string[]
  /** `null`: a key that every list or form of its kind knows, told in the sheet only. */
  readonly action: WindowAction | RowAction | null
}

/** The one table of shortcuts: key presses, the application menu, hints and the sheet all come from here. */
export const shortcuts: readonly Shortcut[] = [
  { group: 'everywhere', words: 'Find an action or a key', keys: ['Mod+K'], action: 'open-palette' },
  { group: 'everywhere', words: 'Create a key', keys: ['Mod+N'], action: 'create-key' },
  { group: 'everywhere', words: 'Search the inventory', keys: ['Mod+F', '/'], action: 'search' },
  { group: 'everywhere', words: 'Refresh', keys: ['Mod+R', 'F5'], action: 'refresh' },
  { group: 'everywhere', words: 'Export this view', keys: ['Mod+E'], action: 'export-view' },
  {
    group: 'everywhere',
    words: 'Clear the key from the clipboard',
    keys: ['Mod+Shift+X'],
    action: 'clear-clipboard'
  },
  { group: 'everywhere', words: 'Show these shortcuts', keys: ['Mod+/'], action: 'show-shortcuts' },
  { group: 'go', words: 'Inventory', keys: ['Mod+1'], action: 'show-inventory' },
  { group: 'go', words: 'Settings', keys: ['Mod+,', 'Mod+2'], action: 'show-settings' },
  { group: 'go', words: 'Next part of the window', keys: ['F6'], action: 'next-zone' },
  { group: 'go', words: 'Previous part of the window', keys: ['Shift+F6'], action: 'previous-zone' },
  { group: 'table', words: 'Open the details', keys: ['Enter'], action: 'open-details' },
  { group: 'table', words: 'Select the row', keys: ['Space'], action: 'toggle-row' },
  { group: 'table', words: 'Select more rows', keys: ['Shift+Up', 'Shift+Down'], action: null },
  { group: 'table', words: 'Select all that are shown', keys: ['Mod+A'], action: null },
  { group: 'table', words: 'Copy name and prefix', keys: ['Mod+C'], action: 'copy-labels' },
  { group: 'table', words: 'Notes', keys: ['N'], action: 'open-notes' },
  { group: 'table', words: 'Revoke, after a question', keys: ['Delete', 'Backspace'], action: 'open-revoke' },
  { group: 'new-key', words: 'Create or save', keys: ['Mod+Enter'], action: null },
  { group: 'new-key', words: 'Copy the new key', keys: ['Mod+C'], action: null },
  { group: 'lists', words: 'Move', keys: ['Up', 'Down'], action: null },
  { group: 'lists', words: 'First, last', keys: ['Home', 'End'], action: null },
  { group: 'lists', words: 'A page up, a page down', keys: ['PageUp', 'PageDown'], action: null },
  { group: 'lists', words: 'Clear, close, go back', keys: ['Escape'], action: null }
]

/** Whether a shortcut is one key alone that could also be text: `/`, `N`. A person can turn these off. */
export function isSingleKey(keys: string): boolean {
  return [...keys].length === 1
}

/** The keys that ask for an action, the one to show first; none for what has no shortcut. */
export function keysOf(action: WindowAction | RowAction): readonly string[] {
  return shortcuts.find((each) => each.action === action)?.keys ?? []
}
