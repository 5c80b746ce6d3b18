import { readClipboard } from './desktop/clipboard.ts'
import { keyService, readKeychain } from './desktop/keychain.ts'
import { KeysApp } from './fixtures/keys-app.ts'
import { expect, test } from './fixtures/test.ts'

test('a key is created by keyboard, copied, saved, proven to work, and revoked at once', async ({
  app,
  hygiara
}) => {
  const { page, screens } = app
  const name = 'ci-github-reviews-berlin'

  await test.step('connect by typing address, e-mail and password', async () => {
    await screens.welcome.goToSignIn()
    await expect(screens.signIn.server).toBeFocused()
    await page.keyboard.type(hygiara.url)
    await page.keyboard.press('Tab')
    await page.keyboard.type(hygiara.email)
    await page.keyboard.press('Tab')
    await page.keyboard.type(hygiara.password)
    await page.keyboard.press('Enter')
    await expect(screens.inventory.table).toBeVisible()
  })
  await screens.inventory.showAll()
  const count = await screens.inventory.readCount()
  expect(count).toBeGreaterThanOrEqual(60)

  await test.step('create and copy: Ctrl+N, the name, Enter, Enter', async () => {
    await page.keyboard.press('Control+n')
    await expect(screens.createKey.name).toBeFocused()
    await page.keyboard.type(name)
    await page.keyboard.press('Enter')
    await expect(screens.secret.copyButton).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(screens.secret.copied).toBeVisible()
  })

  const value = await readClipboard()
  await test.step('another program finds a working key on the clipboard', async () => {
    expect(value).toMatch(/^hrdly_[0-9A-Za-z]{40,}$/u)
    await expect(screens.secret.maskedKey).toHaveAccessibleName(
      new RegExp(`ends with ${value.slice(-4)}\\.$`, 'u')
    )
    expect(await hygiara.answerTo(value)).toBe(200)
  })

  await test.step('another program finds the same key in the keychain', async () => {
    await screens.secret.save()
    await expect(screens.secret.saved).toContainText(`Hygiara / Local organisation/${name}`)
    expect(await readKeychain(keyService, `Local organisation/${name}`)).toBe(value)
  })

  await test.step('Done leads back to the list, with the new key in it', async () => {
    await screens.secret.close()
    await expect(screens.secret.heading).toBeHidden()
    await expect(screens.inventory.row(name)).toBeVisible()
    await expect(screens.inventory.heading).toHaveText(`Inventory ${count + 1} keys`)
  })

  await test.step('the dialog says that revoking is for good, and Cancel revokes nothing', async () => {
    await screens.inventory.openRevoke(name)
    await expect(screens.revoke.dialog).toContainText(name)
    await expect(screens.revoke.dialog).toContainText(value.slice(0, 12))
    await expect(screens.revoke.dialog).toContainText(/no grace period.*undone or reinstated/u)
    await expect(screens.revoke.cancelButton).toBeFocused()
    await screens.revoke.cancelButton.click()
    await expect(screens.revoke.dialog).toBeHidden()
    expect(await hygiara.answerTo(value)).toBe(200)
  })

  await test.step('after Revoke key it stops working at once, and nothing brings it back', async () => {
    await screens.inventory.openRevoke(name)
    await screens.revoke.revoke()
    await expect(screens.revoke.dialog).toBeHidden()
    expect(await hygiara.answerTo(value)).toBe(401)
    await expect(screens.inventory.row(name)).toBeHidden()
    await expect(screens.shell.notifications).toContainText(`${name} is revoked.`)

    await screens.inventory.refreshButton.click()
    await expect(screens.inventory.heading).toHaveText(`Inventory ${count} keys`)
    await expect(screens.inventory.row(name)).toBeHidden()
    expect(await hygiara.answerTo(value)).toBe(401)
  })
})

test.describe('the list', () => {
  let app: KeysApp

  test.beforeAll(async ({ hygiara }) => {
    app = await (await KeysApp.create()).start()
    await app.screens.connect(hygiara)
  })
  test.afterAll(() => app.remove())

  test('gives out the name and prefix of a key, and no more', async () => {
    const { screens } = app
    await screens.inventory.find('ci-pull-request-gate')
    await screens.inventory.copyLabel('ci-pull-request-gate')
    await expect(screens.shell.notifications).toContainText(
      'Copied the name and prefix of ci-pull-request-gate.'
    )
    expect(await readClipboard()).toMatch(/^ci-pull-request-gate \(hrdly_[0-9A-Za-z]{6}…\)$/u)
  })

  test('is narrowed while one types, and Esc brings everything back', async () => {
    const { page, screens } = app
    await page.keyboard.press('Control+f')
    await expect(screens.inventory.search).toBeFocused()
    await page.keyboard.type('GITHUB-reviews')
    await expect(screens.inventory.heading).toHaveText(/^Inventory \d of \d+ keys$/u)
    for (const row of await screens.inventory.rows.all()) await expect(row).toContainText('github-reviews')
    await page.keyboard.type(' nobody has this')
    await expect(screens.inventory.noMatch).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(screens.inventory.heading).toHaveText(/^Inventory \d+ keys$/u)
  })
})
