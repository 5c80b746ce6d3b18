import fc from 'fast-check'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import Libsql from 'libsql'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keysOf } from '../../../shared/key-columns.ts'
import type { KeptRows } from '../../../shared/kept-rows.ts'
import { done, err, ok } from '../../../shared/result.ts'
import type { DataKey, DataKeyProblem, SnapshotStore } from '../../ports.ts'
import { ada, describeSnapshotStore, keysOfEveryShape, readAll } from '../../testing/snapshot-store-suite.ts'
import type { ThreadData } from './messages.ts'
import { createSnapshotStore } from './snapshot-store.ts'

const monday = '2026-11-23T10:00:00.000Z'
const script = new URL('snapshot-thread.ts', import.meta.url)

let folder: string
let opened: SnapshotStore[]
let threads: Worker[]
/** What the keychain holds, or why it can't be asked. */
let keychain: number | DataKeyProblem
let keyUses: number
let hasAsked: boolean

const dataKey: DataKey = {
  wipe: () => undefined,
  use: (_label, ifAbsent, mayAsk, work) => {
    keyUses += 1
    hasAsked ||= mayAsk
    if (keychain === 'absent' && ifAbsent === 'make') keychain = 1
    return Promise.resolve(
      typeof keychain === 'string' ? err(keychain) : ok(work(Buffer.alloc(32, keychain)))
    )
  }
}

function open(): SnapshotStore {
  const start = (data: ThreadData) => {
    const thread = new Worker(script, { workerData: data })
    threads.push(thread)
    return thread
  }
  const store = createSnapshotStore(start, join(folder, 'snapshots'), dataKey)
  opened.push(store)
  return store
}

/** As the next start of the app finds it. */
async function reopened(): Promise<SnapshotStore> {
  await Promise.all(opened.map((store) => store.close()))
  await Promise.all(threads.map((thread) => thread.terminate()))
  opened = []
  return open()
}

const file = () => join(folder, 'snapshots', 'inventory.db')
const files = () => readdirSync(join(folder, 'snapshots')).map((name) => join(folder, 'snapshots', name))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hygiara-snapshots-'))
  opened = []
  threads = []
  keychain = 'absent'
  keyUses = 0
  hasAsked = false
})

afterEach(async () => {
  await reopened()
  rmSync(folder, { recursive: true, force: true })
})

describeSnapshotStore(open)

describe('what is on the disk', () => {
  test('survives the app, and is for its owner only', async () => {
    await open().write(ada, monday, keysOfEveryShape, false)
    const store = await reopened()
    const list = await store.list(ada, false)
    expect(list).toMatchObject({ value: [{ fetchedAt: monday, total: 4 }] })
    expect(await readAll(store, ada, list.ok ? (list.value[0]?.id ?? 0) : 0)).toStrictEqual(keysOfEveryShape)
    for (const path of files()) expect(statSync(path).mode & 0o077).toBe(0)
  })

  test('shows nothing of a key', async () => {
    const telling = { id: 'key_telling-id', name: 'telling-name', prefix: 'hrdly_teLLng' }
    await open().write(
      ada,
      monday,
      Array.from({ length: 50 }, () => telling),
      false
    )
    for (const path of files()) {
      const bytes = readFileSync(path).toString('latin1')
      for (const text of Object.values(telling)) expect(bytes).not.toContain(text)
    }
  })

  test('a year of daily snapshots of a thousand keys takes at most 20 MB, and any two are compared in 200 ms', async () => {
    // A month is measured, and multiplied: every day is of the same size.
    const store = open()
    const random = (length: number) =>
      Array.from({ length }, () => Math.random().toString(36).slice(2))
        .join('')
        .slice(0, length)
    const keys = Array.from({ length: 1_000 }, (_, at) => ({
      id: `key_${random(22)}`,
      name: `pipeline-${String(at)}-${random(8)}`,
      prefix: `hrdly_${random(6)}`,
      createdAt: new Date(Date.parse(monday) - at * 7_654_321).toISOString(),
      expiresAt: { kind: 'instant' as const, value: '2027-06-29T23:59:59Z' },
      isExpired: false
    }))
    const empty = 100_000
    for (let day = 1; day <= 30; day += 1) {
      const at = new Date(Date.parse(monday) + day * 86_400_000)
      await store.write(
        ada,
        at.toISOString(),
        keys.map((key) => ({
          ...key,
          lastUsedAt: new Date(at.getTime() - Math.random() * 1e9).toISOString()
        })),
        false
      )
    }
    const list = await store.list(ada, false)
    const [newest, oldest] = list.ok ? [list.value[0], list.value.at(-1)] : []
    const startedAt = performance.now()
    expect(await store.diff(ada, oldest?.id ?? 0, newest?.id ?? 0)).toMatchObject({ ok: true })
    const diffMs = performance.now() - startedAt
    await reopened()
    const aYear = ((statSync(file()).size - empty) / 30) * 365
    expect(aYear).toBeLessThan(20_000_000)
    // Absolute times say little on a busy machine; ten times the goal would be another algorithm.
    expect(diffMs).toBeLessThan(2_000)
  })
})

