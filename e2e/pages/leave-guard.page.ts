import type { Locator, Page } from '@playwright/test'

/** The question before a key that nobody has is left behind. */
export class LeaveGuard {
  readonly dialog: Locator
  readonly keepOpenButton: Locator
  readonly closeAnywayButton: Locator
  readonly revokeButton: Locator

  constructor(page: Page) {
    this.dialog = page.getByRole('alertdialog', { name: /without copying this key( again)?\?$/ })
    this.keepOpenButton = this.dialog.getByRole('button', { name: 'Keep open' })
    this.closeAnywayButton = this.dialog.getByRole('button', { name: 'Close anyway' })
    this.revokeButton = this.dialog.getByRole('button', { name: /^Revok(e this key|ing)/ })
  }

  async keepOpen(): Promise<void> {
    await this.keepOpenButton.click()
  }

  async closeAnyway(): Promise<void> {
    await this.closeAnywayButton.click()
  }

  async revoke(): Promise<void> {
    await this.revokeButton.click()
  }
}
