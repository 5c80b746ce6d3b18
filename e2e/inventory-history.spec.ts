import { appearances, faultsOf, setAppearance } from './accessibility/inspect.ts'
import { sleepOneDay } from './fixtures/later-days.ts'
import { inventoryWrittenAt } from './fixtures/kept-inventory.ts'
import { expect, test } from './fixtures/test.ts'
import { HygiaraServer } from './servers/hygiara-server.ts'

test('the details show on which days a key was used, as far as days are kept', async ({ app, folder }) => {
  const hygiara = await HygiaraServer.start({ dataFolder: folder, sampleData: true })
  try {
    const { page, screens, electron } = app
    const { inventory } = screens
    await screens.connect(hygiara)
    await expect.poll(() => inventoryWrittenAt(app)).toBeGreaterThan(0)
    const history = inventory.details.getByRole('region', { name: 'Use, day by day' })

    await test.step('on the first day there is nothing to tell yet, and that is said', async () => {
      await inventory.find('jenkins')
      await inventory.row('ci-jenkins-billing').click()
      await expect(history).toContainText('One day is kept so far.')
    })

    await test.step('from the second day on there is a strip, and its words for who does not see it', async () => {
      await sleepOneDay(electron)
      const before = await inventoryWrittenAt(app)
      await inventory.refreshButton.click()
      await expect.poll(() => inventoryWrittenAt(app)).toBeGreaterThan(before)
      await expect(history.getByRole('img', { name: /^Used on \d/u })).toBeVisible()
      await expect(history).toContainText('Used on at least 1 of the last 30 days.')
      await inventory.row('ci-jenkins-legacy').click()
      await expect(history).toContainText('Not used in the last 30 days.')
      await expect(history.getByRole('img', { name: 'No day with a use.' })).toBeVisible()
    })

    for (const appearance of appearances) {
      await setAppearance(electron, page, appearance)
      expect(await faultsOf(page, appearance), appearance).toEqual([])
    }
  } finally {
    await hygiara.stop()
  }
})
