import type { Locator } from '@playwright/test'
import { KeysApp } from './fixtures/keys-app.ts'
import { expect, test } from './fixtures/test.ts'
import { HygiaraServer } from './servers/hygiara-server.ts'
import { RecordingProxy } from './servers/recording-proxy.ts'
import { deserted, FaultServer } from './servers/fault-server.ts'

test('a name or a day that cannot be is refused at its field before anything is sent', async ({
  app,
  hygiara
}) => {
  const { page, screens } = app
  await screens.connect(hygiara)
  const count = await screens.inventory.readCount()
  await screens.inventory.openCreate()
  const { createKey } = screens

  const names: readonly (readonly [what: string, name: string, words: RegExp])[] = [
    ['nothing', '', /Enter a name/u],
    ['blanks only', '     ', /Enter a name/u],
    ['two characters', 'ab', /at least 3 characters/u],
    ['101 characters', 'x'.repeat(101), /at most 100 characters/u],
    ['a character that cannot be seen', 'ci-\u202Ereviews', /can.t be seen/u]
  ]
  for (const [what, name, words] of names) {
    await test.step(what, async () => {
      await createKey.name.fill(name)
      await createKey.name.press('Enter')
      await expect(createKey.name).toHaveAccessibleDescription(words)
      await expect(createKey.name).toHaveAttribute('aria-invalid', 'true')
      await expect(createKey.name).toBeFocused()
      await expect(createKey.name).toHaveValue(name)
    })
  }

  await test.step('a day in the past', async () => {
    await createKey.name.fill('ci-past')
    await createKey.expiry('Pick a date').check()
    await createKey.lastDay.fill('2020-02-29')
    await createKey.submitButton.click()
    await expect(createKey.lastDay).toHaveAccessibleDescription(/29 Feb 2020 is over\. The earliest is/u)
    await expect(createKey.lastDay).toBeFocused()
  })

  await test.step('no day at all', async () => {
    await createKey.lastDay.fill('')
    await createKey.submitButton.click()
    await expect(createKey.lastDay).toHaveAccessibleDescription(/Choose a day/u)
  })

  await test.step('Esc keeps what was typed, and no key was made', async () => {
    await page.keyboard.press('Escape')
    await expect(createKey.heading).toBeHidden()
    await screens.inventory.refreshButton.click()
    await expect(screens.inventory.heading).toHaveText(`Inventory ${count} keys`)
    await screens.inventory.openCreate()
    await expect(createKey.name).toHaveValue('ci-past')
  })
})

test('100 characters are a name, and so is one of 3', async ({ app, hygiara }) => {
  const { screens } = app
  await screens.connect(hygiara)
  for (const name of ['abc', `ci-${'x'.repeat(97)}`]) {
    await screens.createUntilSecretStep(name)
    await screens.secret.close()
    await screens.guard.revoke()
    await expect(screens.secret.heading).toBeHidden()
  }
})

test('however often one presses, one key is created', async ({ app, hygiara }) => {
  const { page, screens } = app
  const server = await RecordingProxy.inFrontOf(hygiara.url)
  try {
    await screens.connect({ ...hygiara, url: server.url })
    await screens.inventory.openCreate()
    await screens.createKey.name.fill('ci-impatient')
    await page.evaluate(() => {
      const form = document.querySelector('form')
      const button = form?.querySelector<HTMLElement>('button[type=submit]')
      for (let presses = 0; presses < 50; presses += 1) {
        button?.click()
        form?.requestSubmit()
      }
    })
    await expect(screens.secret.heading).toBeVisible()
    await screens.secret.copy()
    await screens.secret.close()
    await expect(screens.inventory.row('ci-impatient')).toHaveCount(1)
    expect(server.requests.filter((request) => request === 'POST /api/v1/api-keys')).toHaveLength(1)
  } finally {
    await server.stop()
  }
})

