import type { AppFacts } from '../../../shared/app-facts.ts'
import {
  isSingleKey,
  keysOf,
  shortcuts,
  type RowAction,
  type WindowAction
} from '../../../shared/shortcuts.ts'

/** The part of a key press that decides. */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

type Platform = AppFacts['platform']
type Action = WindowAction | RowAction

const rowActions: ReadonlySet<Action | null> = new Set<RowAction>([
  'open-details',
  'toggle-row',
  'copy-labels',
  'open-notes',
  'open-revoke'
])
const isRowAction = (action: Action | null): action is RowAction => rowActions.has(action)
const isWindowAction = (action: Action | null): action is WindowAction =>
  action !== null && !isRowAction(action)

const byKeys = <Kind extends Action>(
  isKind: (action: Action | null) => action is Kind
): ReadonlyMap<string, Kind> =>
  new Map(
    shortcuts.flatMap(({ keys, action }) =>
      isKind(action) ? keys.map((each) => [each, action] as const) : []
    )
  )
const windowActions = byKeys(isWindowAction)
const actionsOfRows = byKeys(isRowAction)

/**
 * Which action a key press asks for anywhere in the window, or `null`.
 * @param hasSingleKeys whether keys alone count: not while somebody types, nor where they are turned off (WCAG 2.1.4)
 */
export function actionOf(press: KeyPress, platform: Platform, hasSingleKeys: boolean): WindowAction | null {
  return actionIn(windowActions, keysPressed(press, platform), hasSingleKeys)
}

/** Which action a key press asks for while the focus is in a row of the table of keys, or `null`. */
export function rowActionOf(press: KeyPress, platform: Platform, hasSingleKeys: boolean): RowAction | null {
  return actionIn(actionsOfRows, keysPressed(press, platform), hasSingleKeys)
}

function actionIn<Kind extends Action>(
  actions: ReadonlyMap<string, Kind>,
  keys: string | null,
  hasSingleKeys: boolean
): Kind | null {
  return keys === null || (!hasSingleKeys && isSingleKey(keys)) ? null : (actions.get(keys) ?? null)
}

/** The press as the table of shortcuts writes it. */
function keysPressed(press: KeyPress, platform: Platform): string | null {
  const isMac = platform === 'mac'
  if (press.altKey || (isMac ? press.ctrlKey : press.metaKey)) return null
  const key = press.key === ' ' ? 'Space' : [...press.key].length === 1 ? press.key.toUpperCase() : press.key
  // For `/` it is not looked at: on many keyboards it is typed with Shift.
  const isShifted = press.shiftKey && key !== '/'
  return `${(isMac ? press.metaKey : press.ctrlKey) ? 'Mod+' : ''}${isShifted ? 'Shift+' : ''}${key}`
}

const macWords: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Shift: '⇧',
  Enter: '↩',
  Delete: '⌫',
  Backspace: '⌫',
  Escape: 'esc'
}
const otherWords: Readonly<Record<string, string>> = { Mod: 'Ctrl', Delete: 'Del', Escape: 'Esc' }
const arrows: Readonly<Record<string, string>> = {
  Up: '↑',
  Down: '↓',
  PageUp: 'PgUp',
  PageDown: 'PgDn'
}

/** How keys are written on this platform: `⌘N`, `Ctrl N`. */
export function shortcutWords(keys: string, platform: Platform): string {
  const isMac = platform === 'mac'
  const names = { ...arrows, ...(isMac ? macWords : otherWords) }
  const parts = keys.split('+').map((part) => names[part] ?? part)
  return parts.join(isMac ? '' : ' ')
}

/** How the shortcut of an action is written on this platform; `undefined` for one without. */
export function hintOf(action: Action, platform: Platform, hasSingleKeys = true): string | undefined {
  const [keys] = keysThatCount(action, hasSingleKeys)
  return keys === undefined ? undefined : shortcutWords(keys, platform)
}

/** All shortcuts of an action for `aria-keyshortcuts`. */
export function ariaShortcutsOf(action: Action, platform: Platform, hasSingleKeys = true): string {
  const modifier = platform === 'mac' ? 'Meta' : 'Control'
  return keysThatCount(action, hasSingleKeys)
    .map((keys) => keys.replace('Mod', modifier))
    .join(' ')
}

function keysThatCount(action: Action, hasSingleKeys: boolean): readonly string[] {
  return keysOf(action).filter((keys) => hasSingleKeys || !isSingleKey(keys))
}
