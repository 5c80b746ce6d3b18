import { appearances, faultsOf, setAppearance } from './accessibility/inspect.ts'
import { readClipboard } from './desktop/clipboard.ts'
import { expect, test } from './fixtures/test.ts'
import { FaultProxy } from './servers/fault-proxy.ts'

// Everything here is done with the keyboard, once somebody is signed in.

test('the palette finds keys and actions, does them, and gives the focus back', async ({ app, hygiara }) => {
  const { page, screens } = app
  const { inventory, palette } = screens
  await screens.connect(hygiara)
  await inventory.rows.first().focus()

  await test.step('opens, moves, closes', async () => {
    await page.keyboard.press('Control+k')
    await expect(palette.field).toBeFocused()
    await expect(palette.field).toHaveAttribute('aria-expanded', 'true')
    await expect(palette.marked).toContainText('Create a key')
    await page.keyboard.press('ArrowUp')
    await expect(palette.marked).toContainText('Sign out')
    await page.keyboard.press('ArrowDown')
    await expect(palette.marked).toContainText('Create a key')
    await page.keyboard.press('PageDown')
    await expect(palette.options.nth(8)).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('End')
    await expect(palette.marked).toContainText('Sign out')
    await expect(palette.marked).toBeInViewport()
    await expect(palette.field).toHaveAttribute(
      'aria-activedescendant',
      (await palette.marked.getAttribute('id')) ?? 'none'
    )
    await page.keyboard.press('Home')
    await expect(palette.marked).toContainText('Create a key')
    await page.keyboard.press('Escape')
    await expect(palette.dialog).toBeHidden()
    await expect(inventory.rows.first()).toBeFocused()
    await page.keyboard.press('Control+k')
    await page.keyboard.press('Control+k')
    await expect(palette.dialog).toBeHidden()
    await expect(inventory.rows.first()).toBeFocused()
  })
  await test.step('what cannot be done says why and is not done', async () => {
    await palette.find('clear')
    await expect(palette.marked).toHaveAttribute('aria-disabled', 'true')
    await expect(palette.marked).toContainText('No key is on it')
    await page.keyboard.press('Enter')
    await expect(palette.dialog).toBeVisible()
    await page.keyboard.press('Escape')
  })
  await test.step('opens the details of a key', async () => {
    await palette.choose('GITHUB réviews prod')
    await expect(inventory.details).toHaveAccessibleName('Details of ci-github-reviews-prod')
    await expect(inventory.details.getByRole('heading', { level: 2 })).toBeFocused()
  })
  await test.step('the second action: notes, and revoking through its dialog', async () => {
    await palette.find('ci-github-reviews-staging')
    await page.keyboard.press('Control+Enter')
    await page.keyboard.type('revoke')
    await page.keyboard.press('Enter')
    await expect(screens.revoke.dialog).toContainText('ci-github-reviews-staging')
    await page.keyboard.press('Enter')
    await expect(screens.revoke.dialog).toBeHidden()
    // Enter in a dialog that destroys means no: the key is still there to be found.
    await palette.find('ci-github-reviews-staging')
    await page.keyboard.press('Control+Enter')
    await expect(palette.field).toHaveAccessibleName('What to do with ci-github-reviews-staging')
    await page.keyboard.press('Escape')
    await expect(palette.field).toHaveValue('ci-github-reviews-staging')
    await page.keyboard.press('Control+Enter')
    await page.keyboard.type('copy')
    await page.keyboard.press('Enter')
    await expect(screens.shell.notifications).toContainText('Copied the name and prefix')
    expect(await readClipboard()).toMatch(/^ci-github-reviews-staging \(hrdly_/u)

    await palette.find('ci-github-reviews-staging')
    await page.keyboard.press('Control+Enter')
    await page.keyboard.type('notes')
    await page.keyboard.press('Enter')
    await expect(screens.notes.owner).toBeFocused()
    await page.keyboard.press('Escape')
  })
  await test.step('what was chosen of late comes first', async () => {
    await page.keyboard.press('Control+k')
    await expect(palette.marked).toContainText('ci-github-reviews-staging')
    await expect(palette.options.nth(1)).toContainText('ci-github-reviews-prod')
    await page.keyboard.press('Escape')
  })
  await test.step('goes elsewhere, and the heading has the focus', async () => {
    await palette.choose('settings')
    await expect(screens.settings.heading).toBeFocused()
    await palette.choose('appear dark')
    await expect
      .poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
      .toBe(true)
    await palette.choose('view needs')
    await expect(inventory.view('Needs attention')).toHaveAttribute('aria-pressed', 'true')
    await palette.find('github')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await expect(inventory.search).toBeFocused()
    await expect(inventory.search).toHaveValue('github')
    await palette.choose('changes')
    await expect(page.getByRole('region', { name: 'Changes' }).getByRole('heading').first()).toBeFocused()
    await palette.choose('sign out')
    await expect(screens.welcome.heading).toBeVisible()
  })
})

test('the palette stays away from a key that waits and from a question', async ({ app, hygiara }) => {
  const { page, screens } = app
  const { inventory, palette } = screens
  await screens.connect(hygiara)
  await inventory.rows.first().focus()
  await page.keyboard.press('Delete')
  await expect(screens.revoke.dialog).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.press('Control+/')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(screens.revoke.dialog).toBeVisible()
  await page.keyboard.press('Escape')

  await palette.choose('create key')
  await screens.createKey.create('palette-secret')
  await screens.secret.heading.waitFor()
  await page.keyboard.press('Control+k')
  await expect(palette.dialog).toBeHidden()
  await page.keyboard.press('Control+/')
  await expect(palette.shortcutSheet).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(palette.shortcutSheet).toBeHidden()
  await expect(screens.secret.heading).toBeVisible()
  await expect(screens.guard.dialog).toBeHidden()
})

test('offline, what would change something says so and is not done', async ({ app, hygiara }) => {
  const { page, screens } = app
  const { palette } = screens
  const server = await FaultProxy.inFrontOf(hygiara.url)
  try {
    await screens.connect({ ...hygiara, url: server.url })
    server.break('reset on arrival', 'GET', /./u)
    await palette.choose('refresh')
    await expect(screens.shell.statusBar).toContainText('Offline')
    await palette.find('create')
    await expect(palette.marked).toHaveAttribute('aria-disabled', 'true')
    await expect(palette.marked).toContainText("You're offline")
    await page.keyboard.press('Enter')
    await expect(palette.dialog).toBeVisible()
    await page.keyboard.press('Escape')
    await palette.find('ci-github-reviews-prod')
    await page.keyboard.press('Control+Enter')
    await expect(palette.option(/^Revoke/u)).toHaveAttribute('aria-disabled', 'true')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await expect(screens.revoke.dialog).toBeHidden()
    await expect(palette.dialog).toBeVisible()
  } finally {
    await server.stop()
  }
})

test('shortcuts of a single key can be turned off, and stay off', async ({ app, hygiara }) => {
  const { inventory, settings, shell } = app.screens
  await app.screens.connect(hygiara)
  await inventory.rows.first().focus()
  await app.page.keyboard.press('/')
  await expect(inventory.search).toBeFocused()

  await shell.goToSettings()
  await settings.singleKeys.click()
  await expect(settings.singleKeys).not.toBeChecked()
  for (const appearance of appearances) {
    await setAppearance(app.electron, app.page, appearance)
    expect(await faultsOf(app.page, appearance), `settings, ${appearance}`).toEqual([])
  }
  await app.end()
  await app.start()
  const { page, screens } = app
  await screens.connect(hygiara)
  await screens.inventory.rows.first().focus()
  await page.keyboard.press('/')
  await page.keyboard.press('n')
  await expect(screens.inventory.rows.first()).toBeFocused()
  await expect(screens.notes.sheet).toBeHidden()
  await page.keyboard.press('Control+/')
  await expect(screens.palette.shortcutSheet.getByText('Off', { exact: true })).toBeVisible()
  await screens.palette.shortcutSheet.getByRole('switch').click()
  await page.keyboard.press('Escape')
  await expect(screens.inventory.rows.first()).toBeFocused()
  await page.keyboard.press('n')
  await expect(screens.notes.sheet).toBeVisible()
})

test('the sheet tells the shortcuts, and Ctrl+E offers to export the view', async ({ app, hygiara }) => {
  const { page, screens } = app
  const { inventory, palette } = screens
  await screens.connect(hygiara)
  await inventory.rows.first().focus()
  await page.keyboard.press('Control+/')
  await expect(palette.shortcutSheet.getByRole('heading', { name: 'Keyboard shortcuts' })).toBeFocused()
  await expect(palette.shortcutSheet).toContainText('Ctrl Shift X')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(palette.shortcutSheet.locator(':focus')).toHaveCount(1)
  await page.keyboard.press('Control+/')
  await expect(palette.shortcutSheet).toBeHidden()
  await expect(inventory.rows.first()).toBeFocused()

  await screens.shell.goToSettings()
  await page.keyboard.press('Control+e')
  await expect(inventory.menu).toHaveAccessibleName(/^Export \d+ keys$/u)
  await page.keyboard.press('Escape')
})
