import type { Locator, Page } from '@playwright/test'

/** What surrounds every screen of somebody signed in: rail, account, status bar, notifications. */
export class ShellPage {
  readonly inventoryLink: Locator
  readonly settingsLink: Locator
  readonly accountButton: Locator
  readonly accountMenu: Locator
  /** Also while a dialog, which hides it from screen readers, leaves it to be seen. */
  readonly statusBar: Locator
  /** Takes the key off the clipboard; there while it is on it. */
  readonly clearClipboardButton: Locator
  /** Leaves the key there for thirty seconds more, once. */
  readonly keepLongerButton: Locator
  readonly notifications: Locator

  constructor(page: Page) {
    const rail = page.getByRole('navigation', { name: 'Main' })
    this.inventoryLink = rail.getByRole('button', { name: 'Inventory' })
    this.settingsLink = rail.getByRole('button', { name: 'Settings' })
    this.accountButton = page.getByRole('button', { name: /^Account/ })
    this.accountMenu = page.getByRole('menu', { name: 'Account' })
    this.statusBar = page.getByRole('contentinfo', { name: 'Status', includeHidden: true })
    this.clearClipboardButton = this.statusBar.getByRole('button', { name: 'Clear now' })
    this.keepLongerButton = this.statusBar.getByRole('button', { name: /^(Keep|Kept) 30 s more$/ })
    this.notifications = page.getByRole('region', { name: 'Notifications' })
  }

  async goToSettings(): Promise<void> {
    await this.settingsLink.click()
  }

  async goToInventory(): Promise<void> {
    await this.inventoryLink.click()
  }

  async signOut(): Promise<void> {
    await this.accountButton.click()
    await this.accountMenu.getByRole('menuitem', { name: /^Sign out, keep/u }).click()
  }

  /** Opens the question; nothing is deleted yet. */
  async askToDeleteKept(): Promise<void> {
    await this.accountButton.click()
    await this.accountMenu.getByRole('menuitem', { name: /^Sign out and delete/u }).click()
  }
}
