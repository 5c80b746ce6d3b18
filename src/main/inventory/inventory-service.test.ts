import fc from 'fast-check'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { ApiKey } from '../../shared/api-key.ts'
import type { AppError } from '../../shared/app-error.ts'
import { chunkSize, withUpdate, type InventoryPatch } from '../../shared/inventory.ts'
import { columnsOf } from '../../shared/key-columns.ts'
import { done, err } from '../../shared/result.ts'
import { SecretValue } from '../secret-value.ts'
import { settled } from '../testing/fake-clock.ts'
import { sampleKey, sampleKeys } from '../testing/key-samples.ts'
import { rowsOf } from '../testing/rows-of.ts'
import { signedIn } from '../testing/signed-in.ts'
import { InventoryService } from './inventory-service.ts'

async function start() {
  const world = await signedIn()
  const inventory = new InventoryService(world.session, world.clock, world.events.publish)
  return {
    ...world,
    inventory,
    rows: () => allRows(inventory),
    facts: () => inventory.readChunk(0).facts,
    patches: () => world.events.of('inventory:changed')
  }
}

function allRows(inventory: InventoryService): ApiKey[] {
  const rows: ApiKey[] = []
  for (;;) {
    const keys = rowsOf(inventory.readChunk(rows.length))
    if (keys.length === 0) return rows
    rows.push(...keys)
  }
}

const serverError: AppError = { code: 'server_error', status: 500, requestId: 'r-7' }
let world: Awaited<ReturnType<typeof start>>

beforeEach(async () => {
  world = await start()
})

test('says when the page has read what was kept to its end, and keeps nobody waiting later', async () => {
  const { inventory } = world
  const keys = sampleKeys(chunkSize + 1)
  const chunks = [keys.slice(0, chunkSize), keys.slice(chunkSize)].map((rows) => ({
    rows: rows.length,
    columns: columnsOf(rows)
  }))
  expect(inventory.isUnread).toBe(false)
  inventory.showKept({ chunks, fetchedAt: '2026-11-01T00:00:00.000Z' })
  expect(inventory.isUnread).toBe(true)
  const read = vi.fn()
  void inventory.whenRead().then(read)
  inventory.readChunk(0)
  await settled()
  expect(read).not.toHaveBeenCalled()
  inventory.readChunk(chunkSize)
  await settled()
  expect(read).toHaveBeenCalledOnce()
  // A session that is tried again finds a page that has everything.
  expect(inventory.isUnread).toBe(false)
  await inventory.whenRead()
})

