import { beforeEach, expect, test, vi } from 'vitest'
import { done, err } from '../../shared/result.ts'
import { SecretValue } from '../secret-value.ts'
import { FakeClock, settled } from '../testing/fake-clock.ts'
import { InMemorySecretWindow } from '../testing/in-memory-secret-window.ts'
import { drawKey } from './key-picture.ts'
import { ShownSecret, showForMs } from './shown-secret.ts'

const key = { name: 'ci-reviews', last4: 'K4Tq' }
const value = 'hrdly_b7Qx2m-9zK4Tq'
const start = Date.parse('2026-11-23T10:00:00Z')

const pictureOf = (text: string) =>
  drawKey(SecretValue.of(text), { paper: [255, 255, 255], ink: [0, 0, 0], faintInk: [128, 128, 128] })

let clock: FakeClock
let window: InMemorySecretWindow
let shown: ShownSecret
let secret: SecretValue

beforeEach(() => {
  clock = new FakeClock(start)
  window = new InMemorySecretWindow()
  shown = new ShownSecret(window, clock)
  secret = SecretValue.of(value)
})

test('a key is shown for 30 seconds and not a moment longer', async () => {
  const onChange = vi.fn()
  expect(await shown.show(secret, key, onChange)).toEqual(done)
  expect([window.seen, window.keys]).toEqual([pictureOf(value), [key]])
  await clock.advance(showForMs - 1)
  expect(window.seen).not.toBeNull()
  await clock.advance(1)
  expect(window.seen).toBeNull()
  expect(onChange.mock.calls).toEqual([[start + 30_000], [null]])
})

test('whoever closes the window, it is known, and no timer is left', async () => {
  const onChange = vi.fn()
  await shown.show(secret, key, onChange)
  await window.close()
  expect(onChange.mock.calls).toEqual([[start + 30_000], [null]])
  expect(clock.waiting).toBe(0)
})

test('a second press while it is shown opens nothing and prolongs nothing', async () => {
  const onChange = vi.fn()
  await shown.show(secret, key, onChange)
  await clock.advance(20_000)
  expect(await shown.show(secret, key, onChange)).toEqual(done)
  expect(window.keys).toHaveLength(1)
  await clock.advance(10_000)
  expect(window.seen).toBeNull()
})

test('after it was hidden it can be shown again, for 30 seconds anew', async () => {
  const onChange = vi.fn()
  await shown.show(secret, key, onChange)
  await clock.advance(20_000)
  await shown.hide()
  expect(window.seen).toBeNull()
  await shown.show(secret, key, onChange)
  await clock.advance(29_999)
  expect(window.seen).not.toBeNull()
  await clock.advance(1)
  expect(window.seen).toBeNull()
})

test('hidden while it is still opening, it does not come up', async () => {
  const onChange = vi.fn()
  window.gate.close()
  const showing = shown.show(secret, key, onChange)
  await settled()
  await shown.hide()
  window.gate.open()
  expect(await showing).toEqual(err({ code: 'cancelled' }))
  expect(window.seen).toBeNull()
  expect([onChange.mock.calls, clock.waiting]).toEqual([[], 0])
})

test('a window that does not come up says so, and the next press tries again', async () => {
  const onChange = vi.fn()
  window.opening = 'fails'
  expect(await shown.show(secret, key, onChange)).toEqual(err({ code: 'secret_not_shown' }))
  window.opening = 'works'
  expect(await shown.show(secret, key, onChange)).toEqual(done)
  expect(window.seen).not.toBeNull()
})

test('hiding what is not shown does nothing', async () => {
  await shown.hide()
  expect(clock.waiting).toBe(0)
})

test('a value that was wiped while the window opened is not shown, and that is no error', async () => {
  const onChange = vi.fn()
  secret.wipe()
  expect(await shown.show(secret, key, onChange)).toEqual(err({ code: 'cancelled' }))
  expect([window.seen, onChange.mock.calls]).toEqual([null, []])
})

test('a value that cannot be drawn is not shown', async () => {
  const unusual = SecretValue.of('hrdly_ü')
  expect(await shown.show(unusual, key, vi.fn())).toEqual(err({ code: 'secret_not_shown' }))
})
