import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Profile } from '../../shared/profile.ts'
import { done, err } from '../../shared/result.ts'
import type { RememberedItem } from '../ports.ts'
import { SecretValue } from '../secret-value.ts'
import { FakeClock, settled } from '../testing/fake-clock.ts'
import { guardedClipboard } from '../testing/guarded-clipboard.ts'
import { InMemoryKeychain } from '../testing/in-memory-keychain.ts'
import { InMemoryRememberedItems } from '../testing/in-memory-remembered-items.ts'
import { PublishedEvents } from '../testing/published-events.ts'
import { KeychainListService } from './keychain-list.ts'

const profile: Profile = {
  id: randomUUID(),
  kind: 'server',
  name: 'Acme GmbH',
  serverUrl: 'https://hygiara.test',
  email: 'ada@acme.test',
  staysSignedIn: true,
  hasInventory: false
}

function saved(keyName: string, changes: Partial<RememberedItem> = {}): RememberedItem {
  return {
    service: 'Hygiara',
    account: `Acme GmbH/${keyName}`,
    intentId: null,
    profileId: profile.id,
    keyId: `id of ${keyName}`,
    keyName,
    savedAt: '2026-11-23T10:00:00.000Z',
    ...changes
  }
}

function start(disk = new InMemoryRememberedItems(), keychain = new InMemoryKeychain()) {
  const clock = new FakeClock()
  const events = new PublishedEvents()
  const { guard, clipboard } = guardedClipboard(clock, events)
  const profiles: Profile[] = [profile]
  const list = new KeychainListService({
    keychain,
    store: disk,
    profiles: () => profiles,
    platform: 'linux',
    clipboard: guard,
    publish: events.publish
  })
  return { disk, keychain, events, clipboard, profiles, list, now: () => list.topic.value }
}

let world: ReturnType<typeof start>

beforeEach(() => {
  world = start()
})

const asked = async (run: () => Promise<unknown>) => {
  const before = world.keychain.asked
  await run()
  return world.keychain.asked - before
}

describe('what is remembered', () => {
  test('is there at the next start, the latest first', async () => {
    await world.list.remember(saved('ci-old'))
    await world.list.remember(saved('ci-new', { savedAt: '2026-11-23T11:00:00.000Z' }))
    world = start(world.disk)
    await world.list.open()
    expect(world.now().keys.map(({ keyName }) => keyName)).toEqual(['ci-new', 'ci-old'])
    expect(world.now().keys[0]).toMatchObject({ service: 'Hygiara', presence: 'unknown' })
  })

  test('is one entry for one item, however often it is saved', async () => {
    await world.list.remember(saved('ci'))
    await world.list.remember(saved('ci', { keyId: 'a new one' }))
    expect(world.disk.items).toMatchObject([{ keyId: 'a new one' }])
  })

  test('is added to what is on the disk, also before anybody has looked', async () => {
    await world.list.remember(saved('ci-before'))
    world = start(world.disk)
    await world.list.remember(saved('ci-after'))
    expect(world.disk.items.map(({ keyName }) => keyName)).toEqual(['ci-before', 'ci-after'])
  })

  test('says so when it is not on the disk, and counts for this run', async () => {
    world.disk.isFull = true
    expect(await world.list.remember(saved('ci'))).toBe(false)
    expect(world.now().keys).toHaveLength(1)
  })

  test('changes at the same time all count', async () => {
    await Promise.all([
      world.list.remember(saved('a')),
      world.list.remember(saved('b')),
      world.list.forget(saved('a')),
      world.list.remember(saved('c'))
    ])
    expect(world.disk.items.map(({ keyName }) => keyName)).toEqual(['b', 'c'])
  })
})

test("the app's own items are facts beside it, by profile", async () => {
  const local: Profile = { ...profile, id: randomUUID(), kind: 'local', name: 'Local Hygiara' }
  world.profiles.push(local, { ...profile, id: randomUUID(), staysSignedIn: false })
  await world.list.remember(
    saved('ci', { intentId: randomUUID(), service: 'Hygiara Keys', account: 'escrow/1' })
  )
  await world.list.open()
  expect(world.now().keys).toEqual([])
  expect(world.now().own.map(({ purpose }) => purpose)).toEqual([
    { kind: 'data-key' },
    { kind: 'renewal-token', profileName: 'Acme GmbH', email: 'ada@acme.test' },
    { kind: 'local-password', profileName: 'Local Hygiara', email: 'ada@acme.test' },
    { kind: 'escrow', keyName: 'ci', until: '2026-11-23T10:10:00.000Z' }
  ])
})

