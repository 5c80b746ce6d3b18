import type { ElectronApplication } from '@playwright/test'
import {
  copyFromElsewhere,
  copyImageFromElsewhere,
  readClipboard,
  readClipboardFormats
} from './desktop/clipboard.ts'
import { countHeldTimers, holdTimers, releaseTimers } from './fixtures/held-timers.ts'
import { KeysApp } from './fixtures/keys-app.ts'
import { expect, test } from './fixtures/test.ts'

// How long the app leaves a key on the clipboard.
const holdMs = 30_000

test.describe('while the app runs', () => {
  let app: KeysApp

  test.beforeAll(async ({ hygiara }) => {
    app = await (await KeysApp.create()).start()
    await holdTimers(app.electron, holdMs)
    await app.screens.connect(hygiara)
  })
  test.afterAll(() => app.remove())

  test('Clear now takes the key off the clipboard and says so', async () => {
    const { screens } = app
    await screens.createUntilSecretStep('ci-clear-now')
    await screens.secret.copy()
    await expect(screens.shell.statusBar).toContainText(/Clipboard clears in \d+ s/u)
    expect(await readClipboard()).toMatch(/^hrdly_/u)

    await screens.shell.clearClipboardButton.click()
    await expect(screens.shell.notifications).toContainText('Clipboard cleared.')
    expect(await readClipboard()).toBe('')
    await expect(screens.shell.clearClipboardButton).toBeHidden()
    await screens.secret.close()
  })

  test('when the time is over, a text that somebody else has copied is left alone', async () => {
    const { electron, screens } = app
    await screens.createUntilSecretStep('ci-left-alone')
    await screens.secret.copy()
    await copyFromElsewhere('a note of somebody else')
    expect(await countHeldTimers(electron)).toBe(1)
    await releaseTimers(electron)
    await expect(screens.shell.notifications).toContainText('left alone')
    expect(await readClipboard()).toBe('a note of somebody else')
    await screens.secret.close()
  })

  test('when the time is over, a picture that somebody else has copied is left alone', async () => {
    const { electron, screens } = app
    await screens.createUntilSecretStep('ci-left-alone-2')
    await screens.secret.copy()
    await copyImageFromElsewhere()
    expect(await countHeldTimers(electron)).toBe(1)
    await releaseTimers(electron)
    await expect(screens.shell.clearClipboardButton).toBeHidden()
    expect(await readClipboardFormats()).toContain('image/png')
    await screens.secret.close()
  })

  test('copying again starts the time anew, and there is still one clock', async () => {
    const { electron, screens } = app
    await screens.createUntilSecretStep('ci-copied-twice')
    await screens.secret.copy()
    await expect(screens.secret.copied).toContainText(/clears in [1-2]\d s/u)
    await screens.secret.copyButton.click()
    await expect(screens.secret.copied).toContainText('clears in 30 s')
    expect(await countHeldTimers(electron)).toBe(1)
    await releaseTimers(electron)
    await expect.poll(readClipboard).toBe('')
    await screens.secret.close()
  })

  test('signing out takes the key off the clipboard', async () => {
    const { screens } = app
    await screens.createUntilSecretStep('ci-sign-out')
    await screens.secret.copy()
    expect(await readClipboard()).toMatch(/^hrdly_/u)
    await screens.shell.signOut()
    await expect(screens.welcome.heading).toBeVisible()
    expect(await readClipboard()).toBe('')
  })
})

test('quitting takes the key off the clipboard before the app is gone', async ({ app, hygiara }) => {
  const { screens } = app
  await screens.connect(hygiara)
  await screens.createUntilSecretStep('ci-quit')
  await screens.secret.copy()
  // On X11 the clipboard empties with its owner anyway: what counts is what was on it just before the end.
  await reportClipboardWhileQuitting(app.electron)
  await app.quitAndWait()
  expect(app.output).toContain('before-quit: clipboard holds something')
  expect(app.output).toContain('will-quit: clipboard is empty')
})

test('quitting leaves alone what somebody else has copied', async ({ app, hygiara }) => {
  const { screens } = app
  await screens.connect(hygiara)
  await screens.createUntilSecretStep('ci-quit-others')
  await screens.secret.copy()
  await copyFromElsewhere('a note of somebody else')
  await app.quitAndWait()
  expect(await readClipboard()).toBe('a note of somebody else')
})

/** Prints what is on the clipboard when quitting begins, and when nothing but the end is left. */
async function reportClipboardWhileQuitting(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ app, clipboard }) => {
    const report = async (when: string): Promise<void> => {
      const text = await clipboard.readText()
      process.stdout.write(`${when}: clipboard ${text === '' ? 'is empty' : 'holds something'}\n`)
    }
    app.once('before-quit', () => void report('before-quit'))
    app.once('will-quit', (event) => {
      event.preventDefault()
      void report('will-quit').then(() => {
        app.quit()
      })
    })
  })
}
