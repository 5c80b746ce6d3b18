import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { defaultMapping } from '../../shared/default-mapping.ts'
import { offersOf } from '../../shared/offers.ts'
import type { KeychainProblem } from '../../shared/app-error.ts'
import type { Delivery } from '../../shared/handoff.ts'
import type { Profile } from '../../shared/profile.ts'
import { done, err } from '../../shared/result.ts'
import { SecretValue } from '../secret-value.ts'
import { FakeClock, settled } from '../testing/fake-clock.ts'
import { guardedClipboard } from '../testing/guarded-clipboard.ts'
import { InMemoryKeychain } from '../testing/in-memory-keychain.ts'
import { InMemorySecretWindow } from '../testing/in-memory-secret-window.ts'
import { sampleKey } from '../testing/key-samples.ts'
import { PublishedEvents } from '../testing/published-events.ts'
import { reachableText } from '../testing/reachable-text.ts'
import type { TryingServer } from './key-trial.ts'
import { holdForMs, SecretHandoff } from './secret-handoff.ts'

const profile: Profile = {
  id: randomUUID(),
  kind: 'server',
  name: 'Acme GmbH',
  serverUrl: 'https://hygiara.test',
  email: 'ada@acme.test',
  staysSignedIn: false,
  hasInventory: false
}
const value = 'hrdly_b7Qx2mAAAAAAAAAAAAAAAAAAAAAAAAAA9zK4Tq'
const key = sampleKey('b7Qx2m', { name: 'ci-reviews' })
const itemName = 'Hygiara/Acme GmbH/ci-reviews'
const gone = err({ code: 'secret_gone' })
const cancelled = err({ code: 'keychain_failed', problem: 'cancelled' })

const nobody = {
  delivered: () => undefined,
  tested: () => undefined,
  settled: () => undefined,
  overwritten: () => undefined,
  leftBehind: () => Promise.resolve(),
  forgotten: () => undefined
}
const server: TryingServer = {
  offers: offersOf(defaultMapping),
  keyTestUrl: 'https://hygiara.test/api/v1/whoami',
  testKey: () => Promise.resolve({ outcome: 'valid', status: 200 })
}

function start() {
  const keychain = new InMemoryKeychain()
  const secretWindow = new InMemorySecretWindow()
  const clock = new FakeClock()
  const events = new PublishedEvents()
  const { guard, clipboard } = guardedClipboard(clock, events)
  const handoff = new SecretHandoff(guard, keychain, secretWindow, clock, events.publish)
  const secret = SecretValue.of(value)
  let settledTimes = 0
  let forgottenTimes = 0
  const delivered: Delivery[] = []
  const outcome = {
    ...nobody,
    delivered: (delivery: Delivery) => delivered.push(delivery),
    settled: () => (settledTimes += 1),
    forgotten: () => (forgottenTimes += 1)
  }
  const handle = handoff.take(key, secret, profile, outcome, server)
  return {
    clipboard,
    keychain,
    secretWindow,
    clock,
    events,
    handoff,
    secret,
    handle,
    delivered,
    open: () => handoff.open,
    settledTimes: () => settledTimes,
    forgottenTimes: () => forgottenTimes
  }
}

let world: ReturnType<typeof start>

beforeEach(() => {
  world = start()
})

test('an open secret step shows the key and its last four characters, never its value', () => {
  const { handle, open, events } = world
  expect(open()).toEqual({
    handle,
    key,
    last4: 'K4Tq',
    forgetsAt: '2026-11-23T10:10:00.000Z',
    shownUntil: null,
    deliveries: [],
    busy: null,
    error: null,
    test: { state: 'not-tried' }
  })
  expect(JSON.stringify(events.all)).not.toContain(value)
})

