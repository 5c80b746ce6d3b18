import type { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openMainWindow, restartPage, webPreferences } from './main-window.ts'

interface Options {
  readonly show: boolean
  readonly webPreferences: Record<string, unknown>
}

const electron = vi.hoisted(() => ({
  made: [] as { window: unknown; options: unknown }[],
  asked: [] as unknown[],
  answer: 0,
  quits: 0
}))

vi.mock('../core-dumps.ts', () => ({ withoutCoreDumps: () => undefined }))
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events')
  class BrowserWindow extends Emitter {
    readonly webContents = Object.assign(new Emitter(), {
      reloads: 0,
      crashes: 0,
      getOSProcessId: () => 1,
      forcefullyCrashRenderer: () => {
        this.webContents.crashes += 1
      }
    })
    hasEnded = false
    address = ''

    constructor(options: unknown) {
      super()
      electron.made.push({ window: this, options })
    }

    loadURL(url: string): Promise<void> {
      // What is loaded after the first time is loaded again.
      if (this.address === url) this.webContents.reloads += 1
      this.address = url
      return Promise.resolve()
    }

    shows = 0

    show(): void {
      this.shows += 1
    }

    isVisible(): boolean {
      return this.shows > 0
    }

    destroy(): void {
      this.hasEnded = true
    }

    isDestroyed(): boolean {
      return this.hasEnded
    }
  }
  return {
    BrowserWindow,
    nativeTheme: Object.assign(new Emitter(), { shouldUseDarkColors: false }),
    protocol: {},
    app: {
      quit: () => {
        electron.quits += 1
      }
    },
    dialog: {
      showMessageBox: (_window: unknown, options: unknown) => {
        electron.asked.push(options)
        return Promise.resolve({ response: electron.answer })
      }
    }
  }
})

interface FakeWindow extends EventEmitter {
  readonly webContents: EventEmitter & { readonly reloads: number; readonly crashes: number }
  readonly hasEnded: boolean
  readonly address: string
  readonly shows: number
}

const session = { name: 'hygiara-ui' }

function open(mayClose: () => Promise<boolean> = () => Promise.resolve(true)) {
  openMainWindow(session as never, mayClose)
  const { window, options } = electron.made.at(-1) as { window: FakeWindow; options: Options }
  return { window, options }
}

