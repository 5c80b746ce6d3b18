import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Session } from 'electron'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createShownSession, createUiSession, lockDownPages } from './lock-down.ts'

/** A session that remembers what it was told, and can be asked as Chromium asks it. */
class FakeSession extends EventEmitter {
  readonly handlers: Record<string, (...args: unknown[]) => unknown> = {}
  readonly proxies: unknown[] = []
  hasSpellChecker = true
  readonly webRequest = {
    onBeforeRequest: (handler: (...args: unknown[]) => unknown) => {
      this.handlers['request'] = handler
    }
  }

  setSpellCheckerEnabled(isEnabled: boolean): void {
    this.hasSpellChecker = isEnabled
  }

  setProxy(proxy: unknown): Promise<void> {
    this.proxies.push(proxy)
    return Promise.resolve()
  }
}

for (const name of [
  'setPermissionRequestHandler',
  'setPermissionCheckHandler',
  'setDevicePermissionHandler',
  'setDisplayMediaRequestHandler',
  'setBluetoothPairingHandler',
  'setUSBProtectedClassesHandler'
]) {
  Reflect.set(FakeSession.prototype, name, function (this: FakeSession, handler: () => unknown) {
    this.handlers[name] = handler
  })
}

const electron = vi.hoisted(() => ({
  sessions: new Map<string, unknown>(),
  app: {
    isPackaged: true,
    on: (_event: string, _listener: (...args: unknown[]) => void) => undefined
  },
  make: (): unknown => undefined
}))

vi.mock('electron', () => ({
  app: electron.app,
  session: {
    fromPartition: (name: string) => {
      const made = electron.make()
      electron.sessions.set(name, made)
      return made
    },
    get defaultSession() {
      return electron.sessions.get('default')
    }
  }
}))

// From the typings, so that a permission that a new Electron brings is asked for here, too.
const typings = readFileSync(createRequire(import.meta.url).resolve('electron/electron.d.ts'), 'utf8')
const permissionsOf = (method: string) => {
  const [, union = ''] =
    new RegExp(`${method}\\(handler: .*?permission: ((?:'[^']+' \\| )+'[^']+')`, 'u').exec(typings) ?? []
  return [...union.matchAll(/'([^']+)'/gu)].map(([, name = '']) => name)
}
const requested = permissionsOf('setPermissionRequestHandler')
const checked = permissionsOf('setPermissionCheckHandler')

let sessions: readonly (readonly [string, FakeSession])[]

beforeEach(async () => {
  electron.sessions.clear()
  electron.app.isPackaged = true
  electron.make = () => new FakeSession()
  electron.sessions.set('default', new FakeSession())
  createUiSession()
  await createShownSession()
  sessions = [...electron.sessions] as [string, FakeSession][]
})

test('the screens have a session of their own, and so has the Show window; neither is kept on disk', () => {
  expect(sessions.map(([name]) => name)).toEqual(['default', 'hygiara-ui', 'hygiara-shown'])
  expect(sessions.some(([name]) => name.startsWith('persist:'))).toBe(false)
})

describe('permissions', () => {
  test('the list of them was found', () => {
    expect(requested.length).toBeGreaterThan(30)
    expect(requested).toEqual(
      expect.arrayContaining(['media', 'clipboard-read', 'openExternal', 'usb', 'unknown'])
    )
    expect(checked).toEqual(expect.arrayContaining(requested))
  })

  test('every one is refused in every session, asked for or looked up', () => {
    for (const [, each] of sessions) {
      for (const permission of requested) {
        const decide = vi.fn()
        each.handlers['setPermissionRequestHandler']?.({}, permission, decide, {})
        expect(decide.mock.calls).toEqual([[false]])
      }
      for (const permission of checked) {
        expect(each.handlers['setPermissionCheckHandler']?.({}, permission, 'app://hygiara', {})).toBe(false)
      }
    }
  })

  test('no device, no screen and no pairing either', () => {
    for (const [, each] of sessions) {
      expect(each.handlers['setDevicePermissionHandler']?.({ deviceType: 'usb' })).toBe(false)
      const shareScreen = vi.fn()
      each.handlers['setDisplayMediaRequestHandler']?.({}, shareScreen)
      expect(shareScreen.mock.calls).toEqual([[{}]])
      const pair = vi.fn()
      each.handlers['setBluetoothPairingHandler']?.({}, pair)
      expect(pair.mock.calls).toEqual([[{ confirmed: false }]])
    }
  })

  test('USB classes that Chromium protects stay protected', () => {
    const classes = ['audio', 'hid', 'mass-storage', 'smart-card']
    for (const [, each] of sessions) {
      const handler = each.handlers['setUSBProtectedClassesHandler']
      // Without a handler the default holds; an empty list would open them all.
      if (handler) expect(handler({ protectedClasses: classes })).toEqual(classes)
    }
  })

  test.each<readonly [Parameters<Session['on']>[0], (choose: () => void) => unknown[], unknown[]]>([
    ['select-hid-device' as never, (choose) => [{ deviceList: [{ deviceId: '1' }] }, choose], []],
    ['select-usb-device' as never, (choose) => [{ deviceList: [{ deviceId: '1' }] }, choose], []],
    ['select-serial-port' as never, (choose) => [[{ portId: '1' }], {}, choose], ['']]
  ])('%s: nothing is chosen', (chooser, details, answer) => {
    for (const [, each] of sessions) {
      const event = { preventDefault: vi.fn() }
      const choose = vi.fn()
      each.emit(chooser, event, ...details(choose))
      expect(event.preventDefault).toHaveBeenCalled()
      expect(choose.mock.calls).toEqual([answer])
    }
  })
})

