import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readClipboard } from '../../e2e/desktop/clipboard.ts'
import { appService, readKeychain } from '../../e2e/desktop/keychain.ts'
import type { KeysApp } from '../../e2e/fixtures/keys-app.ts'
import type { FaultProxy } from '../../e2e/servers/fault-proxy.ts'
import type { FaultName } from '../../e2e/servers/faults.ts'
import type { KillPoint } from './create-kill-points.ts'
import { endAtClipboard, endAtCreate, endAtFileCall, type FileCall } from './end-in-main.ts'

/** The app with the empty form in front, and what is between it and the server. */
export interface Stage {
  readonly app: KeysApp
  readonly proxy: FaultProxy
  /** Of the key to create. */
  readonly name: string
}

/** Presses *Create*, goes on to the point, ends main there. Answers what another program found on the clipboard. */
type Kill = (stage: Stage) => Promise<string | null>

const list = /\/api-keys$/u
const patienceMs = 15_000

/** Recognised on the wire, by the proxy. */
const killOnTheWire =
  (fault: FaultName): Kill =>
  async ({ app, proxy, name }) => {
    proxy.break(fault, 'POST', list)
    await app.screens.createKey.create(name)
    await until(() => Promise.resolve(proxy.isStalled))
    await app.kill()
    return null
  }

/** Recognised in main, which ends itself; nothing of it can be seen from outside in time. */
const killInMain =
  (prepare: (app: KeysApp) => Promise<void>, press: (stage: Stage) => Promise<void>): Kill =>
  async (stage) => {
    await prepare(stage.app)
    // The window goes in the middle of the press.
    await press(stage).catch(() => undefined)
    await until(() => Promise.resolve(!stage.app.isRunning))
    await stage.app.ended()
    return null
  }

const create = ({ app, name }: Stage): Promise<void> => app.screens.createKey.create(name)

const createAndCopy = async ({ app, name }: Stage): Promise<void> => {
  await app.screens.createKey.create(name)
  await app.screens.secret.heading.waitFor()
  await app.screens.secret.copyButton.click()
}

const atFileCall =
  (at: FileCall) =>
  ({ electron }: KeysApp): Promise<void> =>
    endAtFileCall(electron, at)

/** How each point is reached in the real app. */
export const kills: Readonly<Record<KillPoint, Kill>> = {
  'before the intent': killInMain(
    atFileCall({ call: 'open', ending: '.json.new', nth: 1, when: 'before' }),
    create
  ),
  'after the intent': killInMain(
    atFileCall({ call: 'rename', ending: '.json', nth: 1, when: 'after' }),
    create
  ),
  'before the request': killInMain(({ electron }) => endAtCreate(electron, 'request'), create),
  'while the request is on its way': killOnTheWire('silence'),
  'while the server works': killOnTheWire('silence, after the work'),
  'in the middle of the answer': killOnTheWire('a stopped answer, after the work'),
  'after the answer': killInMain(({ electron }) => endAtCreate(electron, 'answer'), create),
  'before the id is noted': killInMain(
    atFileCall({ call: 'open', ending: '.json.new', nth: 2, when: 'before' }),
    create
  ),
  // On the disk and at rest: the app waits for the person.
  'after the id is noted': async ({ app, name }) => {
    await app.screens.createKey.create(name)
    await until(async () => (await intentsOf(app)).some(({ keyId }) => keyId !== null))
    await app.kill()
    return null
  },
  // At rest, too; the keychain has been given the key by then.
  'before the delivery': async ({ app, name }) => {
    await app.screens.createKey.create(name)
    await app.screens.secret.heading.waitFor()
    await until(async () => {
      const [intent] = await intentsOf(app)
      return intent !== undefined && (await readKeychain(appService, `escrow/${intent.id}`)) !== null
    })
    await app.kill()
    return null
  },
  'after the delivery': killInMain(({ electron }) => endAtClipboard(electron), createAndCopy),
  'before the intent is settled': killInMain(
    atFileCall({ call: 'rm', ending: '.json', nth: 1, when: 'before' }),
    createAndCopy
  ),
  // At rest again.
  'after the intent is settled': async (stage) => {
    await createAndCopy(stage)
    await until(async () => (await intentsOf(stage.app)).length === 0)
    const copied = await readClipboard()
    await stage.app.kill()
    return copied
  }
}

interface Intent {
  readonly id: string
  readonly keyId: string | null
}

/** What the app has written down about creates that are not settled. */
async function intentsOf({ userData }: KeysApp): Promise<readonly Intent[]> {
  const folder = join(userData, 'create-intents')
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const texts = await Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .map((name) => readFile(join(folder, name), 'utf8').catch(() => null))
  )
  return texts.filter((text) => text !== null).map((text) => JSON.parse(text) as Intent)
}

/** @throws when it takes too long */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('the app did not get there')
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
