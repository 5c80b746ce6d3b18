import { countInMemory } from './desktop/memory.ts'
import { readClipboard } from './desktop/clipboard.ts'
import type { KeysApp } from './fixtures/keys-app.ts'
import { expect, test } from './fixtures/test.ts'
import { RecordingProxy } from './servers/recording-proxy.ts'

const minute = 60_000

/** Lets time pass for the app, as if it had stood there: main notices within ten seconds. */
async function letPass({ electron, page }: KeysApp, milliseconds: number): Promise<void> {
  await electron.evaluate((_electron, ms) => {
    const before = Date.now
    Date.now = () => before() + ms
  }, milliseconds)
  await page.evaluate((ms) => {
    const before = Date.now
    Date.now = () => before() + ms
    // The page looks at the clock when it comes back into view.
    document.dispatchEvent(new Event('visibilitychange'))
  }, milliseconds)
}

test('a key that nobody takes is forgotten after ten minutes: it is said before, and then its card is there', async ({
  app,
  hygiara
}) => {
  const server = await RecordingProxy.inFrontOf(hygiara.url)
  const { screens } = app
  try {
    await screens.connect({ ...hygiara, url: server.url })
    await screens.createUntilSecretStep('ci-forgotten')
    const [value = ''] = server.keyValues

    await test.step('nothing is said while there is time', async () => {
      await letPass(app, 7 * minute)
      await expect(screens.secret.forgetLine).toBeHidden()
    })
    await test.step('in the last two minutes it is counted down', async () => {
      await letPass(app, 1.3 * minute)
      await expect(screens.secret.forgetLine).toHaveText(
        /^Hygiara Keys forgets this key in 1:[34]\d\. Copy or save it\.$/u
      )
    })
    await test.step('then main has forgotten it, and nobody has it', async () => {
      await letPass(app, 2 * minute)
      await expect(screens.secret.heading).toBeHidden({ timeout: 15_000 })
      await expect(screens.orphans.cards).toContainText(
        'Hygiara Keys has forgotten ci-forgotten: nobody copied or saved it within 10 minutes'
      )
      expect(await hygiara.answerTo(value)).toBe(200)
      expect(await countInMemory(await pageProcess(app), value)).toBe(0)
    })
    await test.step('the card replaces it in one press', async () => {
      await screens.orphans.createAgain()
      await expect(screens.secret.heading).toBeVisible()
      expect(await hygiara.answerTo(value)).toBe(401)
      await screens.secret.copy()
      expect(await readClipboard()).toBe(server.keyValues.at(-1))
      expect(await hygiara.answerTo(await readClipboard())).toBe(200)
    })
    await test.step('a step whose key was handed over ends too, and asks nothing', async () => {
      await letPass(app, 8.5 * minute)
      await expect(screens.secret.forgetLine).toHaveText(
        /^This step closes in 1:\d\d\. You have the key already\.$/u
      )
      await letPass(app, 2 * minute)
      await expect(screens.secret.heading).toBeHidden({ timeout: 15_000 })
      await expect(screens.orphans.cards).toHaveCount(0)
    })
  } finally {
    await server.stop()
  }
})

async function pageProcess({ electron }: KeysApp): Promise<number> {
  return electron.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.getOSProcessId() ?? 0)
}
