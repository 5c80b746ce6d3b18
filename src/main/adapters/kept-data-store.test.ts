import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { KeptEndpoints } from '../../shared/endpoints.ts'
import { defaultSettings } from '../../shared/settings.ts'
import { done, err } from '../../shared/result.ts'
import { describeKeptDataStore, sampleKeptData } from '../testing/kept-data-store-suite.ts'
import { sampleReading } from '../testing/scripted-reference.ts'
import { createKeptDataStore } from './kept-data-store.ts'

vi.mock('electron', () => ({ default: {} }))

// What a full disk does to `write(2)`: it takes a part, says how much, and nobody looks. Put in place before the
// library takes its own reference to it.
const disk = await vi.hoisted(async () => {
  const { default: fs } = await import('node:fs')
  const write = fs.writeSync.bind(fs) as (...args: unknown[]) => number
  const rename = fs.renameSync.bind(fs)
  const state = { isFull: false, renamed: [] as string[] }
  fs.writeSync = (fd: number, data: unknown, ...rest: unknown[]) => {
    if (!state.isFull) return write(fd, data, ...rest)
    const bytes = Buffer.from(data as string)
    return write(fd, bytes.subarray(0, bytes.length / 2))
  }
  fs.renameSync = (from, to) => {
    state.renamed.push(String(from))
    rename(from, to)
  }
  return state
})

const fileName = 'hygiara-keys.json'
const folders: string[] = []
let folder: string
let path: string

function newFolder(): string {
  const made = mkdtempSync(join(tmpdir(), 'hygiara-keys-kept-'))
  folders.push(made)
  return made
}

const open = () => createKeptDataStore(folder)
const names = () => readdirSync(folder).sort()
const modeOf = (name: string) => statSync(join(folder, name)).mode & 0o777

beforeEach(() => {
  folder = newFolder()
  path = join(folder, fileName)
})

afterEach(() => {
  disk.isFull = false
  for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true })
})

describeKeptDataStore(() => {
  const place = newFolder()
  return {
    open: () => createKeptDataStore(place),
    fillDisk: () => {
      disk.isFull = true
    },
    freeDisk: () => {
      disk.isFull = false
    }
  }
})

test('the simulated disk does what the real one does: the library alone loses the file and says nothing', async () => {
  const { default: ElectronStore } = await import('electron-store')
  const store = new ElectronStore<Record<string, unknown>>({ cwd: folder, name: 'unguarded' })
  store.store = { profiles: 'x'.repeat(100) }
  disk.isFull = true
  store.store = { profiles: 'y'.repeat(100) }
  expect(() => JSON.parse(readFileSync(join(folder, 'unguarded.json'), 'utf8')) as unknown).toThrow()
})

describe('the file', () => {
  test('is readable by its owner only, and is all that is left', () => {
    const store = open()
    store.write(sampleKeptData(1))
    store.write(sampleKeptData(2))
    expect(names()).toEqual([fileName])
    expect(modeOf(fileName).toString(8)).toBe('600')
  })

  test('holds the settings and profiles and a version, and no place for anything else', () => {
    const data = sampleKeptData(1)
    open().write(data)
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ version: 1, ...data })
  })

  test('is not made before there is something to keep', () => {
    open()
    expect(names()).toEqual([])
  })
})

test('what an earlier version kept is taken over, and what it did not know is as by default', () => {
  const { views: _, ...sample } = sampleKeptData(2)
  const earlier = { version: 1, ...sample, settings: { theme: 'dark' } }
  writeFileSync(path, JSON.stringify(earlier))
  const store = open()
  expect(store.setAside).toBeNull()
  expect(store.read().settings).toEqual({ ...defaultSettings, theme: 'dark' })
  expect(store.read().profiles).toEqual(earlier.profiles)
  expect(store.read().views).toEqual({})
})

describe('what is kept about the endpoints of a server', () => {
  const server = 'https://hygiara.test'
  const { operations: _, mapping, ...reading } = sampleReading([])
  const good: KeptEndpoints = {
    version: 1,
    lookedAt: '2026-11-23T12:00:00.000Z',
    noReference: null,
    reading,
    mapping,
    changes: []
  }
  const doubtful = reading.findings.map((finding) =>
    finding.part === 'create' ? { ...finding, confidence: 'doubtful' as const } : finding
  )
  const elsewhere = { method: 'DELETE', path: '/api/v1/organisation/{id}' } as const

  function reopened(kept: unknown) {
    open().write({ ...sampleKeptData(1), endpoints: { [server]: good } })
    const file = JSON.parse(readFileSync(path, 'utf8')) as object
    writeFileSync(path, JSON.stringify({ ...file, endpoints: { [server]: kept } }))
    return open()
  }

  test('is there at the next start', () => {
    expect(reopened(good).read().endpoints).toEqual({ [server]: good })
  })

  test.each([
    ['a mapping that is none', { ...good, mapping: { ...mapping, list: null } }],
    ['another version', { ...good, version: 2 }],
    ['a mapping without the reading that it comes from', { ...good, reading: null }],
    ['a create that is in doubt', { ...good, reading: { ...reading, findings: doubtful } }],
    [
      'a revoke that nobody found',
      {
        ...good,
        mapping: mapping && {
          ...mapping,
          revoke: mapping.revoke && { ...mapping.revoke, operation: elsewhere }
        }
      }
    ]
  ])('%s is refused whole, and nothing else is', (_what, bad) => {
    const store = reopened(bad)
    expect(store.read().endpoints).toEqual({})
    expect(store.read().profiles).toHaveLength(1)
    expect(store.setAside).toBeNull()
  })
})

