import { faultsOf, focusOf, tabThrough } from './accessibility/inspect.ts'
import { screenCheckOf, zooms } from './accessibility/screen-check.ts'
import { readClipboard } from './desktop/clipboard.ts'
import { keyService, readKeychain } from './desktop/keychain.ts'
import type { KeysApp } from './fixtures/keys-app.ts'
import { expect, test } from './fixtures/test.ts'
import { FaultServer } from './servers/fault-server.ts'

test.describe.configure({ timeout: 300_000 })

for (const zoom of zooms) {
  test(`no screen from the first page to a new key has a fault that axe knows, at ${String(zoom * 100)} %`, async ({
    app,
    hygiara
  }) => {
    const { page, screens } = app
    const other = await FaultServer.start('page')
    const check = await screenCheckOf(app, zoom)
    try {
      await check('first page', screens.welcome.heading)
      await screens.welcome.goToSignIn()
      await check('sign in', screens.signIn.heading)
      await screens.signIn.signIn({ ...hygiara, url: other.url })
      await expect(screens.signIn.server).toHaveAttribute('aria-invalid', 'true')
      await check('sign in, with an error', screens.signIn.heading)
      await screens.signIn.signIn(hygiara)

      await check('inventory', screens.inventory.table)
      await screens.inventory.find('ci-pull')
      await screens.inventory.openMenu('ci-pull-request-gate')
      await check('menu of a row', screens.inventory.menu)
      await page.keyboard.press('Escape')
      await screens.inventory.search.fill('nobody has this')
      await check('search without a match', screens.inventory.noMatch)
      await screens.inventory.search.fill('')
      await screens.shell.accountButton.click()
      await check('account menu', screens.shell.accountMenu)
      await page.keyboard.press('Escape')

      await screens.inventory.openCreate()
      await check('create a key', screens.createKey.heading)
      await screens.createKey.submitButton.click()
      await screens.createKey.expiry('Pick a date').check()
      await check('create a key, with an error', screens.createKey.lastDay)
      await screens.createKey.lastDay.fill(new Date().toISOString().slice(0, 10))
      await screens.createKey.name.fill('ci-pull-request-gate')
      await screens.createKey.purpose('Reporting').check()
      await screens.createKey.notesButton.click()
      await check('create a key, with a warning and notes', page.getByText(/is already in the list/u).first())
      await screens.createKey.expiry('No expiry').check()
      await screens.createKey.submitButton.click()
      await expect(screens.createKey.reason).toHaveAttribute('aria-invalid', 'true')
      await check('create a key without expiry', screens.createKey.reason)
      await screens.createKey.reason.fill('A device that cannot take a new key')
      await screens.createKey.create(`ci-axe-${String(zoom)}`)
      await check('secret step', screens.secret.heading)
      await screens.secret.copyAsButton.click()
      await check('secret step, its other forms', page.getByRole('menu', { name: 'Copy as' }))
      await page.keyboard.press('Escape')
      await screens.secret.testButton.click()
      await check('secret step, the key tested', screens.secret.testResult)
      await page.keyboard.press('Escape')
      await check('question before leaving', screens.guard.dialog)
      await screens.guard.keepOpen()
      await screens.secret.copy()
      await screens.secret.save()
      await check('secret step, handed over', screens.secret.saved)
      await screens.secret.close()
      await check('inventory with a new key', screens.inventory.row(`ci-axe-${String(zoom)}`))

      await screens.inventory.openNotes(`ci-axe-${String(zoom)}`)
      await screens.notes.consumers.fill('one\ntwo')
      await check('notes of a key', screens.notes.sheet)
      await screens.notes.owner.fill('x'.repeat(501))
      await screens.notes.saveButton.click()
      await expect(screens.notes.owner).toHaveAttribute('aria-invalid', 'true')
      await check('notes of a key, with an error', screens.notes.sheet)
      await screens.notes.discardButton.click()
      await screens.notes.closeButton.click()

      await screens.inventory.openRevoke(`ci-axe-${String(zoom)}`)
      await check('revoke', screens.revoke.dialog)
      await screens.revoke.revoke()
      await expect(screens.shell.notifications).toContainText('is revoked.')
      // What says so goes away by itself.
      await check('revoked', screens.inventory.table)
      await screens.shell.goToSettings()
      await check('settings', screens.settings.heading)
      await screens.shell.signOut()
      await check('first page with a known server', screens.welcome.profiles)
    } finally {
      await other.stop()
    }
  })
}

