/** What was saved can be found again, by a command and in the settings. */
import { readClipboard } from './desktop/clipboard.ts'
import { accountsOf, keyService, readKeychain } from './desktop/keychain.ts'
import { runProgram } from './fixtures/child-process.ts'
import { expect, test } from './fixtures/test.ts'
import { retrievalCommand } from '../src/shared/retrieval-command.ts'

const organization = 'Local organisation'

/** What a shell prints when a person pastes the command. */
async function pasted(command: string, shell = 'sh', env = process.env): Promise<string> {
  const { stdout, stderr, exitCode } = await runProgram(shell, ['-c', command], { env })
  expect(stderr).toBe('')
  expect(exitCode).toBe(0)
  return stdout
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
  desktop: _
}) => {
  for (const account of ['-x/ci', '--version/ci', "Acme's Größe/ci", '$HOME/`id`/\\', "'; exit 1; '/ci"]) {
    const value = `value of ${account}`
    const stored = await runProgram('sh', [
      '-c',
      'printf %s "$1" | secret-tool store --label=test -- service Hygiara username "$2"',
      'sh',
      value,
      account
    ])
    expect(stored.exitCode).toBe(0)
    const command = retrievalCommand('linux', { service: keyService, account })
    expect(await pasted(command, 'sh', { ...process.env, LANG: 'C', LC_ALL: 'C' })).toBe(value)
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
