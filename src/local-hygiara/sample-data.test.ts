import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from './database.ts'
import { addSampleKeys } from './sample-data.ts'
import { openDatabase } from './sqlite.ts'
import { makeFolder, removeFolder } from './testing/test-server.ts'

const day = 24 * 3600 * 1000
const now = Date.parse('2026-11-23T10:00:00Z')

interface Row {
  readonly id: string
  readonly name: string
  readonly key_prefix: string
  readonly created_at: number
  readonly last_used_at: number | null
  readonly expires_at: number | null
}

let folder: string
let database: Database

beforeEach(() => {
  folder = makeFolder()
  database = openDatabase(folder)
  database.run("INSERT INTO organizations VALUES ('org', 'Acme')")
})

afterEach(() => {
  database.close()
  removeFolder(folder)
})

function rows(): Row[] {
  const columns = 'id, name, key_prefix, created_at, last_used_at, expires_at'
  return database.all<Row>(`SELECT ${columns} FROM api_keys ORDER BY created_at DESC, id`)
}

test('sixty keys show everything an inventory can contain', () => {
  addSampleKeys(database, 'org', 60, now)
  const keys = rows()
  expect(keys).toHaveLength(60)
  expect(new Set(keys.map(({ key_prefix: prefix }) => prefix)).size).toBe(60)
  expect(keys.every(({ key_prefix: prefix }) => /^hrdly_\w{6}$/.test(prefix))).toBe(true)

  const unused = keys.map(({ last_used_at: at }) => (at === null ? null : Math.floor((now - at) / day)))
  expect(unused).toEqual(expect.arrayContaining([null, 0, 1, 143]))
  const left = keys.map(({ expires_at: at }) =>
    at === null ? null : Math.floor(at / day) - Math.floor(now / day)
  )
  expect(left).toEqual(expect.arrayContaining([null, 0, 1, -33]))
  for (const { created_at: createdAt, last_used_at: lastUsedAt, expires_at: expiresAt } of keys) {
    expect(createdAt).toBeLessThan(now)
    if (lastUsedAt !== null) expect(lastUsedAt).toBeGreaterThan(createdAt)
    if (lastUsedAt !== null && expiresAt !== null) expect(lastUsedAt).toBeLessThan(expiresAt)
  }
})

test('the same keys come again, at the same distance from now, and none is added twice', () => {
  addSampleKeys(database, 'org', 60, now)
  const before = rows()
  addSampleKeys(database, 'org', 60, now + day)
  expect(rows()).toEqual(before)

  database.run('DELETE FROM api_keys')
  addSampleKeys(database, 'org', 60, now + day)
  const named = ({ id, name, key_prefix, created_at }: Row) => ({
    id,
    name,
    key_prefix,
    age: now - created_at
  })
  expect(rows().map(named)).toEqual(before.map(named).map((key) => ({ ...key, age: key.age - day })))
})

test('a revoked sample key does not come back', () => {
  addSampleKeys(database, 'org', 60, now)
  database.run("UPDATE api_keys SET revoked_at = 1 WHERE name = 'test'")
  addSampleKeys(database, 'org', 60, now)
  expect(database.all('SELECT revoked_at FROM api_keys WHERE name = ?', ['test'])).toEqual([
    { revoked_at: 1 }
  ])
})

test('ten thousand keys are there in less than five seconds, with names and prefixes of their own', () => {
  const started = performance.now()
  addSampleKeys(database, 'org', 10_000, now)
  expect(performance.now() - started).toBeLessThan(5000)
  const unique =
    'SELECT count(*) AS keys, count(DISTINCT name) AS names, count(DISTINCT key_prefix) AS prefixes'
  expect(database.get(`${unique} FROM api_keys`)).toEqual({ keys: 10_000, names: 10_000, prefixes: 10_000 })
})