describe('a refresh', () => {
  test('brings all keys, and says when they were complete', async () => {
    const { inventory, hygiara, clock, rows, facts } = world
    expect(facts()).toMatchObject({ status: 'idle', total: 0, received: null, fetchedAt: null, error: null })
    hygiara.keys = sampleKeys(3)
    await clock.advance(5_000)
    expect(await inventory.refresh()).toEqual(done)
    expect(rows()).toEqual(sampleKeys(3))
    expect(facts()).toMatchObject({
      status: 'ready',
      total: 3,
      received: null,
      fetchedAt: '2026-11-23T10:00:05.000Z',
      error: null
    })
  })

  test('tells how far it is, and changes no row before it is through', async () => {
    const { inventory, hygiara, rows, patches } = world
    hygiara.keys = sampleKeys(2)
    await inventory.refresh()
    const before = patches().length
    hygiara.keys = sampleKeys(2_500, 100)
    hygiara.answers.listKeys.close()
    const refreshing = inventory.refresh()
    await settled()
    expect(rows()).toEqual(sampleKeys(2))
    const soFar = patches().slice(before)
    expect(soFar.map(({ facts }) => facts.received)).toEqual([0, 1_000, 2_000, 2_500])
    expect(
      soFar.every(({ facts, change }) => facts.status === 'loading' && facts.total === 2 && !change)
    ).toBe(true)
    hygiara.answers.listKeys.open()
    await refreshing
    expect(rows()).toEqual(sampleKeys(2_500, 100))
  })

  test('tells only what is different', async () => {
    const { inventory, hygiara, rows, patches } = world
    hygiara.keys = sampleKeys(3)
    await inventory.refresh()
    const renamed = { ...sampleKey('k2'), name: 'renamed' }
    hygiara.keys = [sampleKey('new'), sampleKey('k0'), renamed]
    await inventory.refresh()
    expect(patches().at(-1)?.change).toEqual({
      kind: 'updated',
      added: [sampleKey('new')],
      changed: [renamed],
      removed: ['k1']
    })
    expect(rows()).toEqual(hygiara.keys)
  })

  test('misses nothing that happens while it looks for what is different', async () => {
    const { inventory, hygiara, rows, patches, signIn } = world
    hygiara.keys = sampleKeys(25_000)
    await inventory.refresh()
    const refreshing = inventory.refresh()
    setImmediate(() => inventory.add(sampleKey('new')))
    await refreshing
    expect(patches().at(-1)?.change).toEqual({ kind: 'replaced' })
    expect(rows().slice(0, 2)).toEqual([sampleKey('new'), hygiara.keys[0]])

    const abandoned = inventory.refresh()
    setImmediate(() => inventory.forget())
    await abandoned
    await signIn('bo@other.test')
    expect(rows()).toEqual([])
  })

  test('that fails keeps the rows it found, and their age', async () => {
    const { inventory, hygiara, clock, rows, facts } = world
    hygiara.keys = sampleKeys(3)
    await inventory.refresh()
    const { fetchedAt } = facts()
    await clock.advance(60_000)
    hygiara.keys = sampleKeys(9)
    hygiara.failNext('listKeys', serverError)
    expect(await inventory.refresh()).toEqual(err(serverError))
    expect(rows()).toEqual(sampleKeys(3))
    expect(facts()).toMatchObject({
      status: 'ready',
      total: 3,
      received: null,
      fetchedAt,
      error: serverError
    })
    expect(await inventory.refresh()).toEqual(done)
    expect(facts()).toMatchObject({ total: 9, error: null })
  })

  test('that fails before there ever were rows says so', async () => {
    const { inventory, hygiara, facts } = world
    hygiara.failNext('listKeys', serverError)
    await inventory.refresh()
    expect(facts()).toMatchObject({
      status: 'failed',
      total: 0,
      received: null,
      fetchedAt: null,
      error: serverError
    })
  })

  test('that breaks off before there ever were rows shows those that have come, as a part', async () => {
    const { inventory, hygiara, rows, facts } = world
    let lists = 0
    inventory.whenListed(() => (lists += 1))
    hygiara.keys = sampleKeys(2_500)
    hygiara.breaksListAt = 1_500
    await inventory.refresh()
    expect(rows()).toEqual(sampleKeys(2_000))
    expect(facts()).toMatchObject({
      status: 'failed',
      total: 2_000,
      received: null,
      fetchedAt: null,
      isPartial: true,
      error: { code: 'server_error', status: 502 }
    })
    // Whoever keeps the list, or looks for a key in it, must not take a part for all of it.
    expect(inventory.fromServer()).toBeNull()
    expect(lists).toBe(0)

    // A try that breaks off earlier takes nothing away, and one that is under way neither.
    hygiara.breaksListAt = 500
    const again = inventory.refresh()
    expect(facts()).toMatchObject({ status: 'loading', isPartial: true, total: 2_000 })
    await again
    expect(rows()).toEqual(sampleKeys(2_000))
    expect(facts()).toMatchObject({ status: 'failed', isPartial: true })

    hygiara.breaksListAt = Infinity
    await inventory.refresh()
    expect(rows()).toEqual(sampleKeys(2_500))
    expect(facts()).toMatchObject({ status: 'ready', isPartial: false, total: 2_500, error: null })
    expect(lists).toBe(1)
  })

  test('that breaks off later changes no row', async () => {
    const { inventory, hygiara, rows, facts } = world
    hygiara.keys = sampleKeys(3)
    await inventory.refresh()
    hygiara.keys = sampleKeys(2_500, 100)
    hygiara.breaksListAt = 1_000
    await inventory.refresh()
    expect(rows()).toEqual(sampleKeys(3))
    expect(facts()).toMatchObject({ status: 'ready', isPartial: false })
  })

  test('of which a part is shown gives way to what was kept', async () => {
    const { inventory, hygiara, rows, facts } = world
    hygiara.keys = sampleKeys(2_500)
    hygiara.breaksListAt = 1_000
    await inventory.refresh()
    const chunks = [{ rows: 3, columns: columnsOf(sampleKeys(3)) }]
    inventory.showKept({ chunks, fetchedAt: '2026-11-01T00:00:00.000Z' })
    expect(rows()).toEqual(sampleKeys(3))
    expect(facts()).toMatchObject({ isPartial: false, total: 3, source: 'kept' })
  })

  test('can be cancelled, the first as well as a later one', async () => {
    const { inventory, hygiara, rows, facts } = world
    hygiara.keys = sampleKeys(3)
    hygiara.answers.listKeys.close()
    const first = inventory.refresh()
    await settled()
    inventory.cancelRefresh()
    expect(await first).toEqual(err({ code: 'cancelled' }))
    expect(facts()).toMatchObject({ status: 'idle', received: null, total: 0 })

    hygiara.answers.listKeys.open()
    await inventory.refresh()
    hygiara.keys = sampleKeys(9)
    hygiara.answers.listKeys.close()
    const later = inventory.refresh()
    await settled()
    inventory.cancelRefresh()
    await later
    expect(facts()).toMatchObject({ status: 'ready', received: null, total: 3 })
    expect(rows()).toEqual(sampleKeys(3))
  })

  test('that is under way is joined, not doubled', async () => {
    const { inventory, hygiara } = world
    const outcomes = await Promise.all([inventory.refresh(), inventory.refresh(), inventory.refresh()])
    expect(outcomes).toEqual([done, done, done])
    expect(hygiara.count('listKeys')).toBe(1)
    await inventory.refresh()
    expect(hygiara.count('listKeys')).toBe(2)
  })

  test('that was just cancelled is not joined: the next one is a new one', async () => {
    const { inventory, hygiara, rows, facts } = world
    hygiara.keys = sampleKeys(3)
    hygiara.answers.listKeys.close()
    const first = inventory.refresh()
    await settled()
    inventory.cancelRefresh()
    const second = inventory.refresh()
    hygiara.answers.listKeys.open()
    expect(await first).toEqual(err({ code: 'cancelled' }))
    expect(await second).toEqual(done)
    expect(rows()).toEqual(sampleKeys(3))
    expect(facts()).toMatchObject({ status: 'ready', received: null, error: null })
  })

  test('anew does not join one that may have missed what just happened', async () => {
    const { inventory, hygiara, rows } = world
    hygiara.answers.listKeys.close()
    const old = inventory.refresh()
    await settled()
    hygiara.keys = sampleKeys(1)
    const anew = inventory.refreshAnew()
    hygiara.answers.listKeys.open()
    await Promise.all([old, anew])
    expect(rows()).toEqual(sampleKeys(1))
  })
})

