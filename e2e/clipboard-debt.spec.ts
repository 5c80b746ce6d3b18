import { chmod, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { copyFromElsewhere, readClipboard } from './desktop/clipboard.ts'
import { expect, test } from './fixtures/test.ts'

const fileName = 'clipboard-debt.json'

test('killed while another program holds the key: the next start takes it away and says so', async ({
  newApp,
  hygiara
}) => {
  const app = await (await newApp()).start()
  await app.screens.connect(hygiara)
  await app.screens.createUntilSecretStep('ci-killed')
  await app.screens.secret.copy()
  const value = await readClipboard()
  const path = join(app.userData, fileName)

  await test.step('what is written down is for the owner only, and is no value', async () => {
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    const text = await readFile(path, 'utf8')
    const { debts, ...others } = JSON.parse(text) as { debts: Record<string, string>[] }
    expect(others).toEqual({ version: 1 })
    expect(debts.map((debt) => Object.keys(debt).sort())).toEqual([['deadline', 'hash', 'salt']])
    const bytes = Buffer.from(value)
    for (const form of [value, bytes.toString('base64'), bytes.toString('hex'), value.slice(6, 18)]) {
      expect(text).not.toContain(form)
    }
  })

  // As a clipboard manager does: it keeps what was there when its owner goes.
  await copyFromElsewhere(value)
  await app.kill()
  expect(await readClipboard()).toBe(value)

  // Nobody is signed in after this start.
  await app.start()
  await expect.poll(() => readClipboard()).toBe('')
  await expect(app.screens.shell.notifications).toContainText('A key was still on the clipboard')
  await expect(app.screens.shell.notifications).toContainText('It was cleared.')
  await expect.poll(() => readdir(app.userData)).not.toContain(fileName)
})

test('killed, and then somebody copied something else: it is left alone and nothing is said', async ({
  newApp,
  hygiara
}) => {
  const app = await (await newApp()).start()
  await app.screens.connect(hygiara)
  await app.screens.createUntilSecretStep('ci-killed-2')
  await app.screens.secret.copy()
  await app.kill()
  await copyFromElsewhere('a note of somebody else')
  await app.start()
  await expect.poll(() => readdir(app.userData)).not.toContain(fileName)
  expect(await readClipboard()).toBe('a note of somebody else')
  await expect(app.screens.shell.notifications).not.toContainText('clipboard')
})

test('nothing is written down once the clipboard is cleared', async ({ app, hygiara }) => {
  await app.screens.connect(hygiara)
  await app.screens.createUntilSecretStep('ci-settled')
  await app.screens.secret.copy()
  expect(await readdir(app.userData)).toContain(fileName)
  await app.screens.shell.clearClipboardButton.click()
  await expect.poll(() => readdir(app.userData)).not.toContain(fileName)
})

test('a broken record is set aside, and one that cannot be read stops nothing', async ({ newApp }) => {
  const app = await (await newApp()).start()
  await app.quitAndWait()
  await writeFile(join(app.userData, fileName), '{"version":1,"debts":[{"salt":"aa')
  await app.start()
  await expect(app.screens.welcome.heading).toBeVisible()
  await expect
    .poll(() => readdir(app.userData))
    .toContainEqual(expect.stringMatching(/^clipboard-debt\.json\.corrupt-/u))
  await app.quitAndWait()

  await writeFile(join(app.userData, fileName), '{}')
  await chmod(join(app.userData, fileName), 0o000)
  await app.start()
  await expect(app.screens.welcome.heading).toBeVisible()
})