describe('data that cannot be read', () => {
  const good = JSON.stringify({ version: 1, ...sampleKeptData(2) })
  const profileOf = (changes: object) =>
    JSON.stringify({
      ...(JSON.parse(good) as object),
      profiles: [{ ...(JSON.parse(good) as { profiles: object[] }).profiles[0], ...changes }]
    })
  const broken: readonly (readonly [string, string | Buffer])[] = [
    ['truncated', good.slice(0, -20)],
    ['empty', ''],
    ['all NUL, as after a power loss', Buffer.alloc(good.length)],
    ['a page of HTML', '<!doctype html><title>Sign in</title>'],
    ['an array', '[]'],
    ['null', 'null'],
    ['a text', '"settings"'],
    ['not UTF-8', Buffer.from(good, 'utf16le')],
    ['of a newer version', JSON.stringify({ ...(JSON.parse(good) as object), version: 2 })],
    ['of no version', JSON.stringify(sampleKeptData(1))],
    ['with a field that nobody knows', JSON.stringify({ ...(JSON.parse(good) as object), token: 'x' })],
    ['with a wrong type', JSON.stringify({ ...(JSON.parse(good) as object), profiles: {} })],
    [
      'with an unknown theme',
      JSON.stringify({ ...(JSON.parse(good) as object), settings: { theme: 'pink' } })
    ],
    [
      'with a time that is not among the choices',
      JSON.stringify({
        ...(JSON.parse(good) as object),
        settings: { theme: 'dark', clipboardSeconds: 3_600 }
      })
    ],
    ['with a token in a profile', profileOf({ refreshToken: 'x' })],
    ['with a profile without an id', profileOf({ id: 'mine' })],
    ['with a prototype', '{"__proto__":{"version":1}}']
  ]

  test.each(broken)('(%s) is set aside as it is, and never overwritten', (_how, content) => {
    writeFileSync(path, content)
    const store = open()
    expect(store.read()).toEqual({
      settings: defaultSettings,
      profiles: [],
      activeProfileId: null,
      views: {},
      endpoints: {}
    })
    expect(store.setAside).toMatch(/^hygiara-keys\.json\.corrupt-[0-9TZ-]+$/u)
    expect(names()).toEqual([store.setAside])
    const data = sampleKeptData(1)
    expect(store.write(data)).toEqual(done)
    expect(readFileSync(join(folder, store.setAside!))).toEqual(Buffer.from(content as string))

    const next = open()
    expect(next.setAside).toBeNull()
    expect(next.read()).toEqual(data)
    expect(existsSync(join(folder, store.setAside!))).toBe(true)
  })

  test('that is not even a file is set aside, too', () => {
    mkdirSync(path)
    writeFileSync(join(path, 'inside'), 'x')
    const store = open()
    expect(store.setAside).not.toBeNull()
    expect(store.write(sampleKeptData(1))).toEqual(done)
    expect(readFileSync(join(folder, store.setAside!, 'inside'), 'utf8')).toBe('x')
  })

  test('that cannot even be set aside stays where it is, and nothing is written over it', () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-23T10:00:00Z') })
    writeFileSync(path, 'precious')
    // Something is in the place where it would be put.
    mkdirSync(join(folder, `${fileName}.corrupt-2026-11-23T10-00-00-000Z`, 'inside'), { recursive: true })
    const store = open()
    vi.useRealTimers()
    expect(store.setAside).toBeNull()
    expect(store.write(sampleKeptData(1))).toEqual(err({ code: 'settings_not_saved' }))
    expect(store.read().profiles).toHaveLength(1)
    expect(readFileSync(path, 'utf8')).toBe('precious')
  })

  test('one flipped byte never ends the start, and never loses the file unseen', () => {
    fc.assert(
      fc.property(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
        folder = newFolder()
        path = join(folder, fileName)
        const bytes = Buffer.from(good)
        bytes[at] = byte
        writeFileSync(path, bytes)
        const store = open()
        const kept = store.setAside === null ? path : join(folder, store.setAside)
        expect(readFileSync(kept).equals(bytes)).toBe(true)
        if (store.setAside !== null) expect(store.read().profiles).toEqual([])
      }),
      { numRuns: 100 }
    )
  })
})

