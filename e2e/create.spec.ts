import type { Page } from '@playwright/test'
import { readClipboard } from './desktop/clipboard.ts'
import { expect, test } from './fixtures/test.ts'

test('Ctrl+N, the name, Enter, Enter: a key is made and copied, and no mouse was near it', async ({
  app,
  hygiara
}) => {
  const { page, screens } = app
  await screens.connect(hygiara)
  await countPresses(page)
  await page.keyboard.press('Control+n')
  await expect(screens.createKey.name).toBeFocused()
  await page.keyboard.type('ci-four-presses')
  await page.keyboard.press('Enter')
  await expect(screens.secret.copyButton).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(screens.secret.copied).toBeVisible()

  expect(await hygiara.answerTo(await readClipboard())).toBe(200)
  expect(await page.evaluate(() => Reflect.get(window, 'presses') as unknown)).toBe(0)
  await page.keyboard.press('Escape')
  // Nobody chose an end: it has one all the same.
  await expect(screens.inventory.row('ci-four-presses')).toContainText(dayIn(90))
})

test('Tab goes through the form in the order of the page, and only arrows and Space choose', async ({
  app,
  hygiara
}) => {
  const { page, screens } = app
  const { createKey } = screens
  await screens.connect(hygiara)
  await screens.inventory.openCreate()
  await expect(createKey.name).toBeFocused()

  await page.keyboard.press('Shift+Tab')
  await expect(createKey.purpose('CI pipeline')).toBeFocused()
  await expect(createKey.purpose('CI pipeline')).not.toBeChecked()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(createKey.purpose('Temporary script')).toBeChecked()
  await expect(createKey.expiry('7 days')).toBeChecked()
  await page.keyboard.press('Space')
  await expect(createKey.purpose('Temporary script')).not.toBeChecked()
  await expect(createKey.expiry('90 days')).toBeChecked()

  const order = [createKey.name, createKey.expiry('90 days'), createKey.notesButton, createKey.cancelButton]
  for (const stop of [...order, createKey.submitButton]) {
    await page.keyboard.press('Tab')
    await expect(stop).toBeFocused()
  }
})

test('a purpose sets the end of the key, until one has chosen it', async ({ app, hygiara }) => {
  const { screens } = app
  const { createKey } = screens
  await screens.connect(hygiara)
  await screens.inventory.openCreate()
  for (const [purpose, span, days] of [
    ['Temporary script', '7 days', 7],
    ['Long-running service', '1 year', 365],
    ['CI pipeline', '90 days', 90],
    ['Reporting', '90 days', 90]
  ] as const) {
    await createKey.purpose(purpose).click()
    await expect(createKey.expiry(span)).toBeChecked()
    await expect(createKey.expiry(span)).toContainText(dayIn(days))
    await expect(createKey.submitButton).toHaveText(new RegExp(`^Create key — expires ${dayIn(days)}`, 'u'))
  }

  await createKey.expiry('30 days').click()
  await createKey.purpose('Long-running service').click()
  await expect(createKey.expiry('30 days')).toBeChecked()

  await createKey.create('edge-gateway-purpose')
  await screens.secret.copy()
  await screens.secret.close()
  await expect(screens.inventory.row('edge-gateway-purpose')).toContainText('Long-running service')
  await expect(screens.inventory.row('edge-gateway-purpose')).toContainText(dayIn(30))
})

