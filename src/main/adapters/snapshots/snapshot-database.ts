import type { SnapshotHeader } from '../../../shared/inventory-snapshots.ts'
import { chmodSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import Libsql from 'libsql'
import type { ApiKey } from '../../../shared/api-key.ts'
import type { KeySighting } from '../../../shared/key-history.ts'
import type { Instant } from '../../../shared/instant.ts'
import { columnsOf, keysOf, lastUseIn } from '../../../shared/key-columns.ts'
import type { SnapshotOwner } from '../../ports.ts'
import { asidePathOf } from '../set-aside.ts'
import { databaseName, type DatabaseProblem } from './messages.ts'
import { meaningOf, type SealedChunk } from './sealed-chunk.ts'
import { openText, sealText } from './sealed-text.ts'

/** What this version writes. A file with a higher number is of a newer app and left alone. */
const version = 1
const keptDays = 365
/** All history together; at a hundred thousand keys a year would be more than a disk should give for it. */
const largestHistoryBytes = 256 * 1024 * 1024

/** Why the database cannot do what it was asked. Holds no row. */
export class SnapshotFailure extends Error {
  readonly problem: DatabaseProblem

  constructor(problem: DatabaseProblem, cause?: unknown) {
    super(problem, { cause })
    this.name = 'SnapshotFailure'
    this.problem = problem
  }
}

interface SnapshotRow {
  readonly id: number
  readonly fetchedAt: Instant
  readonly total: number
  readonly chunks: number
}

type Connection = InstanceType<typeof Libsql>

/**
 * Snapshots in one SQLite file, each written as a whole or not at all. Rows are compressed and sealed before they
 * come near the disk; in clear are only times, counts and whose they are.
 */
export class SnapshotDatabase {
  readonly #connection: Connection
  readonly #key: Buffer

  /**
   * @param key 32 bytes, with which rows are sealed
   * @throws {SnapshotFailure}
   */
  constructor(folder: string, key: Buffer) {
    this.#key = key
    this.#connection = guarded(() => open(folder))
  }

  /** Seals rows for their place in a snapshot that is about to be written. */
  seal(owner: SnapshotOwner, fetchedAt: Instant, position: number, keys: readonly ApiKey[]): SealedChunk {
    const sealed = sealText(this.#key, meaningOf(owner, fetchedAt, position), columnsOf(keys))
    return { position, rows: keys.length, sealed }
  }

  /** Adds a snapshot; it takes the place of an earlier one of the same day. On disk, whole, when this returns. */
  write(owner: SnapshotOwner, fetchedAt: Instant, total: number, chunks: readonly SealedChunk[]): void {
    const { profileId, organization } = owner
    this.#transaction(() => {
      this.#run('DELETE FROM snapshots WHERE profile_id = ? AND organization = ? AND day = ?', [
        profileId,
        organization,
        fetchedAt.slice(0, 10)
      ])
      this.#run(
        'INSERT INTO snapshots (profile_id, organization, day, fetched_at, total, chunks) VALUES (?, ?, ?, ?, ?, ?)',
        [profileId, organization, fetchedAt.slice(0, 10), fetchedAt, total, chunks.length]
      )
      const [id] = this.#all('SELECT last_insert_rowid()')[0] as [number]
      for (const { position, sealed } of chunks) {
        this.#run('INSERT INTO chunks (snapshot_id, position, sealed) VALUES (?, ?, ?)', [
          id,
          position,
          sealed
        ])
      }
      this.#prune(owner)
    })
  }

  /** The snapshots of an owner, newest first. */
  list(owner: SnapshotOwner): SnapshotHeader[] {
    return this.#rows(owner).map(({ id, fetchedAt, total }) => ({ id, fetchedAt, total }))
  }

  /**
   * Reads a snapshot chunk by chunk, in order, each when it is asked for.
   * @throws {SnapshotFailure} `cannot-open` when a chunk is missing, damaged, or of another key
   */
  *read(owner: SnapshotOwner, id: number): Generator<ApiKey[], void> {
    const row = this.#rows(owner).find((each) => each.id === id)
    if (!row) throw new SnapshotFailure('cannot-open')
    let total = 0
    for (let position = 0; position < row.chunks; position += 1) {
      const keys = keysOf(this.#open(owner, row, position))
      total += keys.length
      yield keys
    }
    if (total !== row.total) throw new SnapshotFailure('cannot-open')
  }

  /**
   * What the snapshots say about the use of a key, the oldest first, back to the first one without it: an id does not
   * come back.
   * @throws {SnapshotFailure} `cannot-open` when a chunk is missing, damaged, or of another key
   */
  follow(owner: SnapshotOwner, keyId: string): KeySighting[] {
    const sightings: KeySighting[] = []
    let place = 0
    for (const row of this.#rows(owner)) {
      const found = this.#find(owner, row, keyId, place)
      if (found === null) break
      place = found.place
      sightings.push({ seenAt: row.fetchedAt, ...found.use })
    }
    return sightings.reverse()
  }

  /**
   * Deletes every snapshot of a profile, and what the file and its log still have of them.
   * @throws {SnapshotFailure} also when one is there afterwards
   */
  remove(profileId: string): void {
    guarded(() => this.#connection.exec('PRAGMA secure_delete = ON'))
    this.#transaction(() => {
      this.#run('DELETE FROM snapshots WHERE profile_id = ?', [profileId])
    })
    guarded(() => this.#connection.exec('PRAGMA wal_checkpoint(TRUNCATE)'))
    const [left] = this.#all('SELECT count(*) FROM snapshots WHERE profile_id = ?', [profileId])
    if (left?.[0] !== 0) throw new SnapshotFailure('unusable')
  }

  close(): void {
    this.#connection.close()
  }

  /** Looks for a key from `near` outwards: from one day to the next it hardly moves. */
  #find(
    owner: SnapshotOwner,
    row: SnapshotRow,
    keyId: string,
    near: number
  ): { readonly use: Pick<ApiKey, 'lastUsedAt'>; readonly place: number } | null {
    const places = Array.from({ length: row.chunks }, (_, place) => place)
    for (const place of places.sort((one, other) => Math.abs(one - near) - Math.abs(other - near))) {
      const use = lastUseIn(this.#open(owner, row, place), keyId)
      if (use) return { use, place }
    }
    return null
  }

  /** The text of a chunk. */
  #open(owner: SnapshotOwner, row: SnapshotRow, position: number): string {
    const [found] = this.#all('SELECT sealed FROM chunks WHERE snapshot_id = ? AND position = ?', [
      row.id,
      position
    ])
    const sealed = found?.[0]
    const text =
      sealed instanceof Buffer ? openText(this.#key, meaningOf(owner, row.fetchedAt, position), sealed) : null
    if (text === null) throw new SnapshotFailure('cannot-open')
    return text
  }

  #rows({ profileId, organization }: SnapshotOwner): SnapshotRow[] {
    const rows = this.#all(
      `SELECT id, fetched_at, total, chunks FROM snapshots
       WHERE profile_id = ? AND organization = ? ORDER BY fetched_at DESC, id DESC`,
      [profileId, organization]
    ) as [number, string, number, number][]
    return rows.map(([id, fetchedAt, total, chunks]) => ({ id, fetchedAt, total, chunks }))
  }

  /** The oldest go first; the newest of an owner always stays. */
  #prune({ profileId, organization }: SnapshotOwner): void {
    this.#run(
      `DELETE FROM snapshots WHERE profile_id = ? AND organization = ? AND id NOT IN (
         SELECT id FROM snapshots WHERE profile_id = ? AND organization = ? ORDER BY fetched_at DESC LIMIT ?)`,
      [profileId, organization, profileId, organization, keptDays]
    )
    this.#run(
      `DELETE FROM snapshots WHERE id IN (
         SELECT id FROM (
           SELECT snapshots.id AS id,
                  sum(sum(length(sealed))) OVER (ORDER BY fetched_at DESC) AS bytes,
                  row_number() OVER (PARTITION BY profile_id, organization ORDER BY fetched_at DESC) AS age
           FROM snapshots JOIN chunks ON snapshot_id = snapshots.id GROUP BY snapshots.id)
         WHERE bytes > ? AND age > 1)`,
      [largestHistoryBytes]
    )
  }

  #transaction(work: () => void): void {
    guarded(() => {
      this.#connection.exec('BEGIN IMMEDIATE')
      try {
        work()
        this.#connection.exec('COMMIT')
      } catch (cause) {
        // On a full disk SQLite has already rolled back by itself.
        if (this.#connection.inTransaction) this.#connection.exec('ROLLBACK')
        throw cause
      }
    })
  }

  #run(sql: string, parameters: readonly (string | number | Buffer)[]): void {
    guarded(() => this.#connection.prepare(sql).run([...parameters]))
  }

  #all(sql: string, parameters: readonly (string | number)[] = []): readonly (readonly unknown[])[] {
    return guarded(
      () =>
        this.#connection
          .prepare(sql)
          .raw()
          .all([...parameters]) as unknown[][]
    )
  }
}

