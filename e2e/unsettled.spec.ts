/** What stays open after a lost answer, a key left behind or a copy that was replaced, worked by keyboard only. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readClipboard } from './desktop/clipboard.ts'
import type { KeysApp } from './fixtures/keys-app.ts'
import { expect, test } from './fixtures/test.ts'
import { FaultProxy } from './servers/fault-proxy.ts'

const list = /\/api-keys$/u

/** What goes away hands the focus on in the next frame. */
const hasFocus = (app: KeysApp) => app.page.evaluate(() => document.activeElement !== document.body)

test('the same form pressed again after a lost answer makes no second key, and says for certain which it is', async ({
  app,
  hygiara
}) => {
  const { page, screens } = app
  const proxy = await FaultProxy.inFrontOf(hygiara.url)
  const name = 'ci-pressed-again'
  try {
    await screens.connect({ url: proxy.url, email: hygiara.email, password: hygiara.password })
    await test.step('a lost answer leaves a card, and the form keeps what was typed', async () => {
      proxy.break('reset after the work', 'POST', list)
      await page.keyboard.press('Control+n')
      await page.keyboard.type(name)
      await page.keyboard.press('Enter')
      await expect(screens.orphans.cards).toContainText(`Hygiara may have created ${name}`)
      proxy.heal()
      await page.keyboard.press('Control+n')
      await expect(screens.createKey.name).toHaveValue(name)
    })
    await test.step('pressed again it is the same press to Hygiara', async () => {
      await page.keyboard.press('Enter')
      await expect(screens.createKey.heading).toBeHidden()
      await expect(screens.secret.heading).toBeHidden()
      await expect(screens.orphans.createAgainButton).toBeVisible()
      await screens.inventory.showAll()
      await expect(screens.inventory.row(name)).toHaveCount(1)
    })
    await test.step('keeping it takes the card away, and the focus goes on', async () => {
      await screens.orphans.keepButton.focus()
      await page.keyboard.press('Enter')
      await expect(screens.orphans.cards).toHaveCount(0)
      await expect.poll(() => hasFocus(app)).toBe(true)
      await page.keyboard.press('Control+n')
      await expect(screens.createKey.name).toHaveValue('')
    })
  } finally {
    await proxy.stop()
  }
})

test('a key that was left behind keeps its card over a restart; an unreadable intent is set aside and told', async ({
  newApp,
  hygiara
}) => {
  const app = await newApp()
  await app.start()
  await app.screens.connect(hygiara, { staySignedIn: true })
  const name = 'ci-left-behind'
  await app.screens.createUntilSecretStep(name)
  await app.quit()
  await app.screens.guard.closeAnyway()
  await app.ended()

  const intents = join(app.userData, 'create-intents')
  const [profile = ''] = await readdir(intents)
  const broken = join(intents, profile, '6d1f5f0e-6f1c-4b0e-9d55-0d6f0a1c2b3d.json')
  await writeFile(broken, '{"id":"6d1f', { mode: 0o644 })
  await app.start()
  const { screens, page } = app
  await expect(screens.orphans.cards).toContainText(`Nobody has ${name}. It stays active.`)
  await expect(screens.shell.notifications).toContainText(
    /couldn't be read\. It was set aside as 6d1f5f0e.+\.json\.corrupt-.+look in the list/u
  )
  await screens.orphans.keepButton.focus()
  await page.keyboard.press('Enter')
  await expect(screens.orphans.cards).toHaveCount(0)
  await expect.poll(() => hasFocus(app)).toBe(true)
  await expect
    .poll(async () => (await readdir(join(intents, profile))).filter((file) => file.endsWith('.json')))
    .toEqual([])
  await app.quitAndWait()

  // A folder that is no folder: nothing can be read, and that is told.
  await rm(join(intents, profile), { recursive: true })
  await writeFile(join(intents, profile), '', { mode: 0o644 })
  await app.start()
  await expect(app.screens.shell.notifications).toContainText("couldn't be read from this computer")
  await rm(join(intents, profile))
  await mkdir(join(intents, profile), { mode: 0o777 })
})

test('a copy that this app replaces is no hand-over: the receipt says so, and Done asks', async ({
  app,
  hygiara
}) => {
  const { page, screens } = app
  const { secret, guard } = screens
  await screens.connect(hygiara)
  await screens.createUntilSecretStep('ci-replaced')
  await secret.copy()
  await secret.copyAsButton.click()
  await page.getByRole('menuitem', { name: 'Markdown, without the key' }).click()
  await expect(secret.copied).toContainText('The clipboard no longer has the key')
  await page.keyboard.press('Escape')
  await expect(guard.dialog).toContainText('ci-replaced is no longer on the clipboard')
  await page.keyboard.press('Enter')
  await expect(guard.dialog).toBeHidden()
  await secret.copy()
  await expect(secret.copied).not.toContainText('no longer has the key')
  expect(await hygiara.answerTo(await readClipboard())).toBe(200)
  await secret.close()
  await expect(secret.heading).toBeHidden()
  await expect(guard.dialog).toBeHidden()
})

test('what replaces an item of the keychain, or keeps it, hands the focus on', async ({ app, hygiara }) => {
  const { page, screens } = app
  const { secret } = screens
  await screens.connect(hygiara)
  await screens.createUntilSecretStep('ci-focus')
  await secret.save()
  await secret.close()
  await screens.createUntilSecretStep('ci-focus')
  await secret.saveButton.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Keep it', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(secret.banner).toHaveCount(0)
  await expect(secret.saveButton).toBeFocused()
  await page.keyboard.press('Enter')
  await secret.replaceButton.focus()
  await page.keyboard.press('Enter')
  await expect(secret.saved).toBeVisible()
  await expect(secret.saveButton).toBeFocused()
})