test('a name is warned about while one types; nothing moves, and nothing is kept from being made', async ({
  app,
  hygiara
}) => {
  const { page, screens } = app
  const { createKey } = screens
  // The sheet rises when it opens; what moves here has to be something else.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await screens.connect(hygiara)
  await screens.inventory.openCreate()
  await expect(createKey.name).toBeFocused()
  await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0)
  const topOfExpires = async () => (await createKey.expiry('7 days').boundingBox())?.y
  const before = await topOfExpires()

  for (const [name, words] of [
    ['my-key', '“my” says little. Name the pipeline or script that will use it.'],
    ['erp', 'Very short. Name the pipeline or script that will use it.'],
    ['ci-pull-request-gate', /^ci-pull-request-gate is already in the list \(last used .+\)\.$/u],
    ['CI pull request gate v2', /^Much like ci-pull-request-gate, which is in the list \(last used .+\)\.$/u],
    ['vault-rotation-trial (copy)', 'Much like vault-rotation-trial, which is in the list (never used).'],
    ['github and gitlab', /^Looks shared\. One key for each pipeline, so that each can be revoked alone\.$/u]
  ] as const) {
    await createKey.name.fill(name)
    await expect(createKey.name).toHaveAccessibleDescription(words)
    await expect(createKey.name).not.toHaveAttribute('aria-invalid')
    // One line, said once, politely.
    await expect(createKey.banner).toHaveText(words)
    expect(await topOfExpires(), name).toBe(before)
  }

  await test.step('nor in a window so narrow that a line becomes two', async () => {
    await createKey.name.fill('ci-quiet-name')
    await page.setViewportSize({ width: 480, height: 640 })
    const quiet = await topOfExpires()
    for (const [name, words] of [
      ['jira-sync', /^jira-sync is already in the list/u],
      ['CI pull request gate v2', /^Much like/u]
    ] as const) {
      await createKey.name.fill(name)
      await expect(createKey.name).toHaveAccessibleDescription(words)
      expect(await topOfExpires(), name).toBe(quiet)
    }
    await page.setViewportSize({ width: 1180, height: 760 })
  })
  await createKey.name.fill('ci-quiet-name')
  await expect(createKey.name).toHaveAccessibleDescription(/^Name the pipeline or script/u)
  await createKey.create('my-key')
  await expect(screens.secret.heading).toBeVisible()
})

test('a key without expiry needs a reason, and asks nothing else', async ({ app, hygiara }) => {
  const { page, screens } = app
  const { createKey } = screens
  await screens.connect(hygiara)
  await screens.inventory.openCreate()
  await createKey.expiry('No expiry').click()
  await expect(createKey.submitButton).toHaveText(/^Create key without expiry/u)
  await expect(createKey.expiryNote).toHaveAccessibleDescription(
    'This key will work until someone revokes it. Temporary scripts should expire.'
  )

  await test.step('what is wrong is said at its field, the first one first', async () => {
    await createKey.submitButton.click()
    await expect(createKey.name).toBeFocused()
    await createKey.name.fill('lobby-display')
    await createKey.submitButton.click()
    await expect(createKey.reason).toBeFocused()
    await expect(createKey.reason).toHaveAccessibleDescription(
      'Say in a few words why this key needs no end.'
    )
    await page.keyboard.type('hrdly_b7Qx2mZr81aaLw03Yd')
    await page.keyboard.press('Enter')
    await expect(createKey.reason).toHaveAccessibleDescription(/This is a key, not a note/u)
    await expect(createKey.reason).toBeFocused()
  })

  await createKey.reason.fill('The display cannot take a new key')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await screens.secret.copy()
  await screens.secret.close()
  await expect(screens.inventory.row('lobby-display')).toContainText('No expiry')
  await screens.inventory.openNotes('lobby-display')
  await expect(screens.notes.reason).toHaveValue('The display cannot take a new key')
})