function open(folder: string): Connection {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, databaseName)
  const connection = new Libsql(path, { timeout: 2_000 })
  try {
    chmodSync(path, 0o600)
    connection.exec('PRAGMA journal_mode = WAL')
    connection.exec('PRAGMA synchronous = FULL')
    connection.exec('PRAGMA foreign_keys = ON')
    migrate(connection)
    return connection
  } catch (cause) {
    connection.close()
    throw cause
  }
}

function migrate(connection: Connection): void {
  const [found] = connection.prepare('PRAGMA user_version').raw().get([]) as [number]
  if (found > version) throw new SnapshotFailure('newer-version')
  if (found === version) return
  connection.exec(`
    BEGIN IMMEDIATE;
    CREATE TABLE snapshots (
      id INTEGER PRIMARY KEY,
      profile_id TEXT NOT NULL,
      organization TEXT NOT NULL,
      day TEXT NOT NULL,
      fetched_at TEXT NOT NULL,
      total INTEGER NOT NULL,
      chunks INTEGER NOT NULL,
      UNIQUE (profile_id, organization, day)
    ) STRICT;
    CREATE TABLE chunks (
      snapshot_id INTEGER NOT NULL REFERENCES snapshots (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      sealed BLOB NOT NULL,
      PRIMARY KEY (snapshot_id, position)
    ) STRICT, WITHOUT ROWID;
    PRAGMA user_version = ${String(version)};
    COMMIT;
  `)
}

/**
 * Sets a database that cannot be read aside, with its log, so that a new one can be begun.
 * @returns the name under which it is kept, or `null` where even that was refused
 */
export function setAsideDatabase(folder: string, now: number): string | null {
  const name = asidePathOf(databaseName, now)
  try {
    for (const ending of ['', '-wal', '-shm']) {
      if (existsSync(join(folder, databaseName + ending)))
        renameSync(join(folder, databaseName + ending), join(folder, name + ending))
    }
    return name
  } catch {
    return null
  }
}

function guarded<Value>(work: () => Value): Value {
  try {
    return work()
  } catch (cause) {
    throw failureOf(cause)
  }
}

function failureOf(cause: unknown): SnapshotFailure {
  if (cause instanceof SnapshotFailure) return cause
  const code = cause instanceof Libsql.SqliteError ? cause.code : errnoOf(cause)
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC') return new SnapshotFailure('disk-full', cause)
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB'))
    return new SnapshotFailure('damaged', cause)
  return new SnapshotFailure('unusable', cause)
}

function errnoOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
}
