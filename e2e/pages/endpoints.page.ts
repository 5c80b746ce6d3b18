import type { Locator, Page } from '@playwright/test'

/** How the keys of the server are reached. */
export class EndpointsPage {
  readonly heading: Locator
  readonly lookAgainButton: Locator
  readonly table: Locator
  readonly changes: Locator
  readonly banners: Locator
  readonly fields: Locator
  /** The list to pick a request from. */
  readonly picker: Locator
  readonly search: Locator
  readonly options: Locator
  readonly confirm: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    const main = page.getByRole('main')
    this.heading = main.getByRole('heading', { name: 'Endpoints', level: 1 })
    this.lookAgainButton = main.getByRole('button', { name: /^Look(ing…| again)$/ })
    this.table = main.getByRole('table', { name: 'Endpoints' })
    this.changes = main.getByRole('list', { name: 'What has changed' })
    this.banners = main.getByRole('status')
    this.fields = main.getByRole('region', { name: 'What is read of a key' })
    this.picker = page.getByRole('dialog', { name: /^Change / })
    this.search = this.picker.getByRole('combobox', { name: 'Search the reference' })
    this.options = this.picker.getByRole('option')
    this.confirm = page.getByRole('alertdialog', { name: /^Use this for / })
  }

  /** The row of a part. */
  part(name: string): Locator {
    return this.table
      .getByRole('row')
      .filter({ has: this.#page.getByRole('rowheader', { name, exact: true }) })
  }

  /** From the settings, as most people come. */
  async open(): Promise<void> {
    await this.#page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('button', { name: 'Settings' })
      .click()
    await this.#page.getByRole('main').getByRole('button', { name: 'Endpoints' }).click()
    await this.heading.waitFor()
  }

  async test(part: string): Promise<void> {
    await this.part(part)
      .getByRole('button', { name: `Test ${part}` })
      .click()
  }

  async change(part: string): Promise<void> {
    await this.part(part)
      .getByRole('button', { name: `Change ${part}` })
      .click()
    await this.search.waitFor()
  }
}
