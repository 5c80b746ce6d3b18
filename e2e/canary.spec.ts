import { recordIpc } from './canary/ipc-recorder.ts'
import { buildLeakyApp } from './canary/leaky-build.ts'
import { placesOf, type Place } from './canary/places.ts'
import { Sampler } from './canary/sampler.ts'
import { scan, type Canary } from './canary/scan.ts'
import { readClipboard } from './desktop/clipboard.ts'
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
    const sampler = Sampler.watch(app)
    await screens.createUntilSecretStep('ci-canary')
    await expect.poll(() => server.keyValues).toHaveLength(1)
    const value = server.keyValues[0] ?? ''
    const canaries = [keyCanary(value), ...tokenCanaries(server)]
    expect(canaries).toHaveLength(3)

    await test.step('before anybody has it, and while it is shown', async () => {
      await screens.secret.showButton.click()
      await expect(screens.secret.hidesIn).toBeVisible()
      const places = await placesOf(app)
      expectToSee(places, 'ci-canary', [...lasting, 'memory'])
      expect(scan(places, canaries)).toEqual([])
      await screens.secret.hideButton.click()
    })

    await test.step('while the secret step is open', async () => {
      await screens.secret.copy()
      expect(await readClipboard()).toBe(value)
      await screens.secret.save()
      for (const form of forms) await screens.secret.copyAs(form)
      await screens.secret.testButton.click()
      await expect(screens.secret.testResult).toContainText('Valid.')
      const places = await placesOf(app)
      expectToSee(places, 'ci-canary', lasting)
      expect(scan(places, canaries)).toEqual([])
      await screens.secret.copyCommandButton.click()
      await expect.poll(readClipboard).toContain('secret-tool lookup')
    })

    await test.step('in all that came and went meanwhile', async () => {
      const places = await sampler.stop()
      expectComingAndGoing(places)
      expect(scan(places, canaries)).toEqual([])
    })

    await test.step('after it was closed, the window reloaded, and the key revoked', async () => {
      await screens.secret.close()
      await expect(screens.inventory.row('ci-canary')).toBeVisible()
      await app.page.reload()
      await screens.inventory.showAll()
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
  const sampler = Sampler.watch(app)
  await app.screens.createUntilSecretStep('ci-leaky')
  await app.screens.secret.copy()
  const value = await readClipboard()

  const finds = scan([...(await sampler.stop()), ...(await placesOf(app))], [keyCanary(value)])
  const placesWith = (kind: Place['kind']) =>
    finds.filter((find) => find.kind === kind).map(({ place }) => place)
  expect(placesWith('heap')).toEqual(['heap 0'])
  expect(placesWith('disk')).toContain('leak')
  expect(placesWith('output')).toContain('stdout and stderr')
  expect(placesWith('process')).toEqual(
    expect.arrayContaining([expect.stringContaining('argv'), expect.stringContaining('environ')])
  )
  expect(placesWith('ipc')).toEqual(
    expect.arrayContaining(['answer api-keys:create', 'event handoff:changed', 'event inventory:changed'])
  )
})

const forms = ['HYGIARA_API_KEY=…', 'X-API-Key header', 'curl command', 'Kubernetes Secret', 'Docker secret']

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

const lasting: Place['kind'][] = ['heap', 'page', 'ipc', 'disk']

/** A search that sees nothing finds nothing: what may be seen must be in every kind of place that has it. */
function expectToSee(places: readonly Place[], keyName: string, kinds: readonly Place['kind'][]): void {
  const seen = new Set(places.filter(({ content }) => content.includes(keyName)).map(({ kind }) => kind))
  expect([...seen].sort()).toEqual([...kinds].sort())
  for (const kind of ['output', 'process'] as const) {
    const size = places
      .filter((place) => place.kind === kind)
      .reduce((sum, { content }) => sum + content.length, 0)
    expect(size, kind).toBeGreaterThan(0)
  }
}

/** The same for what does not stay: what is written down about the create and the copy, and the keychain's process. */
function expectComingAndGoing(places: readonly Place[]): void {
  const files = places.filter(({ kind }) => kind === 'disk').map(({ name }) => name)
  for (const written of [
    /^create-intents\/.+\.json$/u,
    /^records\/.+\.sealed$/u,
    /^clipboard-debt\.json$/u,
    /^keychain-items\.json$/u
  ]) {
    expect(files).toContainEqual(expect.stringMatching(written))
  }
  const commandLines = places.filter(({ name }) => name.startsWith('argv')).map(({ content }) => content)
  expect(commandLines.some((line) => line.includes('node.mojom.NodeService'))).toBe(true)
}
