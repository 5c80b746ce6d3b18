import { createHmac, hkdfSync } from 'node:crypto'
import { chmod, readFile, readdir, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bridge } from '../src/shared/bridge.ts'
import { recordIpc } from './canary/ipc-recorder.ts'
import { placesOf } from './canary/places.ts'
import { scan } from './canary/scan.ts'
import { readClipboard } from './desktop/clipboard.ts'
import { appService, readKeychain } from './desktop/keychain.ts'
import { PrivateKeychain } from './desktop/private-keychain.ts'
import { answerPrompt, isPromptOpen } from './desktop/prompt.ts'
import type { KeysApp } from './fixtures/keys-app.ts'
import type { Screens } from './pages/screens.page.ts'
import { expect, test } from './fixtures/test.ts'

const recordsFolder = (app: KeysApp) => join(app.userData, 'records')

test('where a key went and what was noted is there after a restart, sealed, and for its owner only', async ({
  app,
  hygiara
}) => {
  await recordIpc(app.electron)
  await app.screens.connect(hygiara)
  await app.screens.createUntilSecretStep('ci-recorded')
  await app.screens.secret.copy()
  const value = await readClipboard()
  await app.screens.secret.save()
  await app.screens.secret.close()
  await writeNotes(app.screens, 'ci-recorded', 'Platform team')
  await expect(app.screens.shell.notifications).toContainText('Saved the notes')
  const dataKey = (await readKeychain(appService, 'data-key')) ?? ''
  expect(Buffer.from(dataKey, 'base64url')).toHaveLength(32)

  await test.step('the file shows nothing', async () => {
    const [name, ...others] = await readdir(recordsFolder(app))
    expect(others).toEqual([])
    const path = join(recordsFolder(app), name ?? '')
    expect(((await stat(path)).mode & 0o777).toString(8)).toBe('600')
    expect(((await stat(recordsFolder(app))).mode & 0o777).toString(8)).toBe('700')
    const content = await readFile(path, 'latin1')
    for (const word of ['ci-recorded', 'Platform', value.slice(0, 12)]) expect(content).not.toContain(word)
  })

  await test.step('neither the data key nor the fingerprint is in a page, a message, a file or a process', async () => {
    const canaries = [
      { name: 'value', value, publicLength: 12 },
      { name: 'data key', value: dataKey, publicLength: 0 },
      { name: 'fingerprint', value: fingerprintOf(value, dataKey), publicLength: 0 }
    ]
    expect(await recordOf(app, 'ci-recorded')).toMatchObject({ hasFingerprint: true })
    expect(scan(await placesOf(app), canaries)).toEqual([])
  })

  await test.step('the next start has it', async () => {
    await app.quitAndWait()
    await app.start()
    await signInAgain(app, hygiara.password)
    const { notes, inventory } = app.screens
    await inventory.find('ci-recorded')
    await inventory.openNotes('ci-recorded')
    await expect(notes.owner).toHaveValue('Platform team')
    expect(await recordOf(app, 'ci-recorded')).toMatchObject({
      hasFingerprint: true,
      handoffs: [
        { destination: 'clipboard', format: 'raw' },
        { destination: 'keychain', service: 'Hygiara', account: 'Local organisation/ci-recorded' }
      ]
    })
  })
})

