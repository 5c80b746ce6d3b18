import type { Locator, Page } from '@playwright/test'

/** What a person types to sign in. */
export interface Credentials {
  readonly url: string
  readonly email: string
  readonly password: string
}

/** The form that asks for server, e-mail and password. */
export class SignInPage {
  readonly heading: Locator
  readonly server: Locator
  readonly email: Locator
  readonly password: Locator
  /** In place of e-mail and password, where one signs in through the web page only. */
  readonly token: Locator
  /** What the server's reference leaves open. */
  readonly questions: Locator
  readonly staySignedIn: Locator
  readonly submitButton: Locator
  readonly cancelButton: Locator
  /** What belongs to no field. */
  readonly banner: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    const form = page.locator('form')
    this.heading = page.getByRole('heading', { name: 'Sign in to Hygiara', level: 1 })
    this.server = form.getByRole('textbox', { name: 'Server address' })
    this.email = form.getByRole('textbox', { name: 'E-mail' })
    this.password = form.getByRole('textbox', { name: 'Password' })
    this.token = form.getByRole('textbox', { name: 'Session token' })
    this.questions = form.getByRole('radiogroup')
    this.staySignedIn = form.getByRole('switch', { name: /Stay signed in/ })
    this.submitButton = form.getByRole('button', { name: /^Sign(ing)? in/ })
    this.cancelButton = form.getByRole('button', { name: 'Cancel' })
    this.banner = form.getByRole('status')
  }

  question(text: string): Locator {
    return this.questions.and(this.#page.getByRole('radiogroup', { name: text }))
  }

  /** Fills in what is given; what is not given stays. */
  async fill({ url, email, password }: Partial<Credentials>): Promise<void> {
    if (url !== undefined) await this.server.fill(url)
    if (email !== undefined) await this.email.fill(email)
    if (password !== undefined) await this.password.fill(password)
  }

  async submit(): Promise<void> {
    await this.submitButton.click()
  }

  async signIn(credentials: Credentials): Promise<void> {
    await this.fill(credentials)
    await this.submit()
  }
}