describe('the key', () => {
  test('is asked for aloud only where the person has asked', async () => {
    const store = open()
    await store.write(ada, monday, keysOfEveryShape, false)
    expect(hasAsked).toBe(false)
    await (await reopened()).list(ada, true)
    expect(hasAsked).toBe(true)
  })

  test('is not asked for while nothing is kept', async () => {
    const store = open()
    expect(await store.list(ada, false)).toEqual(ok([]))
    expect([keyUses, threads.length]).toEqual([0, 0])
  })

  test.each(['unavailable', 'locked', 'no-answer'] as const)(
    'in a keychain that is %s keeps nothing, and says so',
    async (problem) => {
      keychain = problem
      const store = open()
      expect(await store.write(ada, monday, keysOfEveryShape, false)).toEqual(
        err({ reason: 'keychain', problem })
      )
      keychain = 'absent'
      expect(await store.write(ada, monday, keysOfEveryShape, false)).toEqual(done)
    }
  )

  test('that the keychain no longer has opens nothing, and nothing is written over', async () => {
    await open().write(ada, monday, keysOfEveryShape, false)
    const store = await reopened()
    keychain = 'absent'
    expect(await store.list(ada, false)).toEqual(err({ reason: 'key-lost' }))
    keychain = 2
    const list = await (await reopened()).list(ada, false)
    const id = list.ok ? (list.value[0]?.id ?? 0) : 0
    expect(await readAll(opened[0]!, ada, id)).toEqual({ reason: 'cannot-open' })
    keychain = 1
    expect(await readAll(await reopened(), ada, id)).toStrictEqual(keysOfEveryShape)
  })
})

describe('the copy of the newest snapshot', () => {
  const copy = () => files().find((path) => path.endsWith('.sealed')) ?? ''
  const tuesday = '2026-11-24T10:00:00.000Z'
  const keysIn = (rows: KeptRows | null) => rows?.chunks.flatMap(({ columns }) => keysOf(columns))

  test('is enough for a start: no thread, no database', async () => {
    const many = Array.from({ length: 2_345 }, (_, at) => ({ id: `key_${String(at)}`, name: 'ci' }))
    await open().write(ada, monday, many, false)
    const store = await reopened()
    threads = []
    for (const path of files()) if (path !== copy()) rmSync(path)
    const newest = await store.newest(ada, false)
    expect(newest).toMatchObject({ value: { fetchedAt: monday } })
    expect(newest.ok && keysIn(newest.value)).toStrictEqual(many)
    expect(threads).toEqual([])
  })

  test('is read by its owner only', async () => {
    const store = open()
    await store.write(ada, monday, keysOfEveryShape, false)
    expect(await store.newest({ ...ada, organization: 'Umbrella' }, false)).toEqual(ok(null))
    keychain = 2
    expect(await (await reopened()).newest(ada, false)).toEqual(err({ reason: 'cannot-open' }))
  })

  test('that changed, was cut off, or has a chunk too few gives way to the database', async () => {
    const many = Array.from({ length: 2_345 }, (_, at) => ({ id: `key_${String(at)}`, name: 'ci' }))
    await open().write(ada, monday, many, false)
    await reopened()
    const whole = readFileSync(copy())
    const first = 4 + whole.readUInt32LE(0)
    const second = first + 4 + whole.readUInt32LE(first)
    const withoutFirstChunk = Buffer.concat([whole.subarray(0, first), whole.subarray(second)])
    const flipped = Buffer.from(whole)
    flipped[whole.length - 1] = (flipped[whole.length - 1] ?? 0) ^ 1
    for (const bytes of [flipped, whole.subarray(0, -1), whole.subarray(0, second), withoutFirstChunk, 'x']) {
      writeFileSync(copy(), bytes)
      const newest = await (await reopened()).newest(ada, false)
      expect(newest.ok && keysIn(newest.value)).toStrictEqual(many)
    }
  })

  test('is never older than the database', async () => {
    const store = open()
    await store.write(ada, monday, keysOfEveryShape, false)
    // A folder in the way of the next copy.
    mkdirSync(`${copy()}.new`)
    await store.write(ada, tuesday, [], false)
    expect(await store.newest(ada, false)).toEqual(ok({ fetchedAt: tuesday, chunks: [] }))
  })
})