test('without a keychain notes last until one quits, in words, and nothing is written', async ({
  newApp,
  hygiara
}) => {
  const app = await (await newApp({ env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' } })).start()
  await app.screens.connect(hygiara)
  await app.screens.createUntilSecretStep('ci-not-recorded')
  await app.screens.secret.copy()
  await app.screens.secret.close()
  await writeNotes(app.screens, 'ci-not-recorded', 'Ada')
  await expect(app.screens.shell.notifications).toContainText(
    'Notes last until you quit: this system has no keychain.'
  )
  await app.screens.inventory.openNotes('ci-not-recorded')
  await expect(app.screens.notes.sheet).toContainText(
    'Notes last until you quit: this system has no keychain.'
  )
  await expect(app.screens.notes.owner).toHaveValue('Ada')
  expect(await recordOf(app, 'ci-not-recorded')).toMatchObject({ hasFingerprint: false, handoffs: [{}] })
  expect(await readdir(app.userData)).not.toContain('records')
})

test('a locked keychain is asked when somebody writes a note or tries again, never at sign-in or for a new key', async ({
  newApp,
  hygiara,
  folder
}) => {
  test.setTimeout(120_000)
  const keychain = await PrivateKeychain.startLocked({ folder, hasPrompter: true })
  try {
    const app = await (await newApp({ env: keychain.environment })).start()
    await app.screens.connect(hygiara)
    await app.screens.createUntilSecretStep('ci-locked-notes')
    await app.screens.secret.copy()
    await app.screens.secret.close()
    // Long enough for a prompt to come up, if one were on its way.
    await app.page.waitForTimeout(1_500)
    expect(await isPromptOpen()).toBe(false)

    await test.step('a note asks, and what came before is kept with it', async () => {
      await writeNotes(app.screens, 'ci-locked-notes', 'Ada')
      await answerPrompt(keychain.password)
      await expect(app.screens.shell.notifications).toContainText('Saved the notes')
      expect(await recordOf(app, 'ci-locked-notes')).toMatchObject({
        handoffs: [{}],
        notes: { owner: 'Ada' }
      })
    })

    await test.step('a start with a locked keychain asks nothing and leaves the file alone', async () => {
      await app.quitAndWait()
      await keychain.lock()
      const before = await filesOf(app)
      await app.start()
      await signInAgain(app, hygiara.password)
      await app.screens.inventory.find('ci-locked-notes')
      await app.screens.inventory.openNotes('ci-locked-notes')
      await expect(app.screens.notes.sheet).toContainText(
        'Notes last until you quit: your keychain is locked.'
      )
      expect(await isPromptOpen()).toBe(false)
      expect(await filesOf(app)).toEqual(before)
    })

    await test.step('Try again asks, and they are back', async () => {
      await app.screens.notes.ticket.fill('OPS-9')
      await app.screens.notes.sheet.getByRole('button', { name: 'Try again' }).click()
      await answerPrompt(keychain.password)
      await expect(app.screens.notes.sheet).toContainText('Notes are kept on this computer now.')
      await expect(app.screens.notes.owner).toHaveValue('Ada')
      await app.screens.notes.ticket.press('Enter')
      await expect(app.screens.shell.notifications).toContainText('Saved the notes')
      expect(await recordOf(app, 'ci-locked-notes')).toMatchObject({
        notes: { owner: 'Ada', ticket: 'OPS-9' }
      })
    })
  } finally {
    await keychain.stop()
  }
})

test('damaged notes are set aside with a notice, and new ones are kept', async ({ app, hygiara }) => {
  await app.screens.connect(hygiara)
  await app.screens.createUntilSecretStep('ci-damaged')
  await app.screens.secret.copy()
  await app.screens.secret.close()
  await expect.poll(() => readdir(recordsFolder(app)).catch(() => [])).toHaveLength(1)
  await app.quitAndWait()
  const [name = ''] = await readdir(recordsFolder(app))
  await truncate(join(recordsFolder(app), name), 50)
  await app.start()
  await signInAgain(app, hygiara.password)
  await expect(app.screens.shell.notifications).toContainText(
    /The notes kept on this computer are damaged\. They were set aside as .*\.corrupt-/u
  )
  await app.screens.inventory.find('ci-damaged')
  await writeNotes(app.screens, 'ci-damaged', 'Ada')
  await expect(app.screens.shell.notifications).toContainText('Saved the notes')
  expect(await readdir(recordsFolder(app))).toHaveLength(2)
})

test('a folder that cannot be written to: notes last until one quits, and what was kept is whole', async ({
  app,
  hygiara
}) => {
  await app.screens.connect(hygiara)
  await app.screens.createUntilSecretStep('ci-read-only')
  await app.screens.secret.copy()
  await app.screens.secret.close()
  await expect.poll(() => readdir(recordsFolder(app)).catch(() => [])).toHaveLength(1)
  const before = await filesOf(app)
  await chmod(recordsFolder(app), 0o500)
  try {
    await writeNotes(app.screens, 'ci-read-only', 'Ada')
    await expect(app.screens.shell.notifications).toContainText(
      'Notes last until you quit: the disk refuses them.'
    )
    expect(await filesOf(app)).toEqual(before)
  } finally {
    await chmod(recordsFolder(app), 0o700)
  }
})

/** Made as the documents say, by nothing of the app. */
function fingerprintOf(value: string, dataKey: string): string {
  const subKey = hkdfSync('sha256', Buffer.from(dataKey, 'base64url'), '', 'hygiara-keys/fingerprint', 32)
  return createHmac('sha256', Buffer.from(subKey)).update(value).digest('hex')
}

async function writeNotes({ inventory, notes }: Screens, keyName: string, owner: string): Promise<void> {
  await inventory.openNotes(keyName)
  await notes.owner.fill(owner)
  await notes.owner.press('Enter')
}

/** The server and the person are known from the start before. */
async function signInAgain(app: KeysApp, password: string): Promise<void> {
  await app.screens.welcome.profiles.click()
  await app.screens.signIn.password.fill(password)
  await app.page.keyboard.press('Enter')
  await app.screens.inventory.table.waitFor()
}

/** What the page is told about a key. */
async function recordOf(app: KeysApp, name: string): Promise<unknown> {
  const read = await app.page.evaluate(() => {
    const { hygiara } = window as unknown as { readonly hygiara: Bridge }
    return hygiara['records:read']()
  })
  if (!read.ok) throw new Error(read.error.code)
  return read.value.value.records.find((record) => record.name === name)
}

async function filesOf(app: KeysApp): Promise<Record<string, string>> {
  const folder = recordsFolder(app)
  const contents = (await readdir(folder)).map(
    async (name) => [name, await readFile(join(folder, name), 'base64')] as const
  )
  return Object.fromEntries(await Promise.all(contents))
}
