import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
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
import { SecretHandoff } from './secret-handoff.ts'

const profile: Profile = {
  id: randomUUID(),
  kind: 'server',
  name: 'Acme GmbH',
  serverUrl: 'https://hygiara.test',
  email: 'ada@acme.test',
  staysSignedIn: false
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
  forgotten: () => undefined
}
const server: TryingServer = {
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
