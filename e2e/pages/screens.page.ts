import type { Page } from '@playwright/test'
import { CreateKeyPage } from './create-key.page.ts'
import { EndpointsPage } from './endpoints.page.ts'
import { InventoryPage } from './inventory.page.ts'
import { KeychainSettings } from './keychain-settings.page.ts'
import { LeaveGuard } from './leave-guard.page.ts'
import { NotesSheet } from './notes.page.ts'
import { OrphanCards } from './orphans.page.ts'
import { Palette } from './palette.page.ts'
import { RevokeDialog } from './revoke.page.ts'
import { SecretStepPage } from './secret-step.page.ts'
import { SettingsPage } from './settings.page.ts'
import { ShellPage } from './shell.page.ts'
import { SignInPage, type Credentials } from './sign-in.page.ts'
import { WelcomePage } from './welcome.page.ts'

/** Everything a person can see in the window, and the ways through it that most tests take. */
export class Screens {
  readonly createKey: CreateKeyPage
  readonly endpoints: EndpointsPage
  readonly guard: LeaveGuard
  readonly inventory: InventoryPage
  readonly keychain: KeychainSettings
  readonly notes: NotesSheet
  readonly orphans: OrphanCards
  readonly palette: Palette
  readonly revoke: RevokeDialog
  readonly secret: SecretStepPage
  readonly settings: SettingsPage
  readonly shell: ShellPage
  readonly signIn: SignInPage
  readonly welcome: WelcomePage

  constructor(page: Page) {
    this.createKey = new CreateKeyPage(page)
    this.endpoints = new EndpointsPage(page)
    this.guard = new LeaveGuard(page)
    this.inventory = new InventoryPage(page)
    this.keychain = new KeychainSettings(page)
    this.notes = new NotesSheet(page)
    this.orphans = new OrphanCards(page)
    this.palette = new Palette(page)
    this.revoke = new RevokeDialog(page)
    this.secret = new SecretStepPage(page)
    this.settings = new SettingsPage(page)
    this.shell = new ShellPage(page)
    this.signIn = new SignInPage(page)
    this.welcome = new WelcomePage(page)
  }

  /** From the first page to the list of all keys. */
  async connect(credentials: Credentials, { staySignedIn = false } = {}): Promise<void> {
    await this.welcome.goToSignIn()
    await this.signIn.fill(credentials)
    if (staySignedIn) await this.signIn.staySignedIn.check()
    await this.signIn.submit()
    await this.inventory.showAll()
  }

  /** From the list of keys to the step in which the new key waits. */
  async createUntilSecretStep(name: string): Promise<void> {
    await this.inventory.openCreate()
    await this.createKey.create(name)
    await this.secret.heading.waitFor()
  }
}
