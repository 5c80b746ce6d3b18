import { execFile } from 'node:child_process'
import {
  mkdir,
  mkdtemp,
  open,
  readFile,
  readdir,
  rm,
  stat,
  writeFile,
  type FileHandle
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { unfinished, writeDurably } from './durable-file.ts'

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durable-'))
  path = join(folder, 'a', 'b', 'file')
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const modeOf = async (name: string) => ((await stat(name)).mode & 0o777).toString(8)

test('what was written is there, for its owner only, and nothing else is', async () => {
  await writeDurably(path, 'one')
  await writeDurably(path, Buffer.from([0, 255]))
  expect(await readFile(path)).toEqual(Buffer.from([0, 255]))
  expect(await readdir(join(folder, 'a', 'b'))).toEqual(['file'])
  expect(await modeOf(path)).toBe('600')
  expect(await modeOf(join(folder, 'a'))).toBe('700')
})

test('what a crash has left under the name of the new file lends it neither its content nor its mode', async () => {
  await mkdir(join(folder, 'a', 'b'), { recursive: true })
  await writeFile(`${path}.new`, 'a longer text of somebody else', { mode: 0o644 })
  await writeDurably(path, 'one')
  expect(await readFile(path, 'utf8')).toBe('one')
  expect(await modeOf(path)).toBe('600')
})

test('a disk that refuses is told, and what was there is whole', async () => {
  await writeDurably(path, 'one')
  await mkdir(join(`${path}.new`, 'in the way'), { recursive: true })
  await expect(writeDurably(path, 'two')).rejects.toThrow()
  expect(await readFile(path, 'utf8')).toBe('one')
})

/** What is synced from now on, in order, below `folder`; of a folder also what is in it at that time. */
async function watchSyncs(): Promise<string[]> {
  const handle = await open(folder, 'r')
  await handle.close()
  const synced: string[] = []
  const prototype = Object.getPrototypeOf(handle) as FileHandle
  const sync = Object.getOwnPropertyDescriptor(prototype, 'sync')?.value as FileHandle['sync']
  vi.spyOn(prototype, 'sync').mockImplementation(async function (this: FileHandle) {
    const { ino } = await this.stat()
    for (const name of ['.', ...(await readdir(folder, { recursive: true }))]) {
      const facts = await stat(join(folder, name))
      if (facts.ino !== ino) continue
      synced.push(facts.isFile() ? name : `${name}: ${(await readdir(join(folder, name))).join()}`)
    }
    return sync.call(this)
  })
  return synced
}

test.skipIf(process.platform === 'win32')(
  'its content is synced before it has its name, and its name and new folders before it is answered',
  async () => {
    const synced = await watchSyncs()
    await writeDurably(path, 'one')
    expect(synced).toEqual(['a: b', '.: a', 'a/b/file.new', 'a/b: file'])
    await writeDurably(path, 'two')
    expect(synced.slice(4)).toEqual(['a/b/file.new', 'a/b: file'])
  }
)

test('what cannot be synced is not answered as written', async () => {
  const handle = await open(folder, 'r')
  await handle.close()
  vi.spyOn(Object.getPrototypeOf(handle) as FileHandle, 'sync').mockRejectedValue(new Error('EIO'))
  await expect(writeDurably(path, 'one')).rejects.toThrow('EIO')
})

// A process may write no file beyond this size: it gets a part of it onto the disk, as on one that fills up.
test.skipIf(process.platform === 'win32')(
  'a disk that fills up in the middle leaves the old file, and nothing half',
  async () => {
    await writeDurably(path, 'one')
    const script = `
    import { writeDurably } from ${JSON.stringify(new URL('durable-file.ts', import.meta.url).href)}
    const outcome = await writeDurably(${JSON.stringify(path)}, 'x'.repeat(100_000)).catch(({ code }) => code)
    process.stdout.write(String(outcome))`
    const node = `'${process.execPath}' --no-warnings --experimental-strip-types --input-type=module -e "$0"`
    const { stdout } = await promisify(execFile)('bash', ['-c', `ulimit -f 8; ${node}`, script])
    expect(stdout).toBe('EFBIG')
    expect(await readFile(path, 'utf8')).toBe('one')
    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['file'])
  }
)

test('a file of somebody that looks like ours on its way is left alone where another name is given', async () => {
  const path = join(folder, 'keys.csv')
  await writeFile(`${path}${unfinished}`, 'theirs')
  await writeDurably(path, 'ours', `${path}.4f1d${unfinished}`)
  expect(await readFile(path, 'utf8')).toBe('ours')
  expect(await readFile(`${path}${unfinished}`, 'utf8')).toBe('theirs')
})
