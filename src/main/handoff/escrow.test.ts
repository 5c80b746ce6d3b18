import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { escrowMs } from '../../shared/escrow.ts'
import { err } from '../../shared/result.ts'
import { KeychainListService } from '../keychain-list/keychain-list.ts'
import { SecretValue } from '../secret-value.ts'
import { FakeClock, settled } from '../testing/fake-clock.ts'
import { guardedClipboard } from '../testing/guarded-clipboard.ts'
import { InMemoryKeychain } from '../testing/in-memory-keychain.ts'
import { InMemoryRememberedItems } from '../testing/in-memory-remembered-items.ts'
import { sampleKey } from '../testing/key-samples.ts'
import { PublishedEvents } from '../testing/published-events.ts'
import { Escrow } from './escrow.ts'

const key = sampleKey('b7Qx2m', { name: 'ci-reviews' })
const value = 'hrdly_b7Qx2mAAAAAAAAAAAAAAAAAAAAAAAAAA9zK4Tq'
const profileId = randomUUID()

/** What outlives the app: the keychain, the disk, and time. */
function outside() {
  return { keychain: new InMemoryKeychain(), disk: new InMemoryRememberedItems(), setting: { isOn: true } }
}

/** A run of the app on it. Whoever makes another one has killed this one. */
function run({ keychain, disk, setting }: ReturnType<typeof outside>, startsAt?: number) {
  const clock = new FakeClock(startsAt)
  const events = new PublishedEvents()
  const list = new KeychainListService({
    keychain,
    store: disk,
    profiles: () => [],
    platform: 'linux',
    clipboard: guardedClipboard(clock, events).guard,
    publish: events.publish
  })
  const escrow = new Escrow(keychain, list, () => setting.isOn, clock, events.publish)
  const intentId = randomUUID()
  const secret = SecretValue.of(value)
  return {
    clock,
    events,
    list,
    escrow,
    intentId,
    secret,
    begin: () => escrow.begin(intentId, profileId, key, secret),
    offers: () => escrow.topic.value.offers,
    readiness: () => escrow.topic.value.readiness
  }
}

let world: ReturnType<typeof outside>
let app: ReturnType<typeof run>

beforeEach(() => {
  world = outside()
  app = run(world)
})

const itemName = () => `Hygiara Keys/escrow/${app.intentId}`
const inKeychain = () => world.keychain.contents[itemName()]

/** Kills the app and starts it again. */
async function startAgain(afterMs = 1_000): Promise<void> {
  const { intentId, clock } = app
  app = { ...run(world, clock.now() + afterMs), intentId }
  await app.escrow.restore()
}

describe('a new key', () => {
  test('waits in the keychain until somebody has it', async () => {
    app.begin()
    await settled()
    expect(inKeychain()).toBe(value)
    app.escrow.end(app.intentId)
    await app.escrow.settled()
    expect(world.keychain.contents).toEqual({})
    expect(world.disk.items).toEqual([])
    expect(app.clock.waiting).toBe(0)
  })

  test('is remembered without its value before it is put there', async () => {
    world.keychain.gate.close()
    // Ready, and then not: as if somebody locked it in between.
    world.keychain.ready = () => Promise.resolve({ ok: true, value: null })
    app.begin()
    await settled()
    expect(inKeychain()).toBeUndefined()
    expect(world.disk.items).toMatchObject([
      { account: `escrow/${app.intentId}`, keyId: key.id, keyName: 'ci-reviews', profileId }
    ])
    expect(JSON.stringify(world.disk.items)).not.toContain('AAAA')
  })

  test('is not put there when that cannot be remembered', async () => {
    world.disk.isFull = true
    app.begin()
    await settled()
    expect(world.keychain.contents).toEqual({})
  })

  test('is put there without another question when the keychain was asked while the server worked', async () => {
    let questions = 0
    const ready = world.keychain.ready.bind(world.keychain)
    world.keychain.ready = (signal) => {
      questions += 1
      return ready(signal)
    }
    app.escrow.prepare()
    await app.clock.advance(2_000)
    app.begin()
    await settled()
    expect([questions, inKeychain()]).toEqual([1, value])
  })

  test('is not put there on an answer that is too old', async () => {
    app.escrow.prepare()
    await app.clock.advance(2_001)
    world.keychain.gate.close()
    app.begin()
    await settled()
    world.keychain.gate.open()
    await settled()
    expect(world.keychain.contents).toEqual({})
    expect(app.readiness()).toBe('locked')
  })

  test('leaves after ten minutes, not before', async () => {
    app.begin()
    await settled()
    await app.clock.advance(escrowMs - 1)
    expect(inKeychain()).toBe(value)
    await app.clock.advance(1)
    expect(world.keychain.contents).toEqual({})
    expect(world.disk.items).toEqual([])
  })

  test('leaves when it is revoked, and no other one does', async () => {
    app.begin()
    await settled()
    app.escrow.endForKey('another')
    await app.escrow.settled()
    expect(inKeychain()).toBe(value)
    app.escrow.endForKey(key.id)
    await app.escrow.settled()
    expect(world.keychain.contents).toEqual({})
  })

  test('is not kept where the person does not want that, and the keychain is not touched', async () => {
    world.setting.isOn = false
    world.keychain.problem = 'unavailable'
    app.begin()
    await app.escrow.look()
    await settled()
    expect(world.disk.items).toEqual([])
    expect(app.readiness()).toBe('off')
    expect(app.clock.waiting).toBe(0)
  })
})

