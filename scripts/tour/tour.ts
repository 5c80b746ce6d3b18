/**
 * Drives the real app through its whole story and takes pictures: `npm run tour`. What the app says is checked with
 * programs that are not ours: xclip, secret-tool, and a plain HTTP request.
 */
import { expect } from '@playwright/test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { readClipboard } from '../../e2e/desktop/clipboard.ts'
import { accountsOf, appService, keyService, readKeychain } from '../../e2e/desktop/keychain.ts'
import { KeysApp } from '../../e2e/fixtures/keys-app.ts'
import { FaultProxy } from '../../e2e/servers/fault-proxy.ts'
import { HygiaraServer } from '../../e2e/servers/hygiara-server.ts'
import { readShownWindow } from '../../e2e/shown/shown-window.ts'
import { Recorder } from './recorder.ts'

const window = { width: 1280, height: 800 }
const name = 'ci-reviews-hamburg'

const results = process.env['HYGIARA_KEYS_RESULTS'] ?? resolve(import.meta.dirname, '../../out')
const recorder = await Recorder.into(join(results, 'tour'))
const dataFolder = await mkdtemp(join(tmpdir(), 'hygiara-tour-'))
const server = await HygiaraServer.start({ dataFolder, sampleData: true })
const proxy = await FaultProxy.inFrontOf(server.url)
const app = await KeysApp.create()

const step = (title: string, action: () => Promise<void>) => recorder.step(title, () => app.page, action)

