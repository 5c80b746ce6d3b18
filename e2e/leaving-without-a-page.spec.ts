import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { Logind } from './desktop/logind.ts'
import type { KeysApp } from './fixtures/keys-app.ts'
import { expect, test } from './fixtures/test.ts'

interface Asked {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly string[]
}

/** Answers the system's dialogs by a button's name, and remembers what they said. */
async function answerDialogs(
  { electron }: KeysApp,
  answers: Readonly<Record<string, string>>
): Promise<void> {
  await electron.evaluate(({ dialog }, given) => {
    Reflect.set(globalThis, 'asked', [])
    const show = (...args: unknown[]) => {
      const { message, detail = '', buttons = [], signal } = args.at(-1) as Electron.MessageBoxOptions
      const asked = Reflect.get(globalThis, 'asked') as object[]
      asked.push({ message, detail, buttons })
      const response = buttons.indexOf(given[message] ?? '')
      if (response >= 0) return Promise.resolve({ response, checkboxChecked: false })
      return new Promise((resolve) => {
        signal?.addEventListener('abort', () => resolve({ response: 0, checkboxChecked: false }))
      })
    }
    dialog.showMessageBox = show as typeof dialog.showMessageBox
  }, answers)
}

const dialogsOf = ({ electron }: KeysApp) =>
  electron.evaluate(() => Reflect.get(globalThis, 'asked') as Asked[])

/** Keeps the page from doing anything; resolves when it does nothing any more. */
async function hang(page: Page, forMs: number): Promise<void> {
  await page.evaluate((milliseconds) => {
    setTimeout(() => {
      const until = Date.now() + milliseconds
      while (Date.now() < until);
    }, 100)
  }, forMs)
  await wait(500)
}

/** To be asked for before the page is loaded again: one that is gone answers nothing. */
async function watchForReload({ electron }: KeysApp): Promise<void> {
  await electron.evaluate(({ webContents }) => {
    const [contents] = webContents.getAllWebContents()
    const reloaded = new Promise<void>((resolve) => contents?.once('dom-ready', () => resolve()))
    Reflect.set(globalThis, 'reloaded', reloaded)
  })
}

async function reloaded({ electron }: KeysApp): Promise<void> {
  await electron.evaluate(() => Reflect.get(globalThis, 'reloaded') as Promise<void>)
}

const question = 'Close without copying this key?'

test.describe.configure({ timeout: 90_000 })

test('a page that hangs keeps nobody from closing: the system asks, with the name and never the value', async ({
  app,
  hygiara
}) => {
  await app.screens.connect(hygiara)
  await app.screens.createUntilSecretStep('ci-hanging')
  await answerDialogs(app, { [question]: 'Close Anyway' })
  await hang(app.page, 60_000)
  const closedAt = Date.now()
  await app.closeWindow()
  await app.ended()
  expect(Date.now() - closedAt).toBeLessThan(15_000)
  expect(app.exitCode).toBe(0)
})

test('who keeps the key open then gets a page that works, with the key', async ({ app, hygiara }) => {
  const { electron } = app
  await app.screens.connect(hygiara)
  await app.screens.createUntilSecretStep('ci-hanging-kept')
  await answerDialogs(app, { [question]: 'Keep Open' })
  await watchForReload(app)
  await hang(app.page, 60_000)
  await app.quit()
  await expect.poll(() => dialogsOf(app)).toHaveLength(1)
  expect(await dialogsOf(app)).toEqual([
    {
      message: question,
      detail:
        'You haven’t copied, saved or sent ci-hanging-kept. It can’t be shown again, and it will stay active.\n\n' +
        'The window isn’t answering, so this is asked here.',
      buttons: ['Keep Open', 'Revoke This Key', 'Close Anyway']
    }
  ])
  // The page that hung is lost to the test driver: main looks at the new one.
  await reloaded(app)
  const heading = () =>
    electron.evaluate(async ({ webContents }) => {
      const [contents] = webContents.getAllWebContents()
      const read = '[...document.querySelectorAll("h1")].map((h1) => h1.textContent).join()'
      const text: unknown = await contents?.executeJavaScript(read)
      return String(text)
    })
  await expect.poll(heading).toContain('Copy this key now')
})