test.describe('signing in', () => {
  let app: KeysApp

  test.beforeAll(async () => {
    app = await (await KeysApp.create()).start()
  })
  test.beforeEach(async () => {
    await app.page.reload()
  })
  test.afterAll(() => app.remove())

  test('an address at which there is no Hygiara is said to be that, in words, at its field', async ({
    hygiara
  }) => {
    const { screens } = app
    const page = await FaultServer.start('page')
    const nobody = await deserted()
    try {
      await screens.welcome.goToSignIn()
      let asked = 0
      const addresses: readonly (readonly [what: string, address: string, words: RegExp | string])[] = [
        ['nothing listens', `http://${nobody}`, `Nothing answers at ${nobody}`],
        ['something else answers', page.url, `${page.host} answers, but not as Hygiara does`],
        ['http to another computer', 'http://hygiara.example.com', /https only/u],
        ['http to something that looks like this computer', 'http://127.0.0.1.example.com', /https only/u],
        ['a password in the address', 'https://me:secret@hygiara.example.com', /user name or password/u],
        ['no address', 'not an address', /isn.t a web address/u],
        ['another kind of address', 'ftp://127.0.0.1', /isn.t a web address/u],
        ['nothing', '', /isn.t a web address/u]
      ]
      for (const [what, address, words] of addresses) {
        await test.step(what, async () => {
          await screens.signIn.signIn({ ...hygiara, url: address })
          await expectSaid(screens.signIn.server, words)
          await expect(screens.signIn.server).toBeFocused()
          await expect(screens.signIn.server).toHaveValue(address)
        })
        if (address === page.url) asked = page.requests
      }
      // Addresses that are refused are not even tried: what was asked was one look for a reference, and the sign-in.
      expect(asked).toBeGreaterThan(0)
      expect(page.requests).toBe(asked)
    } finally {
      await page.stop()
    }
  })

  test('a server that takes the request and never answers can be given up', async ({ hygiara }) => {
    const { screens } = app
    const silent = await FaultServer.start('silent')
    try {
      await screens.welcome.goToSignIn()
      await screens.signIn.signIn({ ...hygiara, url: silent.url })
      await expect(screens.signIn.submitButton).toHaveText(/Signing in/u)
      await expect.poll(() => silent.requests).toBe(1)
      await screens.signIn.cancelButton.click()
      await expect(screens.signIn.submitButton).toHaveText(/^Sign in/u)
      await expect(screens.signIn.email).toHaveValue(hygiara.email)
    } finally {
      await silent.stop()
    }
  })

  test('a wrong password keeps what was typed and asks for the password again', async ({ hygiara }) => {
    const { screens } = app
    await screens.welcome.goToSignIn()
    await screens.signIn.signIn({ ...hygiara, password: 'not the password' })
    await expect(screens.signIn.password).toHaveAccessibleDescription(
      /doesn.t accept this e-mail and password/u
    )
    await expect(screens.signIn.password).toBeFocused()
    await expect(screens.signIn.server).toHaveValue(hygiara.url)
    await expect(screens.signIn.email).toHaveValue(hygiara.email)

    // It is selected, so that typing replaces it.
    await app.page.keyboard.type(hygiara.password)
    await app.page.keyboard.press('Enter')
    await expect(screens.inventory.table).toBeVisible()
  })
})

test('a server that goes away leaves the list readable, and comes back without a new sign-in', async ({
  app,
  folder
}) => {
  const { screens } = app
  let server = await HygiaraServer.start({ dataFolder: folder, sampleData: true })
  try {
    await screens.connect(server)
    const host = new URL(server.url).host
    await server.stop()

    await screens.inventory.refreshButton.click()
    const banner = app.page.getByRole('main').getByRole('status').filter({ hasText: 'Showing keys as of' })
    await expect(banner).toContainText(`Nothing answers at ${host}`)
    await expect(screens.shell.statusBar).toContainText(`no answer from ${host}`, { ignoreCase: true })
    await expect(screens.inventory.row('ci-pull-request-gate')).toBeVisible()

    await test.step('what would change something cannot be pressed, and says why', async () => {
      await screens.inventory.openCreate()
      await screens.createKey.name.fill('ci-while-away')
      await expect(screens.createKey.submitButton).toBeDisabled()
      await screens.createKey.submitButton.hover()
      await expect(app.page.getByRole('tooltip')).toHaveText(/offline/u)
      await screens.createKey.cancelButton.click()
      await screens.inventory.openRevoke('ci-pull-request-gate')
      await expect(screens.revoke.revokeButton).toBeDisabled()
      await screens.revoke.revokeButton.hover()
      await expect(app.page.getByRole('tooltip')).toHaveText(/offline/u)
      await screens.revoke.cancelButton.click()
    })

    server = await HygiaraServer.start({
      dataFolder: folder,
      port: server.port,
      knownPassword: server.password
    })
    // The app may notice by itself first; asking again does no harm.
    await screens.inventory.refreshButton.click()
    await expect(banner).toBeHidden()
    await expect(screens.inventory.table).toBeVisible()
  } finally {
    await server.stop()
  }
})

async function expectSaid(field: Locator, words: RegExp | string): Promise<void> {
  const escaped = typeof words === 'string' ? new RegExp(words.replaceAll('.', '\\.'), 'u') : words
  await expect(field).toHaveAccessibleDescription(escaped)
}