describe('what happens while a refresh is under way', () => {
  test('a key that was just created is not lost to the older list', async () => {
    const { inventory, hygiara, rows } = world
    hygiara.keys = sampleKeys(2)
    hygiara.answers.listKeys.close()
    const refreshing = inventory.refresh()
    await settled()
    inventory.add(sampleKey('new'))
    hygiara.answers.listKeys.open()
    await refreshing
    expect(rows().map(({ id }) => id)).toEqual(['new', 'k0', 'k1'])
    // The list after it decides.
    await inventory.refresh()
    expect(rows()).toEqual(sampleKeys(2))
  })

  test('a key that was just revoked does not come back with the older list', async () => {
    const { inventory, hygiara, rows } = world
    hygiara.keys = sampleKeys(2)
    hygiara.answers.listKeys.close()
    const refreshing = inventory.refresh()
    await settled()
    // Not even one that the screen did not know yet.
    inventory.remove('k0')
    hygiara.answers.listKeys.open()
    await refreshing
    expect(rows().map(({ id }) => id)).toEqual(['k1'])
  })

  test('a created key that the list already has is one row', async () => {
    const { inventory, hygiara, rows } = world
    hygiara.answers.listKeys.close()
    hygiara.keys = [sampleKey('new'), ...sampleKeys(1)]
    const refreshing = inventory.refresh()
    await settled()
    inventory.add(sampleKey('new'))
    hygiara.answers.listKeys.open()
    await refreshing
    expect(rows().map(({ id }) => id)).toEqual(['new', 'k0'])
  })

  test('forgetting: its rows never reach the next person', async () => {
    const { inventory, hygiara, session, signIn, rows, patches } = world
    hygiara.keys = sampleKeys(3)
    await inventory.refresh()
    hygiara.answers.listKeys.close()
    const abandoned = inventory.refresh()
    await settled()
    inventory.forget()
    await session.signOut()
    expect(rows()).toEqual([])
    expect(patches().at(-1)).toMatchObject({
      facts: { status: 'idle', total: 0 },
      change: { kind: 'replaced' }
    })

    hygiara.answers.listKeys.open()
    await signIn('bo@other.test')
    hygiara.keys = [sampleKey('of-bo')]
    const before = patches().length
    expect(await abandoned).toEqual(err({ code: 'cancelled' }))
    await settled()
    expect(patches()).toHaveLength(before)
    await inventory.refresh()
    expect(rows()).toEqual([sampleKey('of-bo')])
  })

  test('forgetting: not even when the abort comes too late', async () => {
    const { inventory, hygiara, rows } = world
    hygiara.ignoresAborts = true
    hygiara.keys = sampleKeys(3)
    hygiara.answers.listKeys.close()
    const abandoned = inventory.refresh()
    await settled()
    inventory.forget()
    hygiara.keys = [sampleKey('of-bo')]
    const next = inventory.refresh()
    hygiara.answers.listKeys.open()
    expect(await abandoned).toEqual(err({ code: 'cancelled' }))
    expect(await next).toEqual(done)
    expect(rows()).toEqual([sampleKey('of-bo')])
  })
})