describe('a database that is not as it was left', () => {
  test('bytes that changed never give other keys, and the app goes on', async () => {
    await open().write(ada, monday, keysOfEveryShape, false)
    await reopened()
    const whole = readFileSync(file())
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        await reopened()
        for (const path of files()) rmSync(path, { force: true })
        const changed = Buffer.from(whole)
        changed[at] = (changed[at] ?? 0) ^ flip
        writeFileSync(file(), changed)
        const store = await reopened()
        const list = await store.list(ada, false)
        if (list.ok) {
          for (const { id } of list.value) {
            const read = await readAll(store, ada, id)
            if (Array.isArray(read)) expect(read).toStrictEqual(keysOfEveryShape)
          }
        }
        // Whatever it was: at the second try at the latest a snapshot can be kept again.
        const first = await store.write(ada, monday, keysOfEveryShape, false)
        const second = first.ok ? first : await store.write(ada, monday, keysOfEveryShape, false)
        if (!second.ok) expect(['newer-version', 'unusable']).toContain(second.error.reason)
      }),
      { numRuns: 15 }
    )
  })

  test.each([
    ['nothing', (path: string) => truncateSync(path, 0), 0],
    ['a page', (path: string) => truncateSync(path, 4_096), 1],
    ['half of it', (path: string) => truncateSync(path, Math.floor(statSync(path).size / 2)), 1],
    ['NUL bytes', (path: string) => writeFileSync(path, Buffer.alloc(16_384)), 1],
    ['a web page', (path: string) => writeFileSync(path, '<!doctype html>'.repeat(500)), 1]
  ])('is set aside when it is %s', async (_, damage, asideCount) => {
    await open().write(ada, monday, keysOfEveryShape, false)
    await reopened()
    damage(file())
    const store = await reopened()
    const list = await store.list(ada, false)
    const read = list.ok && list.value[0] ? await readAll(store, ada, list.value[0].id) : null
    expect(read === null || !Array.isArray(read)).toBe(true)
    const first = await store.write(ada, monday, keysOfEveryShape, false)
    expect(first.ok ? first : await store.write(ada, monday, keysOfEveryShape, false)).toEqual(done)
    expect(
      readdirSync(join(folder, 'snapshots')).filter((name) => /\.corrupt-[\d\-T]+Z$/u.test(name))
    ).toHaveLength(asideCount)
  })

  test('of a newer version is left as it is', async () => {
    await open().write(ada, monday, keysOfEveryShape, false)
    await reopened()
    const database = new Libsql(file())
    database.exec('PRAGMA user_version = 9')
    database.close()
    const store = await reopened()
    expect(await store.list(ada, false)).toEqual(err({ reason: 'newer-version' }))
    expect(await store.write(ada, monday, [], false)).toEqual(err({ reason: 'newer-version' }))
    expect(files()).toContain(file())
  })
})

test('a thread that dies fails the request that was under way, and the next one gets another', async () => {
  const store = open()
  await store.write(ada, monday, keysOfEveryShape, false)
  await threads[0]?.terminate()
  expect(await store.list(ada, false)).toMatchObject({ value: [{ total: 4 }] })
  const listing = store.list(ada, false)
  await threads[1]?.terminate()
  expect(await listing).toEqual(err({ reason: 'unusable' }))
  expect(await store.list(ada, false)).toMatchObject({ value: [{ total: 4 }] })
})

test('a folder that cannot be made keeps nothing, and says so', async () => {
  writeFileSync(join(folder, 'snapshots'), 'a file in the way')
  expect(await open().write(ada, monday, keysOfEveryShape, false)).toEqual(err({ reason: 'unusable' }))
  rmSync(join(folder, 'snapshots'))
  mkdirSync(join(folder, 'snapshots'))
  chmodSync(join(folder, 'snapshots'), 0o700)
})
