import { spawn, type ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'
import { endProcess } from '../fixtures/child-process.ts'

const program = resolve(import.meta.dirname, '../../src/local-hygiara/main.ts')
const startLimitMs = 15_000

interface Options {
  /** Where its SQLite file is; kept afterwards. */
  readonly dataFolder: string
  readonly sampleData?: boolean
  /** How many sample keys there are to be at least. */
  readonly sampleKeys?: number
  /** Any free one when not given. */
  readonly port?: number
  /** For a folder that was used before: the first start printed it, this one will not. */
  readonly knownPassword?: string
}

/** How many keys `--sample-data` brings. */
export const sampleKeyCount = 60

/** The real Hygiara server as a process of its own. */
export class HygiaraServer {
  readonly url: string
  readonly email: string
  readonly password: string
  readonly #process: ChildProcess

  private constructor(process: ChildProcess, printed: string, knownPassword: string | undefined) {
    this.#process = process
    this.url = lineOf(printed, 'URL')
    this.email = lineOf(printed, 'E-mail')
    this.password = knownPassword ?? lineOf(printed, 'Password')
  }

  /** Starts it and waits until it listens. */
  static async start({
    dataFolder,
    sampleData = false,
    sampleKeys = 0,
    port = 0,
    knownPassword
  }: Options): Promise<HygiaraServer> {
    const args = [program, '--port', String(port), '--data', dataFolder]
    if (sampleData) args.push('--sample-data')
    if (sampleKeys > 0) args.push('--sample-keys', String(sampleKeys))
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    return new HygiaraServer(child, await printedBy(child), knownPassword)
  }

  get port(): number {
    return Number(new URL(this.url).port)
  }

  /** Asks with a key as a pipeline would: 200 when it works, 401 when it does not. */
  async answerTo(key: string): Promise<number> {
    const answer = await fetch(`${this.url}/api/v1/whoami`, { headers: { 'X-API-Key': key } })
    await answer.arrayBuffer()
    return answer.status
  }

  async stop(): Promise<void> {
    await endProcess(this.#process)
  }
}

function printedBy(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    let complaint = ''
    const late = setTimeout(() => {
      child.kill()
      reject(new Error(`Hygiara did not start within ${startLimitMs / 1000} s. ${complaint}`))
    }, startLimitMs)
    child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      if (!/^Password .*\n/mu.test(printed)) return
      clearTimeout(late)
      resolve(printed)
    })
    child.once('exit', (code) => {
      clearTimeout(late)
      reject(new Error(`Hygiara ended with exit code ${String(code)}. ${complaint}`))
    })
  })
}

function lineOf(printed: string, label: string): string {
  const value = new RegExp(`^${label} +(.*)$`, 'mu').exec(printed)?.[1]
  if (value === undefined) throw new Error(`Hygiara printed no line "${label}"`)
  return value
}
