import type { Locator, Page } from '@playwright/test'

/** The list of keys. */
export class InventoryPage {
  readonly heading: Locator
  readonly table: Locator
  /** Rows in view, without the headings. */
  readonly rows: Locator
  readonly search: Locator
  readonly suggestions: Locator
  readonly views: Locator
  readonly filters: Locator
  readonly hiddenExpired: Locator
  readonly saveViewButton: Locator
  readonly dialog: Locator
  readonly main: Locator
  readonly details: Locator
  readonly selection: Locator
  readonly clearSearchButton: Locator
  readonly noMatch: Locator
  readonly refreshButton: Locator
  readonly createButton: Locator
  readonly menu: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    const main = page.getByRole('main')
    this.main = main
    this.dialog = page.getByRole('dialog')
    this.saveViewButton = main.getByRole('button', { name: 'Save view…' })
    this.hiddenExpired = main.getByText(/expired hidden/)
    this.heading = main.getByRole('heading', { name: /^Inventory/, level: 1 })
    this.table = main.getByRole('grid', { name: 'API keys' })
    this.rows = this.table.getByRole('row').filter({ has: page.getByRole('gridcell') })
    this.search = main.getByRole('combobox', { name: 'Search keys' })
    this.suggestions = main.getByRole('listbox', { name: 'Ways to go on' })
    this.views = main.getByRole('group', { name: 'Views' })
    this.filters = main.getByRole('group', { name: 'Filters' })
    this.details = main.getByRole('complementary', { name: /^Details of/ })
    this.selection = main.getByRole('region', { name: 'Selection' })
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

  /** From the view that the app begins with to all keys. */
  async showAll(): Promise<void> {
    await this.show('All')
    await this.table.waitFor()
  }

  /** The button of a view: its name, and for some how many keys it has. */
  view(name: string): Locator {
    return this.views.getByRole('button', { name: new RegExp(`^${name}( ?[\\d,]+)?$`, 'u') })
  }

  async show(viewName: string): Promise<void> {
    await this.view(viewName).click()
  }

  /** Chooses from the menu of a view that somebody has saved. */
  async changeView(viewName: string, action: string): Promise<void> {
    await this.views.getByRole('button', { name: `Change ${viewName}`, exact: true }).click()
    await this.menu.getByRole('menuitem', { name: action }).click()
  }

  /** A filter's button. */
  filter(name: RegExp): Locator {
    return this.filters.getByRole('button', { name })
  }

  /** The heading of a column. */
  columnHeader(name: string): Locator {
    return this.table.getByRole('columnheader', { name, exact: true })
  }

  /** Names of the rows in view, from the top. */
  async readNames(): Promise<string[]> {
    const labels = await this.rows
      .getByRole('button', { name: /^Actions for/ })
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label') ?? ''))
    return labels.map((label) => label.replace('Actions for ', ''))
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
