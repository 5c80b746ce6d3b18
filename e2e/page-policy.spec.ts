import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { KeysApp } from './fixtures/keys-app.ts'
import { expect, test } from './fixtures/test.ts'
import { outcomeOf, probes } from './page-policy/probes.ts'
import { openBlankPage, openUnguardedPage } from './page-policy/unguarded-page.ts'
import { PacketListeners } from './servers/packet-listeners.ts'
import { TargetServer } from './servers/target-server.ts'

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-src 'none'; frame-ancestors 'none'; " +
  "object-src 'none'; worker-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

let app: KeysApp
let page: Page
let target: TargetServer

test.beforeAll(async () => {
  target = await TargetServer.start()
  // With a camera and a microphone at hand, a refusal is a refusal of the permission.
  app = await (await KeysApp.create({ args: ['--use-fake-device-for-media-stream'] })).start()
  page = app.page
})

test.afterAll(async () => {
  await app.remove()
  await target.stop()
})

test('every page has exactly these preferences', async () => {
  const all = await app.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      // Not in the type definitions, because it is not for apps.
      const { getLastWebPreferences } = contents as unknown as { getLastWebPreferences: () => object }
      return getLastWebPreferences.call(contents)
    })
  )
  expect(all).toEqual([
    {
      allowRunningInsecureContent: false,
      contextIsolation: true,
      disableDialogs: false,
      disablePopups: false,
      enableBlinkFeatures: '',
      experimentalFeatures: false,
      javascript: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      safeDialogs: false,
      safeDialogsMessage: '',
      sandbox: true,
      webSecurity: true,
      webviewTag: false
    }
  ])
})

test('the page has nothing of Node or Electron', async () => {
  const found = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
      (name) => name in window
    )
  )
  expect(found).toEqual([])
})

test('the page comes with exactly these headers', async () => {
  const answer = await page.reload()
  expect(answer?.headers()).toEqual({
    'content-security-policy': policy,
    'content-type': 'text/html; charset=utf-8',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff'
  })
})

test('only files of the app are served, at app://hygiara and nowhere else', async () => {
  const asset = await page.evaluate(() => document.querySelector('script')?.src ?? '')
  const table: readonly (readonly [method: string, address: string, status: number])[] = [
    ['GET', 'app://hygiara/index.html', 200],
    ['GET', asset, 200],
    ['POST', 'app://hygiara/index.html', 405],
    ['HEAD', 'app://hygiara/index.html', 405],
    ['DELETE', 'app://hygiara/index.html', 405],
    ['GET', 'app://hygiara/', 404],
    ['GET', 'app://hygiara/index.html?query', 404],
    ['GET', 'app://hygiara/INDEX.HTML', 404],
    ['GET', 'app://hygiara/../main/index.js', 404],
    ['GET', 'app://hygiara/%2e%2e/main/index.js', 404],
    ['GET', 'app://hygiara/..%2fmain%2findex.js', 404],
    ['GET', 'app://hygiara/assets/..%5c..%5cmain%5cindex.js', 404],
    ['GET', 'app://hygiara//etc/passwd', 404],
    ['GET', 'app://hygiara/index.html%00.js', 404],
    ['GET', 'app://elsewhere/index.html', 404],
    ['GET', 'app://hygiara.evil/index.html', 404]
  ]
  const answers = await app.electron.evaluate(async ({ session }, rows) => {
    const ui = session.fromPartition('hygiara-ui')
    const ask = async (method: string, address: string) => (await ui.fetch(address, { method })).status
    return Promise.all(rows.map(async ([method, address]) => [method, address, await ask(method, address)]))
  }, table)
  expect(answers).toEqual(table)
})

