/** What a person sees when the wire or the server goes wrong, and that nothing they typed is lost by it. */
import type { KeysApp } from './fixtures/keys-app.ts'
import { expect, test } from './fixtures/test.ts'
import { FaultProxy } from './servers/fault-proxy.ts'
import type { HygiaraServer } from './servers/hygiara-server.ts'

const list = /\/api-keys$/u
const oneKey = /\/api-keys\/[^/]+$/u

let proxy: FaultProxy

test.beforeEach(async ({ hygiara }) => {
  proxy = await FaultProxy.inFrontOf(hygiara.url)
})

test.afterEach(async () => {
  await proxy.stop()
})

async function signIn(app: KeysApp, { email, password }: HygiaraServer): Promise<void> {
  await app.screens.connect({ url: proxy.url, email, password })
  await expect(app.screens.inventory.table).toBeVisible()
}

test('a list that cannot be read again keeps its rows and says why', async ({ app, hygiara }) => {
  const { page, screens } = app
  await signIn(app, hygiara)
  const main = page.getByRole('main')
  const count = await screens.inventory.readCount()

  const cases = [
    ['500', /Hygiara had a problem \(500\)\. Showing keys as of .+ \(just now\)/u],
    ['403', /Your account can't manage API keys/u],
    ['a page with 200', /answers, but not as Hygiara does/u],
    ['truncated JSON, after the work', /answers, but not as Hygiara does/u],
    ['307 elsewhere', /answers, but not as Hygiara does/u]
  ] as const
  for (const [fault, words] of cases) {
    await test.step(fault, async () => {
      proxy.break(fault, 'GET', list)
      await screens.inventory.refreshButton.click()
      await expect(main).toContainText(words)
      expect(await screens.inventory.readCount()).toBe(count)
      proxy.heal()
      await screens.inventory.refreshButton.click()
      await expect(main).not.toContainText(words)
    })
  }
})

test('a pause that Hygiara asks for is counted down, and waiting for it can be stopped', async ({
  app,
  hygiara
}) => {
  const { page, screens } = app
  await signIn(app, hygiara)
  const main = page.getByRole('main')
  proxy.break('429 without a time', 'GET', list)
  await screens.inventory.refreshButton.click()
  await expect(main).toContainText(/Hygiara asked us to slow down\. Retrying in (29|30) s/u)
  await main.getByRole('button', { name: 'Stop' }).click()
  await expect(main).toContainText(/Requests are welcome again in \d+ s/u)
  expect(proxy.arrived('GET', list)).toBe(1)

  // Nothing that changes something goes out during the pause, and the form stays as it was.
  await screens.inventory.openCreate()
  await screens.createKey.create('ci-during-a-pause')
  await expect(screens.createKey.banner).toContainText(/asked us to slow down\. .*Try again in \d+ s/u)
  await expect(screens.createKey.name).toHaveValue('ci-during-a-pause')
  expect(proxy.arrived('POST', list)).toBe(0)
})

test('without an answer the app is offline, and notices by itself when there is one again', async ({
  app,
  hygiara
}) => {
  const { page, screens } = app
  await signIn(app, hygiara)
  const main = page.getByRole('main')
  const status = screens.shell.statusBar
  const count = await screens.inventory.readCount()
  proxy.break('reset on arrival', 'GET', /./u)
  await screens.inventory.refreshButton.click()
  await expect(main).toContainText(/You're offline\. .*Showing keys as of .+\(just now\)/u)
  await expect(status).toContainText('Offline')
  expect(await screens.inventory.readCount()).toBe(count)

  // What changes something has to wait; what was typed for it stays.
  await screens.inventory.openCreate()
  await expect(screens.createKey.submitButton).toHaveAttribute('aria-disabled', 'true')
  await screens.createKey.name.fill('ci-typed-offline')
  await screens.createKey.name.press('Enter')
  await expect(screens.createKey.banner).toContainText('What you type stays here')
  await page.keyboard.press('Escape')
  expect(proxy.arrived('POST', list)).toBe(0)

  proxy.heal()
  await expect(status).not.toContainText('Offline', { timeout: 15_000 })
  await expect(main).not.toContainText("You're offline")
})

test('a create or revoke whose answer is lost is sent once and told as it is', async ({ app, hygiara }) => {
  const { screens } = app
  const status = screens.shell.statusBar
  await signIn(app, hygiara)
  proxy.break('reset after the work', 'POST', list)
  await screens.inventory.openCreate()
  await screens.createKey.create('ci-lost-answer')
  await expect(screens.orphans.cards).toContainText(
    /may have created ci-lost-answer, but its answer was lost, so nobody has the key/u
  )
  // The form is gone: another Enter in it would make a second key.
  await expect(screens.createKey.heading).toBeHidden()
  expect(proxy.arrived('POST', list)).toBe(1)
  await expect(screens.inventory.row('ci-lost-answer')).toHaveCount(1)
  await expect(status).not.toContainText('Offline')

  proxy.break('reset on arrival', 'DELETE', oneKey)
  await screens.inventory.openRevoke('ci-lost-answer')
  await screens.revoke.revoke()
  await expect(screens.revoke.dialog).toContainText(/may or may not be revoked/u)
  expect(proxy.arrived('DELETE', oneKey)).toBe(1)
  proxy.heal()
  await expect(status).not.toContainText('Offline', { timeout: 15_000 })
  await screens.revoke.revoke()
  await expect(screens.revoke.dialog).toBeHidden()
  await expect(screens.inventory.row('ci-lost-answer')).toHaveCount(0)
})

test('a session that ends leaves the screen and what was typed', async ({ app, hygiara }) => {
  const { page, screens } = app
  await signIn(app, hygiara)
  await screens.inventory.openCreate()
  await screens.createKey.name.fill('ci-typed-before')
  proxy.break('401', 'POST', /\/(api-keys|auth\/refresh)$/u)
  await screens.createKey.submitButton.click()
  await expect(screens.createKey.banner).toContainText(
    /Hygiara has ended your session\. Nothing you wrote is lost/u
  )
  await expect(screens.createKey.name).toHaveValue('ci-typed-before')
  proxy.heal()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('main')).toContainText(
    'Sign in again to make changes. Nothing you wrote is lost.'
  )
  await expect(screens.inventory.table).toBeVisible()
})

test('a clock that is wrong is said, and times go by the clock of Hygiara', async ({ app, hygiara }) => {
  proxy.clockShiftMs = 10 * 60_000
  await signIn(app, hygiara)
  await expect(app.page.getByRole('main')).toContainText(
    /This computer's clock is (9|10) min behind\. Times use Hygiara's clock\./u
  )
})

test('a revoke whose answer is lost is told as done once the list says so', async ({ app, hygiara }) => {
  const { screens } = app
  await signIn(app, hygiara)
  await screens.createUntilSecretStep('ci-revoked-unheard')
  await screens.secret.copy()
  await screens.secret.close()
  proxy.break('500, after the work', 'DELETE', oneKey)
  await screens.inventory.openRevoke('ci-revoked-unheard')
  await screens.revoke.revoke()
  await expect(screens.revoke.dialog).toBeHidden()
  await expect(screens.shell.notifications).toContainText('ci-revoked-unheard is revoked.')
  await expect(screens.inventory.row('ci-revoked-unheard')).toHaveCount(0)
  expect(proxy.arrived('DELETE', oneKey)).toBe(1)
})

test('Cancel forgets what was typed, Esc keeps it', async ({ app, hygiara }) => {
  const { page, screens } = app
  await signIn(app, hygiara)
  await screens.inventory.openCreate()
  await screens.createKey.name.fill('ci-draft')
  await screens.createKey.expiry('No expiry').check()
  await page.keyboard.press('Escape')
  await screens.inventory.openCreate()
  await expect(screens.createKey.name).toHaveValue('ci-draft')
  await screens.createKey.cancelButton.click()
  await screens.inventory.openCreate()
  await expect(screens.createKey.name).toHaveValue('')
  await expect(screens.createKey.expiry('90 days')).toBeChecked()
})
