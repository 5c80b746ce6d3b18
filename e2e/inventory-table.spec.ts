import { faultsOf } from './accessibility/inspect.ts'
import { readClipboard } from './desktop/clipboard.ts'
import { expect, test } from './fixtures/test.ts'
import { FaultProxy } from './servers/fault-proxy.ts'
import { HygiaraServer } from './servers/hygiara-server.ts'

test('the app begins with what needs attention, the worst first, and says what it hides', async ({
  app,
  hygiara
}) => {
  const { screens } = app
  const { inventory } = screens
  await screens.welcome.goToSignIn()
  await screens.signIn.signIn(hygiara)
  await expect(inventory.heading).toHaveText(/^Inventory \d+ of \d+ keys$/u)
  await expect(inventory.view('Needs attention')).toHaveAttribute('aria-pressed', 'true')
  await expect(inventory.rows.first()).toContainText('temp-demo-oslo')
  const names = await inventory.readNames()
  expect(names.slice(0, 4)).toEqual([
    'temp-demo-oslo',
    'migration-crm-import',
    'ci-nightly-regression',
    'test'
  ])
  expect(names).not.toContain('temp-load-test')

  await expect(inventory.hiddenExpired).toHaveText(/^6 expired hidden\s*Show$/u)
  await inventory.hiddenExpired.getByRole('button', { name: 'Show expired keys' }).click()
  await expect(inventory.search).toHaveValue('is:attention,expired')
  await inventory.table.press('End')
  await expect(inventory.row('temp-load-test')).toBeVisible()
  await expect(inventory.hiddenExpired).toBeHidden()
})

/** With nothing but the sample data: other tests make keys, and they would be first or last. */
const untouched = test.extend<{ readonly sample: HygiaraServer }>({
  sample: async ({ folder }, use) => {
    const server = await HygiaraServer.start({ dataFolder: folder, sampleData: true })
    await use(server)
    await server.stop()
  }
})

untouched(
  'every column sorts both ways, by mouse and by keyboard; the order is there again after a restart',
  async ({ app, sample: hygiara }) => {
    const { page, screens } = app
    const { inventory } = screens
    await screens.connect(hygiara)
    for (const [column, first, last] of [
      ['Name', 'airflow-review-export', 'zapier-review-to-sheet'],
      ['Last used', 'test', 'status-page-probe'],
      ['Expires', 'temp-workshop-may', 'edge-gateway-fra1']
    ] as const) {
      const header = inventory.columnHeader(column)
      await header.getByRole('button').click()
      await expect(header).toHaveAttribute('aria-sort', 'ascending')
      await expect(inventory.rows.first(), column).toContainText(first)
      await header.getByRole('button').click()
      await expect(header).toHaveAttribute('aria-sort', 'descending')
      await expect(inventory.rows.first(), column).toContainText(last)
      await header.getByRole('button').click()
      await expect(header).toHaveAttribute('aria-sort', 'none')
    }
    await test.step('no expiry and never used stand last both ways', async () => {
      for (const [column, word] of [
        ['Expires', 'No expiry'],
        ['Last used', 'Never used']
      ] as const) {
        const button = inventory.columnHeader(column).getByRole('button')
        for (const direction of ['ascending', 'descending']) {
          await button.click()
          await expect(inventory.columnHeader(column)).toHaveAttribute('aria-sort', direction)
          await inventory.rows.first().focus()
          await page.keyboard.press('End')
          await expect(inventory.table.locator(':focus')).toContainText(word)
          await page.keyboard.press('Home')
          await expect(inventory.table.locator(':focus')).not.toContainText(word)
        }
        await button.click()
      }
    })
    await test.step('up from the first row, arrows along, Enter', async () => {
      await inventory.rows.first().focus()
      await page.keyboard.press('ArrowUp')
      // Up leads to the heading that was used last.
      await expect(inventory.columnHeader('Last used').getByRole('button')).toBeFocused()
      for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowLeft')
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('Enter')
      await expect(inventory.columnHeader('Status')).toHaveAttribute('aria-sort', 'ascending')
      await page.keyboard.press('ArrowDown')
      await expect(inventory.rows.first()).toBeFocused()
    })
    await inventory.show('Needs attention')
    await expect(inventory.columnHeader('Status')).toHaveAttribute('aria-sort', 'none')

    await app.end()
    await app.start()
    await app.screens.connect(hygiara)
    await expect(app.screens.inventory.columnHeader('Status')).toHaveAttribute('aria-sort', 'ascending')
  }
)

