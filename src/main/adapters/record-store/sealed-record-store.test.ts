import { randomUUID } from 'node:crypto'
import {
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  writeFile
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { KeychainDataKey } from '../../data-key/keychain-data-key.ts'
import { InMemoryKeychain } from '../../testing/in-memory-keychain.ts'
import { bareRecord, describeRecordStore, fullRecord } from '../../testing/record-store-suite.ts'
import { versionOf } from './sealed-file.ts'
import { createSealedRecordStore } from './sealed-record-store.ts'

const profileId = randomUUID()
const nothing = { records: [], notKept: null, setAside: null }
const item = 'Hygiara Keys/data-key'

let base: string
let folder: string
let path: string
let keychain: InMemoryKeychain

/** The store of a start: it reads the data key anew. */
const open = () => createSealedRecordStore(folder, new KeychainDataKey(keychain))
const names = async () => (await readdir(folder)).sort()

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'records-'))
  folder = join(base, 'records')
  path = join(folder, `${profileId}.sealed`)
  keychain = new InMemoryKeychain()
})

afterEach(async () => {
  await rm(base, { recursive: true, force: true })
})

describeRecordStore(() => {
  const inTheWay = (id: string) => join(folder, `${id}.sealed.new`)
  return {
    open,
    lock: () => (keychain.isLocked = true),
    takeKeychainAway: () => (keychain.problem = 'unavailable'),
    giveKeychainBack: () => (keychain.problem = null),
    // What cannot be written over refuses everybody, root included.
    fillDisk: (id) => mkdir(join(inTheWay(id), 'full'), { recursive: true }).then(() => undefined),
    freeDisk: (id) => rm(inTheWay(id), { recursive: true }),
    spoil: (id, how) => spoil(join(folder, `${id}.sealed`), how)
  }
})

async function spoil(file: string, how: 'damaged' | 'newer-version'): Promise<void> {
  if (how === 'damaged') return truncate(file, 100)
  const { seal } = await import('./sealed-file.ts')
  await writeFile(file, seal(Buffer.from('{"made":"later"}'), 2, profileId, Buffer.alloc(32)))
}

describe('the file', () => {
  test('is readable by its owner only, and is all that is left', async () => {
    const store = open()
    await store.write(profileId, [fullRecord()], false)
    await store.write(profileId, [fullRecord()], false)
    expect(await names()).toEqual([`${profileId}.sealed`])
    expect(((await stat(path)).mode & 0o777).toString(8)).toBe('600')
    expect(((await stat(folder)).mode & 0o777).toString(8)).toBe('700')
  })

  test('shows nothing of what is in it: no name, no note, no fingerprint', async () => {
    const record = fullRecord()
    await open().write(profileId, [record], false)
    const text = await readFile(path, 'latin1')
    for (const word of [record.keyId, 'ci-reviews', 'OPS-1', 'deploy', 'hrdly_', 'abab', profileId]) {
      expect(text).not.toContain(word)
    }
    expect(text).not.toContain(keychain.contents[item])
  })

  test('is not made, and the keychain not touched, before there is something to keep', async () => {
    await open().read(profileId, true)
    expect(await readdir(base)).toEqual([])
    expect(keychain.calls).toEqual([])
  })

  test('is for its profile alone: a copy under the name of another is set aside', async () => {
    await open().write(profileId, [fullRecord()], false)
    const other = randomUUID()
    await rename(path, join(folder, `${other}.sealed`))
    expect(await open().read(other, false)).toMatchObject({ records: [], setAside: { why: 'damaged' } })
  })

  test('what a crash in the middle of a write has left is swept, and not followed', async () => {
    const store = open()
    const records = [fullRecord()]
    await store.write(profileId, records, false)
    await writeFile(join(base, 'elsewhere'), 'untouched', { mode: 0o644 })
    await symlink(join(base, 'elsewhere'), `${path}.new`)
    await store.write(profileId, records, false)
    expect(await readFile(join(base, 'elsewhere'), 'utf8')).toBe('untouched')
    await writeFile(`${path}.new`, 'half')
    expect((await open().read(profileId, false)).records).toEqual(records)
    expect(await names()).toEqual([`${profileId}.sealed`])
  })
})

