import { readFile } from 'node:fs/promises'
import { readClipboard } from './desktop/clipboard.ts'
import { keyService, readKeychain } from './desktop/keychain.ts'
import { PrivateKeychain } from './desktop/private-keychain.ts'
import { answerPrompt, isPromptOpen } from './desktop/prompt.ts'
import { slowestReadOf } from './fixtures/slowest-read.ts'
import { expect, test } from './fixtures/test.ts'

test('without a keychain saving is refused in words, nothing goes elsewhere, and the key can be copied', async ({
  newApp,
  hygiara
}) => {
  const app = await (await newApp({ env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' } })).start()
  const { screens } = app
  const kernelKeys = await readFile('/proc/keys', 'utf8')

  await screens.connect(hygiara, { staySignedIn: true })
  await expect(screens.shell.notifications).toContainText(/No keychain answers.*only until you quit/u)
  await screens.shell.notifications.getByRole('button', { name: 'Dismiss' }).click()
  await screens.createUntilSecretStep('ci-no-keychain')
  await screens.secret.saveButton.click()
  await expect(screens.secret.banner).toContainText('No keychain answers on this computer')
  await expect(screens.secret.saved).toBeHidden()
  // The kernel has a store in memory that looks like a keychain and forgets everything at a restart.
  expect(await readFile('/proc/keys', 'utf8')).toBe(kernelKeys)

  await screens.secret.copy()
  expect(await hygiara.answerTo(await readClipboard())).toBe(200)
})

test('without a keychain the local Hygiara works until one quits, and says so', async ({ newApp }) => {
  const app = await (await newApp({ env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' } })).start()
  await app.screens.welcome.tryOnThisComputer()
  await expect(app.screens.inventory.table).toBeVisible()
  await expect(app.screens.shell.notifications).toContainText(/No keychain answers.*only until you quit/u)
})

test('a locked keychain that nobody can be asked about is said to be locked', async ({
  newApp,
  hygiara,
  folder
}) => {
  const keychain = await PrivateKeychain.startLocked({ folder, hasPrompter: false })
  try {
    const app = await (await newApp({ env: keychain.environment })).start()
    const { screens } = app
    await screens.connect(hygiara)
    await screens.createUntilSecretStep('ci-locked')
    await screens.secret.saveButton.click()
    await expect(screens.secret.banner).toContainText(/is locked\. Unlock/u)
    await screens.secret.copy()
    expect(await hygiara.answerTo(await readClipboard())).toBe(200)
  } finally {
    await keychain.stop()
  }
})

test('an item that is there already is replaced only when one says so', async ({ app, hygiara }) => {
  const { screens } = app
  const account = 'Local organisation/ci-twice'
  await screens.connect(hygiara)
  await screens.createUntilSecretStep('ci-twice')
  await screens.secret.save()
  const first = await readKeychain(keyService, account)
  await screens.secret.close()

  await screens.createUntilSecretStep('ci-twice')
  await screens.secret.saveButton.click()
  await expect(screens.secret.banner).toContainText(`already has Hygiara / ${account}, with another value`)
  expect(await readKeychain(keyService, account)).toBe(first)
  await screens.secret.replaceButton.click()
  await expect(screens.secret.saved).toBeVisible()
  const second = await readKeychain(keyService, account)
  expect(second).not.toBe(first)
  expect(await hygiara.answerTo(second ?? '')).toBe(200)
})

test('30 seconds clear the clipboard and give up a keychain that nobody answered; neither costs the key', async ({
  newApp,
  hygiara,
  folder
}) => {
  test.setTimeout(120_000)
  const keychain = await PrivateKeychain.startLocked({ folder, hasPrompter: true })
  try {
    const app = await (await newApp({ env: keychain.environment })).start()
    const { screens } = app
    await screens.connect(hygiara)
    await screens.createUntilSecretStep('ci-unanswered')

    await test.step('Cancel ends the waiting', async () => {
      await screens.secret.saveButton.click()
      await expect(screens.secret.banner).toContainText('Waiting for your keychain')
      await expect.poll(isPromptOpen).toBe(true)
      await screens.secret.cancelButton.click()
      await expect(screens.secret.cancelButton).toBeHidden()
      await expect(screens.secret.saved).toBeHidden()
    })

    const startedAt = Date.now()
    await screens.secret.copy()
    const value = await readClipboard()
    expect(await hygiara.answerTo(value)).toBe(200)

    await test.step('while the keychain asks, main answers at once', async () => {
      await screens.secret.saveButton.click()
      await expect.poll(isPromptOpen).toBe(true)
      for (let times = 0; times < 5; times += 1) expect(await slowestReadOf(app)).toBeLessThan(50)
      await expect(screens.secret.heading).toBeVisible()
      expect(await readClipboard()).toBe(value)
    })

    await test.step('after 30 seconds the clipboard is empty', async () => {
      await expect(screens.shell.notifications).toContainText('Clipboard cleared.', { timeout: 40_000 })
      expect(Date.now() - startedAt).toBeGreaterThan(29_000)
      expect(Date.now() - startedAt).toBeLessThan(35_000)
      expect(await readClipboard()).toBe('')
      await expect(screens.secret.copied).toContainText(/, cleared .+, verified/u)
    })

    await test.step('and the keychain is given up, in words', async () => {
      await expect(screens.secret.banner).toContainText(/got no answer in time/u)
      await expect(screens.secret.saved).toBeHidden()
    })

    await test.step('the key can still be copied', async () => {
      await screens.secret.copyButton.click()
      await expect.poll(readClipboard).toBe(value)
    })

    await test.step('and saved, when somebody answers this time', async () => {
      await screens.secret.saveButton.click()
      await answerPrompt(keychain.password)
      await expect(screens.secret.saved).toBeVisible()
      expect(await keychain.read(keyService, 'Local organisation/ci-unanswered')).toBe(value)
    })
  } finally {
    await keychain.stop()
  }
})