try {
  await connect()
  await findAndUnderstand()
  await createAndHandOver()
  await notes()
  await leaveBehind()
  await crash()
  await revoke()
  await endpoints()
  await whenThingsGoWrong()
  await settingsAndSignOut()
  await tryOnThisComputer()
} catch (cause) {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`)
} finally {
  await recorder.finish()
  await app.remove()
  await proxy.stop()
  await server.stop()
  await rm(dataFolder, { recursive: true, force: true })
}
process.exitCode = recorder.hasFailed ? 1 : 0

async function setTheme(theme: 'light' | 'dark'): Promise<void> {
  await app.electron.evaluate(({ nativeTheme }, source) => {
    nativeTheme.themeSource = source
  }, theme)
  await expect
    .poll(() => app.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
    .toBe(theme === 'dark')
}

async function setSize(): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
  }, window)
  await expect.poll(() => app.page.evaluate(() => innerWidth)).toBe(window.width)
}

async function connect(): Promise<void> {
  await step('Welcome', async () => {
    await app.start()
    await setSize()
    await expect(app.screens.welcome.heading).toBeVisible()
  })
  const { screens } = app
  await step('Sign in', async () => {
    await screens.welcome.goToSignIn()
    await screens.signIn.fill({ url: proxy.url, email: server.email, password: 'not this one' })
  })
  await step('Wrong password', async () => {
    await screens.signIn.submit()
    await expect(screens.signIn.password).toHaveAttribute('aria-invalid', 'true')
  })
  await step('Inventory', async () => {
    await screens.signIn.signIn({ url: proxy.url, email: server.email, password: server.password })
    await expect(screens.inventory.table).toBeVisible()
    expect(await screens.inventory.readCount()).toBe(60)
  })
  await step('Inventory in dark', () => setTheme('dark'))
  await step('Search', async () => {
    await setTheme('light')
    await screens.inventory.search.fill('github')
    await expect(screens.inventory.heading).toContainText('of 60 keys')
  })
}

async function findAndUnderstand(): Promise<void> {
  const { page, screens } = app
  const { inventory } = screens
  await step('Mine, while nothing is', async () => {
    await inventory.show('Mine')
    await expect(inventory.main).toContainText('None of these keys is noted as yours')
  })
  await step('Filters', async () => {
    await inventory.showAll()
    await inventory.filter(/^No expiry/u).click()
    await inventory.filter(/^Unused 90 d/u).click()
    await expect(inventory.search).toHaveValue('expires:never used:>90d')
  })
  await step('The language of the search', async () => {
    await inventory.search.fill('')
    await inventory.search.pressSequentially('jenkins is:st')
    await expect(inventory.suggestions).toBeVisible()
  })
  await step('A filter that there is not', async () => {
    await inventory.search.fill('state:old jenkins')
    await expect(inventory.search).toHaveAccessibleDescription(/No filter is called/u)
  })
  await step('Changes', async () => {
    await inventory.search.fill('')
    await inventory.main.getByRole('button', { name: 'Changes' }).click()
    await expect(page.getByRole('region', { name: 'Changes' })).toContainText('One day is kept so far.')
  })
  await step('Actions and keys', async () => {
    await page.keyboard.press('Escape')
    await screens.palette.find('jenkins')
    await expect(screens.palette.options.first()).toContainText('ci-jenkins')
  })
  await step('Details, with the days of use', async () => {
    await page.keyboard.press('Escape')
    await inventory.showAll()
    await inventory.find('jenkins')
    await inventory.row('ci-jenkins-billing').click()
    await expect(inventory.details.getByRole('region', { name: 'Use, day by day' })).toContainText(
      'One day is kept so far.'
    )
  })
  await step('Shortcuts, and the switch for those of a single key', async () => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+/')
    await expect(screens.palette.shortcutSheet.getByRole('switch')).toBeChecked()
  })
  await page.keyboard.press('Escape')
}

async function createAndHandOver(): Promise<void> {
  const { page, screens } = app
  await step('A name that is too short', async () => {
    await screens.inventory.search.fill('')
    await page.keyboard.press('Control+n')
    await screens.createKey.create('ci')
    await expect(screens.createKey.name).toHaveAttribute('aria-invalid', 'true')
  })
  await step('A name that is in the list', async () => {
    await screens.createKey.name.fill('ci-jenkins-billing-v2')
    await expect(screens.createKey.name).toHaveAccessibleDescription(/^Much like ci-jenkins-billing/u)
  })
  await step('No expiry needs a reason', async () => {
    await screens.createKey.expiry('No expiry').click()
    await screens.createKey.submitButton.click()
    await expect(screens.createKey.reason).toBeFocused()
  })
  await step('Create', async () => {
    await screens.createKey.cancelButton.click()
    await page.keyboard.press('Control+n')
    await screens.createKey.purpose('CI pipeline').click()
    await screens.createKey.notesButton.click()
    await screens.createKey.owner.fill('Platform team')
    await screens.createKey.name.fill(name)
  })
  await step('Secret step', async () => {
    await page.keyboard.press('Enter')
    await expect(screens.secret.copyButton).toBeFocused()
  })
  await recorder.step('Shown in its own window', () => app.page, show, pictureOfShownWindow)
  await step('Copied', async () => {
    await screens.secret.hideButton.click()
    await screens.secret.copyButton.press('Enter')
    await expect(screens.secret.copied).toBeVisible()
    const value = await readClipboard()
    expect(value.startsWith('hrdly_')).toBe(true)
    expect(await server.answerTo(value)).toBe(200)
  })
  await step('Saved to the keychain', async () => {
    await screens.secret.save()
    expect(await readKeychain(keyService, `Local organisation/${name}`)).toBe(await readClipboard())
  })
  await step('Copied as a curl command', async () => {
    await screens.secret.copyAs('curl command')
    expect(await readClipboard()).toContain('X-API-Key: hrdly_')
  })
  await step('Tested', async () => {
    await screens.secret.testButton.click()
    await expect(screens.secret.testResult).toContainText('Valid.')
  })
  await step('The new key in the list', async () => {
    await screens.secret.close()
    await expect(screens.inventory.row(name)).toContainText('CI pipeline · Platform team')
  })
}

async function show(): Promise<void> {
  const { screens } = app
  await screens.secret.showButton.click()
  await expect(screens.secret.hidesIn).toBeVisible()
  expect(await readShownWindow(app.electron)).toMatchObject({ title: `${name} – shown for a moment` })
}

/** It runs no script, so main takes the picture. */
async function pictureOfShownWindow(): Promise<Buffer> {
  const base64 = await app.electron.evaluate(async ({ BrowserWindow }) => {
    const shown = BrowserWindow.getAllWindows().find((each) => each.getParentWindow() !== null)
    return (await shown?.webContents.capturePage())?.toPNG().toString('base64') ?? ''
  })
  return Buffer.from(base64, 'base64')
}

async function notes(): Promise<void> {
  const { screens } = app
  await step('Notes of a key', async () => {
    await screens.inventory.openNotes(name)
    await expect(screens.notes.fact('Handed over')).toContainText('Clipboard')
  })
  await step('Notes of a key in dark', () => setTheme('dark'))
  await step('Notes saved', async () => {
    await setTheme('light')
    await screens.notes.ticket.fill('PLAT-1432')
    await screens.notes.ticket.press('Enter')
    await expect(screens.notes.sheet).toBeHidden()
  })
}

async function leaveBehind(): Promise<void> {
  const { page, screens } = app
  await step('Nobody has this key yet', async () => {
    await screens.createUntilSecretStep('reporting-hamburg')
    await page.keyboard.press('Escape')
    await expect(screens.guard.dialog).toBeVisible()
  })
  await step('Revoked at the door', async () => {
    await screens.guard.revoke()
    await expect(screens.secret.heading).toBeHidden()
    await expect(screens.inventory.row('reporting-hamburg')).toHaveCount(0)
  })
  await step('A key that nobody has', async () => {
    proxy.break('reset in the body, after the work', 'POST', /\/api-keys$/u)
    await screens.inventory.openCreate()
    await screens.createKey.create('reporting-altona')
    await expect(screens.orphans.cards).toContainText('reporting-altona')
  })
  await step('Created again in its place', async () => {
    proxy.heal()
    await screens.orphans.createAgain()
    await expect(screens.secret.heading).toBeVisible()
  })
}

async function crash(): Promise<void> {
  await step('After a crash the keychain still has the key', async () => {
    await expect
      .poll(async () => (await accountsOf(appService)).filter((account) => account.startsWith('escrow/')))
      .toHaveLength(1)
    await app.kill()
    await app.start()
    await setSize()
    await app.screens.connect({ url: proxy.url, email: server.email, password: server.password })
    await expect(app.screens.orphans.finishButton).toBeVisible()
  })
  await step('Handed over after all', async () => {
    const { screens } = app
    await screens.orphans.finishButton.click()
    await screens.secret.copy()
    expect(await server.answerTo(await readClipboard())).toBe(200)
  })
}

async function revoke(): Promise<void> {
  const { screens } = app
  await step('Revoke', async () => {
    await screens.secret.close()
    await screens.inventory.openRevoke(name)
    await expect(screens.revoke.dialog).toBeVisible()
  })
  await step('Revoked', async () => {
    const value = (await readKeychain(keyService, `Local organisation/${name}`)) ?? ''
    expect(await server.answerTo(value)).toBe(200)
    await screens.revoke.revoke()
    await expect(screens.inventory.row(name)).toHaveCount(0)
    expect(await server.answerTo(value)).toBe(401)
  })
}

async function endpoints(): Promise<void> {
  const { screens } = app
  await step('Endpoints', async () => {
    await screens.endpoints.open()
    await screens.endpoints.test('List keys')
    await expect(screens.endpoints.part('List keys')).toContainText(/200, \d+ keys on the first page/u)
    await screens.endpoints.part('Create a key').getByRole('button', { name: 'Why: Create a key' }).click()
    await expect(screens.endpoints.part('Create a key')).toContainText('Found')
  })
  await screens.shell.goToInventory()
}

async function whenThingsGoWrong(): Promise<void> {
  const { page, screens } = app
  const main = page.getByRole('main')
  await step('Offline', async () => {
    proxy.break('reset on arrival', 'GET', /./u)
    await screens.inventory.refreshButton.click()
    await expect(main).toContainText("You're offline.")
  })
  await step('Asked to slow down', async () => {
    proxy.break('429 without a time', 'GET', /\/api-keys$/u)
    await screens.inventory.refreshButton.click()
    await expect(main).toContainText('Hygiara asked us to slow down.')
  })
  await step('Online again', async () => {
    await main.getByRole('button', { name: 'Stop' }).click()
    proxy.heal()
    await expect(main).not.toContainText("You're offline.")
  })
}

async function settingsAndSignOut(): Promise<void> {
  const { screens } = app
  await step('Settings', async () => {
    await screens.shell.goToSettings()
    await expect(screens.settings.heading).toBeVisible()
  })
  await step('Sign out and delete what is kept', async () => {
    await screens.shell.askToDeleteKept()
    await expect(app.page.getByRole('alertdialog')).toContainText('delete what is kept of it?')
  })
  await step('Signed out', async () => {
    await app.page.keyboard.press('Escape')
    await screens.shell.signOut()
    await expect(screens.welcome.heading).toBeVisible()
  })
}

async function tryOnThisComputer(): Promise<void> {
  const { screens } = app
  await step('Try it on this computer', async () => {
    await screens.welcome.tryOnThisComputer()
    await expect(screens.inventory.table).toBeVisible()
    expect(await screens.inventory.readCount()).toBe(60)
  })
}
