import { readClipboard } from './desktop/clipboard.ts'
import { expect, test } from './fixtures/test.ts'

test('notes of any key: by keyboard, in its row, found by search, there again after a restart', async ({
  app,
  hygiara
}) => {
  const { page, screens } = app
  const { notes, inventory } = screens
  await screens.connect(hygiara)
  await inventory.find('ci-terraform')
  await inventory.row('ci-terraform-modules').focus()
  await page.keyboard.press('n')
  await expect(notes.sheet).toHaveAccessibleName('Notes of ci-terraform-modules')
  await expect(notes.owner).toBeFocused()
  await expect(notes.fact('Created')).toHaveText(/^\d+ \w+ \d{4}$/u)
  await expect(notes.fact('Last used')).toContainText('5 days ago')
  await expect(notes.fact('Expires')).toContainText('in 26 days')
  // Nothing is claimed about a key that this app did not make.
  await expect(notes.fact('Fingerprint')).toHaveCount(0)

  await notes.purpose('CI pipeline').click()
  await notes.owner.fill('Müller, Platform')
  await notes.ticket.fill('PLAT-1432')
  await notes.consumers.fill('Atlantis runner')
  await page.keyboard.press('Control+Enter')
  await expect(notes.sheet).toBeHidden()
  await expect(screens.shell.notifications).toContainText('Saved the notes of ci-terraform-modules.')
  await expect(inventory.row('ci-terraform-modules')).toContainText('CI pipeline · Müller, Platform')
  await expect(inventory.row('ci-terraform-modules')).toBeFocused()

  for (const typed of ['muller', 'ATLANTIS', 'terraform platform']) {
    await inventory.find(typed)
    await expect(inventory.rows, typed).toHaveCount(1)
    await expect(inventory.row('ci-terraform-modules')).toBeVisible()
  }

  await app.end()
  await app.start()
  const again = app.screens
  await again.signIn.password.or(again.welcome.signInButton).first().waitFor()
  await again.connect(hygiara)
  await again.inventory.find('atlantis')
  await again.inventory.openNotes('ci-terraform-modules')
  await expect(again.notes.purpose('CI pipeline')).toBeChecked()
  await expect(again.notes.ticket).toHaveValue('PLAT-1432')
  await expect(again.notes.consumers).toHaveValue('Atlantis runner')
})

test('Enter in a line saves, Esc keeps a draft, Discard lets go of it', async ({ app, hygiara }) => {
  const { page, screens } = app
  const { notes, inventory } = screens
  await screens.connect(hygiara)
  await inventory.find('jira-sync')
  await inventory.openNotes('jira-sync')
  await notes.owner.fill('Support')
  await page.keyboard.press('Escape')
  await expect(notes.sheet).toBeHidden()
  // Esc closed the notes, and nothing else.
  await expect(inventory.search).toHaveValue('jira-sync')
  await expect(inventory.row('jira-sync')).not.toContainText('Support')

  await inventory.openNotes('jira-sync')
  await expect(notes.owner).toHaveValue('Support')
  await page.keyboard.press('Control+n')
  await expect(screens.createKey.heading).toBeVisible()
  await page.keyboard.press('Escape')
  await inventory.openNotes('jira-sync')
  await expect(notes.owner).toHaveValue('Support')
  await notes.discardButton.click()
  await expect(notes.owner).toHaveValue('')

  await notes.owner.fill('Support desk')
  await notes.owner.press('Enter')
  await expect(notes.sheet).toBeHidden()
  await expect(inventory.row('jira-sync')).toContainText('Support desk')
})

test('a note with a key in it is refused at its field; what was typed stays', async ({ app, hygiara }) => {
  const { screens } = app
  const { notes, inventory } = screens
  await screens.connect(hygiara)
  await screens.createUntilSecretStep('ci-noted-value')
  await screens.secret.copy()
  const value = await readClipboard()
  await screens.secret.close()
  await inventory.openNotes('ci-noted-value')
  await notes.consumers.fill(`runs with ${value}`)
  await notes.saveButton.click()
  await expect(notes.consumers).toBeFocused()
  await expect(notes.consumers).toHaveAccessibleDescription(/never noted/u)
  await expect(notes.sheet).toBeVisible()
})

test('where a key was handed to is among its facts, and the value is not', async ({ app, hygiara }) => {
  const { screens } = app
  const { notes } = screens
  await screens.connect(hygiara)
  await screens.createUntilSecretStep('ci-handed-over')
  await screens.secret.copy()
  const value = await readClipboard()
  await screens.secret.save()
  await screens.secret.close()
  await screens.inventory.openNotes('ci-handed-over')
  await expect(notes.fact('Created')).toContainText('by this app')
  await expect(notes.fact('Last used')).toContainText('Waiting for first use')
  await expect(notes.fact('Handed over')).toContainText('Clipboard')
  await expect(notes.fact('Handed over')).toContainText('Hygiara / Local organisation/ci-handed-over')
  await expect(notes.fact('Fingerprint')).toContainText('Kept')
  expect(await notes.sheet.innerText()).not.toContain(value.slice(16))
})

test('a key that is gone can no longer be noted about, and what was typed is still there', async ({
  app,
  newApp,
  hygiara
}) => {
  const { screens } = app
  const { notes, inventory } = screens
  await screens.connect(hygiara)
  await screens.createUntilSecretStep('ci-revoked-elsewhere')
  await screens.secret.copy()
  await screens.secret.close()
  await inventory.openNotes('ci-revoked-elsewhere')
  await notes.owner.fill('Platform team')

  const elsewhere = (await (await newApp()).start()).screens
  await elsewhere.connect(hygiara)
  await elsewhere.inventory.find('ci-revoked-elsewhere')
  await elsewhere.inventory.openRevoke('ci-revoked-elsewhere')
  await elsewhere.revoke.revoke()
  await expect(elsewhere.revoke.dialog).toBeHidden()

  await inventory.refreshButton.click()
  await expect(notes.sheet).toContainText('This key is no longer in the list')
  await notes.owner.press('Enter')
  await expect(notes.sheet).toBeVisible()
  await expect(notes.owner).toHaveValue('Platform team')
})

test('without a keychain notes last until one quits, and that is said before and after', async ({
  newApp,
  hygiara
}) => {
  const { screens } = await (
    await newApp({ env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' } })
  ).start()
  const { notes, inventory, createKey } = screens
  await screens.connect(hygiara)
  const words = 'Notes last until you quit: this system has no keychain.'
  await inventory.find('slack-review-bot')
  await inventory.openNotes('slack-review-bot')
  await notes.owner.fill('Collaboration')
  await notes.owner.press('Enter')
  await expect(screens.shell.notifications).toContainText(`Noted for slack-review-bot. ${words}`)
  await expect(inventory.row('slack-review-bot')).toContainText('Collaboration')

  await inventory.openNotes('slack-review-bot')
  await expect(notes.sheet).toContainText(words)
  await screens.inventory.openCreate()
  await createKey.notesButton.click()
  await expect(createKey.heading.locator('xpath=ancestor::section')).toContainText(words)
})
