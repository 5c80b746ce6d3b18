import type { Locator, Page } from '@playwright/test'

/** What is known and noted about one key, beside the list. */
export class NotesSheet {
  readonly sheet: Locator
  readonly owner: Locator
  readonly ticket: Locator
  readonly consumers: Locator
  readonly reason: Locator
  readonly saveButton: Locator
  readonly discardButton: Locator
  readonly closeButton: Locator

  constructor(page: Page) {
    this.sheet = page.getByRole('region', { name: /^Notes of / })
    this.owner = this.sheet.getByRole('textbox', { name: 'Owner' })
    this.ticket = this.sheet.getByRole('textbox', { name: 'Ticket' })
    this.consumers = this.sheet.getByRole('textbox', { name: 'Consumers' })
    this.reason = this.sheet.getByRole('textbox', { name: 'Why it needs no end' })
    this.saveButton = this.sheet.getByRole('button', { name: /^Save notes/ })
    this.discardButton = this.sheet.getByRole('button', { name: 'Discard changes' })
    this.closeButton = this.sheet.getByRole('button', { name: 'Close' })
  }

  /** One of the choices under *What is it for?*. */
  purpose(label: string): Locator {
    return this.sheet.getByRole('radio', { name: label })
  }

  /** What stands beside a term, for example `Handed over`. */
  fact(term: string): Locator {
    return this.sheet
      .getByRole('term')
      .filter({ hasText: new RegExp(`^${term}$`) })
      .locator('xpath=following-sibling::dd[1]')
  }
}
