import type { Locator, Page } from '@playwright/test'

/** The page for nobody signed in. */
export class WelcomePage {
  readonly heading: Locator
  readonly signInButton: Locator
  readonly tryButton: Locator
  readonly sampleDataSwitch: Locator
  /** Why the session of the last start could not be picked up again. */
  readonly banner: Locator
  /** The places one has signed in to before. */
  readonly profiles: Locator
  /** Shows the keys that are kept of a profile, without signing in. */
  readonly reviewButton: Locator

  constructor(page: Page) {
    const main = page.getByRole('main')
    this.heading = page.getByRole('heading', { name: 'Hygiara Keys', level: 1 })
    this.signInButton = main.getByRole('button', { name: /^Sign in to (another )?Hygiara$/ })
    this.tryButton = main.getByRole('button', { name: 'Try it on this computer' })
    this.sampleDataSwitch = main.getByRole('switch', { name: 'with sample data' })
    this.banner = main.getByRole('status')
    const known = main.getByRole('region', { name: 'Continue' }).getByRole('button')
    this.reviewButton = known.and(page.getByRole('button', { name: /kept on this computer$/u }))
    this.profiles = known.and(
      page.getByRole('button', { name: /^(?!Delete what is kept).*(?<!kept on this computer)$/su })
    )
  }

  async goToSignIn(): Promise<void> {
    await this.signInButton.click()
  }

  /** Starts a Hygiara on this computer and signs its admin in. */
  async tryOnThisComputer(): Promise<void> {
    await this.tryButton.click()
  }
}