describe('looking', () => {
  test('asks nothing of the keychain before somebody wants to know', async () => {
    expect(
      await asked(async () => {
        await world.list.remember(saved('ci'))
        await world.list.open()
        await world.list.copyCommand(saved('ci'))
      })
    ).toBe(0)
  })

  test('says of each item whether it is there, one after the other', async () => {
    for (const keyName of ['ci-there', 'ci-gone']) await world.list.remember(saved(keyName))
    await world.keychain.write(saved('ci-there'), SecretValue.of('hrdly_b7Qx2m'))
    expect(await world.list.look()).toEqual(done)
    const presences = Object.fromEntries(world.now().keys.map(({ keyName, presence }) => [keyName, presence]))
    expect(presences).toEqual({ 'ci-there': 'there', 'ci-gone': 'gone' })
    expect(world.now()).toMatchObject({ busy: null, problem: null })
    const asking = (state: typeof world.events.all) =>
      state.filter(({ channel }) => channel === 'keychain:changed')
    for (const { payload } of asking(world.events.all)) {
      const { keys, own } = (payload as { value: ReturnType<typeof world.now> }).value
      expect([...keys, ...own].filter(({ presence }) => presence === 'asking').length).toBeLessThan(2)
    }
  })

  test('stops at the first thing that stands in the way, so that nobody is asked again for each item', async () => {
    for (const keyName of ['a', 'b', 'c']) await world.list.remember(saved(keyName))
    world.keychain.problem = 'locked'
    let result: unknown
    expect(await asked(async () => (result = await world.list.look()))).toBe(1)
    expect(result).toEqual(err({ code: 'keychain_failed', problem: 'locked' }))
    expect(world.now()).toMatchObject({ busy: null, problem: 'locked' })
    expect(world.now().keys.map(({ presence }) => presence)).toEqual(['unknown', 'unknown', 'unknown'])
  })

  test('can be cancelled while the keychain asks', async () => {
    await world.list.remember(saved('ci'))
    world.keychain.gate.close()
    const looking = world.list.look()
    await settled()
    expect(world.now()).toMatchObject({ busy: 'looking', keys: [{ presence: 'asking' }] })
    world.list.cancel()
    expect(await looking).toEqual(err({ code: 'cancelled' }))
    expect(world.now()).toMatchObject({ busy: null, problem: null, keys: [{ presence: 'unknown' }] })
  })

  test('a second press while it looks starts no second look', async () => {
    await world.list.remember(saved('ci'))
    world.keychain.gate.close()
    const first = world.list.look()
    await settled()
    expect(await world.list.look()).toEqual(err({ code: 'cancelled' }))
    world.keychain.gate.open()
    expect(await first).toEqual(done)
  })

  test('what is saved anew is not known to be there', async () => {
    await world.list.remember(saved('ci'))
    await world.list.look()
    expect(world.now().keys).toMatchObject([{ presence: 'gone' }])
    await world.list.remember(saved('ci'))
    expect(world.now().keys).toMatchObject([{ presence: 'unknown' }])
  })
})

describe('removing', () => {
  beforeEach(async () => {
    await world.list.remember(saved('ci'))
    await world.keychain.write(saved('ci'), SecretValue.of('hrdly_b7Qx2m'))
  })

  test('takes the item out of the keychain and off the list', async () => {
    expect(await world.list.remove(saved('ci'))).toEqual(done)
    expect(world.keychain.contents).toEqual({})
    expect(world.disk.items).toEqual([])
    expect(world.now()).toMatchObject({ keys: [], busy: null })
  })

  test.each(['locked', 'not-removed', 'stopped'] as const)(
    'that fails (%s) keeps it on the list',
    async (problem) => {
      world.keychain.problem = problem
      expect(await world.list.remove(saved('ci'))).toEqual(err({ code: 'keychain_failed', problem }))
      expect(world.now()).toMatchObject({ keys: [{ keyName: 'ci' }], busy: null, problem: null })
    }
  )

  test('can be cancelled while the keychain asks', async () => {
    world.keychain.gate.close()
    const removing = world.list.remove(saved('ci'))
    await settled()
    expect(world.now().busy).toBe('removing')
    world.list.cancel()
    expect(await removing).toEqual(err({ code: 'cancelled' }))
    expect(world.now()).toMatchObject({ keys: [{ keyName: 'ci' }], busy: null })
  })

  test.each([
    ['nobody has saved', { service: 'Hygiara', account: 'Acme GmbH/other' }],
    ['is of another service', { service: 'Login Data', account: 'Acme GmbH/ci' }],
    ["is the app's own", { service: 'Hygiara Keys', account: `session/${profile.id}` }]
  ])('is refused for what %s', async (_what, item) => {
    await world.keychain.write(item, SecretValue.of('not ours'))
    expect(await world.list.remove(item)).toMatchObject({ error: { code: 'keychain_item_unknown' } })
    expect(await world.list.copyCommand(item)).toMatchObject({ error: { code: 'keychain_item_unknown' } })
    expect(Object.values(world.keychain.contents)).toContain('not ours')
  })

  test('a key that waits to be handed over cannot be removed by its name', async () => {
    const waiting = saved('ci', { intentId: randomUUID(), service: 'Hygiara Keys', account: 'escrow/1' })
    await world.list.remember(waiting)
    expect(await world.list.remove(waiting)).toMatchObject({ error: { code: 'keychain_item_unknown' } })
  })
})

test('the command is copied as ordinary text', async () => {
  await world.list.remember(saved("it's"))
  expect(await world.list.copyCommand(saved("it's"))).toEqual(done)
  expect(world.clipboard.text).toBe(
    String.raw`secret-tool lookup -- service Hygiara username 'Acme GmbH/it'\''s'`
  )
})
