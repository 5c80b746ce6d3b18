import { beforeEach, describe, expect, test } from 'vitest'
import type { SnapshotProblem } from '../../shared/inventory-snapshots.ts'
import { err } from '../../shared/result.ts'
import { NoticeService } from '../notices/notice-service.ts'
import { Profiles } from '../session/profiles.ts'
import { settled } from '../testing/fake-clock.ts'
import { InMemoryKeptDataStore } from '../testing/in-memory-kept-data-store.ts'
import { InMemorySnapshotStore } from '../testing/in-memory-snapshot-store.ts'
import { sampleKey, sampleKeys } from '../testing/key-samples.ts'
import { rowsOf } from '../testing/rows-of.ts'
import { signedIn } from '../testing/signed-in.ts'
import { InventoryService } from './inventory-service.ts'
import { KeptInventory } from './kept-inventory.ts'

const owner = { profileId: 'b7a0a7a2-6d0b-4a63-8f3a-0d7c1b0f8a11', organization: 'Acme GmbH' }
const other = { ...owner, organization: 'Umbrella' }
const full: SnapshotProblem = { reason: 'disk-full' }

/** One start of the app over the same disk. */
async function start(snapshots: InMemorySnapshotStore) {
  const { session, hygiara, clock, events } = await signedIn()
  const inventory = new InventoryService(session, clock, events.publish)
  const profiles = new Profiles(new InMemoryKeptDataStore(), new NoticeService(events.publish))
  const kept = new KeptInventory(inventory, snapshots, profiles, clock)
  const rows = () => rowsOf(inventory.readChunk(0)).map(({ id }) => id)
  const facts = () => inventory.readChunk(0).facts
  return { hygiara, clock, inventory, kept, rows, facts }
}

let snapshots: InMemorySnapshotStore
let world: Awaited<ReturnType<typeof start>>

beforeEach(async () => {
  snapshots = new InMemorySnapshotStore()
  world = await start(snapshots)
})

async function listed(count: number): Promise<void> {
  world.hygiara.keys = sampleKeys(count)
  await world.inventory.refresh()
  await settled()
}

describe('the inventory', () => {
  test('is kept after each refresh and shown at the next start', async () => {
    await world.kept.open(owner, false)
    await listed(3)
    const next = await start(snapshots)
    await next.kept.open(owner, false)
    expect(next.rows()).toEqual(['k0', 'k1', 'k2'])
    expect(next.facts()).toMatchObject({ status: 'ready', source: 'kept', total: 3, notKept: null })
  })

  test('is not kept while only a part of it has come', async () => {
    await world.kept.open(owner, false)
    world.hygiara.keys = sampleKeys(2_500)
    world.hygiara.breaksListAt = 1_000
    await world.inventory.refresh()
    world.inventory.add(sampleKey('new'))
    await world.clock.advance(2_000)
    await world.kept.tryAgain()
    expect(await snapshots.list(owner)).toMatchObject({ value: [] })
  })

  test('of another organisation is neither shown nor written', async () => {
    await world.kept.open(owner, false)
    await listed(3)
    const next = await start(snapshots)
    await next.kept.open(other, false)
    expect(next.rows()).toEqual([])
  })

  test('that the server has sent by then is newer and stays', async () => {
    await world.kept.open(owner, false)
    await listed(1)
    const next = await start(snapshots)
    next.hygiara.keys = sampleKeys(2)
    const opening = next.kept.open(owner, false)
    await next.inventory.refresh()
    await opening
    expect(next.rows()).toEqual(['k0', 'k1'])
    expect(next.facts().source).toBe('server')
  })

  test('is kept again soon after a key was made or revoked', async () => {
    await world.kept.open(owner, false)
    await listed(2)
    world.inventory.add(sampleKey('new'))
    world.inventory.remove('k0')
    await world.clock.advance(2_000)
    const next = await start(snapshots)
    await next.kept.open(owner, false)
    expect(next.rows()).toEqual(['new', 'k1'])
  })

  test('of somebody who has left is not shown late, and not written', async () => {
    await world.kept.open(owner, false)
    await listed(2)
    const next = await start(snapshots)
    const opening = next.kept.open(owner, false)
    next.kept.forget()
    await opening
    expect(next.rows()).toEqual([])
    next.hygiara.keys = []
    await next.inventory.refresh()
    await settled()
    expect(await snapshots.list(owner)).toMatchObject({ value: [{ total: 2 }] })
  })
})

describe('a disk that refuses', () => {
  test('is said, costs nothing else, and is forgotten once it works again', async () => {
    snapshots.problem = full
    await world.kept.open(owner, false)
    await listed(2)
    expect(world.facts()).toMatchObject({ total: 2, notKept: full })
    snapshots.problem = null
    await world.kept.tryAgain()
    expect(world.facts().notKept).toBeNull()
    expect(await snapshots.list(owner)).toMatchObject({ value: [{ total: 2 }] })
  })

  test('can be tried again for what is kept, too', async () => {
    await world.kept.open(owner, false)
    await listed(2)
    const next = await start(snapshots)
    snapshots.problem = { reason: 'keychain', problem: 'locked' }
    await next.kept.open(owner, false)
    expect(next.facts()).toMatchObject({ total: 0, notKept: { reason: 'keychain' } })
    snapshots.problem = null
    await next.kept.tryAgain()
    expect(next.rows()).toEqual(['k0', 'k1'])
  })
})

test('what a locked keychain kept back is looked for again, anything else is not', async () => {
  await world.kept.open(owner, false)
  await listed(2)
  const next = await start(snapshots)
  snapshots.problem = { reason: 'cannot-open' }
  await next.kept.open(owner, false)
  snapshots.problem = null
  await next.kept.lookAgain()
  expect(next.facts()).toMatchObject({ total: 0, notKept: { reason: 'cannot-open' } })
  snapshots.problem = { reason: 'keychain', problem: 'locked' }
  await next.kept.open(owner, false)
  snapshots.problem = null
  await next.kept.lookAgain()
  expect(next.rows()).toEqual(['k0', 'k1'])
  expect(next.facts().notKept).toBeNull()
})

describe('the history', () => {
  const day = 86_400_000

  test('has a snapshot for each day, and tells what changed since any of them', async () => {
    await world.kept.open(owner, false)
    await listed(3)
    await world.clock.advance(day)
    world.hygiara.keys = [
      sampleKey('new'),
      { ...sampleKey('k0'), name: 'renamed' },
      { ...sampleKey('k1'), lastUsedAt: '2026-11-24T09:00:00.000Z' }
    ]
    await world.inventory.refresh()
    await settled()
    const history = await world.kept.history()
    if (!history.ok) throw new Error(history.error.code)
    expect(history.value.map(({ total }) => total)).toEqual([3, 3])
    const changes = await world.kept.changesSince(history.value[1]?.id ?? 0)
    expect(changes).toMatchObject({
      value: { total: 4, counts: { new: 1, renamed: 1, gone: 1, used: 1 }, since: history.value[1] }
    })
    expect(await world.kept.changesSince(history.value[0]?.id ?? 0)).toMatchObject({ value: { total: 0 } })
  })

  test('of nobody, of a day that is not there, and of a disk that refuses is an error that says so', async () => {
    expect(await world.kept.history()).toEqual(err({ code: 'not_signed_in' }))
    await world.kept.open(owner, false)
    expect(await world.kept.changesSince(7)).toEqual(
      err({ code: 'history_unreadable', problem: { reason: 'cannot-open' } })
    )
    snapshots.problem = full
    expect(await world.kept.history()).toEqual(err({ code: 'history_unreadable', problem: full }))
  })
})
