import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The local Hygiara as anybody starts it from a terminal. */
export interface StartedLocalHygiara {
  readonly serverUrl: string
  readonly email: string
  readonly password: string
  readonly stop: () => Promise<void>
}

const main = join(import.meta.dirname, '../../local-hygiara/main.ts')

/** Starts one of its own, with an empty folder of its own. */
export async function startLocalHygiara(): Promise<StartedLocalHygiara> {
  const folder = mkdtempSync(join(tmpdir(), 'hygiara-keys-local-'))
  const child = spawn(process.execPath, [main, '--port', '0', '--data', folder])
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let said = ''
  child.stdout.setEncoding('utf8')
  child.stderr.setEncoding('utf8')
  child.stderr.on('data', (text: string) => (said += text))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  await Promise.race([
    ended,
    new Promise<void>((resolve) => {
      child.stdout.on('data', (text: string) => {
        said += text
        if (/^Password /mu.test(said)) resolve()
      })
    })
  ])
  const valueOf = (pattern: RegExp) => pattern.exec(said)?.[1] ?? ''
  const started = {
    serverUrl: valueOf(/(http:\/\/127\.0\.0\.1:\d+)/u),
    email: valueOf(/^E-mail +(\S+)$/mu),
    password: valueOf(/^Password +(\S+)$/mu),
    stop
  }
  if (started.password === '') {
    await stop()
    throw new Error(`The local Hygiara did not start: ${said}`)
  }
  return started
}