test('a progress that comes after the abort is not told', async () => {
  const { inventory, session, patches, signIn } = world
  let progress: (received: number) => void = () => undefined
  vi.spyOn(session, 'reading').mockImplementationOnce((call) =>
    call(
      {
        listKeys: (_access: unknown, _signal: unknown, onProgress: typeof progress) => {
          progress = onProgress
          return new Promise(() => undefined)
        }
      } as never,
      SecretValue.of('access'),
      {} as never
    )
  )
  void inventory.refresh()
  progress(1_000)
  expect(patches().at(-1)?.facts.received).toBe(1_000)
  inventory.forget()
  await signIn('bo@other.test')
  const before = patches().length
  progress(2_000)
  expect(patches()).toHaveLength(before)
})

describe('rows one by one', () => {
  test('a created key comes first, once', async () => {
    const { inventory, hygiara, rows, facts, patches } = world
    hygiara.keys = sampleKeys(2)
    await inventory.refresh()
    inventory.add(sampleKey('new'))
    const changes = patches().length
    inventory.add(sampleKey('new'))
    expect(patches()).toHaveLength(changes)
    expect(patches().at(-1)).toMatchObject({ change: { kind: 'added', key: { id: 'new' } } })
    expect(rows().map(({ id }) => id)).toEqual(['new', 'k0', 'k1'])
    expect(facts().total).toBe(3)
    expect(inventory.find('new')).toEqual(sampleKey('new'))
  })

  test('a revoked key goes, and one that is not there changes nothing', async () => {
    const { inventory, hygiara, rows, facts, patches } = world
    hygiara.keys = sampleKeys(2)
    await inventory.refresh()
    inventory.remove('k0')
    const changes = patches().length
    inventory.remove('k0')
    expect(patches()).toHaveLength(changes)
    expect(rows().map(({ id }) => id)).toEqual(['k1'])
    expect(facts().total).toBe(1)
    expect(inventory.find('k0')).toBeUndefined()
  })
})

test('every change is the next revision, also one of the facts alone', async () => {
  const { inventory, hygiara, patches } = world
  hygiara.keys = sampleKeys(1_500)
  await inventory.refresh()
  inventory.add(sampleKey('new'))
  hygiara.failNext('listKeys', serverError)
  await inventory.refresh()
  inventory.forget()
  const revisions = patches().map(({ revision }) => revision)
  expect(revisions.length).toBeGreaterThan(7)
  // Whoever misses one can tell.
  expect(revisions).toEqual(revisions.map((_, index) => index + 1))
  expect(inventory.readChunk(0).revision).toBe(revisions.at(-1))
})

test('rows come in chunks of a bounded size, each naming its revision', async () => {
  const { inventory, hygiara } = world
  hygiara.keys = sampleKeys(2 * chunkSize + 1)
  await inventory.refresh()
  const chunks = [0, chunkSize, 2 * chunkSize, 3 * chunkSize].map((offset) => inventory.readChunk(offset))
  expect(chunks.map(({ keys }) => keys.length)).toEqual([chunkSize, chunkSize, 1, 0])
  expect(chunks.map(({ offset }) => offset)).toEqual([0, chunkSize, 2 * chunkSize, 3 * chunkSize])
  expect(new Set(chunks.map(({ revision }) => revision))).toHaveLength(1)
  expect(chunks.flatMap(({ keys }) => keys)).toEqual(hygiara.keys)
  inventory.remove('k7')
  expect(inventory.readChunk(0).revision).toBeGreaterThan(chunks[0]!.revision)
})