test('even a page without that policy reaches nothing outside from the session of the screens', async () => {
  const reach = async (partition: string, path: string) => {
    const blank = await openBlankPage(app, partition)
    const addresses = [`${target.url}${path}`, 'file:///etc/passwd', 'app://elsewhere/']
    const answers = await blank.evaluate(
      (all) =>
        Promise.all(
          all.map((address) =>
            fetch(address).then(
              () => 'reached',
              () => 'refused'
            )
          )
        ),
      addresses
    )
    await blank.close()
    return answers
  }
  expect(await reach('hygiara-ui', '/from-the-ui-session')).toEqual(['refused', 'refused', 'refused'])
  expect(target.timesReached('/from-the-ui-session')).toBe(0)
  expect((await reach('test-other', '/from-another-session'))[0]).toBe('reached')
})

test.describe('a script in the page', () => {
  let unguarded: Page

  test.beforeAll(async () => {
    unguarded = await openUnguardedPage(app)
  })
  test.afterAll(() => unguarded.close())

  for (const probe of probes) {
    test(`cannot use ${probe.what}`, async () => {
      // The directive must be the one meant, or the probe might have failed for another reason.
      expect(await outcomeOf(probe, page, target)).toBe(probe.directive)
      expect(await outcomeOf(probe, unguarded, target)).toBe('worked')
    })
  }
})

test('nothing navigates the page away or opens another window', async ({ folder }) => {
  const dropped = join(folder, 'dropped.html')
  await writeFile(dropped, '<h1>Dropped</h1>')
  await watchNavigation(app)

  const attempts: Readonly<Record<string, () => Promise<unknown>>> = {
    'location =': () => page.evaluate((url) => void (location.href = url), `${target.url}/location`),
    'location.replace': () => page.evaluate((url) => location.replace(url), `${target.url}/replace`),
    'another page of ours': () => page.evaluate(() => void (location.href = 'app://hygiara/other.html')),
    'a link': () => clickLink({}),
    'a link to a new window': () => clickLink({ target: '_blank' }),
    'a middle click': () => clickLink({ button: 'middle' }),
    'a click with Ctrl': () => clickLink({ modifier: 'Control' }),
    'a click with Shift': () => clickLink({ modifier: 'Shift' }),
    'window.open': () => page.evaluate((url) => void window.open(url), `${target.url}/open`),
    'window.open of ours': () => page.evaluate(() => void window.open('app://hygiara/index.html')),
    'a dropped file': () => dropFile(dropped)
  }
  for (const [what, attempt] of Object.entries(attempts)) {
    await test.step(what, async () => {
      await attempt()
      // Two frames later whatever was to come of it has begun.
      await page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      )
      expect(page.url()).toBe('app://hygiara/index.html')
      expect(app.electron.windows()).toHaveLength(1)
    })
  }
  expect(await page.evaluate(() => document.querySelector('h1')?.textContent)).toBe('Hygiara Keys')
  // Main saw the attempts and refused each of them.
  expect(await navigationSeen(app)).toEqual({ allowed: 0, refused: 4 })
  expect(target.paths.filter((path) => /location|replace|link|open/u.test(path))).toEqual([])
  // The test driver still waits for the navigation that was refused.
  await page.reload()

  async function clickLink({ target: where = '', modifier, ...click }: LinkClick): Promise<void> {
    await page.evaluate(
      ([url, frame]) => {
        const link = document.createElement('a')
        Object.assign(link, { href: url, target: frame, id: 'test-link', textContent: 'Away' })
        Object.assign(link.style, { position: 'fixed', top: '0', left: '0', padding: '30px', zIndex: '99' })
        document.body.append(link)
      },
      [`${target.url}/link`, where] as const
    )
    // The mouse itself: a locator would wait for the navigation that never comes.
    if (modifier) await page.keyboard.down(modifier)
    await page.mouse.click(20, 20, click)
    if (modifier) await page.keyboard.up(modifier)
    await page.evaluate(() => document.getElementById('test-link')?.remove())
  }

  async function dropFile(path: string): Promise<void> {
    const devtools = await page.context().newCDPSession(page)
    const data = { items: [], files: [path], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await devtools.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data })
    }
    await devtools.detach()
  }
})

