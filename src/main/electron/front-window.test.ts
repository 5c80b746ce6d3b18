import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchFrontWindow } from './front-window.ts'

const electron = vi.hoisted((): { app: unknown; focused: unknown } => ({ app: null, focused: null }))
vi.mock('electron', () => ({
  get app() {
    return electron.app
  },
  BrowserWindow: { getFocusedWindow: () => electron.focused }
}))

let app: EventEmitter
beforeEach(() => {
  vi.useFakeTimers()
  app = new EventEmitter()
  Object.assign(electron, { app, focused: null })
})
afterEach(() => {
  vi.useRealTimers()
})

function openWindow() {
  const webContents = new EventEmitter()
  app.emit('browser-window-created', {}, { webContents })
  return webContents
}

test('a window is active while one of ours has the focus', () => {
  const front = watchFrontWindow(() => undefined)
  expect(front.isActive()).toBe(false)
  electron.focused = {}
  expect(front.isActive()).toBe(true)
})

test.each(['rawKeyDown', 'mouseDown', 'touchStart'])('%s is a press, for five seconds', (type) => {
  const front = watchFrontWindow(() => undefined)
  const page = openWindow()
  expect(front.wasJustPressed()).toBe(false)
  page.emit('input-event', {}, { type })
  expect(front.wasJustPressed()).toBe(true)
  vi.advanceTimersByTime(5_000)
  expect(front.wasJustPressed()).toBe(true)
  vi.advanceTimersByTime(1)
  expect(front.wasJustPressed()).toBe(false)
})

test.each(['keyUp', 'mouseUp', 'mouseMove', 'mouseEnter', 'char'])('%s is no press', (type) => {
  const front = watchFrontWindow(() => undefined)
  openWindow().emit('input-event', {}, { type })
  expect(front.wasJustPressed()).toBe(false)
})

test('who comes to the front and stays there is told of a moment later', () => {
  const onActive = vi.fn()
  watchFrontWindow(onActive)
  electron.focused = {}
  app.emit('browser-window-focus')
  expect(onActive).not.toHaveBeenCalled()
  vi.advanceTimersByTime(250)
  expect(onActive).toHaveBeenCalledOnce()
})

test('who has gone again by then is not', () => {
  const onActive = vi.fn()
  watchFrontWindow(onActive)
  app.emit('browser-window-focus')
  vi.advanceTimersByTime(1_000)
  expect(onActive).not.toHaveBeenCalled()
})
