import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const entry = fileURLToPath(new URL('../../src/local-hygiara/main.ts', import.meta.url))

/** The local Hygiara as its own process, as `npm run hygiara` starts it. */
export interface LocalServer {
  readonly url: string
  readonly email: string
  /** Printed at the first start on a folder only; `null` afterwards. */
  readonly password: string | null
  readonly process: ChildProcess
  /** What it wrote to its error output so far. */
  errors(): string
}

/** @throws when it ends, or says nothing for ten seconds, before it listens */
export async function startLocalServer(dataFolder: string): Promise<LocalServer> {
  const child = spawn(process.execPath, [entry, '--port', '0', '--data', dataFolder], {
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const said = new Map<string, string>()
  const lines = createInterface({ input: child.stdout })
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
  try {
    for await (const line of lines) {
      const [, label = '', value = ''] = /^(\S+)\s+(.*)$/u.exec(line) ?? []
      said.set(label, value)
      // The last line of the first start is the password; later starts say how to get a new one.
      if (label === 'Password') break
    }
  } finally {
    clearTimeout(late)
  }
  const url = said.get('URL')
  if (url === undefined) throw new Error(`the local Hygiara did not start: ${errors}`)
  const password = said.get('Password') ?? ''
  return {
    url,
    email: said.get('E-mail') ?? '',
    password: password.includes(' ') ? null : password,
    process: child,
    errors: () => errors
  }
}

/** Ends the process without a word, as a power cut does. */
export async function kill(server: LocalServer): Promise<void> {
  const ended = once(server.process, 'exit')
  server.process.kill('SIGKILL')
  await ended
}
