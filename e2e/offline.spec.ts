import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { appearances, faultsOf, setAppearance } from './accessibility/inspect.ts'
import { inventoryWrittenAt } from './fixtures/kept-inventory.ts'
import { moveClock } from './fixtures/later-days.ts'
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

test('an old list is marked wherever its age is told, and after a week nobody should decide on it', async ({
  newApp,
  hygiara
}) => {
  test.setTimeout(180_000)
  for (const [days, isVeryOld] of [
    [3, false],
    [9, true]
  ] as const) {
    const app = await newApp()
    await app.start()
    await moveClock(app.electron, -days)
    await app.screens.connect(hygiara)
    await expect.poll(() => inventoryWrittenAt(app)).toBeGreaterThan(0)
    await app.end()
    await app.start()
    const { page } = app
    await app.screens.welcome.reviewButton.click()
    await expect(app.screens.inventory.table).toBeVisible()
    const age = page.getByRole('button', { name: `Updated ${days} days ago` })
    await expect(age).toHaveClass(/text-amber/u)
    await app.screens.inventory.showAll()
    await app.screens.inventory.rows.first().click()
    const { details } = app.screens.inventory
    await app.screens.inventory.rows
      .first()
      .getByText(/used|ago/u)
      .last()
      .hover()
    await expect(page.getByRole('tooltip')).toHaveText(/As of .+ on /u)
    await expect(details.getByText(/^as of .* on /u)).toHaveClass(/text-amber/u)
    const warning = page.getByText(/This list is more than a week old\. Refresh it/u)
    await expect(warning).toHaveCount(isVeryOld ? 1 : 0)
    for (const appearance of appearances) {
      await setAppearance(app.electron, page, appearance)
      expect(await faultsOf(page, appearance), `${days} days, ${appearance}`).toEqual([])
    }
  }
})

test('a create whose value nobody has is told offline, too, with what is left to do', async ({
  app,
  hygiara
}) => {
  const proxy = await FaultProxy.inFrontOf(hygiara.url)
  try {
    await app.screens.connect({ ...hygiara, url: proxy.url })
    await expect.poll(() => inventoryWrittenAt(app)).toBeGreaterThan(0)
    proxy.break('reset in the body, after the work', 'POST', /\/api-keys$/u)
    await app.screens.inventory.openCreate()
    await app.screens.createKey.create('ci-lost-offline')
    await expect(app.screens.orphans.cards).toContainText('ci-lost-offline')
    await app.end()
    await app.start()
    await app.screens.welcome.reviewButton.click()
    await expect(app.screens.orphans.cards).toContainText(
      /Hygiara may have created ci-lost-offline on .* Once you're signed in, this list says what became of it/u
    )
    await expect(app.screens.orphans.createAgainButton).toBeHidden()
    expect(await faultsOf(app.page)).toEqual([])
    proxy.heal()
    await app.screens.shell.signOut()
    await app.screens.connect({ ...hygiara, url: proxy.url })
    await expect(app.screens.orphans.createAgainButton).toBeVisible()
  } finally {
    await proxy.stop()
  }
})

test('what is kept of an account goes when it is asked for, at the sign-out or later, and only then', async ({
  app,
  hygiara
}) => {
  const { page, screens, electron } = app
  const kept = page.getByRole('alertdialog')
  const review = screens.welcome.reviewButton
  await screens.connect(hygiara)
  await expect.poll(() => inventoryWrittenAt(app)).toBeGreaterThan(0)
  await screens.shell.signOut()
  await expect(review).toBeVisible()

  await test.step('on the sign-in page', async () => {
    await page.getByRole('button', { name: /^Delete what is kept of/u }).click()
    for (const appearance of appearances) {
      await setAppearance(electron, page, appearance)
      expect(await faultsOf(page, appearance), appearance).toEqual([])
    }
    await page.keyboard.press('Enter')
    await expect(kept).toBeHidden()
    await expect(review).toBeVisible()
    await page.getByRole('button', { name: /^Delete what is kept of/u }).click()
    await kept.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect(screens.shell.notifications).toContainText('the list and the notes are deleted')
    await expect(review).toBeHidden()
  })

  await test.step('at the sign-out, after a key that waits', async () => {
    await screens.connect(hygiara)
    await screens.createUntilSecretStep('ci-waits')
    await screens.shell.askToDeleteKept()
    await expect(screens.guard.dialog).toBeVisible()
    await expect(kept).not.toContainText('delete what is kept')
    await screens.guard.revoke()
    await expect(kept).toContainText('delete what is kept of it?')
    await kept.getByRole('button', { name: 'Sign out and delete' }).click()
    await expect(screens.welcome.heading).toBeVisible()
    await expect(screens.shell.notifications).toContainText('the list and the notes are deleted')
    await expect(review).toBeHidden()
    const records = await readdir(join(app.userData, 'records')).catch(() => [])
    expect(records.filter((name) => name.endsWith('.sealed'))).toEqual([])
  })
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
