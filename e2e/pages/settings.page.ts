import type { Locator, Page } from '@playwright/test'

/** What a person can choose for this computer. */
export class SettingsPage {
  readonly heading: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.heading = page.getByRole('heading', { name: 'Settings', level: 1 })
  }

  theme(label: 'System' | 'Light' | 'Dark'): Locator {
    return this.#page.getByRole('radiogroup', { name: 'Appearance' }).getByRole('radio', { name: label })
  }
}