test('axe does see a fault', async ({ app }) => {
  await app.page.evaluate(() => {
    const picture = document.createElement('img')
    const faint = document.createElement('p')
    faint.textContent = 'Hardly to be read'
    Object.assign(faint.style, { color: '#bbb', background: '#fff' })
    document.querySelector('main')?.append(picture, faint)
  })
  const faults = (await faultsOf(app.page)).join('\n')
  expect(faults).toContain('image-alt')
  expect(faults).toContain('color-contrast')
})

test('the whole story can be done with the keyboard alone, and one always sees where one is', async ({
  app,
  hygiara
}) => {
  const { page, screens } = app
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key)
  }
  await countPresses(app)

  await test.step('sign in', async () => {
    await expect(screens.welcome.heading).toBeFocused()
    await press('Tab')
    await expect(screens.welcome.signInButton).toBeFocused()
    await expectVisibleFocus(app)
    await press('Enter')
    await expect(screens.signIn.server).toBeFocused()
    await expectVisibleFocus(app)
    await page.keyboard.type(hygiara.url)
    await press('Tab')
    await page.keyboard.type(hygiara.email)
    await press('Tab')
    await page.keyboard.type(hygiara.password)
    await press('Enter')
    await expect(screens.inventory.heading).toBeFocused()
  })

  await test.step('create, copy and save', async () => {
    await press('Control+n')
    await expect(screens.createKey.name).toBeFocused()
    await page.keyboard.type('ci-keyboard-only')
    await press('Tab')
    await expect(screens.createKey.expiry('90 days')).toBeFocused()
    await expectVisibleFocus(app)
    await press('ArrowLeft')
    await expect(screens.createKey.expiry('60 days')).toBeChecked()
    await press('Enter')
    await expect(screens.secret.copyButton).toBeFocused()
    await expectVisibleFocus(app)
    await press('Enter')
    await expect(screens.secret.copied).toBeVisible()
    await press('Tab')
    await expect(screens.secret.copyAsButton).toBeFocused()
    await expectVisibleFocus(app)
    await press('Tab')
    await expect(screens.secret.saveButton).toBeFocused()
    await press('Enter')
    await expect(screens.secret.saved).toBeVisible()
    // Nothing that appeared took the focus away.
    await expect(screens.secret.saveButton).toBeFocused()
  })
  const value = await readClipboard()
  expect(await readKeychain(keyService, 'Local organisation/ci-keyboard-only')).toBe(value)

  await test.step('close: the focus is on the row of the new key', async () => {
    await press('Escape')
    await expect(screens.inventory.row('ci-keyboard-only')).toBeFocused()
    await expectVisibleFocus(app)
  })

  await test.step('revoke: Enter alone revokes nothing, and Cancel brings the focus back to the row', async () => {
    await press('Delete')
    await expect(screens.revoke.cancelButton).toBeFocused()
    await expectVisibleFocus(app)
    await press('Enter')
    await expect(screens.revoke.dialog).toBeHidden()
    await expect(screens.inventory.row('ci-keyboard-only')).toBeFocused()
    expect(await hygiara.answerTo(value)).toBe(200)

    await press('Delete', 'Tab')
    await expect(screens.revoke.revokeButton).toBeFocused()
    await expectVisibleFocus(app)
    await press('Enter')
    await expect(screens.revoke.dialog).toBeHidden()
    expect(await hygiara.answerTo(value)).toBe(401)
    // Its row is gone: the table has the focus, not nothing.
    await expect(screens.inventory.table.locator(':focus')).toBeVisible()
  })

  await test.step('settings', async () => {
    await press('Control+Comma')
    await expect(screens.settings.heading).toBeFocused()
    await press('Tab', 'ArrowRight')
    await expectVisibleFocus(app)
    await expect(screens.settings.theme('Light')).toBeChecked()
  })

  await test.step('sign out', async () => {
    await press('Shift+Tab')
    await expect(screens.shell.accountButton).toBeFocused()
    await expectVisibleFocus(app)
    await press('Enter')
    await expect(screens.shell.accountMenu).toBeVisible()
    await press('ArrowDown')
    await expect(screens.shell.accountMenu.getByRole('menuitem', { name: /^Sign out, keep/u })).toBeFocused()
    await press('Enter')
    await expect(screens.welcome.heading).toBeFocused()
  })
  expect(await pressesCounted(app)).toBe(0)
})