describe('nobody waits for it', () => {
  test('a delivery that is quicker leaves nothing behind', async () => {
    app.begin()
    app.escrow.end(app.intentId)
    app.secret.wipe()
    await app.escrow.settled()
    expect(world.keychain.contents).toEqual({})
    expect(world.disk.items).toEqual([])
  })

  test('however long the delivery takes, nothing is left behind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(12), fc.boolean(), async (steps, isWiped) => {
        world = outside()
        app = run(world)
        app.begin()
        for (let step = 0; step < steps; step += 1) await Promise.resolve()
        app.escrow.end(app.intentId)
        if (isWiped) app.secret.wipe()
        await app.escrow.settled()
        await settled()
        expect(world.keychain.contents).toEqual({})
        expect(world.disk.items).toEqual([])
      })
    )
  })

  test('a keychain that takes too long is given up after five seconds', async () => {
    world.keychain.ready = () => Promise.resolve({ ok: true, value: null })
    world.keychain.gate.close()
    app.begin()
    await app.clock.advance(4_999)
    expect(app.readiness()).toBe('unknown')
    await app.clock.advance(1)
    expect(app.readiness()).toBe('no-answer')
  })
})

describe('a keychain that would ask the person', () => {
  test('is never made to: nothing is put there, and that is a fact to be shown', async () => {
    world.keychain.gate.close()
    app.begin()
    await settled()
    expect(app.readiness()).toBe('locked')
    world.keychain.gate.open()
    await settled()
    expect(world.keychain.contents).toEqual({})
    expect(world.disk.items).toEqual([])
  })

  test.each(['unavailable', 'locked', 'stopped'] as const)(
    '%s is known before a key is created',
    async (problem) => {
      world.keychain.problem = problem
      expect(app.readiness()).toBe('unknown')
      await app.escrow.look()
      expect(app.readiness()).toBe(problem)
      world.keychain.problem = null
      await app.escrow.look()
      expect(app.readiness()).toBe('ready')
    }
  )

  test('an item that cannot be removed without asking is removed at a next start', async () => {
    app.begin()
    await settled()
    world.keychain.gate.close()
    app.escrow.end(app.intentId)
    await app.escrow.settled()
    expect(inKeychain()).toBe(value)
    expect(world.disk.items).toHaveLength(1)
    world.keychain.gate.open()
    await startAgain(escrowMs)
    await app.escrow.settled()
    expect(world.keychain.contents).toEqual({})
    expect(world.disk.items).toEqual([])
  })
})

test('an item that stayed in a locked keychain goes soon after that is open again', async () => {
  app.begin()
  await settled()
  world.keychain.isLocked = true
  app.escrow.end(app.intentId)
  await app.clock.advance(10 * 60_000)
  expect(inKeychain()).toBe(value)
  expect(world.keychain.isLocked).toBe(true)
  world.keychain.isLocked = false
  await app.clock.advance(60_000)
  expect(world.keychain.contents).toEqual({})
  expect(world.disk.items).toEqual([])
  expect(app.clock.waiting).toBe(0)
})

test('a computer that slept through the ten minutes removes the item soon after it is awake', async () => {
  app.begin()
  await settled()
  const awake = app.clock.now.bind(app.clock)
  app.clock.now = () => awake() + escrowMs
  await app.clock.advance(10_000)
  expect(world.keychain.contents).toEqual({})
})

