import type { Locator, Page } from '@playwright/test'

/** The cards above the list for creates whose value has reached nobody. */
export class OrphanCards {
  readonly cards: Locator
  readonly createAgainButton: Locator
  readonly keepButton: Locator
  /** There where the keychain still has the value. */
  readonly finishButton: Locator

  constructor(page: Page) {
    const region = page.getByRole('region', { name: 'Keys that nobody has' })
    this.cards = region.getByRole('status')
    this.createAgainButton = region.getByRole('button', { name: 'Revoke it and create again' })
    this.finishButton = region.getByRole('button', { name: /^Finish handing over/u })
    this.keepButton = region.getByRole('button', { name: 'Keep it as unusable' })
  }

  /** Revokes the key that nobody has, and goes on to the secret step of the one in its place. */
  async createAgain(): Promise<void> {
    await this.createAgainButton.click()
  }

  async keep(): Promise<void> {
    await this.keepButton.click()
  }
}
