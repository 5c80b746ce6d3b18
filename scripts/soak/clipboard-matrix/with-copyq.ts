import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { readClipboard } from '../../../e2e/desktop/clipboard.ts'
import { endProcess, runProgram } from '../../../e2e/fixtures/child-process.ts'
import type { HygiaraServer } from '../../../e2e/servers/hygiara-server.ts'
import { named, readUntilEmpty, startedApp } from './copied-key.ts'
import { holdsIf, type Matrix } from './matrix.ts'

const listHistory = 'for (var i = 0; i < size(); ++i) print(str(read(i)) + "\\n")'

/** X11 with CopyQ, a clipboard manager that keeps what it sees. */
export async function clipboardWithCopyQ(matrix: Matrix, server: HygiaraServer): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'copyq-'))
  const env = { ...process.env, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, QT_QPA_PLATFORM: 'xcb' }
  const copyq = spawn('copyq', [], { env, stdio: 'ignore' })
  const ask = async (...args: string[]) => (await runProgram('copyq', args, { env })).stdout
  const history = async () => (await ask('eval', listHistory)).split('\n')
  const app = await startedApp(server)
  try {
    const version = (await ask('version')).split('\n')[0]?.replace(/^CopyQ Clipboard Manager /u, '') ?? ''
    matrix.begin(`X11, CopyQ ${version}`)
    await app.screens.createUntilSecretStep('copyq')
    await app.screens.secret.copy()
    const copiedAt = Date.now()
    const value = await readClipboard()

    await matrix.check('in its history after the copy', async () => {
      while (!(await history()).includes(value) && Date.now() - copiedAt < 5_000) await wait(50)
      const isThere = (await history()).includes(value)
      const isMarked = !(await app.screens.secret.copied.innerText()).includes("isn't hidden")
      if (!isThere) return holdsIf(true, 'no')
      return {
        found: `yes, after ${Date.now() - copiedAt} ms${isMarked ? ', in spite of the mark' : ''}`,
        verdict: 'limit'
      }
    })
    await matrix.check('clipboard after Clear now', async () => {
      await app.screens.shell.clearClipboardButton.click()
      await readUntilEmpty(readClipboard)
      // A manager that wants it never to be empty puts something back a moment later.
      await wait(2_000)
      const left = await readClipboard()
      return holdsIf(left !== value, named(left, value))
    })
    await matrix.check('what the app says', async () => {
      const text = (await app.screens.secret.copied.innerText()).split('\n')[0] ?? ''
      const isTrue = (await readClipboard()) !== value
      return holdsIf(text.includes('verified') === isTrue, `“${text}”`)
    })
    await matrix.check('in its history after the clear', async () => {
      const isThere = (await history()).includes(value)
      return isThere ? { found: 'yes', verdict: 'limit' } : holdsIf(true, 'no')
    })
  } finally {
    await app.remove()
    await endProcess(copyq)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
