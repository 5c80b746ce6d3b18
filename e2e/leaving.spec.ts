import { readClipboard } from './desktop/clipboard.ts'
import type { KeysApp } from './fixtures/keys-app.ts'
import { expect, test } from './fixtures/test.ts'
import { RecordingProxy } from './servers/recording-proxy.ts'

/** Every way out of the secret step that exists. */
const waysOut: readonly { readonly name: string; readonly leave: (app: KeysApp) => Promise<void> }[] = [
  { name: 'Esc', leave: ({ page }) => page.keyboard.press('Escape') },
  { name: 'Done', leave: ({ screens }) => screens.secret.close() },
  { name: 'Settings in the rail', leave: ({ screens }) => screens.shell.goToSettings() },
  { name: 'the shortcut to Settings', leave: ({ page }) => page.keyboard.press('Control+Comma') },
  { name: 'the shortcut to the search', leave: ({ page }) => page.keyboard.press('Control+f') },
  { name: 'Sign out', leave: ({ screens }) => screens.shell.signOut() },
  { name: 'the button of the window frame', leave: (app) => app.closeWindow() },
  { name: 'Quit', leave: (app) => app.quit() }
]

test('every way out of the secret step asks first, and Keep open keeps the key', async ({ app, hygiara }) => {
  const { screens } = app
  await screens.connect(hygiara)
  await screens.createUntilSecretStep('ci-guarded')

  for (const { name, leave } of waysOut) {
    await test.step(name, async () => {
      await leave(app)
      await expect(screens.guard.dialog).toBeVisible()
      await expect(screens.guard.dialog).toContainText('ci-guarded')
      await expect(screens.guard.keepOpenButton).toBeFocused()
      await screens.guard.keepOpen()
      await expect(screens.guard.dialog).toBeHidden()
      await expect(screens.secret.heading).toBeVisible()
      expect(app.isRunning).toBe(true)
    })
  }

  for (const key of ['Escape', 'Enter']) {
    await test.step(`${key} in the question keeps the key too`, async () => {
      await app.page.keyboard.press('Escape')
      await expect(screens.guard.dialog).toBeVisible()
      await app.page.keyboard.press(key)
      await expect(screens.guard.dialog).toBeHidden()
      await expect(screens.secret.heading).toBeVisible()
    })
  }

  await test.step('after all that the key can still be copied', async () => {
    await screens.secret.copy()
    expect(await hygiara.answerTo(await readClipboard())).toBe(200)
  })
})

test('Close anyway goes where one wanted to go; the key stays active and nobody has it', async ({
  app,
  hygiara
}) => {
  const server = await RecordingProxy.inFrontOf(hygiara.url)
  const { screens } = app
  const credentials = { ...hygiara, url: server.url }
  try {
    await screens.connect(credentials)

    await test.step('Done: to the list', async () => {
      await screens.createUntilSecretStep('ci-abandoned-1')
      await screens.secret.close()
      await screens.guard.closeAnyway()
      await expect(screens.secret.heading).toBeHidden()
      await expect(screens.inventory.row('ci-abandoned-1')).toBeVisible()
      expect(await hygiara.answerTo(server.keyValues.at(-1) ?? '')).toBe(200)
    })

    await test.step('the rail: to the settings', async () => {
      await screens.createUntilSecretStep('ci-abandoned-2')
      await screens.shell.goToSettings()
      await screens.guard.closeAnyway()
      await expect(screens.settings.heading).toBeVisible()
      await screens.shell.goToInventory()
    })

    await test.step('Sign out: to the first page', async () => {
      await screens.createUntilSecretStep('ci-abandoned-3')
      await screens.shell.signOut()
      await screens.guard.closeAnyway()
      await expect(screens.welcome.heading).toBeVisible()
      await screens.welcome.profiles.click()
      await screens.signIn.fill({ password: hygiara.password })
      await screens.signIn.submit()
      await expect(screens.inventory.row('ci-abandoned-3')).toBeVisible()
    })

    await test.step('Quit: the app ends', async () => {
      await screens.createUntilSecretStep('ci-abandoned-4')
      await app.quit()
      await screens.guard.closeAnyway()
      await app.ended()
      expect(server.keyValues).toHaveLength(4)
      expect(await hygiara.answerTo(server.keyValues.at(-1) ?? '')).toBe(200)
    })
  } finally {
    await server.stop()
  }
})

test('Revoke this key revokes it and then closes', async ({ app, hygiara }) => {
  const server = await RecordingProxy.inFrontOf(hygiara.url)
  const { screens } = app
  try {
    await screens.connect({ ...hygiara, url: server.url })
    await screens.createUntilSecretStep('ci-revoked-unseen')
    const [value = ''] = server.keyValues
    expect(await hygiara.answerTo(value)).toBe(200)

    await screens.secret.close()
    await screens.guard.revoke()
    await expect(screens.guard.dialog).toBeHidden()
    expect(await hygiara.answerTo(value)).toBe(401)
    await expect(screens.secret.heading).toBeHidden()
    await expect(screens.inventory.row('ci-revoked-unseen')).toBeHidden()
  } finally {
    await server.stop()
  }
})

test('a key that was handed over lets one go without a question', async ({ app, hygiara }) => {
  const { page, screens } = app
  await screens.connect(hygiara)

  await test.step('copied, then Esc', async () => {
    await screens.createUntilSecretStep('ci-handed-over-1')
    await screens.secret.copy()
    await page.keyboard.press('Escape')
    await expect(screens.secret.heading).toBeHidden()
    await expect(screens.guard.dialog).toBeHidden()
  })

  await test.step('saved, then the window is closed', async () => {
    await screens.createUntilSecretStep('ci-handed-over-2')
    await screens.secret.save()
    await app.closeWindow()
    await app.ended()
  })
})
