import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readClipboard } from './desktop/clipboard.ts'
import { expect, test } from './fixtures/test.ts'
import { sampleKeyCount } from './servers/hygiara-server.ts'

test('one click starts a Hygiara on this computer, and the next start picks it up again', async ({ app }) => {
  const name = 'temp-migration-lisbon'
  await app.screens.welcome.tryOnThisComputer()
  await app.screens.inventory.showAll()
  await expect(app.screens.inventory.heading).toHaveText(`Inventory ${sampleKeyCount} keys`)

  await app.screens.createUntilSecretStep(name)
  await app.screens.secret.copy()
  const value = await readClipboard()
  expect(value).toMatch(/^hrdly_/u)
  await app.screens.secret.close()
  await expect(app.screens.inventory.row(name)).toBeVisible()

  await test.step('its database holds no value of a key', async () => {
    const folder = join(app.userData, 'local-hygiara')
    const files = await readdir(folder)
    expect(files).toContain('hygiara.db')
    const contents = await Promise.all(files.map((file) => readFile(join(folder, file))))
    const found = (text: string) => contents.some((content) => content.includes(text))
    // The search would find it: the public beginning is there.
    expect(found(value.slice(0, 12))).toBe(true)
    expect(found(value)).toBe(false)
    expect(found(value.slice(12, -4))).toBe(false)
  })

  await test.step('sign out and back in', async () => {
    await app.screens.shell.signOut()
    await expect(app.screens.welcome.profiles).toHaveCount(1)
    await app.screens.welcome.profiles.click()
    await app.screens.inventory.showAll()
    await expect(app.screens.inventory.heading).toHaveText(`Inventory ${sampleKeyCount + 1} keys`)
  })

  await test.step('start again', async () => {
    await app.quitAndWait()
    await app.start()
    await app.screens.inventory.showAll()
    await expect(app.screens.inventory.row(name)).toBeVisible()
    await expect(app.screens.inventory.heading).toHaveText(`Inventory ${sampleKeyCount + 1} keys`)
  })
})

test('without sample data it begins with no key and says what keys are for', async ({ app }) => {
  await app.screens.welcome.sampleDataSwitch.uncheck()
  await app.screens.welcome.tryOnThisComputer()
  await expect(app.page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible()
})