test('a key can be revoked there', async ({ app, hygiara }) => {
  await app.screens.connect(hygiara)
  await app.screens.createUntilSecretStep('ci-hanging-revoked')
  await answerDialogs(app, { [question]: 'Revoke This Key' })
  await hang(app.page, 60_000)
  await app.quit()
  await app.ended()
  await app.start()
  await app.screens.welcome.profiles.click()
  await app.screens.signIn.fill({ password: hygiara.password })
  await app.screens.signIn.submit()
  await expect(app.screens.inventory.table).toBeVisible()
  await app.screens.inventory.search.fill('ci-hanging-revoked')
  await expect(app.screens.inventory.row('ci-hanging-revoked')).toBeHidden()
})

test('a page that only takes long asks by itself', async ({ app, hygiara }) => {
  await app.screens.connect(hygiara)
  await app.screens.createUntilSecretStep('ci-slow-page')
  await answerDialogs(app, {})
  await hang(app.page, 6_000)
  await app.closeWindow()
  await expect.poll(() => dialogsOf(app)).toHaveLength(1)
  await expect(app.screens.guard.dialog).toBeVisible()
  await app.screens.guard.keepOpen()
  await expect(app.screens.secret.heading).toBeVisible()
  expect(await dialogsOf(app)).toHaveLength(1)
})

test('a page that hangs can be loaded again', async ({ app }) => {
  const { page } = app
  const notAnswering = 'The window isn’t answering.'
  await answerDialogs(app, { [notAnswering]: 'Reload' })
  await watchForReload(app)
  await hang(page, 120_000)
  // Chromium says this by itself after 15 seconds without an answer to a key press, but never while a driver is attached.
  await app.electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.emit('unresponsive')
  })
  await reloaded(app)
  expect((await dialogsOf(app)).map(({ message }) => message)).toEqual([notAnswering])
})

test('SIGTERM asks as Quit does; a second one ends the app, and the next start says which key nobody has', async ({
  app,
  hygiara
}) => {
  await app.screens.connect(hygiara)
  await app.screens.createUntilSecretStep('ci-terminated')
  process.kill(app.pid, 'SIGTERM')
  await expect(app.screens.guard.dialog).toBeVisible()
  await app.screens.guard.keepOpen()
  await expect(app.screens.secret.heading).toBeVisible()
  expect(app.isRunning).toBe(true)

  process.kill(app.pid, 'SIGTERM')
  await app.ended()
  await app.start()
  await app.screens.welcome.profiles.click()
  await app.screens.signIn.fill({ password: hygiara.password })
  await app.screens.signIn.submit()
  await expect(app.screens.orphans.cards.filter({ hasText: 'ci-terminated' })).toBeVisible()
})

test('SIGTERM without a key in the way ends the app in order', async ({ app }) => {
  process.kill(app.pid, 'SIGTERM')
  await app.ended()
  expect(app.exitCode).toBe(0)
})

test.describe('logind says that the computer is about to be switched off', () => {
  let logind: Logind

  test.beforeEach(async ({ folder }) => {
    logind = await Logind.start(folder)
  })

  test.afterEach(() => logind.stop())

  test('with a key that nobody has, it is asked, and then the app ends in order', async ({
    newApp,
    hygiara
  }) => {
    const app = await newApp({ env: { DBUS_SYSTEM_BUS_ADDRESS: logind.address } })
    await app.start()
    await app.screens.connect(hygiara)
    await app.screens.createUntilSecretStep('ci-switched-off')
    await expect.poll(() => logind.isAskedToWait).toBe(true)
    logind.sayShutdown()
    await expect(app.screens.guard.dialog).toContainText('Shut down without copying this key?')
    await app.screens.guard.closeAnyway()
    await app.ended()
    expect(app.exitCode).toBe(0)
  })

  test('without one the app ends in order at once', async ({ newApp }) => {
    const app = await newApp({ env: { DBUS_SYSTEM_BUS_ADDRESS: logind.address } })
    await app.start()
    await expect.poll(() => logind.isAskedToWait).toBe(true)
    logind.sayShutdown()
    await app.ended()
    expect(app.exitCode).toBe(0)
  })
})
