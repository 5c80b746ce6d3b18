/** axe against what one sees of the inventory: every part of it, and every state that the wire can bring. */
import { screenCheckOf, zooms } from './accessibility/screen-check.ts'
import { inventoryWrittenAt } from './fixtures/kept-inventory.ts'
import { expect, test } from './fixtures/test.ts'
import { FaultProxy } from './servers/fault-proxy.ts'

test.describe.configure({ timeout: 300_000 })

const list = /\/api-keys$/u

for (const zoom of zooms) {
  test.describe(`at ${String(zoom * 100)} %`, () => {
    test('no part of the inventory, nor where its endpoints are told, has a fault that axe knows', async ({
      app,
      hygiara
    }) => {
      const { page, screens } = app
      const { inventory, palette } = screens
      const check = await screenCheckOf(app, zoom)
      await screens.connect(hygiara)
      await inventory.show('Needs attention')
      await check('what needs attention', inventory.table)
      await inventory.showAll()

      await inventory.search.fill('jenkins is:st')
      await check('suggestions', inventory.suggestions)
      await inventory.search.fill('state:old jenkins')
      await check('a hint', inventory.main.getByText(/No filter is called/u))
      await inventory.search.fill('is:expired github')
      await check('no match', inventory.noMatch)
      await inventory.main.getByRole('button', { name: 'Clear filters' }).click()

      await inventory.filter(/^No expiry/u).click()
      await check('a filter', inventory.table)
      await inventory.filters.getByRole('button', { name: 'Unused: number of days' }).click()
      await check('the days of a filter', inventory.menu)
      await page.keyboard.press('Escape')
      await expect(inventory.menu).toBeHidden()
      await inventory.saveViewButton.click()
      await check('to save a view', inventory.dialog)
      await page.keyboard.press('Escape')
      await inventory.showAll()

      await inventory.find('jenkins')
      await inventory.row('ci-jenkins-legacy').click()
      await check('details', inventory.details)
      await inventory.details.getByRole('button', { name: 'Close details' }).click()
      await expect(inventory.details).toBeHidden()
      await inventory.rows.first().focus()
      await page.keyboard.press('Space')
      await check('a selection', inventory.selection)
      await page.keyboard.press('Space')
      await page.keyboard.press('Control+e')
      await check('ways to export', inventory.menu)
      await page.keyboard.press('Escape')

      await inventory.main.getByRole('button', { name: 'Changes' }).click()
      await check('changes', page.getByRole('region', { name: 'Changes' }))
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+k')
      await check('actions', palette.dialog)
      await page.keyboard.type('ci')
      await check('keys to go to', palette.dialog)
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+/')
      await check('shortcuts', palette.shortcutSheet)
      await page.keyboard.press('Escape')
      await screens.endpoints.open()
      await check('endpoints', screens.endpoints.table)
    })

    test('no state of the wire has a fault that axe knows', async ({ app, hygiara }) => {
      const { page, screens } = app
      const { inventory } = screens
      const check = await screenCheckOf(app, zoom)
      const main = page.getByRole('main')
      const proxy = await FaultProxy.inFrontOf(hygiara.url)
      try {
        await screens.connect({ ...hygiara, url: proxy.url })
        proxy.break('500', 'GET', list)
        await inventory.refreshButton.click()
        await check('server error', main.getByText(/Hygiara had a problem \(500\)/u).first())
        proxy.break('403', 'GET', list)
        await inventory.refreshButton.click()
        await check('forbidden', main.getByText("can't manage API keys").first())
        proxy.break('reset on arrival', 'GET', /./u)
        await inventory.refreshButton.click()
        await check('offline', page.getByText("You're offline").first())
        proxy.heal()
        await expect(page.getByText("You're offline")).toHaveCount(0, { timeout: 30_000 })

        proxy.break('reset after the work', 'POST', list)
        await inventory.openCreate()
        await screens.createKey.create('ci-axe-orphan')
        await check('a create whose outcome is not known', screens.orphans.cards.first())
        proxy.break('401', 'POST', /\/(api-keys|auth\/refresh)$/u)
        await inventory.openCreate()
        await screens.createKey.create('ci-axe-expired')
        await check('a form whose session has ended', screens.createKey.banner)
        await page.keyboard.press('Escape')
        await check('expired session', main.getByText(/Sign in again to make changes/u))
      } finally {
        await proxy.stop()
      }
    })

    test('reviewing without a session has no fault that axe knows', async ({ app, hygiara }) => {
      await app.screens.connect(hygiara)
      await expect.poll(() => inventoryWrittenAt(app)).toBeGreaterThan(0)
      await app.quitAndWait()
      await app.start()
      await app.screens.welcome.reviewButton.click()
      const check = await screenCheckOf(app, zoom)
      await check('review', app.page.getByText(/Showing keys as of/u).first())
    })
  })
}
