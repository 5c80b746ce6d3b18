import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/test.ts'

test('menus, dialogs, switches and choices put no style sheet into the page and break no rule of its policy', async ({
  app,
  hygiara
}) => {
  const { page, screens } = app
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(error.message))
  const check = async (what: string): Promise<void> => {
    expect(await page.evaluate(() => document.querySelectorAll('style').length), what).toBe(0)
    expect(complaints, what).toEqual([])
  }

  await check('switch of the first page')
  await screens.welcome.goToSignIn()
  await screens.signIn.staySignedIn.check()
  await screens.signIn.staySignedIn.uncheck()
  await check('switch in a form')
  await screens.signIn.signIn(hygiara)
  await screens.shell.accountButton.click()
  await expect(screens.shell.accountMenu).toBeVisible()
  await check('account menu')
  await screens.shell.accountButton.click()
  await expect(screens.shell.accountMenu).toBeHidden()

  // The server is shared: however many keys other tests have made, these two are in view.
  await screens.inventory.search.fill('migration-')
  await screens.inventory.row('migration-crm-import').click({ button: 'right' })
  await expect(screens.inventory.menu).toHaveAccessibleName('migration-crm-import')
  await check('menu of a row')
  await screens.inventory.row('migration-script').click({ button: 'right' })
  await expect(screens.inventory.menu).toHaveAccessibleName('migration-script')
  await screens.inventory.menu.getByRole('menuitem', { name: /^Revoke/ }).click()
  await expect(screens.revoke.cancelButton).toBeFocused()
  await check('dialog')
  await page.mouse.click(20, 300)
  await expect(screens.revoke.dialog).toBeHidden()
  await expect(screens.inventory.table.locator(':focus')).toHaveCount(1)

  await screens.inventory.openCreate()
  await screens.createKey.expiry('Pick a date').check()
  await screens.createKey.expiry('30 days').check()
  await check('choices')
})

test('a toast can be pressed while a dialog is open, and the dialog stays', async ({ app, hygiara }) => {
  const { page, screens } = app
  await screens.connect(hygiara)
  await screens.inventory.search.fill('ci-pull-request-gate')
  await screens.inventory.copyLabel('ci-pull-request-gate')
  // While it is read it does not go away.
  await screens.shell.notifications.getByText(/^Copied/).hover()
  await screens.inventory.row('ci-pull-request-gate').focus()
  await page.keyboard.press('Delete')
  await expect(screens.revoke.cancelButton).toBeFocused()
  await screens.shell.notifications.getByRole('button', { name: 'Dismiss' }).click()
  await expect(screens.shell.notifications.getByText(/^Copied/)).toBeHidden()
  await expect(screens.revoke.cancelButton).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(screens.revoke.dialog).toBeHidden()
})

test('a tip comes for what scrolling has brought under the pointer', async ({ app, hygiara }) => {
  const { page, screens } = app
  await screens.connect(hygiara)
  await screens.inventory.refreshButton.hover()
  await expect(page.getByRole('tooltip')).toBeVisible()
  // The last event of the scrolling comes after the pointer's.
  const seen = await page.evaluate(async () => {
    document.querySelector('main')?.dispatchEvent(new Event('scroll'))
    await new Promise((resolve) => setTimeout(resolve, 100))
    return document.querySelector('[role=tooltip]') !== null
  })
  expect(seen).toBe(false)
  await expect(page.getByRole('tooltip')).toBeVisible()
})

test('an arrow key that is let go at once still chooses', async ({ app, hygiara }) => {
  const { page, screens } = app
  await screens.connect(hygiara)
  await screens.inventory.openCreate()
  await screens.createKey.expiry('90 days').focus()
  await pressAtOnce(page, 'ArrowRight')
  await expect(screens.createKey.expiry('180 days')).toBeFocused()
  await expect(screens.createKey.expiry('180 days')).toBeChecked()
})

/** Down and up before the page does anything else, as under load. */
async function pressAtOnce(page: Page, key: string): Promise<void> {
  await page.evaluate((pressed) => {
    for (const type of ['keydown', 'keyup']) {
      document.activeElement?.dispatchEvent(
        new KeyboardEvent(type, { key: pressed, bubbles: true, cancelable: true })
      )
    }
  }, key)
}
