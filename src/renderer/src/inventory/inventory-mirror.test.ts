import { describe, expect, test } from 'vitest'
import type { ApiKey } from '../../../shared/api-key.ts'
import {
  chunkSize,
  type InventoryChunk,
  type InventoryFacts,
  type InventoryPatch,
  type RowChange
} from '../../../shared/inventory.ts'
import { columnsOf } from '../../../shared/key-columns.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { createInventoryMirror } from './inventory-mirror.ts'

const keysNamed = (...names: readonly string[]): ApiKey[] => names.map((name) => ({ id: name, name }))
const manyKeys = (count: number): ApiKey[] =>
  keysNamed(...Array.from({ length: count }, (_, index) => `k${index}`))
const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

/** A main that behaves like the real one, and can be caught in the middle of an answer. */
function fakeMain(start: readonly ApiKey[]) {
  let keys = start
  let revision = 1
  let facts: InventoryFacts = {
    status: 'ready',
    total: keys.length,
    received: null,
    fetchedAt: null,
    isPartial: false,
    source: 'server',
    notKept: null,
    error: null
  }
  const listeners = new Set<(patch: InventoryPatch) => void>()
  const offsets: number[] = []
  const hooks: { beforeChunk: (offset: number) => void } = { beforeChunk: () => undefined }
  const change = (next: readonly ApiKey[], how: RowChange | null, isHeard = true): void => {
    keys = next
    revision += 1
    facts = { ...facts, total: keys.length }
    if (isHeard) listeners.forEach((listener) => listener({ revision, facts, change: how }))
  }
  return {
    offsets,
    hooks,
    change,
    add: (key: ApiKey, isHeard = true) => change([key, ...keys], { kind: 'added', key }, isHeard),
    remove: (id: string) =>
      change(
        keys.filter((key) => key.id !== id),
        { kind: 'removed', id }
      ),
    replace: (next: readonly ApiKey[]) => change(next, { kind: 'replaced' }),
    tick: () => change(keys, null),
    source: {
      subscribe: (listener: (patch: InventoryPatch) => void) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      readChunk: async (offset: number): Promise<Result<InventoryChunk>> => {
        hooks.beforeChunk(offset)
        offsets.push(offset)
        return ok({ revision, facts, offset, keys: keys.slice(offset, offset + chunkSize) })
      }
    }
  }
}

function mirrored(main: ReturnType<typeof fakeMain>) {
  const mirror = createInventoryMirror(main.source)
  const stop = mirror.start()
  return { mirror, stop, names: () => mirror.get().keys?.map(({ name }) => name) }
}

