import type { Locator, Page } from '@playwright/test'

/** What this app has put into the keychain, in the settings. */
export class KeychainSettings {
  readonly escrowSwitch: Locator
  readonly checkButton: Locator
  readonly cancelButton: Locator
  readonly banner: Locator
  readonly ownItems: Locator
  readonly dialog: Locator
  readonly removeButton: Locator
  readonly #section: Locator

  constructor(page: Page) {
    this.#section = page.getByRole('region', { name: /^(GNOME Keyring|KDE Wallet)$/u })
    this.escrowSwitch = this.#section.getByRole('switch', { name: /^Keep a new key there/u })
    this.checkButton = this.#section.getByRole('button', { name: /^Check/u })
    this.cancelButton = this.#section.getByRole('button', { name: 'Cancel' })
    this.banner = this.#section.getByRole('status')
    this.ownItems = this.#section
      .getByRole('list', { name: 'Kept by the app for itself' })
      .getByRole('listitem')
    this.dialog = page.getByRole('alertdialog', { name: /^Remove /u })
    this.removeButton = this.dialog.getByRole('button', { name: 'Remove' })
  }

  /** The saved keys. */
  get items(): Locator {
    return this.#section.getByRole('list', { name: 'Saved keys' }).getByRole('listitem')
  }

  /** The line of one saved key. */
  item(keyName: string): Locator {
    return this.items.filter({ hasText: keyName })
  }

  async copyCommand(keyName: string): Promise<void> {
    await this.item(keyName)
      .getByRole('button', { name: /^Copy command/u })
      .click()
  }

  async openRemove(keyName: string): Promise<void> {
    await this.item(keyName)
      .getByRole('button', { name: /^Remove/u })
      .click()
  }
}
