import type { Locator, Page } from '@playwright/test'

/** The dialog before a key is revoked. */
export class RevokeDialog {
  readonly dialog: Locator
  readonly cancelButton: Locator
  readonly revokeButton: Locator

  constructor(page: Page) {
    this.dialog = page.getByRole('alertdialog', { name: /^Revoke / })
    this.cancelButton = this.dialog.getByRole('button', { name: 'Cancel' })
    this.revokeButton = this.dialog.getByRole('button', { name: 'Revoke key' })
  }

  async revoke(): Promise<void> {
    await this.revokeButton.click()
  }
}