test('Tab reaches every control of a screen and always shows where it is', async ({ app, hygiara }) => {
  const { page, screens } = app
  const checkStops = async (what: string, atLeast: number): Promise<void> => {
    await test.step(what, async () => {
      const stops = await tabThrough(page)
      expect(stops.length, JSON.stringify(stops)).toBeGreaterThanOrEqual(atLeast)
      expect(stops.filter(({ isVisible }) => !isVisible)).toEqual([])
    })
  }
  await checkStops('first page', 3)
  await screens.welcome.goToSignIn()
  await checkStops('sign in', 7)
  await screens.signIn.signIn(hygiara)
  await screens.inventory.table.waitFor()
  await checkStops('inventory', 8)
  await screens.inventory.openCreate()
  await screens.createKey.notesButton.click()
  await checkStops('create a key', 9)
  await screens.createKey.create('ci-tab')
  await screens.secret.heading.waitFor()
  await checkStops('secret step', 6)
  await screens.shell.goToSettings()
  await screens.guard.dialog.waitFor()
  await test.step('a dialog keeps the focus inside', async () => {
    const stops = await tabThrough(page)
    expect(stops.map(({ name }) => name).sort()).toEqual([
      'button Close anyway',
      'button Keep open',
      'button Revoke this key'
    ])
    expect(stops.filter(({ isVisible }) => !isVisible)).toEqual([])
  })
})

test('closing a dialog or a menu brings the focus back to where it was', async ({ app, hygiara }) => {
  const { page, screens } = app
  await screens.connect(hygiara)
  await screens.inventory.find('ci-pull')
  await screens.inventory.row('ci-pull-request-gate').click({ button: 'right' })
  await expect(screens.inventory.menu).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(screens.inventory.menu).toBeHidden()
  await expect(screens.inventory.table.locator(':focus')).toHaveCount(1)

  await screens.createUntilSecretStep('ci-focus-back')
  await screens.secret.saveButton.focus()
  await page.keyboard.press('Escape')
  await expect(screens.guard.dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(screens.secret.saveButton).toBeFocused()
})

test('without motion wanted, nothing moves', async ({ app, hygiara }) => {
  await app.page.emulateMedia({ reducedMotion: 'reduce' })
  await app.screens.connect(hygiara)
  await app.screens.createUntilSecretStep('ci-still')
  const moving = await app.page.evaluate(
    () =>
      document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().duration ?? 0) > 1)
        .length
  )
  expect(moving).toBe(0)
})

async function expectVisibleFocus({ page }: KeysApp): Promise<void> {
  const focus = await focusOf(page)
  expect(focus.isVisible, `the focus is on ${focus.name}`).toBe(true)
}

/** Counts what a mouse, pen or finger does from now on. */
async function countPresses({ page }: KeysApp): Promise<void> {
  await page.evaluate(() => {
    Reflect.set(window, 'presses', 0)
    const count = () => Reflect.set(window, 'presses', Number(Reflect.get(window, 'presses')) + 1)
    for (const type of ['pointerdown', 'pointermove', 'wheel']) document.addEventListener(type, count, true)
  })
}

async function pressesCounted({ page }: KeysApp): Promise<unknown> {
  return page.evaluate(() => Reflect.get(window, 'presses') as unknown)
}
