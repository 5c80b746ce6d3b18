import type { AppFacts, MenuCommand } from '../../../shared/app-facts.ts'

/** What a key press can ask for anywhere in the window. */
export type Action = MenuCommand | 'next-zone' | 'previous-zone'

/** The part of a key press that decides. */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

type Platform = AppFacts['platform']

const withModifier: Readonly<Record<string, Action>> = {
  n: 'create-key',
  f: 'search',
  r: 'refresh',
  '1': 'show-inventory',
  '2': 'show-settings',
  ',': 'show-settings'
}

/**
 * The one table of shortcuts: which action a key press asks for, or `null`. The modifier is Cmd on a Mac and Ctrl
 * elsewhere. Single letters count only while nobody is typing (WCAG 2.1.4).
 */
export function actionOf(press: KeyPress, platform: Platform, isTyping: boolean): Action | null {
  const isMac = platform === 'mac'
  const modifier = isMac ? press.metaKey : press.ctrlKey
  const other = isMac ? press.ctrlKey : press.metaKey
  if (press.altKey || other) return null
  const key = press.key.toLowerCase()
  if (modifier && press.shiftKey) return key === 'x' ? 'clear-clipboard' : null
  if (modifier) return withModifier[key] ?? null
  if (press.key === 'F5' && !press.shiftKey) return 'refresh'
  if (press.key === 'F6') return press.shiftKey ? 'previous-zone' : 'next-zone'
  // Shift is not looked at: on many keyboards `/` is typed with it.
  return press.key === '/' && !isTyping ? 'search' : null
}

/** How a shortcut is written on this platform: `⌘N`, `Ctrl N`. */
export function shortcutWords(key: string, platform: Platform): string {
  return platform === 'mac' ? `⌘${key}` : `Ctrl ${key}`
}

/** The same for `aria-keyshortcuts`. */
export function ariaShortcut(key: string, platform: Platform): string {
  return `${platform === 'mac' ? 'Meta' : 'Control'}+${key}`
}
