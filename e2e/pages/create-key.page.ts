import type { Locator, Page } from '@playwright/test'

/** The form for a new key. */
export class CreateKeyPage {
  readonly heading: Locator
  readonly name: Locator
  readonly submitButton: Locator
  readonly cancelButton: Locator
  /** The day picked by hand; there after *Pick a date*. */
  readonly lastDay: Locator
  readonly banner: Locator
  readonly #sheet: Locator

  constructor(page: Page) {
    this.#sheet = page.getByRole('region', { name: 'Create a key' })
    this.heading = this.#sheet.getByRole('heading', { name: 'Create a key', level: 1 })
    this.name = this.#sheet.getByRole('textbox', { name: 'Name' })
    this.submitButton = this.#sheet.getByRole('button', { name: /^Creat(e key|ing)/ })
    this.cancelButton = this.#sheet.getByRole('button', { name: 'Cancel' })
    this.lastDay = this.#sheet.getByLabel('Last day, in UTC')
    this.banner = this.#sheet.getByRole('status')
  }

  /** One of the choices under *Expires*, for example `90 days`. */
  expiry(label: string): Locator {
    return this.#sheet.getByRole('radiogroup', { name: 'Expires' }).getByRole('radio', { name: label })
  }

  async create(name: string): Promise<void> {
    await this.name.fill(name)
    await this.submitButton.click()
  }
}
