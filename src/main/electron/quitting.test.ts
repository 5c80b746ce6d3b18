import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { quitInOrder } from './quitting.ts'

const electron = vi.hoisted((): { app: unknown; windows: unknown[] } => ({ app: null, windows: [] }))

vi.mock('electron', () => ({
  get app() {
    return electron.app
  },
  BrowserWindow: { getAllWindows: () => electron.windows }
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

beforeEach(() => {
  vi.useFakeTimers()
  app = new FakeApp()
  electron.app = app
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
  quitInOrder(
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
  quitInOrder(
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
  quitInOrder(ask, settle)
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
  quitInOrder(ask, settle)
  for (let press = 0; press < 10; press += 1) app.quit()
  answer(true)
  await vi.advanceTimersByTimeAsync(1)
  expect([ask.mock.calls.length, settle.mock.calls.length, app.hasEnded]).toEqual([1, 1, true])
})

test('what never settles holds it up for two seconds and no longer', async () => {
  quitInOrder(
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
  quitInOrder(
    () => Promise.resolve(true),
    () => Promise.reject(new Error('x'))
  )
  app.quit()
  await vi.advanceTimersByTimeAsync(1)
  expect(app.hasEnded).toBe(true)
})