describe('copying', () => {
  test('hands the value to the clipboard and remembers when', async () => {
    const { handoff, handle, clipboard, open } = world
    expect(await handoff.copy(handle)).toEqual(done)
    expect(clipboard.text).toBe(value)
    expect(open()).toMatchObject({
      busy: null,
      error: null,
      deliveries: [{ destination: 'clipboard', at: '2026-11-23T10:00:00.000Z' }]
    })
  })

  test('again is one delivery, the later one', async () => {
    const { handoff, handle, clock, open } = world
    await handoff.copy(handle)
    await clock.advance(60_000)
    await handoff.copy(handle)
    expect(open()?.deliveries).toMatchObject([{ destination: 'clipboard', at: '2026-11-23T10:01:00.000Z' }])
  })

  test('that fails keeps the value, and works the next time', async () => {
    const { handoff, handle, clipboard, open } = world
    clipboard.writing = 'throws'
    expect(await handoff.copy(handle)).toEqual(err({ code: 'clipboard_refused' }))
    expect(open()).toMatchObject({ busy: null, error: { code: 'clipboard_refused' }, deliveries: [] })
    clipboard.writing = 'works'
    expect(await handoff.copy(handle)).toEqual(done)
    expect(clipboard.text).toBe(value)
    expect(open()?.error).toBeNull()
  })
})

describe('saving to the keychain', () => {
  test('makes an item of that name and says where it stands', async () => {
    const { handoff, handle, keychain, open } = world
    expect(await handoff.saveToKeychain(handle, false)).toEqual(done)
    expect(keychain.contents).toEqual({ [itemName]: value })
    expect(open()?.deliveries).toEqual([
      {
        destination: 'keychain',
        at: '2026-11-23T10:00:00.000Z',
        service: 'Hygiara',
        account: 'Acme GmbH/ci-reviews'
      }
    ])
  })

  test('asks before it replaces another value', async () => {
    const { handoff, handle, keychain, open } = world
    keychain.items.set(itemName, 'hrdly_of-last-year')
    const exists = {
      code: 'keychain_item_exists',
      service: 'Hygiara',
      account: 'Acme GmbH/ci-reviews'
    } as const
    expect(await handoff.saveToKeychain(handle, false)).toEqual(err(exists))
    expect(open()).toMatchObject({ error: exists, deliveries: [], busy: null })
    expect(keychain.contents).toEqual({ [itemName]: 'hrdly_of-last-year' })

    expect(await handoff.saveToKeychain(handle, true)).toEqual(done)
    expect(keychain.contents).toEqual({ [itemName]: value })
    expect(open()).toMatchObject({ error: null, deliveries: [{ destination: 'keychain' }] })
  })

  test('replaces the value that one was asked about and no other', async () => {
    const { handoff, handle, keychain } = world
    const exists = { ok: false, error: { code: 'keychain_item_exists' } }
    keychain.items.set(itemName, 'hrdly_of-last-year')
    expect(await handoff.saveToKeychain(handle, false)).toMatchObject(exists)
    keychain.items.set(itemName, 'hrdly_of-a-moment-ago')
    expect(await handoff.saveToKeychain(handle, true)).toMatchObject(exists)
    expect(keychain.contents).toEqual({ [itemName]: 'hrdly_of-a-moment-ago' })
    expect(await handoff.saveToKeychain(handle, true)).toEqual(done)
  })

  test('replaces nothing where nobody was asked, whatever a screen says', async () => {
    const { handoff, handle, keychain } = world
    keychain.items.set(itemName, 'hrdly_of-last-year')
    expect(await handoff.saveToKeychain(handle, true)).toMatchObject({ ok: false })
    expect(keychain.contents).toEqual({ [itemName]: 'hrdly_of-last-year' })
  })

  test('does not ask when the same value is there already', async () => {
    const { handoff, handle, keychain } = world
    keychain.items.set(itemName, value)
    expect(await handoff.saveToKeychain(handle, false)).toEqual(done)
  })

  test.each(['unavailable', 'locked', 'no-answer', 'not-kept', 'refused'] satisfies KeychainProblem[])(
    'that fails (%s) keeps the value, which can then still be copied',
    async (problem) => {
      const { handoff, handle, keychain, clipboard, open } = world
      keychain.problem = problem
      expect(await handoff.saveToKeychain(handle, false)).toEqual(err({ code: 'keychain_failed', problem }))
      expect(open()).toMatchObject({
        busy: null,
        error: { code: 'keychain_failed', problem },
        deliveries: []
      })
      expect(await handoff.copy(handle)).toEqual(done)
      expect(clipboard.text).toBe(value)
    }
  )

  test('can be cancelled while the keychain asks, and that is no error to be shown', async () => {
    const { handoff, handle, keychain, open } = world
    keychain.gate.close()
    const saving = handoff.saveToKeychain(handle, false)
    await settled()
    expect(open()).toMatchObject({ busy: 'keychain' })
    handoff.cancel(handle)
    expect(await saving).toEqual(cancelled)
    expect(open()).toMatchObject({ busy: null, error: null, deliveries: [] })
    keychain.gate.open()
    await settled()
    expect(keychain.contents).toEqual({})
    expect(await handoff.saveToKeychain(handle, false)).toEqual(done)
  })

  test('is not cancelled by somebody who names another step', async () => {
    const { handoff, handle, keychain } = world
    keychain.gate.close()
    const saving = handoff.saveToKeychain(handle, false)
    await settled()
    handoff.cancel(randomUUID())
    keychain.gate.open()
    expect(await saving).toEqual(done)
  })
})

