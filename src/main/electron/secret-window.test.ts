import { BrowserWindow } from 'electron'
import type { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { done, err } from '../../shared/result.ts'
import type { DrawKey } from '../ports.ts'
import { createSecretWindow, shownPreferences } from './secret-window.ts'

interface FakeWindow extends EventEmitter {
  readonly options: Record<string, unknown>
  readonly calls: string[]
  readonly webContents: EventEmitter
  destroy(): void
}

const electron = vi.hoisted(() => ({
  made: [] as unknown[],
  isDark: false,
  load: (_url: string): Promise<void> => Promise.resolve()
}))

vi.mock('../core-dumps.ts', () => ({ withoutCoreDumps: () => undefined }))
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events')
  class BrowserWindow extends Emitter {
    readonly calls: string[] = []
    hasEnded = false
    readonly webContents = Object.assign(new Emitter(), {
      getOSProcessId: () => 0,
      getZoomFactor: () => 1.5,
      setZoomFactor: (factor: number) => void this.calls.push(`zoom ${String(factor)}`)
    })

    readonly options: unknown

    constructor(options: unknown) {
      super()
      this.options = options
      electron.made.push(this)
    }

    setContentProtection = (isOn: boolean) => void this.calls.push(`protected ${String(isOn)}`)
    removeMenu = () => void this.calls.push('no menu')
    show = () => void this.calls.push('shown')
    focus = () => void this.calls.push('focused')
    isDestroyed = () => this.hasEnded
    loadURL = async (url: string) => {
      this.calls.push('loaded')
      await electron.load(url)
    }

    destroy(): void {
      if (this.hasEnded) return
      this.hasEnded = true
      this.emit('closed')
    }
  }
  return {
    BrowserWindow,
    nativeTheme: {
      get shouldUseDarkColors() {
        return electron.isDark
      }
    }
  }
})

const key = { name: 'ci-reviews', last4: 'K4Tq' }
const draw: DrawKey = () => ({ png: Buffer.from('a picture'), width: 298, height: 117 })

let handlers: ((request: Request) => Response)[]

const session = {
  protocol: { handle: (_scheme: string, answer: (request: Request) => Response) => handlers.push(answer) }
}
const ask = (url: string) => handlers[0]?.({ url, method: 'GET' } as Request)

function open(hasParent = true) {
  const parent = new BrowserWindow({})
  electron.made = []
  return createSecretWindow(
    () => Promise.resolve(session as never),
    () => (hasParent ? parent : null)
  )
}

const shownWindow = () => electron.made[0] as FakeWindow

beforeEach(() => {
  Object.assign(electron, { made: [], isDark: false, load: () => Promise.resolve() })
  handlers = []
})

test('the Show window may do what is written here and nothing else', () => {
  expect(shownPreferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    disableBlinkFeatures: 'Auxclick',
    javascript: false,
    webgl: false,
    plugins: false,
    disableDialogs: true,
    devTools: false
  })
  expect(Object.isFrozen(shownPreferences)).toBe(true)
})

test('it is a child without a preload, protected before there is anything to see', async () => {
  expect(await open().show(draw, key, vi.fn())).toEqual(done)
  const { options, calls } = shownWindow()
  expect(options).toMatchObject({ show: false, title: 'ci-reviews – shown for a moment' })
  expect(options['parent']).toBeDefined()
  expect(options['webPreferences']).toEqual({ ...shownPreferences, session })
  expect(calls).toEqual(['protected true', 'no menu', 'loaded', 'zoom 1.5', 'shown', 'focused'])
})

test('its page leads to a picture and a style, and each of the three is served once', async () => {
  let address = ''
  electron.load = (url) => {
    address = url
    return Promise.resolve()
  }
  await open().show(draw, key, vi.fn())
  const page = (await ask(address)?.text()) ?? ''
  const picture = /src="([^"]+)"/u.exec(page)?.[1] ?? ''
  const style = /href="([^"]+)"/u.exec(page)?.[1] ?? ''
  const served = ask(picture)
  expect(served?.headers.get('content-type')).toBe('image/png')
  expect(await served?.text()).toBe('a picture')
  expect(ask(style)?.headers.get('content-type')).toBe('text/css; charset=utf-8')
  expect([address, picture, style].map((url) => ask(url)?.status)).toEqual([404, 404, 404])
})

test('what was not asked for is gone with the window', async () => {
  let address = ''
  electron.load = (url) => {
    address = url
    return Promise.resolve()
  }
  await open().show(draw, key, vi.fn())
  shownWindow().destroy()
  expect(ask(address)?.status).toBe(404)
})

describe('it closes', () => {
  const escape = { type: 'keyDown', key: 'Escape' }
  test.each<readonly [string, (window: FakeWindow) => unknown]>([
    ['when another window is in front', (window) => window.emit('blur')],
    [
      'with Esc',
      ({ webContents }) => webContents.emit('before-input-event', { preventDefault: vi.fn() }, escape)
    ],
    [
      'with its process',
      ({ webContents }) => webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    ],
    ['with its own button', (window) => window.destroy()]
  ])('%s, and says so once', async (_how, close) => {
    const onClosed = vi.fn()
    await open().show(draw, key, onClosed)
    close(shownWindow())
    close(shownWindow())
    await vi.waitFor(() => expect(onClosed).toHaveBeenCalledTimes(1))
  })

  test('when it is told to', async () => {
    const onClosed = vi.fn()
    const window = open()
    await window.show(draw, key, onClosed)
    await window.close()
    expect(shownWindow().listenerCount('blur')).toBe(1)
    await vi.waitFor(() => expect(onClosed).toHaveBeenCalledTimes(1))
    await window.close()
  })

  test('other keys do nothing', async () => {
    const onClosed = vi.fn()
    await open().show(draw, key, onClosed)
    const event = { preventDefault: vi.fn() }
    shownWindow().webContents.emit('before-input-event', event, { type: 'keyDown', key: 'a' })
    expect([event.preventDefault.mock.calls.length, onClosed.mock.calls.length]).toEqual([0, 0])
  })
})

describe('nothing is shown', () => {
  const notShown = err({ code: 'secret_not_shown' })

  test('of a value that cannot be drawn', async () => {
    expect(await open().show(() => null, key, vi.fn())).toEqual(notShown)
    expect(electron.made).toEqual([])
  })

  test('without a window that it belongs to', async () => {
    expect(await open(false).show(draw, key, vi.fn())).toEqual(notShown)
  })

  test('when its page does not load', async () => {
    electron.load = () => Promise.reject(new Error('ERR_FAILED'))
    const onClosed = vi.fn()
    expect(await open().show(draw, key, onClosed)).toEqual(notShown)
    expect(onClosed).not.toHaveBeenCalled()
  })

  test('when it is closed while it is loading', async () => {
    const window = open()
    electron.load = async () => {
      await window.close()
    }
    expect(await window.show(draw, key, vi.fn())).toEqual(err({ code: 'cancelled' }))
    expect(shownWindow().calls).not.toContain('shown')
  })
})

test('it is drawn as dark as the screens are', async () => {
  electron.isDark = true
  await open().show(draw, key, vi.fn())
  expect(shownWindow().options['backgroundColor']).toBe('#161b1f')
})

test('the picture is overwritten once it is on its way', async () => {
  const png = Buffer.from('a picture')
  await open().show(() => ({ png, width: 298, height: 117 }), key, vi.fn())
  expect(png.every((byte) => byte === 0)).toBe(true)
})
