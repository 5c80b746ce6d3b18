import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { copyFromElsewhere, readClipboard } from '../../../e2e/desktop/clipboard.ts'
import { endProcess, runProgram } from '../../../e2e/fixtures/child-process.ts'
import type { HygiaraServer } from '../../../e2e/servers/hygiara-server.ts'
import { named, readUntilEmpty, startedApp } from './copied-key.ts'
import { holdsIf, type Matrix } from './matrix.ts'

/** X11 with CopyQ, a clipboard manager that keeps what it sees. */
export async function clipboardWithCopyQ(matrix: Matrix, server: HygiaraServer): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'copyq-'))
  const env = { ...process.env, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, QT_QPA_PLATFORM: 'xcb' }
  const copyq = spawn('copyq', [], { env, stdio: 'ignore' })
  const ask = async (...args: string[]) => (await runProgram('copyq', args, { env })).stdout
  const history = async () => {
    const size = Number(await ask('size'))
    return Promise.all(Array.from({ length: size }, (_, row) => ask('read', String(row))))
  }
  const isInHistory = async (text: string, withinMs: number) => {
    const until = Date.now() + withinMs
    while (!(await history()).includes(text)) {
      if (Date.now() >= until) return false
      await wait(50)
    }
    return true
  }
  const app = await startedApp(server)
  try {
    const version = (await ask('version')).split('\n')[0]?.replace(/^CopyQ Clipboard Manager /u, '') ?? ''
    matrix.begin(`X11, CopyQ ${version}`)
    await matrix.check('a note that another program copies (does it watch at all?)', async () => {
      // It needs a moment after its start, and then sees what is new.
      for (let left = 10; left > 0; left -= 1) {
        await copyFromElsewhere(`a note ${left}`)
        if (await isInHistory(`a note ${left}`, 1_000)) return holdsIf(true, 'in its history')
      }
      return holdsIf(false, 'not in its history')
    })
    await app.screens.createUntilSecretStep('copyq')
    const copiedAt = Date.now()
    await app.screens.secret.copy()
    const value = await readClipboard()

    await matrix.check('in its history after the copy', async () => {
      if (!(await isInHistory(value, 5_000))) return holdsIf(true, 'no')
      const took = Date.now() - copiedAt
      const isMarked = !(await app.screens.secret.copied.innerText()).includes("isn't hidden")
      return { found: `yes, within ${took} ms${isMarked ? ', in spite of the mark' : ''}`, verdict: 'limit' }
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
      const isThere = await isInHistory(value, 0)
      return isThere ? { found: 'yes', verdict: 'limit' } : holdsIf(true, 'no')
    })
    await matrix.check('killed with a key on the clipboard, two seconds later', async () => {
      await app.screens.secret.copy()
      await app.kill()
      await wait(2_000)
      const left = await readClipboard()
      return left === value
        ? { found: named(left, value), verdict: 'limit' }
        : holdsIf(true, named(left, value))
    })
    await matrix.check('then the next start', async () => {
      await app.start()
      const left = await readUntilEmpty(readClipboard)
      return holdsIf(left !== value, named(left, value))
    })
  } finally {
    await app.remove()
    await endProcess(copyq)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
