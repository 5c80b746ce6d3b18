export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** For how many seconds a key may stay on the clipboard. There is no *never*. */
export const clipboardSeconds = [10, 20, 30, 60, 90, 120] as const
export type ClipboardSeconds = (typeof clipboardSeconds)[number]

/** What a person chose for this computer. */
export interface Settings {
  readonly theme: Theme
  readonly clipboardSeconds: ClipboardSeconds
  /** Whether a new key waits in the keychain until it is handed over. */
  readonly escrowsNewKeys: boolean
  /** Whether a key pressed alone, such as `/`, can be a shortcut (WCAG 2.1.4). */
  readonly hasSingleKeys: boolean
}

export const defaultSettings: Settings = {
  theme: 'system',
  clipboardSeconds: 30,
  escrowsNewKeys: true,
  hasSingleKeys: true
}
