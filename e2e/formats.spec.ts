import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { parseDocument } from 'yaml'
import { copyFromElsewhere, readClipboard } from './desktop/clipboard.ts'
import { holdTimers, releaseTimers } from './fixtures/held-timers.ts'
import { KeysApp } from './fixtures/keys-app.ts'
import { expect, test } from './fixtures/test.ts'

const run = promisify(execFile)
const holdMs = 30_000

let app: KeysApp

test.beforeAll(async ({ hygiara }) => {
  app = await (await KeysApp.create()).start()
  await holdTimers(app.electron, holdMs)
  await app.screens.connect(hygiara)
})
test.afterAll(() => app.remove())
test.afterEach(async () => {
  await copyFromElsewhere('copied after the test')
  await app.screens.secret.close()
})

test('what other programs find is byte for byte what was asked for', async ({ hygiara }) => {
  const { secret } = await stepFor('CI reviews, Köln')
  await secret.copy()
  const value = await readClipboard()
  // xclip adds nothing and takes nothing away: no line break comes with the key.
  expect(value).toMatch(/^hrdly_[0-9A-Za-z]{40,}$/u)
  expect(await hygiara.answerTo(value)).toBe(200)

  await secret.copyAs('HYGIARA_API_KEY=…')
  await expect.poll(readClipboard).toBe(`HYGIARA_API_KEY=${value}`)
  await secret.copyAs('X-API-Key header')
  await expect.poll(readClipboard).toBe(`X-API-Key: ${value}`)
  await secret.copyAs('curl command')
  await expect.poll(readClipboard).toBe(`curl -H 'X-API-Key: ${value}' ${hygiara.url}/api/v1/whoami`)
  await secret.copyAs('Docker secret')
  await expect(secret.copied).toContainText('docker secret create ci-reviews-koln -')
  await expect.poll(readClipboard).toBe(value)
  await secret.copyAs('Kubernetes Secret')
  await expect.poll(readClipboard).toMatch(/^apiVersion: v1\n/u)
  expect(parseDocument(await readClipboard()).toJS()).toEqual({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'ci-reviews-koln' },
    type: 'Opaque',
    stringData: { HYGIARA_API_KEY: value }
  })
})

test('the curl line, pasted into a shell, is answered by the server of this key', async () => {
  const { secret } = await stepFor('ci-pasted')
  await secret.copyAs('curl command')
  await expect(secret.copied).toContainText('Copied as a curl command')
  const { stdout } = await run('sh', ['-c', `${await readClipboard()} -sS`])
  expect(JSON.parse(stdout)).toMatchObject({ api_key: { name: 'ci-pasted' } })
})

test('every form is cleared when its time is over', async () => {
  const { secret } = await stepFor('ci-cleared')
  for (const form of [
    'HYGIARA_API_KEY=…',
    'X-API-Key header',
    'curl command',
    'Kubernetes Secret',
    'Docker secret'
  ]) {
    await secret.copyAs(form)
    await expect.poll(readClipboard).toContain('hrdly_')
    // The time begins when the copy was read back, which is after others can see it.
    await expect(secret.copied).toContainText('clears in')
    await releaseTimers(app.electron)
    await expect.poll(readClipboard, form).toBe('')
    await expect(secret.copied).toContainText('cleared')
  }
})

test('Markdown says which key it is and not what it is, and hands nothing over', async () => {
  const { secret, guard } = await stepFor('ci-ticket')
  await secret.copyAsButton.click()
  await app.page.getByRole('menuitem', { name: 'Markdown, without the key' }).click()
  await expect(app.screens.shell.notifications).toContainText('without the key')
  expect(await readClipboard()).toMatch(/^\*\*ci-ticket\*\* \(hrdly\\_[0-9A-Za-z]{6}…\), created 20/u)
  await secret.doneButton.click()
  await expect(guard.dialog).toBeVisible()
  await app.page.keyboard.press('Escape')
  await secret.copy()
})

test('by keyboard: Tab from Copy, arrows, Enter; and the next time the menu begins at its beginning', async () => {
  const { secret } = await stepFor('ci-keyboard')
  const { keyboard } = app.page
  await expect(secret.copyButton).toBeFocused()
  await keyboard.press('Tab')
  await expect(secret.copyAsButton).toBeFocused()
  await keyboard.press('Enter')
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await expect(secret.copied).toContainText('Copied as a header')
  await expect(secret.copyAsButton).toBeFocused()
  await keyboard.press('Enter')
  await expect(app.page.getByRole('menuitem', { name: 'HYGIARA_API_KEY=…' })).toBeFocused()
  await keyboard.press('Escape')
  await expect(secret.copyAsButton).toBeFocused()
  await expect(secret.heading).toBeVisible()
})

test('a key pressed in the same moment as an arrow goes to the line of the arrow', async () => {
  const { secret } = await stepFor('ci-quick-fingers')
  await secret.copyAsButton.press('Enter')
  await expect(app.page.getByRole('menuitem', { name: 'HYGIARA_API_KEY=…' })).toBeFocused()
  const marked = await app.page.evaluate(
    (keys) => {
      const press = (key: string) =>
        document.activeElement?.dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
        )
      return keys.map((key) => {
        press(key)
        return document.activeElement?.textContent
      })
    },
    ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowDown', 'End', 'Home']
  )
  const [first, second, third, last] = [
    'HYGIARA_API_KEY=…',
    'X-API-Key header',
    'curl command',
    'Markdown, without the key'
  ]
  expect(marked).toEqual([second, third, second, first, last, first, last, first])
  await app.page.keyboard.press('Escape')
  await secret.copy()
})

async function stepFor(name: string) {
  await app.screens.createUntilSecretStep(name)
  return app.screens
}
