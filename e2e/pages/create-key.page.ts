import type { Locator, Page } from '@playwright/test'

/** The form for a new key. */
export class CreateKeyPage {
  readonly heading: Locator
  readonly name: Locator
  readonly submitButton: Locator
  readonly cancelButton: Locator
  /** The day picked by hand; there after *Pick a date*. */
  readonly lastDay: Locator
  /** Why the key never expires; there after *No expiry*. */
  readonly reason: Locator
  /** When the chosen day ends, and what is wrong with it. */
  readonly expiryNote: Locator
  /** Unfolds owner, ticket and consumers. */
  readonly notesButton: Locator
  readonly owner: Locator
  readonly ticket: Locator
  readonly consumers: Locator
  readonly banner: Locator
  readonly #sheet: Locator

  constructor(page: Page) {
    this.#sheet = page.getByRole('region', { name: 'Create a key' })
    this.heading = this.#sheet.getByRole('heading', { name: 'Create a key', level: 1 })
    this.name = this.#sheet.getByRole('textbox', { name: 'Name' })
    this.submitButton = this.#sheet.getByRole('button', { name: /^Creat(e key|ing)/ })
    this.cancelButton = this.#sheet.getByRole('button', { name: 'Cancel' })
    this.lastDay = this.#sheet.getByLabel('Last day, in UTC')
    this.reason = this.#sheet.getByRole('textbox', { name: 'Why it needs no end' })
    this.expiryNote = this.#sheet.getByRole('radiogroup', { name: 'Expires' })
    this.notesButton = this.#sheet.getByRole('button', { name: /^Owner, ticket, consumers/ })
    this.owner = this.#sheet.getByRole('textbox', { name: 'Owner' })
    this.ticket = this.#sheet.getByRole('textbox', { name: 'Ticket' })
    this.consumers = this.#sheet.getByRole('textbox', { name: 'Consumers' })
    // What is only said to screen readers comes after it.
    this.banner = this.#sheet.getByRole('status').filter({ hasText: /./ }).first()
  }

  /** One of the choices under *Expires*, for example `90 days`. */
  expiry(label: string): Locator {
    return this.#sheet.getByRole('radiogroup', { name: 'Expires' }).getByRole('radio', { name: label })
  }

  /** One of the choices under *What is it for?*, for example `CI pipeline`. */
  purpose(label: string): Locator {
    return this.#sheet
      .getByRole('radiogroup', { name: 'What is it for?' })
      .getByRole('radio', { name: label })
  }

  async create(name: string): Promise<void> {
    await this.name.fill(name)
    await this.submitButton.click()
  }
}