beforeEach(() => {
  vi.useFakeTimers()
  Object.assign(electron, { made: [], asked: [], answer: 0, quits: 0 })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

test('a window is shown once it is ready, and once only', () => {
  vi.stubEnv('WAYLAND_DISPLAY', '')
  vi.stubEnv('XDG_SESSION_TYPE', 'x11')
  const { window } = open()
  window.webContents.emit('did-finish-load')
  expect(window.shows).toBe(0)
  window.emit('ready-to-show')
  window.emit('ready-to-show')
  expect(window.shows).toBe(1)
})

test.runIf(process.platform === 'linux')('on Wayland it is shown as soon as its page is there', () => {
  vi.stubEnv('WAYLAND_DISPLAY', 'wayland-0')
  const { window } = open()
  window.webContents.emit('did-finish-load')
  expect(window.shows).toBe(1)
  window.emit('ready-to-show')
  window.webContents.emit('did-finish-load')
  expect(window.shows).toBe(1)
})

test('a page may do what is written here and nothing else', () => {
  expect(webPreferences).toEqual({
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
    disableBlinkFeatures: 'Auxclick'
  })
  expect(Object.isFrozen(webPreferences)).toBe(true)
})

test('the window has these, the locked-down session and the preload, and shows the app’s own page', () => {
  const { window, options } = open()
  const { session: used, preload, ...rest } = options.webPreferences
  expect(rest).toEqual(webPreferences)
  expect(used).toBe(session)
  expect(preload).toMatch(/[/\\]preload[/\\]index\.cjs$/u)
  expect(window.address).toBe('app://hygiara/index.html')
  // Shown when there is something to see.
  expect(options.show).toBe(false)
})

describe('closing', () => {
  test('happens when the person may leave', async () => {
    const { window } = open()
    const event = { preventDefault: vi.fn() }
    window.emit('close', event)
    expect(event.preventDefault).toHaveBeenCalled()
    expect(window.hasEnded).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(window.hasEnded).toBe(true)
  })

  test('does not happen when they stay', async () => {
    const { window } = open(() => Promise.resolve(false))
    window.emit('close', { preventDefault: () => undefined })
    await vi.advanceTimersByTimeAsync(1)
    expect(window.hasEnded).toBe(false)
  })
})

describe('a page that crashed', () => {
  const crash = (window: FakeWindow, reason = 'crashed') =>
    window.webContents.emit('render-process-gone', {}, { reason })

  test('is loaded again, three times a minute', async () => {
    const { window } = open()
    for (let time = 0; time < 3; time += 1) crash(window)
    await vi.advanceTimersByTimeAsync(1)
    expect(window.webContents.reloads).toBe(3)
    expect(electron.asked).toEqual([])
    await vi.advanceTimersByTimeAsync(61_000)
    for (let time = 0; time < 3; time += 1) crash(window)
    await vi.advanceTimersByTimeAsync(1)
    expect(window.webContents.reloads).toBe(6)
    expect(electron.asked).toEqual([])
  })

  test('the fourth time in a minute the person decides, and can try again', async () => {
    const { window } = open()
    for (let time = 0; time < 4; time += 1) crash(window)
    expect(window.webContents.reloads).toBe(3)
    await vi.advanceTimersByTimeAsync(1)
    expect(electron.asked).toHaveLength(1)
    expect([window.webContents.reloads, electron.quits]).toEqual([4, 0])
    crash(window)
    await vi.advanceTimersByTimeAsync(1)
    expect([window.webContents.reloads, electron.asked.length]).toEqual([5, 1])
  })

  test('who quits then is asked by the page, if there is something to ask', async () => {
    electron.answer = 1
    const { window } = open()
    for (let time = 0; time < 4; time += 1) crash(window)
    await vi.advanceTimersByTimeAsync(1)
    expect([window.webContents.reloads, electron.quits]).toEqual([4, 1])
  })

  test('a page that ended in order, or whose window is gone, is not loaded again', async () => {
    const { window } = open()
    crash(window, 'clean-exit')
    expect(window.webContents.reloads).toBe(0)
    window.emit('close', { preventDefault: () => undefined })
    await vi.advanceTimersByTimeAsync(1)
    crash(window)
    expect(window.webContents.reloads).toBe(0)
  })
})

describe('a page that hangs', () => {
  const asked = () => electron.asked as { message: string; buttons: string[]; signal: AbortSignal }[]

  test('is asked about once, and waited for if that is the answer', async () => {
    const { window } = open()
    window.emit('unresponsive')
    window.emit('unresponsive')
    await vi.advanceTimersByTimeAsync(1)
    expect(asked().map(({ message }) => message)).toEqual(['The window isn’t answering.'])
    expect(asked()[0]?.buttons).toEqual(['Wait', 'Reload'])
    expect(window.webContents.crashes).toBe(0)
  })

  test('is begun anew if that is the answer', async () => {
    electron.answer = 1
    const { window } = open()
    window.emit('unresponsive')
    await vi.advanceTimersByTimeAsync(1)
    expect(window.webContents.crashes).toBe(1)
  })

  test('that comes to itself takes the question back', async () => {
    // A dialog that is taken back answers with what it was left at.
    electron.answer = 1
    const { window } = open()
    window.emit('unresponsive')
    window.emit('responsive')
    await vi.advanceTimersByTimeAsync(1)
    expect(asked()[0]?.signal.aborted).toBe(true)
    expect(window.webContents.crashes).toBe(0)
  })

  test('of a window that is gone is nobody’s', () => {
    const { window } = open()
    restartPage(window as never)
    expect(window.webContents.crashes).toBe(1)
    Object.assign(window, { hasEnded: true })
    restartPage(window as never)
    expect(window.webContents.crashes).toBe(1)
  })
})