test('a webview is an unknown element', async () => {
  const isWebview = await page.evaluate((url) => {
    const element = document.createElement('webview')
    element.setAttribute('src', url)
    document.body.append(element)
    const has = element.shadowRoot !== null || Reflect.has(element, 'getWebContentsId')
    element.remove()
    return has
  }, `${target.url}/webview`)
  expect(isWebview).toBe(false)
  const types = await app.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((c) => c.getType())
  )
  expect(types).toEqual(['window'])
})

test('every permission is refused, asked for or used', async () => {
  const outcome = await page.evaluate(async () => {
    const names = [
      ...[
        'geolocation',
        'notifications',
        'camera',
        'microphone',
        'midi',
        'clipboard-read',
        'clipboard-write'
      ],
      ...['persistent-storage', 'background-sync', 'accelerometer', 'gyroscope', 'idle-detection'],
      ...['screen-wake-lock', 'storage-access', 'window-management', 'local-fonts', 'display-capture']
    ]
    const state = async (name: string) =>
      navigator.permissions.query({ name: name as PermissionName }).then(
        ({ state: answer }) => answer,
        (cause: unknown) => (cause as Error).name
      )
    const states = Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await state(name)] as const))
    )
    const attempt = (use: () => Promise<unknown>) =>
      use().then(
        () => 'allowed',
        (cause: unknown) => (cause instanceof Error ? cause.name : 'refused')
      )
    const locate = () =>
      new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))
    const used = {
      position: await attempt(locate),
      notification: await Notification.requestPermission(),
      media: await attempt(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      screen: await attempt(() => navigator.mediaDevices.getDisplayMedia()),
      clipboardRead: await attempt(() => navigator.clipboard.readText()),
      clipboardWrite: await attempt(() => navigator.clipboard.writeText('x'))
    }
    return { states, used }
  })
  const granted = Object.entries(outcome.states).filter(
    ([, state]) => state === 'granted' || state === 'prompt'
  )
  expect(granted).toEqual([])
  expect(Object.values(outcome.states)).toContain('denied')
  expect(outcome.used).toEqual({
    position: 'refused',
    notification: 'denied',
    media: 'NotAllowedError',
    screen: 'NotAllowedError',
    clipboardRead: 'NotAllowedError',
    clipboardWrite: 'NotAllowedError'
  })
})

test('no packet of WebRTC leaves the page', async () => {
  const listeners = await PacketListeners.start()
  try {
    const gather = (servers: RTCIceServer[]) =>
      new Promise<number>((resolve) => {
        const connection = new RTCPeerConnection({ iceServers: servers })
        let candidates = 0
        connection.createDataChannel('x')
        connection.onicecandidate = ({ candidate }) => {
          if (candidate) candidates += 1
          else resolve(candidates)
        }
        void connection.createOffer().then((offer) => connection.setLocalDescription(offer))
      })
    const servers = [
      { urls: `stun:127.0.0.1:${listeners.udpPort}` },
      { urls: `turn:127.0.0.1:${listeners.tcpPort}?transport=tcp`, username: 'u', credential: 'c' }
    ]
    expect(await page.evaluate(gather, servers)).toBe(0)
    // The listeners do listen: a packet of the test's own arrives.
    await listeners.sendOneToEach()
    expect(listeners.received).toEqual({ udp: 1, tcp: 1 })
  } finally {
    await listeners.stop()
  }
})

interface LinkClick {
  readonly target?: string
  readonly button?: 'middle'
  readonly modifier?: 'Control' | 'Shift'
}

async function watchNavigation({ electron }: KeysApp): Promise<void> {
  await electron.evaluate(({ webContents }) => {
    const seen = { allowed: 0, refused: 0 }
    Reflect.set(globalThis, 'navigationSeen', seen)
    for (const contents of webContents.getAllWebContents()) {
      contents.on('will-frame-navigate', (event) => {
        if (event.defaultPrevented) seen.refused += 1
        else seen.allowed += 1
      })
    }
  })
}

async function navigationSeen({ electron }: KeysApp): Promise<unknown> {
  return electron.evaluate(() => Reflect.get(globalThis, 'navigationSeen') as unknown)
}
