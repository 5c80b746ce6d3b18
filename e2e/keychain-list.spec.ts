/** What was saved can be found again, by a command and in the settings. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readClipboard } from './desktop/clipboard.ts'
import { accountsOf, keyService, readKeychain } from './desktop/keychain.ts'
import { runProgram } from './fixtures/child-process.ts'
import { expect, test } from './fixtures/test.ts'

const organization = 'Local organisation'

/** What a shell prints when a person pastes the command. */
async function pasted(command: string, shell = 'sh', env = process.env): Promise<string> {
  const { stdout, stderr, exitCode } = await runProgram(shell, ['-c', command], { env })
  expect(stderr).toBe('')
  expect(exitCode).toBe(0)
  return stdout
}

/** Another program puts an item there, as the app does. */
async function storeElsewhere(account: string, value: string): Promise<void> {
  const script = 'printf %s "$1" | secret-tool store --label=test -- service "$2" username "$3"'
  const { exitCode } = await runProgram('sh', ['-c', script, 'sh', value, keyService, account])
  expect(exitCode).toBe(0)
}

test('the command from the app prints the exact key in a real shell, whatever the key is called', async ({
  app,
  hygiara
}) => {
  const { screens } = app
  await screens.connect(hygiara)
  for (const name of ["it's $(id) `id`", '-n --help "x" \\', 'Schlüssel 🔑 für CI']) {
    await test.step(name, async () => {
      await screens.createUntilSecretStep(name)
      await screens.secret.copy()
      const value = await readClipboard()
      await screens.secret.save()
      await screens.secret.copyCommandButton.click()
      await expect.poll(readClipboard).toContain('secret-tool lookup')
      const command = await readClipboard()
      expect(await screens.secret.command.textContent()).toBe(command)
      expect(command).not.toContain(value)
      expect(await pasted(command)).toBe(value)
      expect(await pasted(command, 'bash')).toBe(value)
      expect(await hygiara.answerTo(value)).toBe(200)
      await screens.secret.close()
    })
  }
})

test('a shell without a locale and an organisation that looks like an option find the item too', async ({
  newApp,
  hygiara
}) => {
  const accounts = [
    '-x/ci-1',
    '--version/ci-2',
    "Acme's Größe/ci-3",
    '$HOME/`id`/\\/ci-4',
    "'; exit 1; '/ci-5"
  ]
  const app = await newApp()
  const items = accounts.map((account, index) => ({
    service: keyService,
    account,
    intentId: null,
    profileId: '0f3c5a52-4f53-4d4e-9b5c-5a3d1c8b7a10',
    keyId: `key-${index}`,
    keyName: account.slice(account.lastIndexOf('/') + 1),
    savedAt: '2026-11-23T10:00:00.000Z'
  }))
  // As an earlier start has left it, in an organisation with such a name.
  await mkdir(app.userData, { recursive: true, mode: 0o700 })
  await writeFile(join(app.userData, 'keychain-items.json'), JSON.stringify({ version: 1, items }))
  await app.start()
  await app.screens.connect(hygiara)
  await app.screens.shell.goToSettings()
  for (const { account, keyName } of items) {
    await storeElsewhere(account, `value of ${account}`)
    await app.screens.keychain.copyCommand(keyName)
    await expect.poll(readClipboard).toContain(keyName)
    const command = await readClipboard()
    expect(await pasted(command, 'sh', { ...process.env, LANG: 'C', LC_ALL: 'C' })).toBe(
      `value of ${account}`
    )
  }
})

test('a saved key is listed, looked for when one asks, and removed when one says so', async ({
  app,
  hygiara
}) => {
  const { screens } = app
  await screens.connect(hygiara, { staySignedIn: true })
  for (const name of ['ci-listed', 'ci-taken-away']) {
    await screens.createUntilSecretStep(name)
    await screens.secret.save()
    await screens.secret.close()
  }
  await screens.shell.goToSettings()
  await expect(screens.keychain.items).toHaveCount(2)
  await expect(screens.keychain.item('ci-listed')).toContainText(`${organization}/ci-listed`)
  await expect(screens.keychain.item('ci-listed')).toContainText('Not checked')
  await expect(screens.keychain.ownItems.filter({ hasText: hygiara.email })).toContainText(
    'Goes when you sign out.'
  )

  await test.step('one that somebody else removed is no longer there', async () => {
    await runProgram('secret-tool', [
      'clear',
      'service',
      keyService,
      'username',
      `${organization}/ci-taken-away`
    ])
    await screens.keychain.checkButton.click()
    await expect(screens.keychain.item('ci-taken-away')).toContainText('No longer there')
    await expect(screens.keychain.item('ci-listed')).toContainText('There')
  })

  await test.step('its command can be copied here too', async () => {
    await screens.keychain.copyCommand('ci-listed')
    await expect.poll(readClipboard).toContain(`'${organization}/ci-listed'`)
    expect(await pasted(await readClipboard())).toBe(
      await readKeychain(keyService, `${organization}/ci-listed`)
    )
  })

  await test.step('Cancel removes nothing, Remove does, and the key stays active', async () => {
    const value = (await readKeychain(keyService, `${organization}/ci-listed`)) ?? ''
    await screens.keychain.openRemove('ci-listed')
    await expect(screens.keychain.dialog).toContainText('The key itself stays active')
    await app.page.keyboard.press('Escape')
    await expect(screens.keychain.dialog).toBeHidden()
    expect(await accountsOf(keyService)).toEqual([`${organization}/ci-listed`])

    await screens.keychain.openRemove('ci-listed')
    await screens.keychain.removeButton.click()
    await expect(screens.keychain.item('ci-listed')).toHaveCount(0)
    expect(await accountsOf(keyService)).toEqual([])
    expect(await hygiara.answerTo(value)).toBe(200)
  })

  await test.step('the list is the same after a restart', async () => {
    await app.quitAndWait()
    await app.start()
    await app.screens.shell.goToSettings()
    await expect(app.screens.keychain.items).toHaveCount(1)
    await expect(app.screens.keychain.item('ci-taken-away')).toContainText('Not checked')
  })
})
