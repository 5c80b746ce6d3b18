import { recordIpc } from './canary/ipc-recorder.ts'
import { buildLeakyApp } from './canary/leaky-build.ts'
import { placesOf, type Place } from './canary/places.ts'
import { scan, type Canary } from './canary/scan.ts'
import { readClipboard } from './desktop/clipboard.ts'
import type { KeysApp } from './fixtures/keys-app.ts'
import { expect, test } from './fixtures/test.ts'
import { RecordingProxy } from './servers/recording-proxy.ts'

test.describe.configure({ timeout: 120_000 })

test('the value of a new key is nowhere but where it was sent, and the session is nowhere at all', async ({
  app,
  hygiara
}) => {
  const server = await RecordingProxy.inFrontOf(hygiara.url)
  const { screens } = app
  try {
    await recordIpc(app.electron)
    await screens.connect({ ...hygiara, url: server.url }, { staySignedIn: true })
    const value = await handOver(app, 'ci-canary')
    const canaries = [keyCanary(value), ...tokenCanaries(server)]
    expect(canaries).toHaveLength(3)

    await test.step('while the secret step is open', async () => {
      for (const form of forms) await screens.secret.copyAs(form)
      await screens.secret.testButton.click()
      await expect(screens.secret.testResult).toContainText('Valid.')
      const places = await placesOf(app)
      expectToSee(places, 'ci-canary')
      expect(scan(places, canaries)).toEqual([])
    })

    await test.step('after it was closed, the window reloaded, and the key revoked', async () => {
      await screens.secret.close()
      await expect(screens.inventory.row('ci-canary')).toBeVisible()
      await app.page.reload()
      await screens.inventory.openRevoke('ci-canary')
      await screens.revoke.revoke()
      await expect(screens.revoke.dialog).toBeHidden()
      const places = await placesOf(app)
      expect(scan(places, [...canaries, ...tokenCanaries(server)])).toEqual([])
      // What a person typed is in the page while they type it, and until the engine frees a string. Nothing keeps it
      // longer, and it went to main once.
      const password = { name: 'password', value: hygiara.password, publicLength: 0 }
      expect(scan(places, [password]).map(({ place }) => place)).toEqual(['request session:signIn'])
    })

    await test.step('after a restart that picks up the session', async () => {
      await app.quitAndWait()
      await app.start()
      await recordIpc(app.electron)
      await app.screens.inventory.refreshButton.click()
      await expect(app.screens.inventory.table).toBeVisible()
      expect(server.refreshTokens.length).toBeGreaterThan(1)
      expect(scan(await placesOf(app), [keyCanary(value), ...tokenCanaries(server)])).toEqual([])
    })
  } finally {
    await server.stop()
  }
})

test('the same search finds the value in an app that is built to leak it', async ({
  newApp,
  hygiara,
  folder
}) => {
  await buildLeakyApp(folder)
  const app = await newApp({ appFolder: folder })
  await app.start()
  await recordIpc(app.electron)
  await app.screens.connect(hygiara)
  const value = await handOver(app, 'ci-leaky')

  const finds = scan(await placesOf(app), [keyCanary(value)])
  const placesWith = (kind: Place['kind']) =>
    finds.filter((find) => find.kind === kind).map(({ place }) => place)
  expect(placesWith('heap')).toEqual(['heap 0'])
  expect(placesWith('ipc')).toEqual(
    expect.arrayContaining(['answer api-keys:create', 'event handoff:changed', 'event inventory:changed'])
  )
})

const forms = ['HYGIARA_API_KEY=…', 'X-API-Key header', 'curl command', 'Kubernetes Secret', 'Docker secret']

/** Creates a key and sends it to the clipboard and the keychain. */
async function handOver({ screens }: KeysApp, name: string): Promise<string> {
  await screens.createUntilSecretStep(name)
  await screens.secret.copy()
  const value = await readClipboard()
  await screens.secret.save()
  return value
}

function keyCanary(value: string): Canary {
  return { name: 'value of the key', value, publicLength: 'hrdly_'.length + 6 }
}

function tokenCanaries(server: RecordingProxy): Canary[] {
  const canary = (name: string) => (value: string) => ({ name, value, publicLength: 4 })
  return [
    ...server.accessTokens.map(canary('access token')),
    ...server.refreshTokens.map(canary('refresh token'))
  ]
}

/** A search that sees nothing finds nothing: what may be seen must be in every kind of place that has it. */
function expectToSee(places: readonly Place[], keyName: string): void {
  const kinds = new Set(places.filter(({ content }) => content.includes(keyName)).map(({ kind }) => kind))
  expect([...kinds].sort()).toEqual(['disk', 'heap', 'ipc', 'page'])
  for (const kind of ['output', 'process'] as const) {
    const size = places
      .filter((place) => place.kind === kind)
      .reduce((sum, { content }) => sum + content.length, 0)
    expect(size, kind).toBeGreaterThan(0)
  }
}
