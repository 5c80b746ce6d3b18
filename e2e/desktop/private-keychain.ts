import { spawn, type ChildProcess } from 'node:child_process'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { endProcess, exitOf, runProgram, type Finished } from '../fixtures/child-process.ts'

const password = 'opens the private keychain'
const keyringProgram = '/usr/bin/gnome-keyring-daemon'
const readyLimitMs = 10_000
const secrets = 'org.freedesktop.secrets'
const noAnswer: Finished = { exitCode: null, stdout: '', stderr: 'it is not on the bus' }
const loginCollection = '/org/freedesktop/secrets/collection/login'

interface Options {
  /** Taken for its files; nobody else's. */
  readonly folder: string
  /** Whether something is there that can ask a person for the password. */
  readonly hasPrompter: boolean
}

/** A D-Bus session and a keychain of a test's own, so that locking it locks out nobody else. */
export class PrivateKeychain {
  /** What a program needs in its environment to use this one. */
  readonly environment: Readonly<Record<string, string>>
  /** What opens it. */
  readonly password = password
  readonly #bus: ChildProcess
  readonly #keyring: ChildProcess

  private constructor(bus: ChildProcess, keyring: ChildProcess, environment: Record<string, string>) {
    this.#bus = bus
    this.#keyring = keyring
    this.environment = environment
  }

  /** Starts it, locked. */
  static async startLocked({ folder, hasPrompter }: Options): Promise<PrivateKeychain> {
    const inherited = process.env as Record<string, string>
    const own = { ...inherited, XDG_DATA_HOME: join(folder, 'data'), XDG_RUNTIME_DIR: join(folder, 'run') }
    await Promise.all([mkdir(own.XDG_DATA_HOME), mkdir(own.XDG_RUNTIME_DIR, { mode: 0o700 })])

    const configuration = join(folder, 'bus.conf')
    await writeFile(configuration, busConfiguration(folder, hasPrompter))
    const bus = spawn(
      'dbus-daemon',
      ['--nofork', '--nopidfile', '--print-address=1', '--config-file', configuration],
      {
        env: own,
        stdio: ['ignore', 'pipe', 'ignore']
      }
    )
    const environment = { DBUS_SESSION_BUS_ADDRESS: await firstLineOf(bus) }
    const keyring = await startKeyring(folder, { ...own, ...environment })
    const started = new PrivateKeychain(bus, keyring, environment)
    await started.lock()
    return started
  }

  /** What another program finds in it. */
  async read(service: string, account: string): Promise<string> {
    const args = ['lookup', 'service', service, 'username', account]
    return (await runProgram('secret-tool', args, { env: { ...process.env, ...this.environment } })).stdout
  }

  /** Ends the keychain as a crash would; the bus stays. */
  async crash(): Promise<void> {
    this.#keyring.kill('SIGKILL')
    await exitOf(this.#keyring)
  }

  /** It no longer answers, though it is there. */
  freeze(): void {
    this.#keyring.kill('SIGSTOP')
  }

  thaw(): void {
    this.#keyring.kill('SIGCONT')
  }

  async stop(): Promise<void> {
    this.thaw()
    await endProcess(this.#keyring)
    await endProcess(this.#bus)
  }

  /** Locks it; one that has just been started says nothing when it is ready, so it is asked until it is locked. */
  async lock(): Promise<void> {
    const startedAt = Date.now()
    for (;;) {
      const { stdout, stderr } = (await this.#isThere()) ? await this.#lockOnce() : noAnswer
      if (stdout.includes('boolean true')) return
      if (Date.now() - startedAt > readyLimitMs) throw new Error(`the keychain was not locked: ${stderr}`)
      await wait(50)
    }
  }

  /** Asked of the bus: a call to a keychain that is not there yet would start another one in its place. */
  async #isThere(): Promise<boolean> {
    const call = ['/org/freedesktop/DBus', 'org.freedesktop.DBus.NameHasOwner', `string:${secrets}`]
    return (await this.#send('org.freedesktop.DBus', call)).stdout.includes('boolean true')
  }

  async #lockOnce(): Promise<Finished> {
    const lock = 'org.freedesktop.Secret.Service.Lock'
    await this.#send(secrets, ['/org/freedesktop/secrets', lock, `array:objpath:${loginCollection}`])
    // The answer names only what was open until now; what counts is whether it is locked.
    const get = [loginCollection, 'org.freedesktop.DBus.Properties.Get']
    return this.#send(secrets, [...get, 'string:org.freedesktop.Secret.Collection', 'string:Locked'])
  }

  #send(destination: string, call: readonly string[]): Promise<Finished> {
    const env = { ...process.env, ...this.environment }
    return runProgram('dbus-send', ['--session', '--print-reply', `--dest=${destination}`, ...call], { env })
  }
}

function busConfiguration(folder: string, hasPrompter: boolean): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${folder}/bus</listen>
  ${hasPrompter ? '<standard_session_servicedirs/>' : ''}
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`
}

async function startKeyring(folder: string, env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  // The copy is without the file capability of the original, which a container may not grant.
  const program = join(folder, 'gnome-keyring-daemon')
  await copyFile(keyringProgram, program)
  const keyring = spawn(program, ['--unlock', '--foreground', '--components=secrets'], {
    env,
    stdio: ['pipe', 'ignore', 'ignore']
  })
  keyring.stdin.end(password)
  return keyring
}

function firstLineOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const [line, rest] = text.split('\n', 2)
      if (line !== undefined && rest !== undefined) resolve(line)
    })
    child.once('error', reject)
    child.once('exit', (code) =>
      reject(new Error(`it ended with exit code ${String(code)} before it was ready`))
    )
  })
}
