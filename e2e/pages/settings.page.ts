import type { Locator, Page } from '@playwright/test'

/** What a person can choose for this computer. */
export class SettingsPage {
  readonly heading: Locator
  readonly singleKeys: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.heading = page.getByRole('heading', { name: 'Settings', level: 1 })
    this.singleKeys = page.getByRole('switch', { name: /^Shortcuts of a single key/u })
  }

  theme(label: 'System' | 'Light' | 'Dark'): Locator {
    return this.#page.getByRole('radiogroup', { name: 'Appearance' }).getByRole('radio', { name: label })
  }

  /** How long a key stays on the clipboard. */
  clipboardTime(label: '10 s' | '20 s' | '30 s' | '60 s' | '90 s' | '2 min'): Locator {
    return this.#page.getByRole('radiogroup', { name: 'Clipboard' }).getByRole('radio', { name: label })
  }
}
