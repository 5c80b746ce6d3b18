import type { Locator, Page } from '@playwright/test'

/** What Ctrl+K opens, and the sheet of shortcuts. */
export class Palette {
  readonly dialog: Locator
  readonly field: Locator
  readonly options: Locator
  /** The line that Enter means. */
  readonly marked: Locator
  readonly shortcutSheet: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.dialog = page.getByRole('dialog', { name: 'Actions and keys' })
    this.field = this.dialog.getByRole('combobox')
    this.options = this.dialog.getByRole('option')
    this.marked = this.dialog.getByRole('option', { selected: true })
    this.shortcutSheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  }

  /** Opens it with its shortcut and types. */
  async find(text: string): Promise<void> {
    await this.#page.keyboard.press('Control+k')
    await this.field.waitFor()
    await this.#page.keyboard.type(text)
  }

  /** Opens it, types, and takes the first line. */
  async choose(text: string): Promise<void> {
    await this.find(text)
    await this.#page.keyboard.press('Enter')
    await this.dialog.waitFor({ state: 'hidden' })
  }

  option(name: RegExp): Locator {
    return this.dialog.getByRole('option', { name })
  }
}
