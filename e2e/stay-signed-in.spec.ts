import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { filePlaces } from './canary/places.ts'
import { scan } from './canary/scan.ts'
import { appService, readKeychain } from './desktop/keychain.ts'
import type { KeysApp } from './fixtures/keys-app.ts'
import { expect, test } from './fixtures/test.ts'
import { RecordingProxy } from './servers/recording-proxy.ts'

test('who wants to stay signed in finds the inventory at the next start, until they sign out', async ({
  app,
  hygiara
}) => {
  const server = await RecordingProxy.inFrontOf(hygiara.url)
  try {
    await app.screens.connect({ ...hygiara, url: server.url }, { staySignedIn: true })
    const account = `session/${await profileIdOf(app)}`

    await test.step('the renewal token is in the keychain and in no file', async () => {
      await expect.poll(() => readKeychain(appService, account)).toBe(server.refreshTokens.at(-1))
      expect(await tokensOnDisk(app, server)).toEqual([])
    })

    await test.step('what is on disk can be read by nobody else', async () => {
      expect(await modeOf(app.userData)).toBe('700')
      expect(await modeOf(join(app.userData, 'hygiara-keys.json'))).toBe('600')
    })

    await test.step('the next start asks for nothing', async () => {
      await app.quitAndWait()
      await app.start()
      await expect(app.screens.inventory.table).toBeVisible()
      await expect.poll(() => server.refreshTokens.length).toBeGreaterThan(1)
      await expect.poll(() => readKeychain(appService, account)).toBe(server.refreshTokens.at(-1))
      expect(await tokensOnDisk(app, server)).toEqual([])
    })

    await test.step('signing out takes the token out of the keychain and ends it at the server', async () => {
      await app.screens.shell.signOut()
      await expect(app.screens.welcome.heading).toBeVisible()
      await expect.poll(() => readKeychain(appService, account)).toBeNull()
      await expect.poll(() => statusOfRefresh(server.url, server.refreshTokens.at(-1))).toBe(401)
      await app.quitAndWait()
      await app.start()
      await expect(app.screens.welcome.heading).toBeVisible()
    })
  } finally {
    await server.stop()
  }
})

test('who does not want it finds the sign-in screen at the next start, and nothing in the keychain', async ({
  app,
  hygiara
}) => {
  await app.screens.connect(hygiara)
  const account = `session/${await profileIdOf(app)}`
  await app.quitAndWait()
  expect(await readKeychain(appService, account)).toBeNull()
  await app.start()
  await expect(app.screens.welcome.heading).toBeVisible()

  await test.step('the server and the e-mail are known, only the password is asked', async () => {
    await app.screens.welcome.profiles.click()
    await expect(app.screens.signIn.server).toHaveValue(hygiara.url)
    await expect(app.screens.signIn.email).toHaveValue(hygiara.email)
    await expect(app.screens.signIn.password).toBeFocused()
    await app.page.keyboard.type(hygiara.password)
    await app.page.keyboard.press('Enter')
    await expect(app.screens.inventory.table).toBeVisible()
  })
})

async function profileIdOf(app: KeysApp): Promise<string> {
  const kept: unknown = JSON.parse(await readFile(join(app.userData, 'hygiara-keys.json'), 'utf8'))
  const [profile] = (kept as { profiles: { id: string }[] }).profiles
  if (!profile) throw new Error('no profile was kept')
  return profile.id
}

async function tokensOnDisk(app: KeysApp, server: RecordingProxy) {
  const canaries = [...server.accessTokens, ...server.refreshTokens].map((value, index) => ({
    name: `token ${index}`,
    value,
    publicLength: 4
  }))
  expect(canaries).not.toEqual([])
  return scan(await filePlaces(app.userData), canaries)
}

async function statusOfRefresh(url: string, token: string | undefined): Promise<number> {
  const answer = await fetch(`${url}/api/v1/auth/refresh`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ refresh_token: token })
  })
  return answer.status
}

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8)
}
