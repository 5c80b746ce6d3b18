import { appearances, faultsOf, setAppearance } from './accessibility/inspect.ts'
import { expect, test } from './fixtures/test.ts'
import { HygiaraServer } from './servers/hygiara-server.ts'

test('the language of the search field, with suggestions and hints', async ({ app, hygiara }) => {
  const { page, screens } = app
  const { inventory } = screens
  await screens.connect(hygiara)

  await test.step('terms must all hold, commas are alternatives, a dash denies', async () => {
    await inventory.find('ci -github is:active')
    await expect(inventory.heading).toHaveText(/^Inventory \d+ of/u)
    for (const name of await inventory.readNames()) expect(name).not.toContain('github')
    await inventory.find('expires:past,never used:>100d')
    await expect(inventory.row('temp-workshop-may')).toBeVisible()
    await expect(inventory.row('ci-jenkins-legacy')).toBeVisible()
    await expect(inventory.rows).toHaveCount(7)
  })

  await test.step('suggestions are chosen with the arrows and Enter', async () => {
    await inventory.find('')
    await inventory.search.pressSequentially('jenkins is:st')
    await expect(inventory.suggestions.getByRole('option')).toHaveText(['is:staleUnused for 90 days'])
    await page.keyboard.press('ArrowDown')
    await expect(inventory.suggestions.getByRole('option').first()).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Enter')
    await expect(inventory.search).toHaveValue('jenkins is:stale ')
    await expect(inventory.suggestions).toBeHidden()
    expect(await inventory.readNames()).toEqual(['ci-jenkins-legacy'])
    await page.keyboard.press('ArrowDown')
    await expect(inventory.rows.first()).toBeFocused()
  })

  await test.step('Esc closes the suggestions, then gives up the search', async () => {
    await inventory.search.fill('')
    await inventory.search.pressSequentially('expires:')
    await expect(inventory.suggestions).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(inventory.suggestions).toBeHidden()
    await expect(inventory.search).toHaveValue('expires:')
    await page.keyboard.press('Escape')
    await expect(inventory.search).toHaveValue('')
  })

  await test.step('what is not understood is said, and hides nothing', async () => {
    await inventory.find('state:old jenkins')
    await expect(inventory.search).toHaveAccessibleDescription(/No filter is called “state”/u)
    await expect(inventory.rows).toHaveCount(2)
    await inventory.find('"state:old"')
    await expect(inventory.search).not.toHaveAccessibleDescription(/filter/u)
    await expect(inventory.noMatch).toHaveText('No keys match “state:old”')
  })

  await test.step('no match names what was asked for, and what hides behind it', async () => {
    await inventory.find('is:expired github')
    await expect(inventory.noMatch).toHaveText('No keys match Expired · “github”')
    await expect(inventory.main).toContainText('2 hidden keys match.')
    await inventory.main.getByRole('button', { name: 'Show 2 keys without the filters' }).click()
    await expect(inventory.rows).toHaveCount(2)
    await inventory.find('is:expired github')
    await inventory.main.getByRole('button', { name: 'Clear filters' }).click()
    await expect(inventory.view('All')).toHaveAttribute('aria-pressed', 'true')
  })
})

test('filters are buttons with counts, and combine', async ({ app, hygiara }) => {
  const { screens } = app
  const { inventory } = screens
  await screens.connect(hygiara)
  for (const name of [/^Expiring 30 d/u, /^Expired/u, /^No expiry/u, /^Never used/u, /^Unused 90 d/u]) {
    const filter = inventory.filter(name)
    const count = Number(/(\d+)$/u.exec(await filter.innerText())?.[1])
    await filter.click()
    await expect(filter).toHaveAttribute('aria-pressed', 'true')
    await expect(inventory.heading, String(name)).toHaveText(new RegExp(`^Inventory ${count} of`, 'u'))
    await filter.click()
    await expect(filter).toHaveAttribute('aria-pressed', 'false')
  }
  await inventory.filter(/^No expiry/u).click()
  await inventory.filter(/^Unused 90 d/u).click()
  await expect(inventory.search).toHaveValue('expires:never used:>90d')
  await inventory.filters.getByRole('button', { name: 'Unused: number of days' }).click()
  await inventory.menu.getByRole('menuitemradio', { name: /^Unused 180 d/u }).click()
  await expect(inventory.search).toHaveValue('expires:never used:>180d')
  expect(await inventory.readNames()).toEqual(['test'])
})

test('mine are the keys that one created here or is noted as the owner of', async ({ app, folder }) => {
  const hygiara = await HygiaraServer.start({ dataFolder: folder, sampleData: true })
  try {
    const { page, screens, electron } = app
    const { inventory } = screens
    await screens.connect(hygiara)
    await inventory.show('Mine')
    await expect(inventory.view('Mine')).toHaveAccessibleName('Mine 0')
    await expect(inventory.main).toContainText('None of these keys is noted as yours')
    await expect(inventory.main).toContainText(hygiara.email)
    for (const appearance of appearances) {
      await setAppearance(electron, page, appearance)
      expect(await faultsOf(page, appearance), appearance).toEqual([])
    }

    await screens.createUntilSecretStep('ci-made-by-me')
    await screens.secret.copy()
    await screens.secret.close()
    await expect(inventory.view('Mine')).toHaveAccessibleName('Mine 1')
    await inventory.showAll()
    await inventory.find('jira')
    await inventory.openNotes('jira-sync')
    await screens.notes.owner.fill(`Grace, ${hygiara.email}`)
    await screens.notes.owner.press('Control+Enter')
    await expect(screens.notes.sheet).toBeHidden()
    await inventory.show('Mine')
    await expect(inventory.search).toHaveValue('is:mine')
    await expect(inventory.row('jira-sync')).toBeVisible()
    expect((await inventory.readNames()).toSorted()).toEqual(['ci-made-by-me', 'jira-sync'])
  } finally {
    await hygiara.stop()
  }
})

test('a search can be kept as a view, changed, renamed and removed, and outlives a restart', async ({
  app,
  hygiara
}) => {
  const { page, screens } = app
  const { inventory } = screens
  await screens.connect(hygiara)
  await inventory.find('is:stale -temp')
  await inventory.columnHeader('Last used').getByRole('button').click()
  await inventory.saveViewButton.click()
  await page.keyboard.press('Enter')
  await expect(inventory.dialog).toContainText('Name the view')
  await page.keyboard.type('all')
  await page.keyboard.press('Enter')
  await expect(inventory.view('all')).toHaveAttribute('aria-pressed', 'true')
  await inventory.show('Needs attention')

  await app.end()
  await app.start()
  const { inventory: again } = app.screens
  await app.screens.connect(hygiara)
  await again.view('all').click()
  await expect(again.search).toHaveValue('is:stale -temp')
  await expect(again.columnHeader('Last used')).toHaveAttribute('aria-sort', 'ascending')

  await again.find('is:stale ci')
  await again.changeView('all', 'Keep this search in it')
  await again.show('Needs attention')
  await again.view('all').click()
  await expect(again.search).toHaveValue('is:stale ci')
  await again.changeView('all', 'Rename…')
  await app.page.keyboard.press('Control+a')
  await app.page.keyboard.type('Old pipelines')
  await app.page.keyboard.press('Enter')
  await again.changeView('Old pipelines', 'Remove view')
  await expect(again.view('Old pipelines')).toHaveCount(0)
  await expect(again.view('Needs attention')).toHaveAttribute('aria-pressed', 'true')
})
