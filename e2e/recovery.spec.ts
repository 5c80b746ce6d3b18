import type { ElectronApplication } from '@playwright/test'
import { readClipboard } from './desktop/clipboard.ts'
import { expect, test } from './fixtures/test.ts'

test('a reload during the secret step brings the step back, and the key can still be copied', async ({
  app,
  hygiara
}) => {
  const { page, screens } = app
  await screens.connect(hygiara)
  await screens.createUntilSecretStep('ci-reload')
  await page.reload()
  await expect(screens.secret.heading).toBeVisible()
  await expect(screens.secret.copyButton).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(screens.secret.copied).toBeVisible()
  expect(await hygiara.answerTo(await readClipboard())).toBe(200)
})

test('a crash of the window during the secret step costs less than two seconds and no key', async ({
  app,
  hygiara
}) => {
  const { electron, screens } = app
  await screens.connect(hygiara)
  await screens.createUntilSecretStep('ci-crash')

  const crashedAt = Date.now()
  await crashAndReload(electron)
  // The crashed page is lost to the test driver: from here on main looks at the new one.
  await expect.poll(() => focusedText(electron), { intervals: [20] }).toMatch(/^Copy/u)
  expect(Date.now() - crashedAt).toBeLessThan(2_000)

  await electron.evaluate(({ webContents }) => {
    for (const contents of webContents.getAllWebContents()) {
      contents.focus()
      for (const type of ['keyDown', 'char', 'keyUp'] as const)
        contents.sendInputEvent({ type, keyCode: 'Return' })
    }
  })
  await expect.poll(readClipboard).toMatch(/^hrdly_/u)
  expect(await hygiara.answerTo(await readClipboard())).toBe(200)
})

test('a window that keeps crashing is not reloaded for ever: somebody is asked', async ({ app }) => {
  const { electron } = app
  await electron.evaluate(({ dialog }) => {
    const asked: string[] = []
    Reflect.set(globalThis, 'asked', asked)
    const answer = (_window: unknown, { message }: Electron.MessageBoxOptions) => {
      asked.push(message)
      return Promise.resolve({ response: 0, checkboxChecked: false })
    }
    dialog.showMessageBox = answer as typeof dialog.showMessageBox
  })
  const asked = () => electron.evaluate(() => Reflect.get(globalThis, 'asked') as string[])
  for (let crashes = 0; crashes < 3; crashes += 1) await crashAndReload(electron)
  expect(await asked()).toEqual([])
  // The answer was to try again, so it comes back this time too.
  await crashAndReload(electron)
  expect(await asked()).toEqual(['The window keeps failing.'])
})

/** Crashes the page; resolves when another one has taken its place. */
async function crashAndReload(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ webContents }) => {
    const [contents] = webContents.getAllWebContents()
    return new Promise<void>((resolve) => {
      contents?.once('dom-ready', () => resolve())
      contents?.forcefullyCrashRenderer()
    })
  })
}

/** What the focused element says, under the heading of the secret step; empty before that. */
async function focusedText(electron: ElectronApplication): Promise<string> {
  return electron.evaluate(async ({ webContents }) => {
    const [contents] = webContents.getAllWebContents()
    if (!contents) return ''
    const isThere =
      '[...document.querySelectorAll("h1")].some((h1) => h1.textContent === "Copy this key now")'
    const text: unknown = await contents.executeJavaScript(
      `${isThere} ? document.activeElement.textContent : ""`
    )
    return String(text)
  })
}
