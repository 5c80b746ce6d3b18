/** What the screens need to know about where they run. */
export interface AppFacts {
  readonly version: string
  readonly platform: 'mac' | 'windows' | 'linux'
  /** How this system's keychain is called by the people who use it. */
  readonly keychainName: string
  /** Whether only the window in front may see and clear the clipboard (Wayland). */
  readonly clipboardNeedsActiveWindow: boolean
}

/** What the application menu can ask of the screens. */
export const menuCommands = [
  'open-palette',
  'create-key',
  'search',
  'refresh',
  'export-view',
  'clear-clipboard',
  'show-inventory',
  'show-settings',
  'show-shortcuts',
  'sign-out'
] as const
export type MenuCommand = (typeof menuCommands)[number]
