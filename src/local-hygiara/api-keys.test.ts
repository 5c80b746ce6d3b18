import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ApiKeys } from './api-keys.ts'
import type { Database } from './database.ts'
import { openDatabase } from './sqlite.ts'
import { makeFolder, removeFolder } from './testing/test-server.ts'

let folder: string
let database: Database
let keys: ApiKeys
let now: number

beforeEach(() => {
  folder = makeFolder()
  database = openDatabase(folder)
  database.run("INSERT INTO organizations (id, name) VALUES ('org', 'Acme')")
  now = 1000
  keys = new ApiKeys(database, 'org', () => now)
})

afterEach(() => {
  database.close()
  removeFolder(folder)
})

test('whatever was asked before, a key is recognised exactly while it is neither revoked nor expired', () => {
  const step = fc.record({
    what: fc.constantFrom('create', 'use', 'revoke', 'wait'),
    which: fc.nat(20),
    lifetime: fc.option(fc.integer({ min: 1, max: 30 }))
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const made: { id: string; value: string; expiresAt: number | null; revoked: boolean }[] = []
      for (const { what, which, lifetime } of steps) {
        const key = made[which % Math.max(1, made.length)]
        if (what === 'create') {
          const expiresAt = lifetime === null ? null : now + lifetime
          const { row, value } = keys.create('ci', expiresAt)
          made.push({ id: row.id, value, expiresAt, revoked: false })
        } else if (what === 'wait') now += 5
        else if (key && what === 'revoke') key.revoked = keys.revoke(key.id) || key.revoked
        for (const { id, value, expiresAt, revoked } of what === 'use' ? (key ? [key] : []) : made) {
          const works = !revoked && (expiresAt === null || expiresAt > now)
          expect(keys.authenticate(value)?.id ?? null).toBe(works ? id : null)
        }
      }
    }),
    { numRuns: 40 }
  )
})

test('a revoke that the disk refuses leaves a key that works, and the next revoke ends it', () => {
  const { row, value } = keys.create('ci', null)
  expect(keys.authenticate(value)).not.toBeNull()
  database.execute("CREATE TRIGGER refuse BEFORE UPDATE ON api_keys BEGIN SELECT RAISE(ABORT, 'no'); END")
  expect(() => keys.revoke(row.id)).toThrow()
  expect(keys.authenticate(value)).not.toBeNull()
  database.execute('DROP TRIGGER refuse')
  expect(keys.revoke(row.id)).toBe(true)
  expect(keys.authenticate(value)).toBeNull()
})
