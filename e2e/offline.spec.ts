import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { inventoryWrittenAt } from './fixtures/kept-inventory.ts'
import { expect, test } from './fixtures/test.ts'
import type { KeysApp } from './fixtures/keys-app.ts'
import { FaultProxy } from './servers/fault-proxy.ts'
import type { HygiaraServer } from './servers/hygiara-server.ts'

test('the keys are there at the next start without a network, to look at and not to change', async ({
  app,
  hygiara
}) => {
  const server = await FaultProxy.inFrontOf(hygiara.url)
  try {
    await signInAndCreate(app, { ...hygiara, url: server.url }, 'ci-on-a-plane', true)
    server.break('reset on arrival', 'POST', /./u)

    await test.step('what is kept shows nothing of a key, and is for its owner only', async () => {
      const folder = join(app.userData, 'snapshots')
      for (const name of await readdir(folder)) {
        expect((await readFile(join(folder, name))).includes('ci-on-a-plane')).toBe(false)
        expect((await stat(join(folder, name))).mode & 0o077).toBe(0)
      }
    })

    await test.step('a start with the network down shows them, and says of when they are', async () => {
      await app.start()
      await app.screens.inventory.find('ci-on-a-plane')
      await expect(app.screens.inventory.row('ci-on-a-plane')).toBeVisible()
      await expect(app.page.getByText(/You're offline\. Showing keys as of/u)).toBeVisible()
      await expect(app.page.getByRole('button', { name: 'Not signed in' })).toBeVisible()
    })

    await test.step('when Hygiara answers again, the session is picked up by itself', async () => {
      server.heal()
      await expect(app.page.getByText(/You're offline/u)).toBeHidden({ timeout: 30_000 })
      await expect(app.page.getByRole('button', { name: 'Not signed in' })).toBeHidden()
      await expect(app.screens.inventory.row('ci-on-a-plane')).toBeVisible()
    })
  } finally {
    await server.stop()
  }
})

test('who does not stay signed in reviews the keys from the sign-in screen', async ({ app, hygiara }) => {
  await signInAndCreate(app, hygiara, 'ci-reviewed', false)
  await app.start()
  await app.screens.welcome.reviewButton.click()
  await expect(app.screens.inventory.table).toBeVisible()
  await app.screens.inventory.find('ci-reviewed')
  await expect(app.screens.inventory.row('ci-reviewed')).toBeVisible()
  await expect(app.page.getByText(/Showing keys as of .* Sign in to make changes\./u)).toBeVisible()
})

/** Until the new key is kept on this computer and the app has ended. */
async function signInAndCreate(
  app: KeysApp,
  server: Pick<HygiaraServer, 'url' | 'email' | 'password'>,
  name: string,
  staySignedIn: boolean
): Promise<void> {
  const { screens } = app
  await screens.connect(server, { staySignedIn })
  await expect.poll(() => inventoryWrittenAt(app)).toBeGreaterThan(0)
  const before = await inventoryWrittenAt(app)
  await screens.inventory.openCreate()
  await screens.createKey.create(name)
  await screens.secret.copy()
  await screens.secret.close()
  // The list with the new key is written a moment after it was made.
  await expect.poll(() => inventoryWrittenAt(app), { timeout: 10_000 }).toBeGreaterThan(before)
  await app.quitAndWait()
}