describe('one delivery at a time', () => {
  test('a second press waits for the outcome of the first and sends nothing', async () => {
    const { handoff, handle, keychain, open } = world
    keychain.gate.close()
    const presses = Array.from({ length: 20 }, () => handoff.saveToKeychain(handle, false))
    await settled()
    keychain.problem = 'locked'
    keychain.gate.open()
    // Nobody is told that the key was saved.
    expect(new Set((await Promise.all(presses)).map((outcome) => JSON.stringify(outcome)))).toEqual(
      new Set([JSON.stringify(err({ code: 'keychain_failed', problem: 'locked' }))])
    )
    expect(open()?.deliveries).toEqual([])
  })

  test('a press for the other place is not said to have worked', async () => {
    const { handoff, handle, keychain, clipboard, open } = world
    keychain.gate.close()
    const saving = handoff.saveToKeychain(handle, false)
    await settled()
    expect(await handoff.copy(handle)).toEqual(err({ code: 'cancelled' }))
    expect(clipboard.text).toBe('')
    keychain.gate.open()
    expect(await saving).toEqual(done)
    expect(open()?.deliveries).toMatchObject([{ destination: 'keychain' }])
    expect(await handoff.copy(handle)).toEqual(done)
    expect(open()?.deliveries).toMatchObject([{ destination: 'keychain' }, { destination: 'clipboard' }])
  })
})

describe('closing', () => {
  test('overwrites the value, and from then on it is nowhere', () => {
    const { handoff, secret, events } = world
    expect(reachableText(handoff)).toContain(value)
    handoff.close()
    expect(secret.reveal()).toBe('\0'.repeat(value.length))
    expect(reachableText(handoff)).not.toContain(value)
    expect(events.of('handoff:changed').at(-1)?.value).toEqual({ open: null })
  })

  test('a handle is worth nothing afterwards', async () => {
    const { handoff, handle, clipboard, keychain } = world
    handoff.close()
    expect(await handoff.copy(handle)).toEqual(gone)
    expect(await handoff.saveToKeychain(handle, true)).toEqual(gone)
    expect(clipboard.text).toBe('')
    expect(keychain.contents).toEqual({})
  })

  test('gives up a delivery under way and keeps nothing of it', async () => {
    const { handoff, handle, keychain, open } = world
    keychain.gate.close()
    const saving = handoff.saveToKeychain(handle, false)
    await settled()
    handoff.close()
    expect(await saving).toEqual(cancelled)
    keychain.gate.open()
    await settled()
    expect(keychain.contents).toEqual({})
    expect(open()).toBeNull()
  })

  test('in the moment between looking and writing puts no remains into the keychain', async () => {
    const { handoff, handle, keychain } = world
    const read = keychain.read.bind(keychain)
    keychain.read = async (item) => {
      const answer = await read(item)
      handoff.close()
      return answer
    }
    // As if the abort came too late for the keychain.
    const write = keychain.write.bind(keychain)
    keychain.write = (item, secret) => write(item, secret)
    expect(await handoff.saveToKeychain(handle, false)).toEqual(cancelled)
    expect(keychain.contents).toEqual({})
  })

  test('twice is once', () => {
    const { handoff, events } = world
    handoff.close()
    const count = events.all.length
    handoff.close()
    expect(events.all).toHaveLength(count)
  })
})

