import { inventoryWrittenAt } from './fixtures/kept-inventory.ts'
import { sleepOneDay } from './fixtures/later-days.ts'
import { expect, test } from './fixtures/test.ts'
import { HygiaraServer } from './servers/hygiara-server.ts'

test('what has changed since yesterday is told beside the list', async ({ app, folder }) => {
  const hygiara = await HygiaraServer.start({ dataFolder: folder, sampleData: true })
  try {
    const { inventory, secret, createKey, revoke } = app.screens
    await app.screens.connect(hygiara)
    await expect.poll(() => inventoryWrittenAt(app)).toBeGreaterThan(0)
    const changes = app.page.getByRole('region', { name: 'Changes' })

    await test.step('on the first day there is nothing to compare with, and that is said', async () => {
      await inventory.main.getByRole('button', { name: 'Changes' }).click()
      await expect(changes).toContainText('One day is kept so far.')
      await app.page.keyboard.press('Escape')
      await expect(changes).toBeHidden()
    })

    await sleepOneDay(app.electron)
    await inventory.openCreate()
    await createKey.create('ci-made-today')
    await secret.copy()
    await secret.close()
    await inventory.find('jira-sync')
    await inventory.openRevoke('jira-sync')
    await revoke.revoke()
    await expect(revoke.dialog).toBeHidden()
    const before = await inventoryWrittenAt(app)
    await inventory.refreshButton.click()
    await expect.poll(() => inventoryWrittenAt(app)).toBeGreaterThan(before)

    await inventory.main.getByRole('button', { name: 'Changes' }).click()
    await expect(changes.getByRole('region', { name: '1 new key' })).toContainText('ci-made-today')
    await expect(changes.getByRole('region', { name: '1 key gone' })).toContainText('jira-sync')
    await expect(changes).not.toContainText('zapier')
  } finally {
    await hygiara.stop()
  }
})
