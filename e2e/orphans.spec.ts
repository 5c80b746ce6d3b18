/** A create whose value reaches nobody: told, never repeated by itself, and put right with one press. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readClipboard } from './desktop/clipboard.ts'
import type { KeysApp } from './fixtures/keys-app.ts'
import { expect, test } from './fixtures/test.ts'
import { FaultProxy } from './servers/fault-proxy.ts'

const list = /\/api-keys$/u

/** What the app has written down about creates that are not settled. */
async function intentsOf(app: KeysApp): Promise<unknown[]> {
  const files = await readdir(join(app.userData, 'create-intents'), { recursive: true, withFileTypes: true })
  const intents = files.filter((file) => file.isFile() && file.name.endsWith('.json'))
  return Promise.all(
    intents.map(
      async ({ parentPath, name }) => JSON.parse(await readFile(join(parentPath, name), 'utf8')) as unknown
    )
  )
}

test('a lost answer leaves a card; one press revokes the key that nobody has and creates one in its place', async ({
  app,
  hygiara
}) => {
  const { screens } = app
  const proxy = await FaultProxy.inFrontOf(hygiara.url)
  await screens.connect({ url: proxy.url, email: hygiara.email, password: hygiara.password })
  const name = 'ci-orphan-lost'
  proxy.break('reset in the body, after the work', 'POST', list)
  await screens.inventory.openCreate()
  await screens.createKey.create(name)
  await expect(screens.orphans.cards).toContainText(
    `Hygiara may have created ${name}, but its answer was lost, so nobody has the key.`
  )
  await expect(screens.inventory.row(name)).toHaveCount(1)

  proxy.heal()
  await screens.orphans.createAgain()
  await screens.secret.heading.waitFor()
  await screens.secret.copy()
  expect(await hygiara.answerTo(await readClipboard())).toBe(200)
  await screens.secret.close()
  await expect(screens.orphans.cards).toHaveCount(0)
  await expect(screens.inventory.row(name)).toHaveCount(1)
  await proxy.stop()
})

test('an app that ends with the value in its hands says so at its next start', async ({
  newApp,
  hygiara
}) => {
  const app = await newApp()
  await app.start()
  await app.screens.connect(hygiara, { staySignedIn: true })
  const name = 'ci-orphan-killed'
  await app.screens.createUntilSecretStep(name)
  const writtenDown = () => intentsOf(app)
  await expect.poll(writtenDown).toMatchObject([{ name, keyId: expect.stringMatching(/./u) as unknown }])
  // The prefix is public; a value would go on behind it.
  expect(JSON.stringify(await writtenDown())).not.toMatch(/hrdly_[0-9A-Za-z]{7,}/u)
  process.kill(app.pid, 'SIGKILL')
  await app.ended()

  await app.start()
  await expect(app.screens.orphans.cards).toContainText(
    `Hygiara created ${name}, and the app ended before the key was handed over. GNOME Keyring still has it until`
  )
  await app.screens.orphans.keep()
  await expect.poll(writtenDown).toEqual([])
  await expect(app.screens.orphans.cards).toHaveCount(0)
  await app.screens.inventory.showAll()
  await expect(app.screens.inventory.row(name)).toHaveCount(1)
})
