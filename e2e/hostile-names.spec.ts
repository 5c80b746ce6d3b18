/** Names are given by others: none may pass for another one, for nothing, or for a part of the window. */
import { readClipboard } from './desktop/clipboard.ts'
import { expect, test } from './fixtures/test.ts'
import { FaultProxy } from './servers/fault-proxy.ts'

/** As the server gives it, and as a person sees it. */
const names = [
  ['\u202egnigats-ic', '⟨U+202E⟩gnigats-ic'],
  ['\u200b\u2060', '⟨U+200B⟩⟨U+2060⟩'],
  ['', 'Unnamed'],
  ['huge-'.repeat(400), `${'huge-'.repeat(40)}…`],
  ['__proto__', '__proto__'],
  ['<img src=x onerror=1>', '<img src=x onerror=1>'],
  ['ci\n\u001b[2Jline', 'ci⟨U+000A⟩⟨U+001B⟩[2Jline'],
  ['مفتاح', 'مفتاح']
] as const

interface List {
  readonly items: Record<string, unknown>[]
}

test('names that hide, reorder or flood are shown as what they are', async ({ app, hygiara }) => {
  const { page, screens } = app
  const proxy = await FaultProxy.inFrontOf(hygiara.url)
  const ids = new Map<string, string>()
  proxy.rewrite = (path, body) => {
    if (!path.endsWith('/api-keys')) return body
    const list = JSON.parse(body) as List
    const items = list.items.map((item, index) => {
      const pair = names[index]
      if (pair === undefined) return item
      const [name, shown] = pair
      ids.set(shown, String(item['id']))
      // Made last, so that they are the first rows.
      return { ...item, name, key_prefix: 'hrdly_\u202eabc', created_at: '2099-01-01T00:00:00Z' }
    })
    return JSON.stringify({ ...list, items: items.slice(0, 20), next_cursor: null })
  }
  await screens.connect({ url: proxy.url, email: hygiara.email, password: hygiara.password })

  await test.step('in the table', async () => {
    for (const [, shown] of names) {
      const row = screens.inventory.rows.filter({ hasText: shown })
      await expect(row, shown).toHaveCount(1)
      await expect(row.getByText(shown, { exact: true })).toBeVisible()
      await expect(row).toContainText('hrdly_⟨U+202E⟩abc…')
    }
    await expect(screens.inventory.table).not.toContainText(/[\u200b\u2060\u202e]/u)
    await expect(page.locator('img[src=x]')).toHaveCount(0)
    // No name is drawn wider than its cell.
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  })

  await test.step('in the dialog before it is revoked, with the id', async () => {
    for (const shown of ['⟨U+202E⟩gnigats-ic', '⟨U+200B⟩⟨U+2060⟩', 'Unnamed']) {
      await screens.inventory.openRevoke(shown)
      await expect(screens.revoke.dialog).toHaveAccessibleName(`Revoke ${shown}?`)
      await expect(screens.revoke.dialog).not.toContainText(/ci-staging|[\u200b\u2060\u202e]/u)
      await expect(screens.revoke.dialog.getByText(ids.get(shown) ?? '?', { exact: true })).toBeVisible()
      await screens.revoke.cancelButton.click()
      await expect(screens.revoke.dialog).toBeHidden()
    }
  })

  await test.step('on the clipboard, as one line', async () => {
    await screens.inventory.copyLabel('ci⟨U+000A⟩⟨U+001B⟩[2Jline')
    await expect(screens.shell.notifications).toContainText(
      'Copied the name and prefix of ci⟨U+000A⟩⟨U+001B⟩[2Jline.'
    )
    expect(await readClipboard()).toBe('ci⟨U+000A⟩⟨U+001B⟩[2Jline (hrdly_⟨U+202E⟩abc…)')
  })

  await test.step('the search takes the name as it really is', async () => {
    await screens.inventory.find('gnigats')
    await expect(screens.inventory.rows).toHaveCount(1)
    await screens.inventory.find('')
    await expect(screens.inventory.rows.first()).toBeVisible()
  })

  await test.step('a name of a megabyte spoils the answer, not the window', async () => {
    const count = await screens.inventory.readCount()
    proxy.rewrite = (_, body) => body.replace('"name":"', `"name":"${'x'.repeat(1 << 20)}`)
    await screens.inventory.refreshButton.click()
    await expect(page.getByRole('main')).toContainText('answers, but not as Hygiara does')
    expect(await screens.inventory.readCount()).toBe(count)
    await screens.inventory.openCreate()
    await expect(screens.createKey.name).toBeFocused()
  })
  await proxy.stop()
})
