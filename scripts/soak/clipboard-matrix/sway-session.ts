import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { endProcess, runProgram } from '../../../e2e/fixtures/child-process.ts'

/** A Wayland desktop without a screen: sway, what a person does in it, and the programs of somebody else. */
export class SwaySession {
  /** For programs that are to run in it; X11 is not there. */
  readonly env: Record<string, string>
  readonly #process: ChildProcess
  readonly #folder: string
  readonly #owners: ChildProcess[] = []

  private constructor(process: ChildProcess, folder: string, env: Record<string, string>) {
    this.#process = process
    this.#folder = folder
    this.env = env
  }

  /** @throws when it is not there after ten seconds */
  static async start(): Promise<SwaySession> {
    const folder = await mkdtemp(join(tmpdir(), 'sway-'))
    const configuration = join(folder, 'config')
    await writeFile(configuration, 'xwayland disable\n')
    const base = {
      XDG_RUNTIME_DIR: folder,
      DISPLAY: '',
      WLR_BACKENDS: 'headless',
      WLR_RENDERER: 'pixman',
      WLR_LIBINPUT_NO_DEVICES: '1'
    }
    const sway = spawn('sway', ['--config', configuration], {
      env: { ...process.env, ...base },
      stdio: 'ignore'
    })
    for (let left = 200; left > 0; left -= 1) {
      const names = await readdir(folder)
      const display = names.find((name) => /^wayland-\d+$/u.test(name))
      const socket = names.find((name) => name.startsWith('sway-ipc'))
      if (display !== undefined && socket !== undefined) {
        return new SwaySession(sway, folder, {
          ...base,
          WAYLAND_DISPLAY: display,
          SWAYSOCK: join(folder, socket)
        })
      }
      await wait(50)
    }
    await endProcess(sway)
    throw new Error('sway did not start')
  }

  async version(): Promise<string> {
    return (await this.#run('sway', ['--version'])).stdout.trim()
  }

  /** A real press of a key, as the compositor sees it. */
  async press(key: string): Promise<void> {
    // A keyboard comes and goes with each call, and a window takes a moment to take notice of it.
    await this.#run('wtype', ['-s', '300', '-k', key, '-s', '300'])
  }

  /** Another workspace comes to the front, or ours again. */
  async goToWorkspace(number: 1 | 2): Promise<void> {
    await this.#run('swaymsg', ['workspace', String(number)])
    await wait(700)
  }

  /** What another program finds on the clipboard; empty when nothing is there. */
  async readClipboard(): Promise<string> {
    return this.#read()
  }

  /** What the middle button of the mouse would paste. */
  async readSelection(): Promise<string> {
    return this.#read('--primary')
  }

  async readClipboardFormats(): Promise<string[]> {
    const { exitCode, stdout } = await this.#run('wl-paste', ['--list-types'])
    return exitCode === 0 ? stdout.trim().split('\n') : []
  }

  /** Another program copies a text. */
  async copyFromElsewhere(text: string): Promise<void> {
    const owner = spawn('wl-copy', ['--foreground', text], {
      env: { ...process.env, ...this.env },
      stdio: 'ignore'
    })
    this.#owners.push(owner)
    for (let left = 40; left > 0 && (await this.readClipboard()) !== text; left -= 1) await wait(50)
  }

  async stop(): Promise<void> {
    for (const owner of this.#owners) await endProcess(owner)
    await endProcess(this.#process)
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 })
  }

  async #read(...from: readonly string[]): Promise<string> {
    const args = [...from, '--no-newline', '--type', 'text/plain;charset=utf-8']
    const { exitCode, stdout } = await this.#run('wl-paste', args)
    return exitCode === 0 ? stdout : ''
  }

  #run(program: string, args: readonly string[]) {
    return runProgram(program, args, { env: { ...process.env, ...this.env } })
  }
}