test('whatever the file says, no item is touched that is not its own', async () => {
  app.begin()
  await settled()
  const item = { service: 'Mail', account: 'ada' }
  world.keychain.items.set('Mail/ada', 'of somebody')
  world.disk.items = world.disk.items.map((each) => ({ ...each, ...item }))
  await startAgain(escrowMs)
  await app.escrow.settled()
  expect(world.keychain.contents).toMatchObject({ 'Mail/ada': 'of somebody' })
  expect(app.offers()).toEqual([])
  expect(world.disk.items).toEqual([])
})

describe('after a crash', () => {
  beforeEach(async () => {
    app.begin()
    await settled()
  })

  test('the next start offers the key', async () => {
    await startAgain()
    const until = new Date(app.clock.now() + escrowMs - 1_000).toISOString()
    expect(app.offers()).toEqual([{ intentId: app.intentId, keyId: key.id, until }])
    expect(app.escrow.keyIdOf(app.intentId)).toBe(key.id)
    const fetched = await app.escrow.fetch(app.intentId, key)
    expect(fetched.ok && fetched.value.reveal()).toBe(value)
  })

  test('it works once, and the item stays until somebody has the key', async () => {
    await startAgain()
    await app.escrow.fetch(app.intentId, key)
    expect(app.offers()).toEqual([])
    expect(inKeychain()).toBe(value)
    expect(await app.escrow.fetch(app.intentId, key)).toEqual(err({ code: 'secret_gone' }))
    app.escrow.end(app.intentId)
    await app.escrow.settled()
    expect(world.keychain.contents).toEqual({})
    expect(world.disk.items).toEqual([])
  })

  test('a second crash loses nothing either', async () => {
    await startAgain()
    await app.escrow.fetch(app.intentId, key)
    await startAgain()
    const fetched = await app.escrow.fetch(app.intentId, key)
    expect(fetched.ok && fetched.value.reveal()).toBe(value)
  })

  test('what is too old is removed at the start and never offered', async () => {
    await startAgain(escrowMs)
    expect(app.offers()).toEqual([])
    await app.escrow.settled()
    expect(world.keychain.contents).toEqual({})
    expect(world.disk.items).toEqual([])
  })

  test('the offer ends after its ten minutes, and so does the item', async () => {
    await startAgain(escrowMs - 1)
    expect(app.offers()).toHaveLength(1)
    await app.clock.advance(1)
    expect(app.offers()).toEqual([])
    expect(world.keychain.contents).toEqual({})
  })

  test('nothing is offered that is no longer there', async () => {
    world.keychain.items.clear()
    await startAgain()
    expect(app.offers()).toEqual([])
    expect(world.disk.items).toEqual([])
  })

  test('a locked keychain is asked only when the person wants the key', async () => {
    world.keychain.gate.close()
    await startAgain()
    expect(app.offers()).toHaveLength(1)
    const fetching = app.escrow.fetch(app.intentId, key)
    await settled()
    world.keychain.gate.open()
    const fetched = await fetching
    expect(fetched.ok && fetched.value.reveal()).toBe(value)
  })

  test('a keychain that refuses keeps the offer', async () => {
    await startAgain()
    world.keychain.problem = 'no-answer'
    expect(await app.escrow.fetch(app.intentId, key)).toEqual(
      err({ code: 'keychain_failed', problem: 'no-answer' })
    )
    expect(app.offers()).toHaveLength(1)
    world.keychain.problem = null
    expect((await app.escrow.fetch(app.intentId, key)).ok).toBe(true)
  })

  test('a value that is not of this key is not handed out as if it were', async () => {
    world.keychain.items.set(itemName(), 'hrdly_somebodyElse')
    await startAgain()
    expect(await app.escrow.fetch(app.intentId, key)).toEqual(err({ code: 'secret_gone' }))
    expect(app.offers()).toEqual([])
  })

  test('time that is over while the keychain asks is over', async () => {
    await startAgain(escrowMs - 1_000)
    world.keychain.gate.close()
    const fetching = app.escrow.fetch(app.intentId, key)
    await app.clock.advance(1_000)
    world.keychain.gate.open()
    expect(await fetching).toEqual(err({ code: 'secret_gone' }))
  })
})

test('a start that was left nothing does not touch the keychain', async () => {
  let touched = 0
  world.keychain.ready = () => {
    touched += 1
    return Promise.resolve({ ok: true, value: null })
  }
  await app.escrow.restore()
  expect(touched).toBe(0)
})

test('no event and no file ever holds the value', async () => {
  app.begin()
  await settled()
  await startAgain()
  await app.escrow.fetch(app.intentId, key)
  expect(JSON.stringify([app.events.all, world.disk.items])).not.toContain('AAAA')
})
