import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { done, err } from '../../shared/result.ts'
import type { CreateIntent, FoundIntents } from '../ports.ts'
import { createIntentJournal } from './intent-journal.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'intents-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const profileId = randomUUID()

function intentOf(changes: Partial<CreateIntent> = {}): CreateIntent {
  return {
    id: randomUUID(),
    profileId,
    name: 'ci-reviews',
    expiry: { kind: 'day', day: '2027-06-29' },
    startedAt: '2026-11-23T10:00:00Z',
    idsBefore: ['k1', 'k2'],
    keyId: null,
    ...changes
  }
}

const found = (...intents: CreateIntent[]): FoundIntents => ({ intents, setAside: [], isUnreadable: false })

test('the next start reads what was written, oldest first, and only for its profile', async () => {
  const later = intentOf({ startedAt: '2026-11-23T11:00:00Z' })
  const earlier = intentOf({ expiry: { kind: 'never' }, keyId: 'k9' })
  const other = intentOf({ profileId: randomUUID() })
  for (const intent of [later, earlier, other]) {
    await expect(createIntentJournal(folder).write(intent)).resolves.toEqual(done)
  }
  await expect(createIntentJournal(folder).read(profileId)).resolves.toEqual(found(earlier, later))
})

test('an intent that is written again replaces itself, and one that is removed is gone', async () => {
  const journal = createIntentJournal(folder)
  const intent = intentOf()
  await journal.write(intent)
  await journal.write({ ...intent, keyId: 'k9' })
  await expect(journal.read(profileId)).resolves.toEqual(found({ ...intent, keyId: 'k9' }))
  await expect(journal.remove(intent)).resolves.toBe(true)
  await expect(journal.remove(intent)).resolves.toBe(true)
  await expect(journal.read(profileId)).resolves.toEqual(found())
})

test('only its owner can read it', async () => {
  await createIntentJournal(folder).write(intentOf())
  const [name] = await readdir(join(folder, profileId))
  const file = await stat(join(folder, profileId, name ?? ''))
  expect(file.mode & 0o777).toBe(0o600)
  expect((await stat(join(folder, profileId))).mode & 0o777).toBe(0o700)
})

test('a disk that refuses is told, and nothing half-written is left', async () => {
  // A file where the folder should be: refuses everybody, root included.
  await writeFile(join(folder, profileId), '')
  const written = await createIntentJournal(folder).write(intentOf())
  expect(written).toEqual(err({ code: 'create_not_recorded' }))
})

test.each([
  ['nothing', ''],
  ['half a file', '{"id":"'],
  ['NUL bytes', '\0\0\0\0'],
  ['a web page', '<!doctype html>'],
  ['a list', '[]'],
  ['an intent with a field too many', JSON.stringify({ ...intentOf(), value: 'hrdly_' })]
])('%s is no intent: it is set aside and told, and the others are still read', async (_what, text) => {
  const journal = createIntentJournal(folder)
  const intent = intentOf()
  await journal.write(intent)
  await mkdir(join(folder, profileId), { recursive: true })
  await writeFile(join(folder, profileId, `${randomUUID()}.json`), text)
  await writeFile(join(folder, profileId, `${randomUUID()}.json.new`), text)
  const read = await journal.read(profileId)
  expect(read).toMatchObject({ intents: [intent], isUnreadable: false })
  expect(read.setAside).toEqual([expect.stringMatching(/\.json\.corrupt-[\dTZ-]+$/u)])
  const names = await readdir(join(folder, profileId))
  expect(names.filter((name) => name.endsWith('.new'))).toEqual([])
  // Kept as it was, and told once.
  await expect(readFile(join(folder, profileId, read.setAside[0] ?? ''), 'utf8')).resolves.toBe(text)
  await expect(journal.read(profileId)).resolves.toEqual(found(intent))
})

test('an intent of an earlier version, without the newer fields, is read', async () => {
  const intent = intentOf()
  const journal = createIntentJournal(folder)
  await journal.write({ ...intent, listedAt: '2026-11-23T09:00:00Z', isReplayed: true, isSpent: true })
  await journal.write(intent)
  await expect(journal.read(profileId)).resolves.toEqual(found(intent))
})

test('a disk that does not give out the folder, or a file in it, is told', async () => {
  const journal = createIntentJournal(folder)
  const intent = intentOf()
  await journal.write(intent)
  // A folder where a file should be cannot be read as one, by root neither.
  await mkdir(join(folder, profileId, `${randomUUID()}.json`))
  await expect(journal.read(profileId)).resolves.toEqual({ ...found(intent), isUnreadable: true })
  const other = randomUUID()
  await writeFile(join(folder, other), '')
  await expect(journal.read(other)).resolves.toEqual({ ...found(), isUnreadable: true })
})

test('a disk that removes nothing is told', async () => {
  const intent = intentOf()
  await mkdir(join(folder, profileId, `${intent.id}.json`), { recursive: true })
  await expect(createIntentJournal(folder).remove(intent)).resolves.toBe(false)
})