describe('the step after it', () => {
  const nextKey = sampleKey('zz9ZZ9', { name: 'reporting' })

  test('has a handle of its own, and the old one opens nothing', async () => {
    const { handoff, handle, clipboard } = world
    handoff.close()
    const next = handoff.take(nextKey, SecretValue.of('hrdly_zz9ZZ9-next'), profile, nobody, server)
    expect(next).not.toBe(handle)
    expect(await handoff.copy(handle)).toEqual(gone)
    expect(clipboard.text).toBe('')
    expect(await handoff.copy(next)).toEqual(done)
    expect(clipboard.text).toBe('hrdly_zz9ZZ9-next')
  })

  test('is not touched by what the step before brings in late', async () => {
    const { handoff, handle, keychain, open } = world
    keychain.gate.close()
    const late = handoff.saveToKeychain(handle, false)
    await settled()
    handoff.close()
    const next = handoff.take(nextKey, SecretValue.of('hrdly_zz9ZZ9-next'), profile, nobody, server)
    const saving = handoff.saveToKeychain(next, false)
    expect(await late).toEqual(cancelled)
    expect(open()).toMatchObject({ handle: next, busy: 'keychain', error: null, deliveries: [] })
    // And it can still be cancelled.
    handoff.cancel(next)
    expect(await saving).toEqual(cancelled)
    expect(open()).toMatchObject({ handle: next, busy: null })
  })
})

describe('whoever wrote down that the key was being created', () => {
  test('hears nothing while nobody has the value', async () => {
    world.clipboard.writing = 'throws'
    await world.handoff.copy(world.handle)
    expect(world.settledTimes()).toBe(0)
  })

  test('hears of the first delivery, and of the end', async () => {
    await world.handoff.copy(world.handle)
    expect(world.settledTimes()).toBe(1)
    world.handoff.close()
    expect(world.settledTimes()).toBeGreaterThanOrEqual(1)
  })

  test('hears of a step that was left without a delivery', () => {
    world.handoff.close()
    expect(world.settledTimes()).toBe(1)
  })
})

describe('whoever notes where the key went', () => {
  test('hears of each delivery and of nothing else', async () => {
    const { handoff, handle, keychain, delivered } = world
    keychain.problem = 'locked'
    await handoff.saveToKeychain(handle, false)
    expect(delivered).toEqual([])
    keychain.problem = null
    await handoff.copy(handle)
    await handoff.saveToKeychain(handle, false)
    handoff.close()
    expect(delivered).toMatchObject([
      { destination: 'clipboard' },
      { destination: 'keychain', service: 'Hygiara', account: 'Acme GmbH/ci-reviews' }
    ])
  })

  test('hears of one that was through when the step was closed in the same moment', async () => {
    const { handoff, handle, clipboard, delivered } = world
    clipboard.gate.close()
    const copying = handoff.copy(handle)
    await settled()
    handoff.close()
    clipboard.gate.open()
    if ((await copying).ok) expect(delivered).toHaveLength(1)
    else expect(delivered).toEqual([])
  })
})

