import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RememberedItem } from '../../ports.ts'
import { createRememberedItems } from './remembered-items.ts'

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'remembered-'))
  path = join(folder, 'keychain-items.json')
})

afterEach(() => rm(folder, { recursive: true }))

const item = (keyName: string): RememberedItem => ({
  service: 'Hygiara',
  account: `Acme/${keyName}`,
  intentId: null,
  profileId: randomUUID(),
  keyId: 'k1',
  keyName,
  savedAt: '2026-11-23T10:00:00.000Z'
})

test('begins with nothing and keeps what was written, for its owner only', async () => {
  const items = createRememberedItems(path)
  expect(await items.read()).toEqual([])
  const kept = [item('ci-1'), { ...item('Füße 🔑'), intentId: randomUUID() }]
  expect(await items.write(kept)).toBe(true)
  expect(await createRememberedItems(path).read()).toEqual(kept)
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test.each([
  ['nothing', ''],
  ['half a file', '{"version":1,"items":[{"service":'],
  ['another version', JSON.stringify({ version: 2, items: [] })],
  ['a list', '[]'],
  [
    'a field that could hold a value',
    JSON.stringify({ version: 1, items: [{ ...item('ci'), value: 'hrdly_' }] })
  ]
])('%s is set aside and not overwritten', async (_what, text) => {
  await writeFile(path, text)
  const items = createRememberedItems(path)
  expect(await items.read()).toEqual([])
  await items.write([item('ci')])
  const aside = (await readdir(folder)).find((name) => name.startsWith('keychain-items.json.corrupt-'))
  expect(await readFile(join(folder, aside ?? ''), 'utf8')).toBe(text)
})

test.runIf(process.getuid?.() !== 0 && process.platform !== 'win32')(
  'a folder that refuses is said to refuse',
  async () => {
    await chmod(folder, 0o500)
    expect(await createRememberedItems(path).write([item('ci')])).toBe(false)
    await chmod(folder, 0o700)
  }
)
