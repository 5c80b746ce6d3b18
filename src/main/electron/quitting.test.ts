import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { quitInOrder } from './quitting.ts'

const electron = vi.hoisted((): { app: unknown; powerMonitor: unknown; windows: unknown[] } => ({
  app: null,
  powerMonitor: null,
  windows: []
}))

vi.mock('electron', () => ({
  get app() {
    return electron.app
  },
  BrowserWindow: { getAllWindows: () => electron.windows },
  get powerMonitor() {
    return electron.powerMonitor
  }
}))

/** An app that ends when nobody objects, and whose windows object when they are asked to close. */
class FakeApp extends EventEmitter {
  hasEnded = false

  quit(): void {
    let isRefused = false
    const refuse = () => {
      isRefused = true
    }
    this.emit('before-quit', { preventDefault: refuse })
    // As on macOS: a window that wants to be asked takes the quit back.
    if (electron.windows.length > 0) isRefused = true
    this.hasEnded ||= !isRefused
  }
}

let app: FakeApp
let powerMonitor: EventEmitter

type Quitting = Parameters<typeof quitInOrder>[0]

const start = (
  mayQuit: Quitting['mayQuit'],
  settle: Quitting['settle'] = () => Promise.resolve(),
  wouldAsk = () => false
) => quitInOrder({ mayQuit, settle, wouldAsk })

beforeEach(() => {
  vi.useFakeTimers()
  app = new FakeApp()
  electron.app = app
  powerMonitor = new EventEmitter()
  electron.powerMonitor = powerMonitor
  electron.windows = []
})

afterEach(() => {
  vi.useRealTimers()
})

const openWindow = () => {
  const window = {
    destroy: () => {
      electron.windows = electron.windows.filter((each) => each !== window)
    }
  }
  electron.windows.push(window)
}

test('quitting asks, leaves nothing behind, and then happens', async () => {
  const order: string[] = []
  start(
    async () => order.push('asked') > 0,
    async () => {
      order.push('settled')
    }
  )
  app.quit()
  expect(app.hasEnded).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(order).toEqual(['asked', 'settled'])
  expect(app.hasEnded).toBe(true)
})

test('a window that would object no longer does once the person may leave', async () => {
  openWindow()
  openWindow()
  start(
    () => Promise.resolve(true),
    () => Promise.resolve()
  )
  app.quit()
  await vi.advanceTimersByTimeAsync(1)
  expect(app.hasEnded).toBe(true)
})

test('a person who stays can be asked again', async () => {
  let mayQuit = false
  const ask = vi.fn(() => Promise.resolve(mayQuit))
  const settle = vi.fn(() => Promise.resolve())
  openWindow()
  start(ask, settle)
  app.quit()
  await vi.advanceTimersByTimeAsync(1)
  expect([app.hasEnded, settle.mock.calls.length, electron.windows.length]).toEqual([false, 0, 1])
  mayQuit = true
  app.quit()
  await vi.advanceTimersByTimeAsync(1)
  expect([app.hasEnded, ask.mock.calls.length, settle.mock.calls.length]).toEqual([true, 2, 1])
})

test('however often somebody quits meanwhile, it is asked and settled once', async () => {
  let answer: (may: boolean) => void = () => undefined
  const ask = vi.fn(() => new Promise<boolean>((resolve) => (answer = resolve)))
  const settle = vi.fn(() => Promise.resolve())
  start(ask, settle)
  for (let press = 0; press < 10; press += 1) app.quit()
  answer(true)
  await vi.advanceTimersByTimeAsync(1)
  expect([ask.mock.calls.length, settle.mock.calls.length, app.hasEnded]).toEqual([1, 1, true])
})

test('what never settles holds it up for two seconds and no longer', async () => {
  start(
    () => Promise.resolve(true),
    () => new Promise(() => undefined)
  )
  app.quit()
  await vi.advanceTimersByTimeAsync(1_990)
  expect(app.hasEnded).toBe(false)
  await vi.advanceTimersByTimeAsync(10)
  expect(app.hasEnded).toBe(true)
})

test('what fails to settle does not hold it up at all', async () => {
  start(
    () => Promise.resolve(true),
    () => Promise.reject(new Error('x'))
  )
  app.quit()
  await vi.advanceTimersByTimeAsync(1)
  expect(app.hasEnded).toBe(true)
})

describe('the end of the computer', () => {
  const shutDown = () => {
    const event = { preventDefault: vi.fn() }
    powerMonitor.emit('shutdown', event)
    return event
  }

  test('is put off until nothing is left behind, and then the app ends', async () => {
    const ask = vi.fn(() => Promise.resolve(true))
    const settle = vi.fn(() => Promise.resolve())
    start(ask, settle)
    expect(shutDown().preventDefault).toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(ask.mock.calls).toEqual([['shutdown']])
    expect([settle.mock.calls.length, app.hasEnded]).toEqual([1, true])
  })

  test('asks, and a person who stays is still there', async () => {
    openWindow()
    start(() => Promise.resolve(false))
    shutDown()
    await vi.advanceTimersByTimeAsync(1)
    expect([app.hasEnded, electron.windows.length]).toEqual([false, 1])
  })

  test('is asked about also while a quit is, and both happen once', async () => {
    let answer: (may: boolean) => void = () => undefined
    const answered = new Promise<boolean>((resolve) => (answer = resolve))
    const ask = vi.fn(() => answered)
    const settle = vi.fn(() => Promise.resolve())
    start(ask, settle)
    app.quit()
    shutDown()
    expect(ask.mock.calls).toEqual([['quit'], ['shutdown']])
    answer(true)
    await vi.advanceTimersByTimeAsync(1)
    expect([settle.mock.calls.length, app.hasEnded]).toEqual([1, true])
  })

  describe('on Windows', () => {
    const windowOf = () => {
      const window = new EventEmitter()
      app.emit('browser-window-created', {}, window)
      return window
    }

    test('is refused while somebody would be asked, and asked about', async () => {
      const ask = vi.fn(() => Promise.resolve(false))
      start(ask, undefined, () => true)
      const event = { preventDefault: vi.fn() }
      windowOf().emit('query-session-end', event)
      expect(event.preventDefault).toHaveBeenCalled()
      expect(ask.mock.calls).toEqual([['shutdown']])
      await vi.advanceTimersByTimeAsync(1)
      expect(app.hasEnded).toBe(false)
    })

    test('is not held up otherwise, and leaves nothing behind once it is certain', async () => {
      const settle = vi.fn(() => Promise.resolve())
      start(() => Promise.resolve(true), settle)
      const window = windowOf()
      const event = { preventDefault: vi.fn() }
      window.emit('query-session-end', event)
      expect(event.preventDefault).not.toHaveBeenCalled()
      expect(settle).not.toHaveBeenCalled()
      window.emit('session-end', {})
      await vi.advanceTimersByTimeAsync(1)
      expect([settle.mock.calls.length, app.hasEnded]).toEqual([1, true])
    })
  })
})