describe('leftovers of a process that was ended while writing', () => {
  const before = sampleKeptData(2)
  const json = JSON.stringify({ version: 1, ...before })

  test('temporary files are swept, other people’s files are not', () => {
    writeFileSync(path, json)
    writeFileSync(join(folder, `${fileName}.tmp-17637654321a2b3c4`), json.slice(0, 30))
    writeFileSync(join(folder, 'notes.tmp-1'), 'mine')
    writeFileSync(join(folder, `${fileName}.bak`), 'mine')
    expect(open().read()).toEqual(before)
    expect(names()).toEqual([fileName, `${fileName}.bak`, 'notes.tmp-1'])
  })

  test('the name that is swept is the one that the library gives', () => {
    disk.renamed.length = 0
    const store = open()
    store.write(before)
    const [temporary = ''] = disk.renamed
    expect(temporary).toContain('tmp')
    writeFileSync(temporary, json.slice(0, 30))
    open()
    expect(names()).toEqual([fileName])
  })

  test('the copy of the file before is taken back when the file itself is broken', () => {
    writeFileSync(path, json)
    truncateSync(path, 20)
    writeFileSync(`${path}.before`, json)
    const store = open()
    expect(store.setAside).toBeNull()
    expect(store.read()).toEqual(before)
    expect(names()).toEqual([fileName])
  })

  test('a copy that is broken itself does not replace a good file', () => {
    writeFileSync(path, json)
    writeFileSync(`${path}.before`, json.slice(0, 30))
    expect(open().read()).toEqual(before)
    expect(names()).toEqual([fileName])
  })

  test('a copy that is broken itself does not replace a broken file, which is set aside', () => {
    writeFileSync(path, '{')
    writeFileSync(`${path}.before`, '{"')
    const store = open()
    expect(readFileSync(join(folder, store.setAside!), 'utf8')).toBe('{')
  })
})

describe('a write that fails', () => {
  test('leaves nothing beside the file', () => {
    const store = open()
    const before = sampleKeptData(1)
    store.write(before)
    disk.isFull = true
    store.write(sampleKeptData(5))
    expect(names()).toEqual([fileName])
    expect(modeOf(fileName).toString(8)).toBe('600')
  })

  test('keeps the old file also where the library writes into it (a Snap’s terminal)', () => {
    const store = open()
    const before = sampleKeptData(1)
    store.write(before)
    vi.stubEnv('SNAP', '/snap/code/current')
    // There the library uses writeFileSync, which our disk does not reach: the file is broken behind its back.
    vi.spyOn(JSON, 'stringify').mockReturnValueOnce('{"version": 1, "sett')
    expect(store.write(sampleKeptData(5))).toEqual(err({ code: 'settings_not_saved' }))
    vi.unstubAllEnvs()
    expect(open().read()).toEqual(before)
  })

  test('in a folder that cannot be used is an answer, not an exception', () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    const store = createKeptDataStore(join(file, 'userData'))
    expect(store.read().profiles).toEqual([])
    expect(store.setAside).toBeNull()
    expect(store.write(sampleKeptData(1))).toEqual(err({ code: 'settings_not_saved' }))
    expect(store.read().profiles).toHaveLength(1)
  })
})

describe('on a disk that is really full', () => {
  const canMount = process.platform === 'linux' && process.getuid?.() === 0

  test('what was there stays whole', ({ skip }) => {
    if (!canMount) skip('only root can mount a disk that is small enough to be filled')
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' })
    } catch {
      skip('this root may not mount')
    }
    try {
      const store = open()
      const before = sampleKeptData(1)
      expect(store.write(before)).toEqual(done)
      // A page for the copy of the file, a page for the beginning of the new one.
      for (let page = 0; page < 13; page += 1)
        writeFileSync(join(folder, `filler-${page}`), Buffer.alloc(4_096))
      expect(store.write(sampleKeptData(60))).toEqual(err({ code: 'settings_not_saved' }))
      expect(open().read()).toEqual(before)
      expect(open().setAside).toBeNull()
      for (let page = 0; page < 4; page += 1) {
        try {
          writeFileSync(join(folder, `last-${page}`), Buffer.alloc(4_096))
        } catch {
          // Now it is full to the last page.
        }
      }
      expect(store.write(sampleKeptData(60))).toEqual(err({ code: 'settings_not_saved' }))
      expect(open().read()).toEqual(before)
    } finally {
      execFileSync('umount', ['--lazy', folder])
    }
  })
})
