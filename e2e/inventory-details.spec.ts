import { expect, test } from './fixtures/test.ts'
import type { KeysApp } from './fixtures/keys-app.ts'

async function setSize({ electron, page }: KeysApp, width: number, height: number, zoom = 1): Promise<void> {
  await electron.evaluate(
    ({ BrowserWindow }, size) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.setContentSize(size.width, size.height)
      window?.webContents.setZoomFactor(size.zoom)
    },
    { width, height, zoom }
  )
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(Math.round(width / zoom))
}

test('the details follow the row, by keyboard and by mouse, and Esc closes them', async ({
  app,
  hygiara
}) => {
  const { page, screens } = app
  const { inventory } = screens
  await screens.connect(hygiara)
  await inventory.find('jenkins')
  await inventory.row('ci-jenkins-legacy').focus()
  await page.keyboard.press('Enter')
  await expect(inventory.details).toHaveAccessibleName('Details of ci-jenkins-legacy')
  await expect(inventory.row('ci-jenkins-legacy')).toBeFocused()
  await expect(inventory.details.getByRole('list', { name: 'Status' }).getByRole('listitem')).toHaveText([
    'Unused 143 d',
    'No expiry'
  ])
  await expect(inventory.details).toContainText(/Last used.*UTC.*as of \d/su)
  await page.keyboard.press('ArrowUp')
  await expect(inventory.details).toHaveAccessibleName('Details of ci-jenkins-billing')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(inventory.details.getByRole('heading', { name: 'ci-jenkins-legacy' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(inventory.details).toBeHidden()
  await expect(inventory.row('ci-jenkins-legacy')).toBeFocused()

  await inventory.row('ci-jenkins-billing').click()
  await expect(inventory.details).toHaveAccessibleName('Details of ci-jenkins-billing')
  await inventory.details.getByRole('button', { name: 'Notes…' }).click()
  await expect(screens.notes.sheet).toBeVisible()
  await screens.notes.owner.fill('Finance platform')
  await page.keyboard.press('Control+Enter')
  await expect(inventory.details).toContainText('Finance platform')
  await inventory.details.getByRole('button', { name: 'Revoke…' }).click()
  await expect(screens.revoke.dialog).toHaveAccessibleName('Revoke ci-jenkins-billing?')
})

test('a key that was made here shows where its value went', async ({ app, hygiara }) => {
  const { screens } = app
  await screens.connect(hygiara)
  await screens.createUntilSecretStep('ci-details')
  await screens.secret.copy()
  await screens.secret.close()
  await screens.inventory.row('ci-details').click()
  const { details } = screens.inventory
  await expect(details).toContainText('by this app')
  await expect(details).toContainText(/Handed over.*Clipboard/su)
  await screens.inventory.openRevoke('ci-details')
  await screens.revoke.revoke()
  await expect(details).toBeHidden()
})

test('the details never cover a name, and the five facts stay in view at 960 px', async ({
  app,
  hygiara
}) => {
  const { page, screens } = app
  const { inventory } = screens
  await screens.connect(hygiara)
  await setSize(app, 960, 600)
  for (const column of ['Name', 'Prefix', 'Status', 'Last used', 'Expires']) {
    await expect(inventory.columnHeader(column)).toBeInViewport({ ratio: 1 })
  }
  for (const [width, height, zoom] of [
    [960, 600, 1],
    [1280, 800, 1],
    [1500, 900, 1]
  ] as const) {
    await setSize(app, width, height, zoom)
    await inventory.rows.first().click()
    const before = await inventory.columnHeader('Name').boundingBox()
    const panel = await inventory.details.boundingBox()
    expect((before?.x ?? 0) + (before?.width ?? 0)).toBeLessThanOrEqual(panel?.x ?? 0)
    expect(panel?.width).toBe(328)
    await page.keyboard.press('Escape')
    await expect(inventory.details).toBeHidden()
  }
})

test('where the details cover the table they have the focus, and Esc gives it back', async ({
  app,
  hygiara
}) => {
  const { page, screens } = app
  const { inventory } = screens
  await screens.connect(hygiara)
  await setSize(app, 1280, 800, 2)
  await inventory.find('jenkins')
  await inventory.row('ci-jenkins-legacy').click()
  await expect(inventory.details.getByRole('heading', { name: 'ci-jenkins-legacy' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(inventory.details).toBeHidden()
  await expect(inventory.row('ci-jenkins-legacy')).toBeFocused()
  await expect(inventory.search).toHaveValue('jenkins')
})
