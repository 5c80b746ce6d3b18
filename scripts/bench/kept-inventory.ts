import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KeysApp } from '../../e2e/fixtures/keys-app.ts'
import { HygiaraServer } from '../../e2e/servers/hygiara-server.ts'
import { until } from './until.ts'
import { fileURLToPath } from 'node:url'

const blockWatch = fileURLToPath(new URL('block-watch.cjs', import.meta.url))
const longestLoadMs = 120_000

/** An app that stays signed in and has an inventory of so many keys kept, and the server that has them. */
export class KeptInventory {
  readonly count: number
  /** Not running to begin with. */
  readonly app: KeysApp
  readonly #dataFolder: string
  readonly #first: HygiaraServer
  #running: HygiaraServer | null

  private constructor(count: number, app: KeysApp, dataFolder: string, server: HygiaraServer) {
    this.count = count
    this.app = app
    this.#dataFolder = dataFolder
    this.#first = server
    this.#running = server
  }

  /** Signs in, waits until the keys are kept, and ends the app and the server. */
  static async make(count: number): Promise<KeptInventory> {
    const dataFolder = await mkdtemp(join(tmpdir(), 'hygiara-bench-'))
    const server = await HygiaraServer.start({ dataFolder, sampleKeys: count })
    const app = await KeysApp.create({ args: ['-r', blockWatch] })
    const kept = new KeptInventory(count, app, dataFolder, server)
    await app.start()
    await app.screens.welcome.goToSignIn()
    await app.screens.signIn.fill(server)
    await app.screens.signIn.staySignedIn.check()
    await app.screens.signIn.submit()
    await app.screens.inventory.heading.waitFor({ timeout: longestLoadMs })
    await until('the keys are kept', longestLoadMs, () => kept.#isKept())
    await app.quitAndWait()
    await kept.stopServer()
    return kept
  }

  /** The server, at the address at which it was first. */
  async server(): Promise<HygiaraServer> {
    this.#running ??= await HygiaraServer.start({
      dataFolder: this.#dataFolder,
      port: this.#first.port,
      knownPassword: this.#first.password
    })
    return this.#running
  }

  async stopServer(): Promise<void> {
    await this.#running?.stop()
    this.#running = null
  }

  async remove(): Promise<void> {
    await this.app.remove()
    await this.stopServer()
    await rm(this.#dataFolder, { recursive: true, force: true })
  }

  /** Its log is written first, and grows no more once everything is in it. */
  async #isKept(): Promise<boolean> {
    const { mtimeMs, size } = await this.#log()
    return size > 0 && Date.now() - mtimeMs > 1_500 && size > this.count * 10
  }

  async #log(): Promise<{ readonly mtimeMs: number; readonly size: number }> {
    const path = join(this.app.userData, 'snapshots', 'inventory.db-wal')
    return stat(path).catch(() => ({ mtimeMs: 0, size: 0 }))
  }
}