describe('the inventory mirror', () => {
  test('reads as many chunks as there are rows', async () => {
    const main = fakeMain(manyKeys(2 * chunkSize + 1))
    const { mirror } = mirrored(main)
    await settled()
    expect(main.offsets).toEqual([0, chunkSize, 2 * chunkSize])
    expect(mirror.get().keys).toEqual(manyKeys(2 * chunkSize + 1))
  })

  test('takes over rows that come as text', async () => {
    const keys = manyKeys(3)
    const columns = [columnsOf(keys.slice(0, 2)), columnsOf(keys.slice(2))]
    const main = fakeMain(keys)
    const readChunk = async (offset: number): Promise<Result<InventoryChunk>> => {
      const chunk = await main.source.readChunk(offset)
      return chunk.ok ? ok({ ...chunk.value, keys: [], columns }) : chunk
    }
    const mirror = createInventoryMirror({ ...main.source, readChunk })
    mirror.start()
    await settled()
    expect(mirror.get().keys).toEqual(keys)
    expect(main.offsets).toEqual([0])
  })

  test('shows no half of a list', () => {
    const { mirror } = mirrored(fakeMain(manyKeys(chunkSize + 1)))
    expect(mirror.get().keys).toBeNull()
  })

  test('applies patches without reading again', async () => {
    const main = fakeMain(keysNamed('a', 'b'))
    const { mirror, names } = mirrored(main)
    await settled()
    main.add({ id: 'c', name: 'c' })
    main.remove('a')
    main.tick()
    expect(names()).toEqual(['c', 'b'])
    expect(mirror.get().facts?.total).toBe(2)
    expect(main.offsets).toEqual([0])
  })

  test('applies what a refresh has brought without reading again', async () => {
    const main = fakeMain(keysNamed('a', 'b', 'c'))
    const { mirror, names } = mirrored(main)
    await settled()
    const [kept] = mirror.get().keys ?? []
    const changed = [{ id: 'b', name: 'renamed' }]
    main.change([...keysNamed('new', 'a'), ...changed], {
      kind: 'updated',
      added: keysNamed('new'),
      changed,
      removed: ['c']
    })
    expect(names()).toEqual(['new', 'a', 'renamed'])
    const { keys } = mirror.get()
    expect(keys?.[1]).toBe(kept)
    main.change(keys ?? [], { kind: 'updated', added: [], changed: [], removed: [] })
    expect(mirror.get().keys).toBe(keys)
    expect(main.offsets).toEqual([0])
  })

  test('holds a key once that was also brought by a refresh', async () => {
    const main = fakeMain(keysNamed('a'))
    const { names } = mirrored(main)
    await settled()
    main.change(keysNamed('a'), { kind: 'added', key: { id: 'a', name: 'a' } })
    expect(names()).toEqual(['a'])
    main.change(keysNamed('a'), { kind: 'updated', added: keysNamed('a'), changed: [], removed: [] })
    expect(names()).toEqual(['a'])
  })

  test('reads again when the rows were replaced', async () => {
    const main = fakeMain(keysNamed('a'))
    const { names } = mirrored(main)
    await settled()
    main.replace(keysNamed('x', 'y'))
    expect(names()).toEqual(['a'])
    await settled()
    expect(names()).toEqual(['x', 'y'])
  })

  test('reads again when it missed a patch', async () => {
    const main = fakeMain(keysNamed('a'))
    const { names } = mirrored(main)
    await settled()
    main.add({ id: 'missed', name: 'missed' }, false)
    main.add({ id: 'heard', name: 'heard' })
    await settled()
    expect(names()).toEqual(['heard', 'missed', 'a'])
  })

  test('begins anew when the rows change between two chunks', async () => {
    const main = fakeMain(manyKeys(chunkSize + 1))
    main.hooks.beforeChunk = (offset) => {
      if (offset === 0) return
      main.hooks.beforeChunk = () => undefined
      main.remove('k0')
    }
    const { mirror } = mirrored(main)
    await settled()
    expect(mirror.get().keys).toEqual(manyKeys(chunkSize + 1).slice(1))
  })

  test('goes on where it is while only facts change, as they do during a refresh', async () => {
    const main = fakeMain(manyKeys(3 * chunkSize))
    main.hooks.beforeChunk = (offset) => {
      if (offset > 0) main.tick()
    }
    const { mirror, names } = mirrored(main)
    await settled()
    expect(main.offsets).toEqual([0, chunkSize, 2 * chunkSize])
    expect(mirror.get().keys).toHaveLength(3 * chunkSize)
    main.add({ id: 'c', name: 'c' })
    expect(names()?.[0]).toBe('c')
    expect(main.offsets).toHaveLength(3)
  })

  test('takes a change that arrives just after a chunk was answered', async () => {
    const main = fakeMain(keysNamed('a'))
    const { names } = mirrored(main)
    // The first answer is on its way; the rows are already others.
    main.add({ id: 'b', name: 'b' })
    await settled()
    expect(names()).toEqual(['b', 'a'])
  })

  test('an emptied list is empty at once: its rows belong to somebody who has left', async () => {
    const main = fakeMain(keysNamed('a'))
    const { mirror } = mirrored(main)
    await settled()
    main.replace([])
    expect(mirror.get().keys).toEqual([])
  })

  test('stops', async () => {
    const main = fakeMain(keysNamed('a'))
    const { mirror, stop } = mirrored(main)
    stop()
    await settled()
    expect(mirror.get().keys).toBeNull()
  })
})
