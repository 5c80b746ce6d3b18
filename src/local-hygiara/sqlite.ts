import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Libsql from 'libsql'
import { StorageError, type Database, type SqlValue } from './database.ts'
import { migrate } from './migrations.ts'

/**
 * Opens (and makes, and migrates) the database in `folder`. Only one process at a time may have it.
 * @param patience milliseconds for which it is waited until another process lets go of the folder
 * @throws {StorageError} `in_use`, `newer_version`, `full` or `unusable`.
 */
export function openDatabase(folder: string, patience = 3000): Database {
  prepareFolder(folder)
  const unlock = lockFolder(folder, patience)
  try {
    const database = openFile(join(folder, 'hygiara.db'), unlock)
    migrate(database)
    return database
  } catch (cause) {
    unlock()
    throw asStorageError(cause)
  }
}

function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw new StorageError('unusable', 'The data folder cannot be made.', cause)
  }
}

/**
 * Two servers on one folder would each keep their own throttle and each write last uses. The lock is SQLite's own
 * on a second, empty file, so the system lets go of it whatever way this process ends. It runs without prepared
 * statements, because libsql keeps a closed connection (and its locks) alive as long as one of them is.
 */
function lockFolder(folder: string, patience: number): () => void {
  try {
    const lock = new Libsql(join(folder, 'hygiara.lock'), { timeout: patience })
    lock.exec('BEGIN EXCLUSIVE')
    return () => lock.close()
  } catch (cause) {
    const error = asStorageError(cause)
    if (error.problem !== 'in_use') throw error
    throw new StorageError('in_use', 'Another Hygiara is using this data folder.', cause)
  }
}

interface PreparedStatement {
  readonly run: ReturnType<InstanceType<typeof Libsql>['prepare']>
  readonly columns: readonly string[]
}

/**
 * Rows are read as bare arrays and named here: libsql's own named rows carry a `_metadata` and take three times as long.
 */
function prepare(connection: InstanceType<typeof Libsql>, sql: string): PreparedStatement {
  const run = connection.prepare(sql)
  if (!run.reader) return { run, columns: [] }
  return { run: run.raw(), columns: run.columns().map(({ name }) => name) }
}

function rowOf(columns: readonly string[], values: readonly SqlValue[]): Record<string, SqlValue> {
  const row: Record<string, SqlValue> = {}
  for (let index = 0; index < columns.length; index++) row[columns[index] ?? ''] = values[index] ?? null
  return row
}

/** Hides libsql's traps: arguments always in one array, hashes as text rather than blobs, rows without `_metadata`. */
function openFile(path: string, unlock: () => void): Database {
  const connection = new Libsql(path)
  // Holds password hashes: for its owner only. SQLite gives the log the mode of the file.
  chmodSync(path, 0o600)
  connection.exec('PRAGMA journal_mode = WAL')
  // FULL, not WAL's usual NORMAL: what was answered must survive a power cut.
  connection.exec('PRAGMA synchronous = FULL')
  connection.exec('PRAGMA foreign_keys = ON')

  const prepared = new Map<string, PreparedStatement>()
  const statement = (sql: string): PreparedStatement => {
    const known = prepared.get(sql)
    if (known) return known
    const fresh = prepare(connection, sql)
    prepared.set(sql, fresh)
    return fresh
  }
  const guarded = <Result>(work: () => Result): Result => {
    try {
      return work()
    } catch (cause) {
      throw asStorageError(cause)
    }
  }

  return {
    get: <Row extends object>(sql: string, parameters: readonly SqlValue[] = []) =>
      guarded(() => {
        const { run, columns } = statement(sql)
        const values = run.get([...parameters]) as SqlValue[] | undefined
        return values && (rowOf(columns, values) as Row)
      }),
    all: <Row extends object>(sql: string, parameters: readonly SqlValue[] = []) =>
      guarded(() => {
        const { run, columns } = statement(sql)
        return (run.all([...parameters]) as SqlValue[][]).map((values) => rowOf(columns, values) as Row)
      }),
    run: (sql, parameters = []) => guarded(() => statement(sql).run.run([...parameters]).changes),
    execute: (sql) => {
      guarded(() => connection.exec(sql))
    },
    transaction: (work) => {
      guarded(() => connection.exec('BEGIN IMMEDIATE'))
      try {
        const result = work()
        guarded(() => connection.exec('COMMIT'))
        return result
      } catch (cause) {
        // On a full disk SQLite has already rolled back by itself.
        if (connection.inTransaction) connection.exec('ROLLBACK')
        throw cause
      }
    },
    close: () => {
      try {
        guarded(() => statement('PRAGMA wal_checkpoint(TRUNCATE)').run.all([]))
      } finally {
        prepared.clear()
        connection.close()
        unlock()
      }
    }
  }
}

function asStorageError(cause: unknown): StorageError {
  if (cause instanceof StorageError) return cause
  const code = cause instanceof Libsql.SqliteError ? cause.code : ''
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new StorageError('in_use', 'The database is locked.', cause)
  }
  if (code.startsWith('SQLITE_FULL')) return new StorageError('full', 'There is no space left.', cause)
  return new StorageError('unusable', 'The database cannot be used.', cause)
}