/** A mirror as the contract describes it: applies what follows, reads the chunks again where it missed something. */
class Mirror {
  rows: readonly ApiKey[] | null = null
  #revision = -1
  readonly #inventory: InventoryService

  constructor(inventory: InventoryService) {
    this.#inventory = inventory
  }

  hear({ revision, change }: InventoryPatch): void {
    if (this.rows === null || revision !== this.#revision + 1 || change?.kind === 'replaced') {
      this.rows = null
      return
    }
    this.#revision = revision
    if (change?.kind === 'added') this.rows = [change.key, ...this.rows]
    if (change?.kind === 'removed') this.rows = this.rows.filter(({ id }) => id !== change.id)
    if (change?.kind === 'updated') this.rows = withUpdate(this.rows, change)
  }

  /** Reads chunk after chunk; `between` happens after each of them. */
  async read(between: () => Promise<void>): Promise<void> {
    while (this.rows === null) {
      const first = this.#inventory.readChunk(0)
      let rows = first.keys
      for (;;) {
        await between()
        const chunk = this.#inventory.readChunk(rows.length)
        if (chunk.revision !== first.revision) break
        if (chunk.keys.length === 0) {
          this.rows = rows
          this.#revision = first.revision
          break
        }
        rows = [...rows, ...chunk.keys]
      }
    }
  }
}

type Action =
  | { readonly does: 'server-has'; readonly count: number; readonly first: number }
  | { readonly does: 'refresh' | 'fail' | 'cancel' | 'forget' | 'hold' | 'release' | 'read' | 'miss' }
  | { readonly does: 'add' | 'remove'; readonly id: number }

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    does: fc.constant('server-has' as const),
    count: fc.constantFrom(0, 1, 5, chunkSize - 1, chunkSize, chunkSize + 1, 2 * chunkSize + 3),
    first: fc.nat({ max: 9 })
  }),
  fc.record({
    does: fc.constantFrom('refresh', 'refresh', 'fail', 'cancel', 'forget', 'hold', 'release', 'read', 'miss')
  }),
  fc.record({ does: fc.constantFrom('add', 'remove'), id: fc.nat({ max: 20 }) })
)

test('a mirror that applies patches and chunks has the rows of the service, whatever happens in between', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
      const { inventory, hygiara, events, rows } = await start()
      const mirror = new Mirror(inventory)
      const queue = [...actions]
      // `isBehind`: somebody who missed a patch cannot know it before the next one.
      const page = { heard: 0, isMissing: false, isBehind: false }

      const hear = () => {
        const patches = events.of('inventory:changed')
        const news = patches.slice(page.heard)
        // A page that was reloading, or hung, misses some.
        for (const patch of news) if (!page.isMissing) mirror.hear(patch)
        if (news.length > 0) page.isBehind = page.isMissing
        page.heard = patches.length
        page.isMissing = false
      }
      const perform = async (next: Action) => {
        if (next.does === 'server-has') hygiara.keys = sampleKeys(next.count, next.first)
        if (next.does === 'refresh') void inventory.refresh()
        if (next.does === 'fail') hygiara.failNext('listKeys', serverError)
        if (next.does === 'cancel') inventory.cancelRefresh()
        if (next.does === 'forget') inventory.forget()
        if (next.does === 'hold') hygiara.answers.listKeys.close()
        if (next.does === 'release') hygiara.answers.listKeys.open()
        if (next.does === 'add') inventory.add(sampleKey(`k${next.id}`))
        if (next.does === 'remove') inventory.remove(`k${next.id}`)
        if (next.does === 'miss') page.isMissing = true
        await settled()
        if (next.does !== 'miss') hear()
      }
      const next = async () => {
        const upcoming = queue.shift()
        if (upcoming && upcoming.does !== 'read') await perform(upcoming)
      }

      while (queue.length > 0) {
        if (queue[0]?.does === 'read') {
          queue.shift()
          await mirror.read(next)
        } else await next()
        if (mirror.rows && !page.isBehind) expect(mirror.rows).toEqual(rows())
      }
      hygiara.answers.listKeys.open()
      await settled()
      page.isMissing = false
      // Whoever missed the last patch hears of it with the next.
      inventory.add(sampleKey('last'))
      hear()
      await mirror.read(() => Promise.resolve())
      expect(mirror.rows).toEqual(rows())
      expect(new Set(rows().map(({ id }) => id))).toHaveLength(rows().length)
    }),
    { numRuns: 150 }
  )
}, 20_000)
