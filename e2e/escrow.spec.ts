/** A new key waits in the keychain until somebody has it: the end of the app in between costs nothing. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { filePlaces } from './canary/places.ts'
import { scan } from './canary/scan.ts'
import { readClipboard } from './desktop/clipboard.ts'
import { accountsOf, appService, readKeychain } from './desktop/keychain.ts'
import { PrivateKeychain } from './desktop/private-keychain.ts'
import { isPromptOpen } from './desktop/prompt.ts'
import type { KeysApp } from './fixtures/keys-app.ts'
import type { Credentials } from './pages/sign-in.page.ts'
import { expect, test } from './fixtures/test.ts'

async function escrowed(): Promise<string[]> {
  return (await accountsOf(appService)).filter((account) => account.startsWith('escrow/'))
}

/** The value that waits in the keychain, once it does. */
async function waitingValue(): Promise<string> {
  await expect.poll(escrowed).toHaveLength(1)
  const [account = ''] = await escrowed()
  return (await readKeychain(appService, account)) ?? ''
}

async function valuesOnDisk({ configFolder }: KeysApp, value: string): Promise<unknown[]> {
  const canary = { name: 'value of the key', value, publicLength: 'hrdly_'.length + 6 }
  return scan(await filePlaces(configFolder), [canary])
}

/** Starts the app, creates a key and ends the app before anybody has it. */
async function killWithTheKeyInHand(app: KeysApp, server: Credentials, name: string) {
  await app.start()
  await app.screens.connect(server, { staySignedIn: true })
  await app.screens.createUntilSecretStep(name)
  const value = await waitingValue()
  await app.kill()
  return value
}

test('an app that is killed with a key in its hands hands it over at its next start, once', async ({
  newApp,
  hygiara
}) => {
  const app = await newApp()
  const name = 'ci-escrow-killed'
  const value = await killWithTheKeyInHand(app, hygiara, name)
  expect(await hygiara.answerTo(value)).toBe(200)
  expect(await valuesOnDisk(app, value)).toEqual([])

  await app.start()
  const { screens } = app
  await expect(screens.orphans.cards).toContainText(
    `Hygiara created ${name}, and the app ended before the key was handed over. GNOME Keyring still has it until`
  )
  await screens.orphans.finishButton.click()
  await expect(screens.secret.heading).toBeVisible()
  await expect(screens.orphans.cards).toHaveCount(0)
  await screens.secret.copy()
  expect(await readClipboard()).toBe(value)
  await expect.poll(escrowed).toEqual([])
  await screens.secret.close()
  expect(await valuesOnDisk(app, value)).toEqual([])

  await test.step('and the start after that knows nothing of it', async () => {
    await app.quitAndWait()
    await app.start()
    await app.screens.inventory.showAll()
    await expect(app.screens.inventory.row(name)).toHaveCount(1)
    await expect(app.screens.orphans.cards).toHaveCount(0)
  })
})

test('a key that is handed over, closed or revoked waits nowhere any more', async ({ app, hygiara }) => {
  const { screens } = app
  await screens.connect(hygiara)

  await test.step('copied', async () => {
    await screens.createUntilSecretStep('ci-escrow-copied')
    await screens.secret.copy()
    await expect.poll(escrowed).toEqual([])
    await screens.secret.close()
  })
  await test.step('saved', async () => {
    await screens.createUntilSecretStep('ci-escrow-saved')
    await screens.secret.save()
    await expect.poll(escrowed).toEqual([])
    await screens.secret.close()
  })
  await test.step('left behind', async () => {
    await screens.createUntilSecretStep('ci-escrow-left')
    await waitingValue()
    await screens.secret.close()
    await screens.guard.closeAnyway()
    await expect.poll(escrowed).toEqual([])
  })
  await test.step('revoked', async () => {
    await screens.createUntilSecretStep('ci-escrow-revoked')
    await waitingValue()
    await screens.secret.close()
    await screens.guard.revoke()
    await expect.poll(escrowed).toEqual([])
  })
})

test('what is older than ten minutes is removed at the next start and not offered', async ({
  newApp,
  hygiara
}) => {
  const app = await newApp()
  const name = 'ci-escrow-expired'
  await killWithTheKeyInHand(app, hygiara, name)
  const path = join(app.userData, 'keychain-items.json')
  const remembered = await readFile(path, 'utf8')
  const elevenMinutesAgo = new Date(Date.now() - 11 * 60_000).toISOString()
  await writeFile(path, remembered.replace(/"savedAt":"[^"]*"/u, `"savedAt":"${elevenMinutesAgo}"`))

  await app.start()
  await expect(app.screens.orphans.cards).toContainText('so nobody has it')
  await expect(app.screens.orphans.finishButton).toHaveCount(0)
  await expect.poll(escrowed).toEqual([])
})

test('without a keychain it is said before the key is created, and creating works as ever', async ({
  newApp,
  hygiara
}) => {
  const app = await (await newApp({ env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' } })).start()
  const { screens, page } = app
  await screens.connect(hygiara)
  await screens.inventory.openCreate()
  await expect(
    page.getByText('If the app ends before you copy the key, it is lost: this system has no keychain.')
  ).toBeVisible()
  await screens.createKey.create('ci-escrow-none')
  await screens.secret.copy()
  expect(await hygiara.answerTo(await readClipboard())).toBe(200)
})

test('a locked keychain is never made to ask for its password by a create', async ({
  newApp,
  hygiara,
  folder
}) => {
  const keychain = await PrivateKeychain.startLocked({ folder, hasPrompter: true })
  try {
    const app = await (await newApp({ env: keychain.environment })).start()
    const { screens, page } = app
    await screens.connect(hygiara)
    await screens.inventory.openCreate()
    await expect(page.getByText(/it is lost\. .* is locked\./u)).toBeVisible()
    await screens.createKey.create('ci-escrow-locked')
    await screens.secret.heading.waitFor()
    for (let times = 0; times < 8; times += 1) {
      expect(await isPromptOpen()).toBe(false)
      await wait(250)
    }
    await screens.secret.copy()
  } finally {
    await keychain.stop()
  }
})

test('who does not want it switches it off: nothing is put there, and nothing is promised', async ({
  app,
  hygiara
}) => {
  const { screens, page } = app
  await screens.connect(hygiara)
  await screens.shell.goToSettings()
  await screens.keychain.escrowSwitch.click()
  await expect(screens.keychain.escrowSwitch).not.toBeChecked()
  await screens.shell.goToInventory()
  await screens.inventory.openCreate()
  await screens.createKey.name.fill('ci-escrow-off')
  await expect(page.getByText(/If the app ends before/u)).toHaveCount(0)
  await screens.createKey.submitButton.click()
  await screens.secret.heading.waitFor()
  // What would have been put there is there long before.
  await wait(1_000)
  expect(await escrowed()).toEqual([])
})
