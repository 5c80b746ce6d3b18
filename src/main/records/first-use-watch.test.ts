import { beforeEach, describe, expect, test, vi } from 'vitest'
import { settled } from '../testing/fake-clock.ts'
import { ConnectionService } from '../session/connection-service.ts'
import { signedInWithKeys } from '../testing/signed-in.ts'
import { FirstUseWatch } from './first-use-watch.ts'

const s = 1_000
const min = 60 * s
const hour = 60 * min

async function start() {
  const world = await signedInWithKeys()
  const { inventory, records, notices, clock, events, hygiara, apiKeys, handoff } = world
  const connection = new ConnectionService(events.publish)
  connection.answered(0)
  const person = { mayAsk: true }
  new FirstUseWatch({ records, inventory, connection, notices, clock, mayAsk: () => person.mayAsk })
  await inventory.refresh()
  const create = async (name: string) => {
    const created = await apiKeys.create(name, { kind: 'never' })
    if (!created.ok) throw new Error(created.error.code)
    return created.value
  }
  const { handle, key } = await create('ci-reviews')
  const refresh = vi.spyOn(inventory, 'refresh')
  return {
    ...world,
    connection,
    person,
    create,
    handle,
    key,
    copy: () => handoff.copy(handle),
    tryKey: () => handoff.test(handle),
    use: () => hygiara.use(key.id),
    list: () => inventory.refresh(),
    // Not the requests: after an expired token one list is two.
    lists: () => refresh.mock.calls.length,
    firstUseAt: () => records.find(key.id)?.firstUseAt ?? null,
    told: () => notices.topic.value.filter(({ kind }) => kind === 'key-first-used')
  }
}

let world: Awaited<ReturnType<typeof start>>

beforeEach(async () => {
  world = await start()
})

describe('a key that was handed over', () => {
  test('is told of when a list shows its first use, once', async () => {
    const { copy, clock, use, list, firstUseAt, told, key } = world
    await copy()
    await clock.advance(5 * s)
    use()
    await list()
    const at = '2026-11-23T10:00:05.000Z'
    expect(firstUseAt()).toBe(at)
    expect(told()).toMatchObject([{ keyId: key.id, keyName: 'ci-reviews', at, isExact: true }])
    await clock.advance(10 * s)
    use()
    await list()
    expect(firstUseAt()).toBe(at)
    expect(told()).toHaveLength(1)
  })

  test('two keys at once are two notices', async () => {
    const { copy, create, handoff, hygiara, use, list, told } = world
    await copy()
    handoff.close()
    const second = await create('reporting')
    await handoff.copy(second.handle)
    use()
    hygiara.use(second.key.id)
    await list()
    expect(told()).toHaveLength(2)
  })

  test('a use that was seen long after the last look is not called the first', async () => {
    const { copy, clock, use, list, told, person } = world
    await copy()
    person.mayAsk = false
    await clock.advance(20 * hour)
    use()
    await clock.advance(min)
    await list()
    expect(told()).toMatchObject([{ isExact: false, at: '2026-11-24T06:00:00.000Z' }])
  })

  test('is told of also when its record is read after the list', async () => {
    const { copy, use, records, inventory, session, told } = world
    await copy()
    await records.settled()
    const { value } = session.topic
    if (value.state !== 'signed-in') throw new Error('nobody is signed in')
    records.forget()
    use()
    await inventory.refresh()
    expect(told()).toEqual([])
    await records.open(value.profile.id)
    expect(told()).toHaveLength(1)
  })

  test('a server that reports no uses is not asked, and nothing is told', async () => {
    const { copy, clock, hygiara, list, lists, told } = world
    const withoutUses = () => {
      hygiara.keys = hygiara.keys.map(({ lastUsedAt: _, ...key }) => key)
    }
    withoutUses()
    await list()
    await copy()
    await clock.advance(3 * hour)
    expect(lists()).toBe(1)
    expect(told()).toEqual([])
  })
})

