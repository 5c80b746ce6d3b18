import { readClipboard } from './desktop/clipboard.ts'
import { pressKeys } from './desktop/keyboard.ts'
import { runProgram } from './fixtures/child-process.ts'
import { builtApp, type KeysApp } from './fixtures/keys-app.ts'
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
  { name: 'Ctrl+W', leave: () => pressKeys('ctrl+w') },
  { name: 'the shortcut to the inventory', leave: ({ page }) => page.keyboard.press('Control+1') },
  { name: 'Quit', leave: (app) => app.quit() },
  { name: 'Quit in the menu', leave: (app) => chooseInMenu(app, 'quit') },
  { name: 'Close in the menu', leave: (app) => chooseInMenu(app, 'close') },
  { name: 'the end of the computer', leave: (app) => endComputer(app) }
]

/** Chooses an item of the menu by what it does. */
async function chooseInMenu({ electron }: KeysApp, role: string): Promise<void> {
  await electron.evaluate(({ BrowserWindow, Menu }, wanted) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? []
    const item = items.find((each) => each.role === wanted)
    if (!item) throw new Error(`the menu has no ${wanted}`)
    const [window] = BrowserWindow.getAllWindows()
    const click = item.click as (event: object, window: unknown, contents: unknown) => void
    click.call(item, {}, window, window?.webContents)
  }, role)
}

/** What logind and macOS say before they switch off. */
async function endComputer({ electron }: KeysApp): Promise<void> {
  const wasPutOff = await electron.evaluate(({ powerMonitor }) => {
    let isPutOff = false
    powerMonitor.emit('shutdown', { preventDefault: () => (isPutOff = true) })
    return isPutOff
  })
  expect(wasPutOff).toBe(true)
}

test('every way out of the secret step asks first, and Keep open keeps the key', async ({ app, hygiara }) => {
  const { screens } = app
  await screens.connect(hygiara)
  await screens.createUntilSecretStep('ci-guarded')

  for (const { name, leave } of waysOut) {
    await test.step(name, async () => {
      await leave(app)
      await expect(screens.guard.dialog).toBeVisible()
      await expect(screens.guard.dialog).toContainText('ci-guarded')
      const verb = name === 'the end of the computer' ? 'Shut down' : 'Close'
      await expect(screens.guard.dialog).toContainText(`${verb} without copying this key?`)
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

  await test.step('a press beside the sheet is no way out', async () => {
    const { width } = app.page.viewportSize() ?? (await app.page.evaluate(() => ({ width: innerWidth })))
    await app.page.mouse.click(width - 12, 300)
    await expect(screens.secret.heading).toBeVisible()
    await expect(screens.guard.dialog).toBeHidden()
  })

  await test.step('a second start, with an address to open, is none either', async () => {
    const execPath = await app.electron.evaluate(() => process.execPath)
    const second = await runProgram(execPath, [builtApp, 'hygiara://keys/ci-guarded'], {
      env: app.environment,
      timeout: 20_000
    })
    expect(second.exitCode).toBe(0)
    await expect(screens.secret.heading).toBeVisible()
    await expect(screens.guard.dialog).toBeHidden()
  })

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

    await test.step('and a notice stays until the key is revoked', async () => {
      const notice = screens.orphans.cards.filter({ hasText: 'ci-abandoned-1' })
      await expect(notice).toContainText('Nobody has ci-abandoned-1. It stays active.')
      await notice.getByRole('button', { name: 'Revoke…' }).click()
      await expect(screens.revoke.dialog).toContainText('ci-abandoned-1')
      await screens.revoke.revoke()
      await expect(screens.revoke.dialog).toBeHidden()
      await expect(notice).toBeHidden()
      expect(await hygiara.answerTo(server.keyValues.at(-1) ?? '')).toBe(401)
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
      await screens.inventory.showAll()
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