describe('what is not what was written', () => {
  const cases: readonly (readonly [string, (good: Buffer) => string | Buffer])[] = [
    ['empty', () => ''],
    ['truncated', (good) => good.subarray(0, -20)],
    ['only its beginning', (good) => good.subarray(0, 20)],
    ['all NUL, as after a power loss', (good) => Buffer.alloc(good.length)],
    ['a page of HTML', () => '<!doctype html><title>Sign in</title>'],
    ['an array', () => '[]'],
    ['records that are not sealed', () => JSON.stringify([fullRecord()])],
    [
      'with a wrong checksum',
      (good) => Buffer.concat([good.subarray(0, -1), Buffer.from([good.at(-1)! ^ 1])])
    ],
    ['twice itself', (good) => Buffer.concat([good, good])]
  ]

  test.each(cases)('(%s) is set aside as it is, and the next write begins anew', async (_how, damage) => {
    await open().write(profileId, [fullRecord()], false)
    const damaged = Buffer.from(damage(await readFile(path)))
    await writeFile(path, damaged)
    const store = open()
    const { setAside, ...found } = await store.read(profileId, false)
    expect(found).toEqual({ records: [], notKept: null })
    expect(setAside).toMatchObject({ why: 'damaged' })
    expect(setAside?.keptAs).toMatch(new RegExp(`^${profileId}\\.sealed\\.corrupt-2[0-9TZ-]+$`, 'u'))
    expect(await names()).toEqual([setAside?.keptAs])
    expect(await readFile(join(folder, setAside?.keptAs ?? ''))).toEqual(damaged)
    const records = [bareRecord()]
    expect(await store.write(profileId, records, false)).toBeNull()
    expect((await open().read(profileId, false)).records).toEqual(records)
    expect(await names()).toHaveLength(2)
  })

  test('a folder in its place is set aside too', async () => {
    await mkdir(path, { recursive: true })
    expect(await open().read(profileId, false)).toMatchObject({ setAside: { why: 'damaged' } })
  })

  test('whatever is flipped or cut off: never other records, never a failed start, never a file of a newer version', async () => {
    const records = [fullRecord()]
    await open().write(profileId, records, false)
    const good = await readFile(path)
    const damage = fc.oneof(
      fc.nat(good.length - 1).map((length) => good.subarray(0, length)),
      fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, mask]) => {
        const flipped = Buffer.from(good)
        flipped.writeUInt8(flipped.readUInt8(at) ^ mask, at)
        return flipped
      })
    )
    await fc.assert(
      fc.asyncProperty(damage, async (damaged) => {
        await writeFile(path, damaged)
        const found = await open().read(profileId, false)
        expect(found).toMatchObject({ records: [], notKept: null })
        expect(found.setAside).not.toBeNull()
        await rm(folder, { recursive: true })
        await mkdir(folder)
      }),
      { numRuns: 150 }
    )
  })
})

describe('the data key', () => {
  test('of another keychain opens nothing: the records are set aside, the key is left alone', async () => {
    await open().write(profileId, [fullRecord()], false)
    keychain.items.set(item, 'A'.repeat(43))
    expect(await open().read(profileId, true)).toMatchObject({ records: [], setAside: { why: 'other-key' } })
    expect(keychain.contents[item]).toBe('A'.repeat(43))
  })

  test('that is gone for good: the records are set aside, and a new key is made for new ones only', async () => {
    await open().write(profileId, [fullRecord()], false)
    keychain.items.clear()
    const store = open()
    expect(await store.read(profileId, true)).toMatchObject({ records: [], setAside: { why: 'other-key' } })
    expect(keychain.contents).toEqual({})
    expect(await store.write(profileId, [bareRecord()], false)).toBeNull()
    expect((await open().read(profileId, true)).records).toHaveLength(1)
  })

  test('that is not ours is neither used nor replaced, and the records stay where they are', async () => {
    await open().write(profileId, [fullRecord()], false)
    const kept = await readFile(path)
    keychain.items.set(item, 'somebody else')
    const store = open()
    expect(await store.read(profileId, true)).toMatchObject({ notKept: { reason: 'data-key-not-ours' } })
    expect(await store.write(profileId, [], true)).toEqual({ reason: 'data-key-not-ours' })
    expect(keychain.contents[item]).toBe('somebody else')
    expect(await readFile(path)).toEqual(kept)
  })
})

test('what a newer version has kept is not written over, even by who has not looked', async () => {
  await open().write(profileId, [fullRecord()], false)
  await spoil(path, 'newer-version')
  const newer = await readFile(path)
  expect(await open().write(profileId, [], true)).toEqual({ reason: 'newer-version' })
  expect(await readFile(path)).toEqual(newer)
  expect(versionOf(newer)).toBe(2)
})

test('a folder that cannot be used: nothing is kept, and the app works', async () => {
  // A file where the folder should be refuses everybody, root included.
  await writeFile(folder, '')
  expect(await open().read(profileId, true)).toMatchObject({ notKept: { reason: 'disk' } })
  expect(await open().write(profileId, [fullRecord()], true)).toEqual({ reason: 'disk' })
})

test('records that cannot be read now are not set aside', async () => {
  await mkdir(folder)
  await symlink(path, path)
  expect(await open().read(profileId, true)).toEqual({ ...nothing, notKept: { reason: 'disk' } })
  expect(await names()).toEqual([`${profileId}.sealed`])
})

test('damaged records that cannot be set aside are in the way, and stay there', async () => {
  // A name that becomes too long with what is added to it.
  const longId = 'x'.repeat(240)
  await mkdir(folder)
  await writeFile(join(folder, `${longId}.sealed`), 'damaged')
  expect(await open().read(longId, true)).toEqual({ ...nothing, notKept: { reason: 'disk' } })
  expect(await names()).toEqual([`${longId}.sealed`])
})

test('a keychain that is asked for one profile holds up no other', async () => {
  const quick = randomUUID()
  const dataKey = new KeychainDataKey(keychain)
  const store = createSealedRecordStore(folder, dataKey)
  keychain.gate.close()
  const waiting = store.write(profileId, [fullRecord()], true)
  expect(await store.read(quick, true)).toEqual(nothing)
  keychain.gate.open()
  expect(await waiting).toBeNull()
})