describe('a key that was tried', () => {
  test('our own use is none, however often it is listed', async () => {
    const { copy, tryKey, clock, list, firstUseAt, told } = world
    await copy()
    await tryKey()
    await list()
    await clock.advance(5 * hour)
    await list()
    expect(firstUseAt()).toBeNull()
    expect(told()).toEqual([])
  })

  test('the pipeline’s use a few seconds later is one: our own was looked for in between', async () => {
    const { copy, tryKey, clock, use, list, told } = world
    await copy()
    await tryKey()
    await clock.advance(4 * s)
    use()
    await list()
    expect(told()).toHaveLength(1)
  })

  test('a use before the test, that a list had shown, stays the first', async () => {
    const { copy, tryKey, clock, use, list, firstUseAt } = world
    await copy()
    use()
    await list()
    await clock.advance(10 * min)
    await tryKey()
    await list()
    expect(firstUseAt()).toBe('2026-11-23T10:00:00.000Z')
  })

  test('again, its second use is ours, too', async () => {
    const { copy, tryKey, clock, list, told } = world
    await copy()
    await tryKey()
    await clock.advance(30 * min)
    await tryKey()
    await clock.advance(30 * min)
    await list()
    expect(told()).toEqual([])
  })

  test.each([-7 * hour, -90 * s, 90 * s, 7 * hour])(
    'a server whose clock is %i ms off is understood',
    async (skew) => {
      const { connection, copy, tryKey, clock, list, hygiara, key, told } = world
      connection.answered(skew)
      const useAtServer = () => {
        const lastUsedAt = new Date(clock.now() + skew).toISOString()
        hygiara.keys = hygiara.keys.map((each) => (each.id === key.id ? { ...each, lastUsedAt } : each))
      }
      await copy()
      await tryKey()
      useAtServer()
      await list()
      expect(told()).toEqual([])
      await clock.advance(20 * min)
      useAtServer()
      await list()
      expect(told()).toMatchObject([{ at: new Date(clock.now() + skew).toISOString() }])
    }
  )

  test('a server that shows uses five minutes late is understood', async () => {
    const { copy, tryKey, clock, hygiara, key, list, firstUseAt } = world
    const show = (lastUsedAt: string | null) => {
      hygiara.keys = hygiara.keys.map((each) => (each.id === key.id ? { ...each, lastUsedAt } : each))
    }
    await copy()
    await tryKey()
    show(null)
    await clock.advance(3 * min)
    await list()
    expect(firstUseAt()).toBeNull()
    await clock.advance(2 * min)
    // The pipeline's, two minutes after ours and a minute before that list.
    show('2026-11-23T10:02:00.000Z')
    await list()
    expect(firstUseAt()).toBe('2026-11-23T10:02:00.000Z')
  })

  test('one that breaks off counts as ours, for it may have arrived', async () => {
    const { copy, tryKey, hygiara, list, told } = world
    await copy()
    hygiara.loseNextAnswer('testKey')
    await tryKey()
    await list()
    expect(told()).toEqual([])
  })
})

describe('while somebody waits, the list is read', () => {
  test('after 1, 2, 5, 10, 20 and 30 minutes, and then every 30', async () => {
    const { copy, clock, lists } = world
    await copy()
    const at: number[] = []
    for (let minute = 1; minute <= 150; minute += 1) {
      const before = lists()
      await clock.advance(min)
      if (lists() > before) at.push(minute)
    }
    expect(at).toEqual([1, 3, 8, 18, 38, 68, 98, 128])
  })

  test('not before anybody has the key', async () => {
    const { clock, lists } = world
    await clock.advance(9 * min)
    expect(lists()).toBe(0)
  })

  test('three seconds after a test, and then as after a hand-off', async () => {
    const { tryKey, clock, lists } = world
    await tryKey()
    await clock.advance(3 * s)
    expect(lists()).toBe(1)
    await clock.advance(59 * s)
    expect(lists()).toBe(1)
    await clock.advance(s)
    expect(lists()).toBe(2)
  })

  test('not while nobody looks on, or Hygiara does not answer; and again from then on', async () => {
    const { copy, clock, lists, person } = world
    await copy()
    person.mayAsk = false
    await clock.advance(5 * hour)
    expect(lists()).toBe(0)
    person.mayAsk = true
    await clock.advance(min)
    expect(lists()).toBe(1)
  })

  test('not when it was just read for another reason', async () => {
    const { copy, clock, list, lists } = world
    await copy()
    await clock.advance(59 * s)
    await list()
    await clock.advance(59 * s)
    expect(lists()).toBe(1)
    await clock.advance(s)
    expect(lists()).toBe(2)
  })

  test('once for all keys that wait', async () => {
    const { copy, create, handoff, clock, lists } = world
    await copy()
    handoff.close()
    await handoff.copy((await create('reporting')).handle)
    await clock.advance(min)
    expect(lists()).toBe(1)
  })

  test('a list that fails does not end the wait', async () => {
    const { copy, clock, lists, hygiara } = world
    await copy()
    hygiara.failNext('listKeys', { code: 'server_error', status: 500, requestId: null })
    await clock.advance(min)
    await clock.advance(2 * min)
    expect(lists()).toBe(2)
  })

  test('no longer once the key was used', async () => {
    const { copy, clock, use, lists } = world
    await copy()
    use()
    await clock.advance(min)
    expect(lists()).toBe(1)
    await clock.advance(5 * hour)
    expect(lists()).toBe(1)
  })

  test('no longer once the key is revoked', async () => {
    const { copy, clock, apiKeys, handoff, key, lists } = world
    await copy()
    handoff.close()
    await apiKeys.revoke(key.id)
    await clock.advance(5 * hour)
    expect(lists()).toBeLessThanOrEqual(1)
  })

  test('no longer after two days: then the row asks', async () => {
    const { copy, clock, lists } = world
    await copy()
    await clock.advance(48 * hour)
    const before = lists()
    await clock.advance(48 * hour)
    expect(lists()).toBe(before)
  })

  test('no longer after a sign-out', async () => {
    const { copy, clock, session, records, inventory, lists, handoff } = world
    await copy()
    handoff.close()
    inventory.forget()
    records.forget()
    await session.signOut()
    await clock.advance(5 * hour)
    await settled()
    expect(lists()).toBe(0)
  })
})
