import type { Locator, Page } from '@playwright/test'

/** The step between a new key and the place it goes to. */
export class SecretStepPage {
  readonly heading: Locator
  /** The key as it may be seen: its beginning, dots, its end. */
  readonly maskedKey: Locator
  readonly copyButton: Locator
  readonly copyAsButton: Locator
  readonly testButton: Locator
  /** What came of a test. */
  readonly testResult: Locator
  readonly saveButton: Locator
  readonly doneButton: Locator
  readonly showButton: Locator
  readonly hideButton: Locator
  /** `Shown, hides in 27 s`. */
  readonly hidesIn: Locator
  /** What is said in the last two minutes before main forgets the key. */
  readonly forgetLine: Locator
  /** Gives up waiting for the keychain. */
  readonly cancelButton: Locator
  readonly replaceButton: Locator
  /** Where the key went so far. */
  readonly deliveries: Locator
  readonly banner: Locator
  readonly #sheet: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.#sheet = page.getByRole('region', { name: 'Copy this key now' })
    this.heading = this.#sheet.getByRole('heading', { name: 'Copy this key now', level: 1 })
    this.maskedKey = this.#sheet.getByRole('img', { name: /^The key, hidden/ })
    this.copyButton = this.#sheet.getByRole('button', { name: /^Copy(?! as| command)/ })
    this.copyAsButton = this.#sheet.getByRole('button', { name: /^Copy as/ })
    this.testButton = this.#sheet.getByRole('button', { name: 'Test this key' })
    this.testResult = this.#sheet
      .getByRole('paragraph')
      .filter({ hasText: /^(Valid|Rejected|Unreachable|Can't tell)\./ })
    this.saveButton = this.#sheet.getByRole('button', { name: /^Save to/ })
    this.doneButton = this.#sheet.getByRole('button', { name: /^Done/ })
    this.showButton = this.#sheet.getByRole('button', { name: 'Show', exact: true })
    this.hideButton = this.#sheet.getByRole('button', { name: 'Hide now' })
    this.hidesIn = this.#sheet.getByText(/^Shown, hides in/)
    this.forgetLine = this.#sheet.getByText(/^(Hygiara Keys forgets this key|This step closes) in \d:/)
    this.cancelButton = this.#sheet.getByRole('button', { name: 'Cancel' })
    this.replaceButton = this.#sheet.getByRole('button', { name: 'Replace it' })
    this.deliveries = this.#sheet.getByRole('list', { name: 'What has been done' }).getByRole('listitem')
    // Not what is only said to screen readers.
    this.banner = this.#sheet.locator('[role=status]:not(.sr-only)')
  }

  /** The command that fetches the saved key later. */
  get command(): Locator {
    return this.saved.getByRole('code')
  }

  get copyCommandButton(): Locator {
    return this.saved.getByRole('button', { name: 'Copy command' })
  }

  /** The line that says what became of a copy. */
  get copied(): Locator {
    return this.deliveries.filter({ hasText: /^Copied/ })
  }

  /** The line that says where the key was saved. */
  get saved(): Locator {
    return this.deliveries.filter({ hasText: /^Saved to/ })
  }

  /** Copies the key and waits until the app says so. */
  async copy(): Promise<void> {
    await this.copyButton.click()
    await this.copied.waitFor()
  }

  /** Copies another form of the key and waits until the app says so. */
  async copyAs(form: string): Promise<void> {
    await this.copyAsButton.click()
    await this.#page.getByRole('menuitem', { name: form }).click()
    // The receipt calls a form by the name that it has in the menu, and a header just that.
    await this.copied.filter({ hasText: form.endsWith('header') ? 'as a header' : form }).waitFor()
  }

  /** Saves the key to the keychain and waits until the app says so. */
  async save(): Promise<void> {
    await this.saveButton.click()
    await this.saved.waitFor()
  }

  async close(): Promise<void> {
    await this.doneButton.click()
  }
}
