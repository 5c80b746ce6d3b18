import {
  copyFilesFromElsewhere,
  copyFromElsewhere,
  copyImageFromElsewhere,
  readClipboard,
  readClipboardFormats
} from '../../../e2e/desktop/clipboard.ts'
import type { KeysApp } from '../../../e2e/fixtures/keys-app.ts'
import type { HygiaraServer } from '../../../e2e/servers/hygiara-server.ts'
import { named, readUntilEmpty, startedApp } from './copied-key.ts'
import { holdsIf, type Matrix } from './matrix.ts'

const note = 'a note of somebody else'

/** X11 with xclip as the other program, and no clipboard manager. */
export async function clipboardOnX11(matrix: Matrix, server: HygiaraServer): Promise<void> {
  matrix.begin('X11, xclip')
  const app = await startedApp(server)
  try {
    await copying(matrix, app, server)
    await replacing(matrix, app)
    await leaving(matrix, app)
    await crashing(matrix, app, server)
  } finally {
    await app.remove()
  }
}

async function copyNewKey(app: KeysApp, name: string): Promise<string> {
  await app.screens.createUntilSecretStep(name)
  await app.screens.secret.copy()
  return readClipboard()
}

async function copying(matrix: Matrix, app: KeysApp, server: HygiaraServer): Promise<void> {
  const value = await copyNewKey(app, 'x11 copy')
  await matrix.check('copied, read byte by byte', async () =>
    holdsIf(/^hrdly_\S+$/u.test(value) && (await server.answerTo(value)) === 200, named(value, value))
  )
  await matrix.check('formats', async () => {
    const formats = (await readClipboardFormats()).filter((format) => format !== '')
    const tells = formats.some((format) => format === 'text/html' || format.startsWith('chromium/'))
    return holdsIf(!tells, formats.join(', '))
  })
  await matrix.check('mark for clipboard histories', async () => {
    const isThere = (await readClipboardFormats()).includes('x-kde-passwordManagerHint')
    if (isThere) return holdsIf(true, 'x-kde-passwordManagerHint')
    const isSaid = (await app.screens.secret.copied.innerText()).includes(
      "isn't hidden from clipboard history"
    )
    return { found: `none; the app ${isSaid ? 'says so' : 'is silent'}`, verdict: isSaid ? 'limit' : 'fails' }
  })
  await matrix.check('selection (PRIMARY) after the copy', async () => {
    const selected = await readClipboard('primary')
    return holdsIf(selected !== value, named(selected, value))
  })
  await matrix.check('10 s over', async () => {
    const left = await readUntilEmpty(readClipboard)
    return holdsIf(left === '', named(left, value))
  })
  await matrix.check('receipt', async () => {
    const text = (await app.screens.secret.copied.innerText()).split('\n')[0] ?? ''
    return holdsIf(/^Copied .+, cleared .+, verified/u.test(text), `“${text}”`)
  })
  await app.screens.secret.close()

  const marked = await copyNewKey(app, 'x11 selection')
  await matrix.check('the key marked elsewhere (PRIMARY), then Clear now', async () => {
    await copyFromElsewhere(marked, 'primary')
    await app.screens.shell.clearClipboardButton.click()
    const left = await readUntilEmpty(() => readClipboard('primary'))
    return holdsIf(left === '' && (await readClipboard()) === '', named(left, marked))
  })
  await app.screens.secret.close()
}

async function replacing(matrix: Matrix, app: KeysApp): Promise<void> {
  const others = [
    ['a text', () => copyFromElsewhere(note), 'STRING'],
    ['a picture', copyImageFromElsewhere, 'image/png'],
    ['a list of files', copyFilesFromElsewhere, 'text/uri-list']
  ] as const
  for (const [what, copy, format] of others) {
    await matrix.check(`replaced by ${what}, then 10 s over`, async () => {
      await copyNewKey(app, `x11 ${format.replace('/', ' ')}`)
      await copy()
      await app.screens.shell.clearClipboardButton.waitFor({ state: 'hidden', timeout: 25_000 })
      const formats = await readClipboardFormats()
      await app.screens.secret.close()
      return holdsIf(formats.includes(format), formats.includes(format) ? 'left alone' : 'gone')
    })
  }
}

async function leaving(matrix: Matrix, app: KeysApp): Promise<void> {
  const { electron, screens } = app
  for (const event of ['lock-screen', 'suspend'] as const) {
    await matrix.check(`${event}, as Electron reports it`, async () => {
      const value = await copyNewKey(app, `x11 ${event}`)
      await electron.evaluate(({ powerMonitor }, name) => powerMonitor.emit(name), event)
      const left = await readUntilEmpty(readClipboard)
      await screens.secret.close()
      return holdsIf(left === '', named(left, value))
    })
  }
  await matrix.check('signed out', async () => {
    const value = await copyNewKey(app, 'x11 sign-out')
    await screens.shell.signOut()
    const left = await readUntilEmpty(readClipboard)
    return holdsIf(left === '', named(left, value))
  })
}

async function crashing(matrix: Matrix, app: KeysApp, server: HygiaraServer): Promise<void> {
  await matrix.check('killed, another program keeps the key, next start', async () => {
    await app.screens.welcome.profiles.click()
    await app.screens.signIn.fill({ password: server.password })
    await app.screens.signIn.submit()
    const value = await copyNewKey(app, 'x11 killed')
    await copyFromElsewhere(value)
    await app.kill()
    await app.start()
    const left = await readUntilEmpty(readClipboard)
    return holdsIf(left === '', named(left, value))
  })
}
