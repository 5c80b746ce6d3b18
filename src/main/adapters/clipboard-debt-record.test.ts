import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { describeClipboardDebtRecord, sampleDebt } from '../testing/clipboard-debt-suite.ts'
import { InMemoryClipboardDebtRecord } from '../testing/in-memory-clipboard-debt-record.ts'
import { createClipboardDebtRecord } from './clipboard-debt-record.ts'

let folder: string
const fileName = 'clipboard-debt.json'
const path = () => join(folder, fileName)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'debts-'))
})
afterEach(async () => {
  await chmod(folder, 0o700)
  await rm(folder, { recursive: true })
})

describe('the one on the disk', () => {
  describeClipboardDebtRecord(() => ({ open: () => createClipboardDebtRecord(path()) }))
})

describe('the one in memory', () => {
  describeClipboardDebtRecord(() => {
    const record = new InMemoryClipboardDebtRecord()
    return { open: () => record }
  })
})

test('the file is for its owner only, holds the debt and nothing else, and is gone with the debt', async () => {
  const record = createClipboardDebtRecord(path())
  await record.write([sampleDebt('a')])
  expect((await stat(path())).mode & 0o777).toBe(0o600)
  expect(JSON.parse(await readFile(path(), 'utf8'))).toEqual({ version: 1, debts: [sampleDebt('a')] })
  await record.write([])
  expect(await readdir(folder)).toEqual([])
})

test.each([
  ['empty', ''],
  ['half a file', '{"version":1,"debts":[{"salt":"aaaa'],
  ['zeros', '\0'.repeat(300)],
  ['of a later version', JSON.stringify({ version: 2, debts: [] })],
  ['a salt that is none', JSON.stringify({ version: 1, debts: [{ ...sampleDebt('a'), salt: 'hrdly_x' }] })],
  ['something more', JSON.stringify({ version: 1, debts: [{ ...sampleDebt('a'), value: 'x' }] })],
  ['a list', '[]'],
  ['a web page', '<!doctype html>']
])('a file that is %s is set aside as it is, and there is no debt', async (_what, text) => {
  await writeFile(path(), text)
  const record = createClipboardDebtRecord(path())
  expect(await record.read()).toEqual([])
  const [kept = ''] = await readdir(folder)
  expect(kept).toMatch(/^clipboard-debt\.json\.corrupt-/u)
  expect(await readFile(join(folder, kept), 'utf8')).toBe(text)
  expect(await record.write([sampleDebt('a')])).toBe(true)
})

test('something that is no file is set aside too', async () => {
  await mkdir(path())
  const record = createClipboardDebtRecord(path())
  expect(await record.read()).toEqual([])
  expect(await record.write([sampleDebt('a')])).toBe(true)
})

test('a place where nothing can be written: it says so', async () => {
  await writeFile(path(), 'not a folder')
  const record = createClipboardDebtRecord(join(path(), fileName))
  expect(await record.write([sampleDebt('a')])).toBe(false)
  expect(await record.read()).toEqual([])
})