test('rows are selected by keyboard and mouse; the bar counts them and copies their names', async ({
  app,
  hygiara
}) => {
  const { page, screens } = app
  const { inventory } = screens
  await screens.connect(hygiara)
  await inventory.find('github')
  await inventory.rows.first().focus()
  await page.keyboard.press('Space')
  await expect(inventory.selection).toContainText(/^1 of \d+ — filtered/u)
  await expect(inventory.rows.first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(inventory.selection).toContainText(/^2 of \d+ — filtered/u)
  await page.keyboard.press('Control+c')
  await expect(screens.shell.notifications).toContainText('Copied the names and prefixes of 2 keys.')
  expect(await readClipboard()).toMatch(
    /^ci-github-reviews-prod \(hrdly_\w+…\)\nci-github-reviews-staging \(hrdly_\w+…\)$/u
  )

  await test.step('what is selected stays selected in another view', async () => {
    await inventory.show('Needs attention')
    await expect(inventory.selection).toContainText(/^2 of \d+ — filtered, 2 not shown here/u)
    await inventory.rows.first().focus()
    await page.keyboard.press('Escape')
    await expect(inventory.selection).toBeHidden()
  })
  await test.step('all that is shown, and none of it', async () => {
    const shown = Number(/(\d+) of/u.exec(await inventory.heading.innerText())?.[1])
    await page.keyboard.press('Control+a')
    await expect(inventory.selection).toContainText(`${shown} of`)
    await inventory.table.getByRole('checkbox', { name: 'Select all shown' }).click()
    await expect(inventory.selection).toBeHidden()
  })
  await test.step('a box, Ctrl and Shift', async () => {
    await inventory.rows.nth(1).hover()
    await inventory.rows.nth(1).getByRole('checkbox').check()
    await inventory.rows.nth(4).click({ modifiers: ['Shift'] })
    await expect(inventory.selection).toContainText('4 of')
    await inventory.rows.nth(2).click({ modifiers: ['Control'] })
    await expect(inventory.selection).toContainText('3 of')
    await inventory.selection.getByRole('button', { name: 'Clear' }).click()
    await expect(inventory.selection).toBeHidden()
    await expect(inventory.details).toBeHidden()
  })
})

test('F6 goes from one part of the window to the next, and Shift F6 back', async ({ app, hygiara }) => {
  const { page, screens } = app
  await screens.connect(hygiara)
  await screens.inventory.rows.first().click()
  const zoneOf = () =>
    page.evaluate(
      () =>
        document.activeElement?.closest('[data-zone]')?.tagName.toLowerCase() ??
        document.activeElement?.tagName
    )
  expect(await zoneOf()).toBe('div')
  const round: (string | undefined)[] = []
  for (let press = 0; press < 5; press++) {
    await page.keyboard.press('F6')
    round.push(await zoneOf())
  }
  // The details, the status bar, the rail, what is above the table, and the table again.
  expect(round).toEqual(['aside', 'footer', 'header', 'header', 'div'])
  await page.keyboard.press('Shift+F6')
  await expect(screens.inventory.search).toBeFocused()
})

test('keys with the same prefix say so, in the row, the details and the dialog', async ({ app, hygiara }) => {
  const { screens } = app
  const { inventory } = screens
  const proxy = await FaultProxy.inFrontOf(hygiara.url)
  const twins = ['webhook-relay-eu', 'webhook-relay-us', 'slack-review-bot']
  proxy.rewrite = (path, body) => {
    if (!path.endsWith('/api-keys')) return body
    const list = JSON.parse(body) as { items: Record<string, unknown>[] }
    const items = list.items.map((item) =>
      twins.includes(String(item['name'])) ? { ...item, key_prefix: 'hrdly_twin00' } : item
    )
    return JSON.stringify({ ...list, items })
  }
  try {
    await screens.connect({ url: proxy.url, email: hygiara.email, password: hygiara.password })
    await inventory.find('is:shared-prefix')
    await expect(inventory.rows).toHaveCount(3)
    for (const name of twins) await expect(inventory.row(name)).toContainText('hrdly_twin00…shared by 3')
    await inventory.row('slack-review-bot').click()
    await expect(inventory.details).toContainText('3 keys begin with this prefix.')
    await inventory.openRevoke('slack-review-bot')
    await expect(screens.revoke.dialog).toContainText('Shared by 3 keys')
    await expect(screens.revoke.dialog).toContainText(/First seenHere on \d+ \w+ \d{4}/u)
    await expect(screens.revoke.dialog).toContainText(/Created\d+ \w+ \d{4}/u)
    expect(await faultsOf(app.page)).toEqual([])
  } finally {
    await proxy.stop()
  }
})

test('a key that is pressed before the next frame is meant for the row one has just gone to', async ({
  app,
  hygiara
}) => {
  const { page, screens } = app
  const { inventory } = screens
  await screens.connect(hygiara)
  const names = await inventory.readNames()
  const pressAtOnce = (...keys: string[]): Promise<void> =>
    page.evaluate((pressed) => {
      for (const key of pressed) {
        document.activeElement?.dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
        )
      }
    }, keys)

  await inventory.rows.first().focus()
  await pressAtOnce('ArrowDown', 'Enter')
  await expect(inventory.details).toHaveAccessibleName(`Details of ${names[1] ?? ''}`)
  await expect(inventory.rows.nth(1)).toBeFocused()
  await pressAtOnce('End', 'Delete')
  const last = (await screens.revoke.dialog.getByRole('heading').first().innerText()).replace(
    /^Revoke |\?$/gu,
    ''
  )
  await page.keyboard.press('Escape')
  await expect(inventory.row(last)).toBeVisible()
  expect((await inventory.readNames()).at(-1)).toBe(last)
})

test('a button that has opened its menu has no tooltip, also when something scrolls', async ({
  app,
  hygiara
}) => {
  const { page, screens } = app
  await screens.connect(hygiara)
  await screens.inventory.rows.first().hover()
  await screens.inventory.rows
    .first()
    .getByRole('button', { name: /^Actions for/u })
    .click()
  await expect(screens.inventory.menu).toBeVisible()
  await screens.inventory.table.dispatchEvent('scroll')
  // Longer than a tooltip takes to come.
  await page.waitForTimeout(700)
  await expect(page.getByRole('tooltip')).toHaveCount(0)
  await page.keyboard.press('Escape')
})
