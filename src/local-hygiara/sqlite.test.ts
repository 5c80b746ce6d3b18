import Libsql from 'libsql'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from './database.ts'
import { openDatabase } from './sqlite.ts'
import { makeFolder, removeFolder } from './testing/test-server.ts'

let folder: string
let database: Database

beforeEach(() => {
  folder = makeFolder()
  database = openDatabase(folder)
  database.execute('CREATE TABLE things (id TEXT PRIMARY KEY, size INTEGER)')
})

afterEach(() => {
  database.close()
  removeFolder(folder)
})

test('writes ahead, flushes every commit, and minds foreign keys', () => {
  expect(database.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' })
  expect(database.get('PRAGMA synchronous')).toEqual({ synchronous: 2 })
  expect(() =>
    database.run("INSERT INTO sessions (id, user_id, created_at) VALUES ('s', 'nobody', 1)")
  ).toThrow(expect.objectContaining({ problem: 'unusable' }))
})

test('rows are plain objects with exactly the selected columns', () => {
  database.run('INSERT INTO things VALUES (?, ?), (?, ?)', ['a', 1, 'b', null])
  const expected = [
    { id: 'a', size: 1 },
    { id: 'b', size: null }
  ]
  expect(database.all('SELECT id, size FROM things ORDER BY id')).toEqual(expected)
  expect(database.get('SELECT id, size FROM things WHERE id = ?', ['b'])).toEqual(expected[1])
  expect(database.get('SELECT id FROM things WHERE id = ?', ['none'])).toBeUndefined()
  expect(database.run('UPDATE things SET size = 2')).toBe(2)
})

test('a transaction that throws leaves nothing behind, and the next one works', () => {
  const failing = () =>
    database.transaction(() => {
      database.run("INSERT INTO things VALUES ('a', 1)")
      throw new Error('changed my mind')
    })
  expect(failing).toThrow('changed my mind')
  expect(database.all('SELECT * FROM things')).toEqual([])
  database.transaction(() => database.run("INSERT INTO things VALUES ('b', 1)"))
  expect(database.all('SELECT id FROM things')).toEqual([{ id: 'b' }])
})

test('a full disk is told apart, and what was there stays', () => {
  database.run("INSERT INTO things VALUES ('a', 1)")
  database.execute('PRAGMA max_page_count = 1')
  const fill = () =>
    database.transaction(() => {
      for (let count = 0; count < 1000; count++) {
        database.run('INSERT INTO things VALUES (?, 1)', [`${'x'.repeat(500)}${String(count)}`])
      }
    })
  expect(fill).toThrow(expect.objectContaining({ problem: 'full' }))
  expect(database.all('SELECT id FROM things')).toEqual([{ id: 'a' }])
})

test('the file is for its owner only', () => {
  expect(statSync(join(folder, 'hygiara.db')).mode & 0o777).toBe(0o600)
})

test('a folder that another connection has is refused, and free once that is closed', () => {
  expect(() => openDatabase(folder, 10)).toThrow(expect.objectContaining({ problem: 'in_use' }))
  database.close()
  database = openDatabase(folder)
  expect(database.all('SELECT * FROM things')).toEqual([])
})

test('a database of a newer version is left alone', () => {
  database.run("INSERT INTO schema_migrations VALUES (9999, 'of tomorrow', 1)")
  database.close()
  expect(() => openDatabase(folder)).toThrow(expect.objectContaining({ problem: 'newer_version' }))
  // The refusal let go of the folder.
  const file = new Libsql(join(folder, 'hygiara.db'))
  file.exec('DELETE FROM schema_migrations WHERE version = 9999')
  file.close()
  database = openDatabase(folder)
})

test('a database of an older version is brought forward with what is in it', () => {
  database.close()
  removeFolder(folder)
  folder = makeFolder()
  // As the first version left it.
  const file = new Libsql(join(folder, 'hygiara.db'))
  file.exec(`
    CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT;
    INSERT INTO schema_migrations VALUES (1, 'organizations, users, sessions and API keys', 1);
    CREATE TABLE organizations (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;
    CREATE TABLE users (
      id TEXT PRIMARY KEY, organization_id TEXT NOT NULL REFERENCES organizations (id), email TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL, role TEXT NOT NULL, password_hash TEXT NOT NULL, created_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE api_keys (id TEXT PRIMARY KEY) STRICT;
    INSERT INTO organizations VALUES ('o', 'Acme');
    INSERT INTO users VALUES ('u', 'o', 'ada@example.test', 'Ada', 'admin', 'x', 1);
  `)
  file.close()
  database = openDatabase(folder)
  expect(database.all('SELECT email, totp_secret FROM users')).toEqual([
    { email: 'ada@example.test', totp_secret: null }
  ])
  const versions = database.all<{ version: number }>('SELECT version FROM schema_migrations ORDER BY version')
  expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1))
})
