import type { ElectronApplication } from '@playwright/test'
import {
  copyFromElsewhere,
  copyImageFromElsewhere,
  readClipboard,
  readClipboardFormats
} from './desktop/clipboard.ts'
import { holdLongTimers, releaseLongTimers } from './fixtures/long-timers.ts'
import { expect, test } from './fixtures/test.ts'

test('Clear now takes the key off the clipboard and says so', async ({ app, hygiara }) => {
  const { screens } = app
  await screens.connect(hygiara)
  await screens.createUntilSecretStep('ci-clear-now')
  await screens.secret.copy()
  await expect(screens.shell.statusBar).toContainText(/Clipboard clears in \d+ s/u)
  expect(await readClipboard()).toMatch(/^hrdly_/u)

  await screens.shell.clearClipboardButton.click()
  await expect(screens.shell.notifications).toContainText('Clipboard cleared.')
  expect(await readClipboard()).toBe('')
  await expect(screens.shell.clearClipboardButton).toBeHidden()
})

test('when the time is over, what somebody else has copied meanwhile is left alone', async ({
  app,
  hygiara
}) => {
  const { electron, screens } = app
  await holdLongTimers(electron)
  await screens.connect(hygiara)
  await screens.createUntilSecretStep('ci-left-alone')

  await test.step('a text', async () => {
    await screens.secret.copy()
    await copyFromElsewhere('a note of somebody else')
    expect(await releaseLongTimers(electron)).toBeGreaterThan(0)
    await expect(screens.shell.notifications).toContainText('left alone')
    expect(await readClipboard()).toBe('a note of somebody else')
  })

  await test.step('a picture', async () => {
    await screens.secret.copyButton.click()
    await expect(screens.shell.clearClipboardButton).toBeVisible()
    await copyImageFromElsewhere()
    expect(await releaseLongTimers(electron)).toBeGreaterThan(0)
    await expect(screens.shell.clearClipboardButton).toBeHidden()
    expect(await readClipboardFormats()).toContain('image/png')
  })
})

test('copying again starts the time anew', async ({ app, hygiara }) => {
  const { electron, screens } = app
  await holdLongTimers(electron)
  await screens.connect(hygiara)
  await screens.createUntilSecretStep('ci-copied-twice')
  await screens.secret.copy()
  const before = await countHeldTimers(electron)
  await screens.secret.copyButton.click()
  await expect(screens.secret.copied).toBeVisible()
  // Still one clock, not two: the first one would clear too early.
  await expect.poll(() => countHeldTimers(electron)).toBe(before)
  await releaseLongTimers(electron)
  await expect.poll(readClipboard).toBe('')
})

test('signing out takes the key off the clipboard', async ({ app, hygiara }) => {
  const { screens } = app
  await screens.connect(hygiara)
  await screens.createUntilSecretStep('ci-sign-out')
  await screens.secret.copy()
  await screens.shell.signOut()
  await expect(screens.welcome.heading).toBeVisible()
  expect(await readClipboard()).toBe('')
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

async function countHeldTimers(electron: ElectronApplication): Promise<number> {
  return electron.evaluate(() => (Reflect.get(globalThis, 'heldTimers') as Map<object, unknown>).size)
}

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
