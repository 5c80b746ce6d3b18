import type { Locator, Page } from '@playwright/test'

/** The list of keys. */
export class InventoryPage {
  readonly heading: Locator
  readonly table: Locator
  /** Rows in view, without the headings. */
  readonly rows: Locator
  readonly search: Locator
  readonly clearSearchButton: Locator
  readonly noMatch: Locator
  readonly refreshButton: Locator
  readonly createButton: Locator
  readonly menu: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    const main = page.getByRole('main')
    this.heading = main.getByRole('heading', { name: /^Inventory/, level: 1 })
    this.table = main.getByRole('grid', { name: 'API keys' })
    this.rows = this.table.getByRole('row').filter({ has: page.getByRole('gridcell') })
    this.search = main.getByRole('searchbox', { name: 'Search keys' })
    this.clearSearchButton = main.getByRole('button', { name: 'Clear search' }).first()
    this.noMatch = main.getByRole('heading', { name: 'No keys match' })
    this.refreshButton = main.getByRole('button', { name: 'Refresh' })
    this.createButton = main.getByRole('button', { name: /^Create key/ })
    this.menu = page.getByRole('menu')
  }

  /** The row of a key. */
  row(keyName: string): Locator {
    return this.rows.filter({
      has: this.#page.getByRole('button', { name: `Actions for ${keyName}`, exact: true })
    })
  }

  /** Searches for a key: of a long list only the rows in view exist. */
  async find(text: string): Promise<void> {
    await this.search.fill(text)
  }

  /** How many keys there are, as the heading says it. */
  async readCount(): Promise<number> {
    const words = await this.heading.innerText()
    return Number(/([\d,]+) keys?$/u.exec(words)?.[1]?.replaceAll(',', ''))
  }

  async openCreate(): Promise<void> {
    await this.createButton.click()
  }

  async openMenu(keyName: string): Promise<void> {
    await this.table.getByRole('button', { name: `Actions for ${keyName}`, exact: true }).click()
  }

  /** Opens the dialog; nothing is revoked yet. */
  async openRevoke(keyName: string): Promise<void> {
    await this.openMenu(keyName)
    await this.menu.getByRole('menuitem', { name: /^Revoke/ }).click()
  }

  /** Opens what is noted about a key. */
  async openNotes(keyName: string): Promise<void> {
    await this.openMenu(keyName)
    await this.menu.getByRole('menuitem', { name: /^Notes/ }).click()
  }

  async copyLabel(keyName: string): Promise<void> {
    await this.openMenu(keyName)
    await this.menu.getByRole('menuitem', { name: /^Copy name and prefix/ }).click()
  }
}
