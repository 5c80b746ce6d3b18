export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** What a person chose for this computer. */
export interface Settings {
  readonly theme: Theme
}

export const defaultSettings: Settings = { theme: 'system' }