describe('when nobody took the key in time', () => {
  test('the value is overwritten after ten minutes, and from then on it is nowhere', async () => {
    const { handoff, secret, clock, open, forgottenTimes, settledTimes } = world
    await clock.advance(holdForMs - 1)
    expect(secret.reveal()).toBe(value)
    expect(open()).not.toBeNull()
    await clock.advance(1)
    expect(secret.reveal()).toBe('\0'.repeat(value.length))
    expect(reachableText(handoff)).not.toContain(value)
    expect(open()).toBeNull()
    expect([forgottenTimes(), settledTimes(), clock.waiting]).toEqual([1, 0, 0])
  })

  test('the handle is worth nothing, and whoever waited for the end hears of it', async () => {
    const { handoff, handle, clock, clipboard } = world
    let ends = 0
    handoff.whenTimeIsOver(() => (ends += 1))
    await clock.advance(holdForMs)
    expect(ends).toBe(1)
    expect(await handoff.copy(handle)).toEqual(gone)
    expect(await handoff.show(handle)).toEqual(gone)
    expect(clipboard.text).toBe('')
  })

  test('a key that was handed over is overwritten as well, and nothing is lost', async () => {
    const { handoff, handle, secret, clock, open, forgottenTimes, settledTimes } = world
    await handoff.saveToKeychain(handle, false)
    await clock.advance(holdForMs)
    expect(secret.isWiped).toBe(true)
    expect(open()).toBeNull()
    expect([forgottenTimes(), settledTimes()]).toEqual([0, 1])
  })

  test('a keychain that is still asking says first how that ends', async () => {
    const { handoff, handle, keychain, secret, clock, open, forgottenTimes } = world
    await clock.advance(holdForMs - 1_000)
    keychain.gate.close()
    const saving = handoff.saveToKeychain(handle, false)
    await clock.advance(5_000)
    expect([secret.isWiped, open()?.busy]).toEqual([false, 'keychain'])
    keychain.gate.open()
    expect(await saving).toEqual(done)
    await settled()
    expect([secret.isWiped, open(), forgottenTimes()]).toEqual([true, null, 0])
    expect(keychain.contents).toEqual({ [itemName]: value })
  })

  test('one that does not take it leaves nobody with the key', async () => {
    const { handoff, handle, keychain, secret, clock, open, forgottenTimes } = world
    await clock.advance(holdForMs - 1_000)
    keychain.gate.close()
    const saving = handoff.saveToKeychain(handle, false)
    await clock.advance(5_000)
    handoff.cancel(handle)
    expect(await saving).toEqual(cancelled)
    await settled()
    expect([secret.isWiped, open(), forgottenTimes()]).toEqual([true, null, 1])
  })

  test('a step that was closed before is not ended again, nor the one after it too early', async () => {
    const { handoff, clock, open, forgottenTimes } = world
    await clock.advance(5 * 60_000)
    handoff.close()
    const next = handoff.take(key, SecretValue.of('hrdly_next'), profile, nobody, server)
    await clock.advance(5 * 60_000)
    expect([open()?.handle, forgottenTimes()]).toEqual([next, 0])
    await clock.advance(5 * 60_000)
    expect(open()).toBeNull()
  })
})

describe('showing', () => {
  test('says until when, and is no delivery', async () => {
    const { handoff, handle, secretWindow, open, clock, settledTimes } = world
    expect(await handoff.show(handle)).toEqual(done)
    expect(secretWindow.keys).toEqual([{ name: 'ci-reviews', last4: 'K4Tq' }])
    expect(open()).toMatchObject({ shownUntil: '2026-11-23T10:00:30.000Z', deliveries: [] })
    await clock.advance(30_000)
    expect(open()).toMatchObject({ shownUntil: null })
    expect(settledTimes()).toBe(0)
  })

  test('ends with the step, however that ends', async () => {
    const { handoff, handle, secretWindow, clock } = world
    await handoff.show(handle)
    handoff.close()
    expect(secretWindow.seen).toBeNull()
    const next = handoff.take(key, SecretValue.of('hrdly_next'), profile, nobody, server)
    await clock.advance(holdForMs - 1_000)
    await handoff.show(next)
    expect(secretWindow.seen).not.toBeNull()
    await clock.advance(1_000)
    expect(secretWindow.seen).toBeNull()
  })

  test('that fails says so and keeps the value', async () => {
    const { handoff, handle, secretWindow, open, clipboard } = world
    secretWindow.opening = 'fails'
    const notShown = { code: 'secret_not_shown' } as const
    expect(await handoff.show(handle)).toEqual(err(notShown))
    expect(open()).toMatchObject({ error: notShown, shownUntil: null })
    expect(await handoff.copy(handle)).toEqual(done)
    expect(clipboard.text).toBe(value)
  })

  test('that was given up is no error to be shown', async () => {
    const { handoff, handle, secretWindow, open } = world
    secretWindow.gate.close()
    const showing = handoff.show(handle)
    await settled()
    await handoff.hide()
    secretWindow.gate.open()
    await showing
    expect(open()).toMatchObject({ error: null, shownUntil: null })
  })

  test('does not hold up a delivery', async () => {
    const { handoff, handle, secretWindow, clipboard } = world
    await handoff.show(handle)
    expect(await handoff.copy(handle)).toEqual(done)
    expect(clipboard.text).toBe(value)
    expect(secretWindow.seen).not.toBeNull()
  })
})
