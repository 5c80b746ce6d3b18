import type { ElectronApplication } from '@playwright/test'
import {
  copyFilesFromElsewhere,
  copyFromElsewhere,
  copyImageFromElsewhere,
  readClipboard,
  readClipboardFormats
} from './desktop/clipboard.ts'
import { countHeldTimers, holdTimers, releaseTimers } from './fixtures/held-timers.ts'
import { KeysApp } from './fixtures/keys-app.ts'
import { expect, test } from './fixtures/test.ts'

// How long the app leaves a key on the clipboard here; it has no other timer of this length.
const holdMs = 20_000

test.describe('while the app runs', () => {
  let app: KeysApp

  test.beforeAll(async ({ hygiara }) => {
    app = await (await KeysApp.create()).start()
    await holdTimers(app.electron, holdMs)
    await app.screens.connect(hygiara)
    await app.screens.shell.goToSettings()
    await app.screens.settings.clipboardTime('20 s').click()
    await app.screens.shell.goToInventory()
  })
  test.afterAll(() => app.remove())

  /** Copies a new key and answers its value. */
  async function copyNewKey(name: string): Promise<string> {
    await app.screens.createUntilSecretStep(name)
    await app.screens.secret.copy()
    const value = await readClipboard()
    expect(value).toMatch(/^hrdly_/u)
    return value
  }

  test('the status bar counts down by name, and Clear now takes the key away and says so', async () => {
    const { screens } = app
    await copyNewKey('ci-clear-now')
    await expect(screens.shell.statusBar).toContainText(/ci-clear-now:\s*clipboard clears in \d+ s/u)

    await screens.shell.clearClipboardButton.click()
    await expect(screens.shell.notifications).toContainText('Clipboard cleared.')
    expect(await readClipboard()).toBe('')
    await expect(screens.shell.clearClipboardButton).toBeHidden()
    // The button is gone; the focus is not.
    await expect(screens.secret.heading).toBeFocused()
    await expect(screens.secret.copied).toContainText(/^Copied .+, cleared .+, verified/u)
    await screens.secret.close()
  })

  test('a key is there as text and in no format that says where it came from', async () => {
    await copyNewKey('ci-formats')
    const formats = await readClipboardFormats()
    expect(formats).toContain('text/plain')
    expect(formats).not.toContain('text/html')
    expect(formats.filter((format) => format.startsWith('chromium/'))).toEqual([])
    // Electron up to version 43 cannot mark a copy for clipboard histories: it is said.
    const isMarked = formats.includes('x-kde-passwordManagerHint')
    const note = app.screens.secret.copied.getByText("This copy isn't hidden from clipboard history.")
    await expect(note).toBeVisible({ visible: !isMarked })
    await app.page.keyboard.press('Control+Shift+X')
    await expect.poll(() => readClipboard()).toBe('')
    await app.screens.secret.close()
  })

  const others = [
    ['a text', () => copyFromElsewhere('a note of somebody else'), 'STRING'],
    ['a picture', copyImageFromElsewhere, 'image/png'],
    ['files', copyFilesFromElsewhere, 'text/uri-list']
  ] as const
  for (const [what, copy, format] of others) {
    test(`when the time is over, ${what} that somebody else has copied is left alone`, async () => {
      const { electron, screens } = app
      await copyNewKey(`ci-left-alone-${format.replaceAll(/\W/gu, '-')}`)
      await copy()
      expect(await countHeldTimers(electron)).toBe(1)
      await releaseTimers(electron)
      await expect(screens.shell.clearClipboardButton).toBeHidden()
      await expect(screens.secret.copied).toContainText('Something else is on the clipboard now')
      expect(await readClipboardFormats()).toContain(format)
      if (format === 'STRING') expect(await readClipboard()).toBe('a note of somebody else')
      await screens.secret.close()
    })
  }

  test('copying again starts the time anew, and there is still one clock', async () => {
    const { electron, screens } = app
    await copyNewKey('ci-copied-twice')
    await expect(screens.secret.copied).toContainText(/clears in 1\d s/u)
    await screens.secret.copyButton.click()
    await expect(screens.secret.copied).toContainText('clears in 20 s')
    expect(await countHeldTimers(electron)).toBe(1)
    await releaseTimers(electron)
    await expect.poll(() => readClipboard()).toBe('')
    await screens.secret.close()
  })

  test('Keep 30 s more does so once, and nothing in the bar moves', async () => {
    const { screens } = app
    await copyNewKey('ci-keep')
    const before = await screens.shell.clearClipboardButton.boundingBox()
    await screens.shell.keepLongerButton.click()
    await expect(screens.shell.statusBar).toContainText(/clears in (4\d|50) s/u)
    await expect(screens.shell.keepLongerButton).toHaveText('Kept 30 s more')
    expect(await screens.shell.clearClipboardButton.boundingBox()).toEqual(before)
    await screens.shell.keepLongerButton.click({ force: true })
    await expect(screens.shell.statusBar).toContainText(/clears in (4\d|50) s/u)
    await screens.shell.clearClipboardButton.click()
    await expect.poll(() => readClipboard()).toBe('')
    await screens.secret.close()
  })

  test('what was marked with the mouse goes along when it is the key, and stays when it is not', async () => {
    const { screens } = app
    const value = await copyNewKey('ci-primary')
    // Chromium would leave it there.
    expect(await readClipboard('primary')).not.toBe(value)
    // Pasted somewhere, and marked there.
    await copyFromElsewhere(value, 'primary')
    await screens.shell.clearClipboardButton.click()
    await expect.poll(() => readClipboard()).toBe('')
    expect(await readClipboard('primary')).toBe('')

    await screens.secret.copyButton.click()
    await expect.poll(() => readClipboard()).toBe(value)
    await copyFromElsewhere('marked by somebody', 'primary')
    await screens.shell.clearClipboardButton.click()
    await expect.poll(() => readClipboard()).toBe('')
    expect(await readClipboard('primary')).toBe('marked by somebody')
    await screens.secret.close()
  })

  for (const event of ['lock-screen', 'suspend'] as const) {
    test(`${event} takes the key off the clipboard`, async () => {
      await copyNewKey(`ci-${event}`)
      await app.electron.evaluate(({ powerMonitor }, name) => powerMonitor.emit(name), event)
      await expect.poll(() => readClipboard()).toBe('')
      await app.screens.secret.close()
    })
  }

  test('a clipboard that is not cleared: it stays said, and is tried again when the window is active', async () => {
    const { electron, screens } = app
    await breakClearing(electron)
    const value = await copyNewKey('ci-not-cleared')
    await screens.shell.clearClipboardButton.click()
    await expect(screens.shell.notifications).toContainText(
      "Couldn't clear the clipboard. ci-not-cleared is still there. Copy anything else to replace it."
    )
    await expect(screens.shell.statusBar).toContainText('is still on the clipboard')
    await expect(screens.secret.copied).toContainText('not cleared')
    expect(await readClipboard()).toBe(value)

    await repairClearing(electron)
    await electron.evaluate(({ app: running, BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      // Without a window manager nothing is ever in front by itself.
      if (!window?.isFocused()) window?.focus()
      running.emit('browser-window-focus', {}, window)
    })
    await expect.poll(() => readClipboard()).toBe('')
    await expect(screens.shell.notifications).toContainText('Clipboard cleared.')
    await expect(screens.shell.statusBar).not.toContainText('is still on the clipboard')
    await screens.secret.close()
  })

  test('signing out takes the key off the clipboard', async () => {
    const { screens } = app
    await copyNewKey('ci-sign-out')
    await screens.shell.signOut()
    await expect(screens.welcome.heading).toBeVisible()
    expect(await readClipboard()).toBe('')
  })
})

test('the time is what the settings say, also after a restart', async ({ newApp, hygiara }) => {
  const app = await (await newApp()).start()
  await app.screens.connect(hygiara)
  await app.screens.shell.goToSettings()
  await expect(app.screens.settings.clipboardTime('30 s')).toBeChecked()
  await app.screens.settings.clipboardTime('10 s').click()
  await expect(app.screens.settings.clipboardTime('10 s')).toBeChecked()
  await app.quitAndWait()

  const { screens } = await app.start()
  await screens.welcome.profiles.click()
  await screens.signIn.fill({ password: hygiara.password })
  await screens.signIn.submit()
  await screens.createUntilSecretStep('ci-ten-seconds')
  const copiedAt = Date.now()
  await screens.secret.copy()
  await expect(screens.secret.copied).toContainText(/clears in (10|9) s/u)
  // The real clock, and another program that looks.
  await expect.poll(() => readClipboard(), { timeout: 15_000 }).toBe('')
  expect(Date.now() - copiedAt).toBeGreaterThan(9_500)
})

const endings = [
  ['quitting', (app: KeysApp) => app.quit()],
  ['closing the window', (app: KeysApp) => app.closeWindow()]
] as const
for (const [how, end] of endings) {
  test(`${how} takes the key off the clipboard before the app is gone`, async ({ app, hygiara }) => {
    const { screens } = app
    await screens.connect(hygiara)
    await screens.createUntilSecretStep('ci-quit')
    await screens.secret.copy()
    // On X11 the clipboard empties with its owner anyway: what counts is what was on it just before the end.
    expect(await readClipboard()).toMatch(/^hrdly_/u)
    await reportClipboardAtTheEnd(app.electron)
    await end(app)
    await app.ended()
    expect(app.output).toContain('will-quit: clipboard is empty')
  })
}

test('quitting leaves alone what somebody else has copied', async ({ app, hygiara }) => {
  const { screens } = app
  await screens.connect(hygiara)
  await screens.createUntilSecretStep('ci-quit-others')
  await screens.secret.copy()
  await copyFromElsewhere('a note of somebody else')
  await app.quitAndWait()
  expect(await readClipboard()).toBe('a note of somebody else')
})

/** Makes the clipboard report that it was cleared, and do nothing. */
async function breakClearing(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ clipboard }) => {
    Reflect.set(globalThis, 'clearForReal', clipboard.clear)
    clipboard.clear = () => undefined
  })
}

async function repairClearing(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ clipboard }) => {
    clipboard.clear = Reflect.get(globalThis, 'clearForReal') as typeof clipboard.clear
  })
}

/** Prints what is on the clipboard when nothing but the end is left. */
async function reportClipboardAtTheEnd(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ app, clipboard }) => {
    const report = async (): Promise<void> => {
      const text = await clipboard.readText()
      process.stdout.write(`will-quit: clipboard ${text === '' ? 'is empty' : 'holds something'}\n`)
    }
    app.once('will-quit', (event) => {
      event.preventDefault()
      void report().then(() => {
        app.quit()
      })
    })
  })
}