describe('requests of a page', () => {
  const isCancelled = (each: FakeSession, url: string) => {
    const decide = vi.fn()
    each.handlers['request']?.({ url }, decide)
    return (decide.mock.calls[0]?.[0] as { cancel: boolean } | undefined)?.cancel
  }

  test('for the app’s own files pass', () => {
    for (const name of ['default', 'hygiara-ui']) {
      const each = electron.sessions.get(name) as FakeSession
      expect(isCancelled(each, 'app://hygiara/index.html')).toBe(false)
      expect(isCancelled(each, 'data:image/png;base64,AAAA')).toBe(false)
      expect(isCancelled(each, 'app://shown/b7Qx2m')).toBe(true)
    }
  })

  test('for what is shown pass in the session of the Show window, and nothing else does there', () => {
    const shown = electron.sessions.get('hygiara-shown') as FakeSession
    expect(isCancelled(shown, 'app://shown/b7Qx2m')).toBe(false)
    expect(isCancelled(shown, 'app://hygiara/index.html')).toBe(true)
    expect(isCancelled(shown, 'data:image/png;base64,AAAA')).toBe(true)
  })

  test.each([
    'https://hygiara.example.com/',
    'http://127.0.0.1:8080/api/v1/api-keys',
    'ws://127.0.0.1:8080/',
    'wss://evil.example/',
    'file:///etc/passwd',
    'ftp://evil.example/',
    'app://hygiara.evil/index.html',
    'app://hygiara@evil/index.html',
    'app://evil/',
    'data:text/html,<p>x',
    'blob:app://hygiara/0f3c5a52',
    'chrome://settings/',
    'devtools://devtools/bundled/inspector.html',
    'chrome-extension://abc/index.html'
  ])('for %s are cancelled', (url) => {
    for (const [, each] of sessions) expect(isCancelled(each, url)).toBe(true)
  })

  test('of the developer tools pass while the app is developed, and only then', () => {
    electron.app.isPackaged = false
    for (const [, each] of sessions) {
      expect(isCancelled(each, 'devtools://devtools/bundled/inspector.html')).toBe(false)
      expect(isCancelled(each, 'https://evil.example/')).toBe(true)
    }
  })

  test('have a proxy that leads nowhere, also to this computer, and no dictionary is fetched', () => {
    const nowhere = [{ proxyRules: 'socks5://127.0.0.1:9', proxyBypassRules: '<-loopback>' }]
    for (const name of ['hygiara-ui', 'hygiara-shown']) {
      expect((electron.sessions.get(name) as FakeSession).proxies).toEqual(nowhere)
    }
    for (const [, each] of sessions) expect(each.hasSpellChecker).toBe(false)
  })
})

describe('a page', () => {
  class FakeContents extends EventEmitter {
    openWindow: ((details: object) => unknown) | null = null
    webRtcPolicy = ''

    setWindowOpenHandler(handler: (details: object) => unknown): void {
      this.openWindow = handler
    }

    setWebRTCIPHandlingPolicy(policy: string): void {
      this.webRtcPolicy = policy
    }
  }

  function made(): FakeContents {
    const on = vi.spyOn(electron.app, 'on')
    lockDownPages()
    const [event, listener] = on.mock.calls[0] ?? []
    expect(event).toBe('web-contents-created')
    const contents = new FakeContents()
    listener?.({}, contents)
    return contents
  }

  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    '%s is refused',
    (name) => {
      const event = { preventDefault: vi.fn(), url: 'https://evil.example/' }
      made().emit(name, event, 'https://evil.example/')
      expect(event.preventDefault).toHaveBeenCalled()
    }
  )

  test('opens no window, and its WebRTC tells no address', () => {
    const contents = made()
    expect(contents.openWindow?.({ url: 'https://evil.example/' })).toEqual({ action: 'deny' })
    expect(contents.webRtcPolicy).toBe('disable_non_proxied_udp')
  })
})
