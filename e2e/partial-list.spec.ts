import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { appearances, faultsOf, setAppearance } from './accessibility/inspect.ts'
import { inventoryWrittenAt } from './fixtures/kept-inventory.ts'
import { expect, test } from './fixtures/test.ts'
import { FaultProxy } from './servers/fault-proxy.ts'
import { HygiaraServer } from './servers/hygiara-server.ts'

test('what has come of a list that breaks off is shown, called a part, and not kept', async ({
  app,
  folder
}) => {
  const hygiara = await HygiaraServer.start({ dataFolder: folder, sampleKeys: 2_500 })
  const proxy = await FaultProxy.inFrontOf(hygiara.url)
  try {
    const { page, screens, electron } = app
    const { inventory, revoke } = screens
    const main = page.getByRole('main')
    proxy.break('a page with 200', 'GET', /\/api-keys$/u, 1)
    await screens.connect({ ...hygiara, url: proxy.url })
    await expect(main).toContainText('Showing the first 1,000 keys.')
    expect(await inventory.readCount()).toBe(1_000)
    for (const appearance of appearances) {
      await setAppearance(electron, page, appearance)
      expect(await faultsOf(page, appearance), appearance).toEqual([])
    }

    await test.step('a key of it is checked with Hygiara before it is revoked, and what came of that is said', async () => {
      const before = proxy.arrived('GET', /\/api-keys$/u)
      const [name = ''] = await inventory.readNames()
      await inventory.openRevoke(name)
      await expect(revoke.dialog).toContainText("so the key couldn't be checked")
      expect(proxy.arrived('GET', /\/api-keys$/u)).toBeGreaterThan(before)
      await page.keyboard.press('Escape')
    })

    await test.step('nothing of it is on the disk', async () => {
      await expect(stat(join(app.userData, 'snapshots', 'inventory.db'))).rejects.toThrow('ENOENT')
    })

    await test.step('the rest comes when it can', async () => {
      proxy.heal()
      await main.getByRole('button', { name: 'Load the rest' }).click()
      await expect(main).not.toContainText('Showing the first')
      await expect.poll(() => inventory.readCount()).toBe(2_500)
      await expect.poll(() => inventoryWrittenAt(app)).toBeGreaterThan(0)
    })

    await test.step('what breaks off later leaves the list as it was', async () => {
      proxy.break('a page with 200', 'GET', /\/api-keys$/u, 1)
      await inventory.refreshButton.click()
      await expect(main).toContainText('Showing keys as of')
      expect(await inventory.readCount()).toBe(2_500)
    })
  } finally {
    await proxy.stop()
    await hygiara.stop()
  }
})