test('a note that cannot be kept is told at its field, also when it is folded away', async ({
  app,
  hygiara
}) => {
  const { screens } = app
  const { createKey } = screens
  await screens.connect(hygiara)
  await screens.inventory.openCreate()
  await createKey.notesButton.click()
  await createKey.owner.fill('x'.repeat(501))
  await createKey.consumers.fill('GitHub acme/api\nJenkins')
  await expect(createKey.consumers).toHaveAccessibleDescription(/One key for each pipeline/u)
  await createKey.notesButton.click()
  await expect(createKey.owner).toBeHidden()

  await createKey.create('ci-long-note')
  await expect(createKey.owner).toBeFocused()
  await expect(createKey.owner).toHaveAccessibleDescription('Use at most 500 characters.')
  await createKey.owner.fill('Platform team')
  await createKey.ticket.fill('PLAT-1432')
  // In a field of several lines Enter is a new line; with Ctrl it means the button.
  await createKey.consumers.press('Control+Enter')
  await screens.secret.copy()
  await screens.secret.close()
  await screens.inventory.openNotes('ci-long-note')
  await expect(screens.notes.owner).toHaveValue('Platform team')
  await expect(screens.notes.ticket).toHaveValue('PLAT-1432')
  await expect(screens.notes.consumers).toHaveValue('GitHub acme/api\nJenkins')
})

test('the new row is there at once, and the secret step is not taken down for it', async ({
  app,
  hygiara
}) => {
  const { page, screens } = app
  await screens.connect(hygiara)
  const count = await screens.inventory.readCount()
  await screens.createUntilSecretStep('ci-new-row')
  const madeAt = Date.now()
  // Under the sheet the list cannot be reached, but it can be looked at.
  const row = page.locator('[role=row][data-marked]')
  await expect(row).toContainText('ci-new-row')
  expect(Date.now() - madeAt).toBeLessThan(1_000)
  await expect(page.locator('#inventory-title')).toHaveText(`Inventory ${count + 1} keys`)

  await screens.secret.copyButton.evaluate((button) => Reflect.set(button, 'isSameStep', true))
  await page.keyboard.press('Control+r')
  await expect(screens.shell.statusBar).toContainText('Updated just now')
  await expect(row).toHaveCount(1)
  expect(
    await screens.secret.copyButton.evaluate((button) => Reflect.get(button, 'isSameStep') as unknown)
  ).toBe(true)
  await expect(screens.secret.copyButton).toBeFocused()

  await screens.secret.copy()
  await screens.secret.close()
  await expect(screens.inventory.row('ci-new-row')).toHaveAttribute('data-marked')
  await expect(screens.inventory.row('ci-new-row')).toContainText('New')
})

test('what was typed is there again after Esc, purpose, end and notes too', async ({ app, hygiara }) => {
  const { page, screens } = app
  const { createKey } = screens
  await screens.connect(hygiara)
  await screens.inventory.openCreate()
  await createKey.purpose('Reporting').click()
  await createKey.name.fill('reporting-draft')
  await createKey.expiry('180 days').click()
  await createKey.notesButton.click()
  await createKey.owner.fill('Data')
  await page.keyboard.press('Escape')
  await expect(createKey.heading).toBeHidden()
  await screens.inventory.openCreate()
  await expect(createKey.purpose('Reporting')).toBeChecked()
  await expect(createKey.name).toHaveValue('reporting-draft')
  await expect(createKey.expiry('180 days')).toBeChecked()
  await expect(createKey.owner).toHaveValue('Data')
  await createKey.cancelButton.click()
  await screens.inventory.openCreate()
  await expect(createKey.name).toHaveValue('')
  await expect(createKey.purpose('Reporting')).not.toBeChecked()
  await expect(createKey.owner).toBeHidden()
})

/** The UTC day that lies some days ahead, as the app writes it. */
function dayIn(days: number): string {
  const { day, month, year } = Object.fromEntries(
    new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' })
      .formatToParts(Date.now() + days * 86_400_000)
      .map(({ type, value }) => [type, value])
  ) as Record<'day' | 'month' | 'year', string>
  return `${day} ${month} ${year}`
}

/** Counts what a mouse, pen or finger does from now on. */
async function countPresses(page: Page): Promise<void> {
  await page.evaluate(() => {
    Reflect.set(window, 'presses', 0)
    const count = () => Reflect.set(window, 'presses', Number(Reflect.get(window, 'presses')) + 1)
    for (const type of ['pointerdown', 'pointermove', 'mousedown', 'wheel', 'touchstart']) {
      document.addEventListener(type, count, true)
    }
  })
}
