import type { ElectronApplication } from '@playwright/test'
import { readClipboard } from './desktop/clipboard.ts'
import { expect, test } from './fixtures/test.ts'
import { holdTimers, releaseTimers } from './fixtures/held-timers.ts'
import { FaultProxy } from './servers/fault-proxy.ts'
import type { FaultName } from './servers/faults.ts'

const whoami = /\/whoami$/u
const minuteMs = 60_000

test('a key is tried on demand: valid, then rejected once it is revoked', async ({ app, hygiara }) => {
  const proxy = await FaultProxy.inFrontOf(hygiara.url)
  const { screens } = app
  await screens.connect({ ...hygiara, url: proxy.url })
  await screens.createUntilSecretStep('ci-tried')
  expect(proxy.arrived('GET', whoami)).toBe(0)
  await screens.secret.testButton.click()
  await expect(screens.secret.testResult).toContainText('Valid. Hygiara accepts this key (HTTP 200).')
  expect(proxy.arrived('GET', whoami)).toBe(1)
  // Nobody has it yet.
  await expect(screens.secret.deliveries).toHaveCount(0)
  proxy.break('401', 'GET', whoami)
  await screens.secret.testButton.click()
  await expect(screens.secret.testResult).toContainText(
    "Rejected. Hygiara doesn't accept this key (HTTP 401)."
  )
  await proxy.stop()
})

test('what says nothing about the key is not called invalid', async ({ app, hygiara }) => {
  const proxy = await FaultProxy.inFrontOf(hygiara.url)
  const { screens } = app
  await screens.connect({ ...hygiara, url: proxy.url })
  await screens.createUntilSecretStep('ci-untold')
  const outcomes: readonly (readonly [FaultName, string])[] = [
    ['reset on arrival', 'Unreachable. The connection to'],
    ['500', "Can't tell. Hygiara had a problem (HTTP 500). That says nothing about the key."],
    ['503', "Can't tell. Hygiara had a problem (HTTP 503)."],
    ['302 elsewhere', '(HTTP 302).'],
    ['a page with 200', 'answers, but not as Hygiara does (HTTP 200).'],
    ['429 without a time', "Can't tell. Hygiara asked us to slow down (HTTP 429). Test it again in"]
  ]
  for (const [fault, words] of outcomes) {
    proxy.break(fault, 'GET', whoami)
    await screens.secret.testButton.click()
    await expect(screens.secret.testResult, fault).toContainText(words)
    expect(proxy.arrived('GET', whoami), fault).toBe(1)
  }
  // Asked to wait, the app sends nothing.
  await screens.secret.testButton.click()
  await expect(screens.secret.testResult).toContainText(
    "Can't tell. Hygiara asked us to slow down. Test it again"
  )
  expect(proxy.arrived('GET', whoami)).toBe(1)
  await proxy.stop()
})

test('the first use of a key is told, and our own test is none', async ({ app, hygiara }) => {
  const { screens, page } = app
  await screens.connect(hygiara)
  await screens.createUntilSecretStep('ci-first-use')
  await screens.secret.copy()
  const value = await readClipboard()
  const waiting = page.getByText('Waiting for first use')
  await expect(waiting.first()).toBeVisible()
  await screens.secret.testButton.click()
  await expect(screens.secret.testResult).toContainText('Valid.')
  await expect(waiting.first()).toBeVisible()
  await screens.secret.close()
  await screens.inventory.refreshButton.click()
  const row = screens.inventory.row('ci-first-use')
  await expect(row).toContainText('Waiting for first use')

  // The pipeline.
  expect(await hygiara.answerTo(value)).toBe(200)
  await screens.inventory.refreshButton.click()
  await expect(screens.shell.notifications).toContainText(/ci-first-use was used for the first time at \d/u)
  await expect(row).toContainText('just now')
})

test('while somebody waits the app looks by itself, and not while its window is hidden', async ({
  app,
  hygiara
}) => {
  const { screens, electron } = app
  await holdTimers(electron, minuteMs)
  await screens.connect(hygiara)
  await screens.createUntilSecretStep('ci-awaited')
  await screens.secret.copy()
  const value = await readClipboard()
  await screens.secret.close()
  const row = screens.inventory.row('ci-awaited')
  await expect(row).toContainText('Waiting for first use')
  expect(await hygiara.answerTo(value)).toBe(200)
  await hide(electron, true)
  await releaseTimers(electron)
  await hide(electron, false)
  await expect(row).toContainText('Waiting for first use')
  await releaseTimers(electron)
  await expect(screens.shell.notifications).toContainText('ci-awaited was used for the first time')
})

async function hide(electron: ElectronApplication, isHidden: boolean): Promise<void> {
  await electron.evaluate(({ BrowserWindow }, hidden) => {
    for (const window of BrowserWindow.getAllWindows()) {
      if (hidden) window.hide()
      else window.show()
    }
  }, isHidden)
}
