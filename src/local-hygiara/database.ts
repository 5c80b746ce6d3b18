/** What a column can hold. Instants are milliseconds since 1970, hashes are hex text, booleans are 0 and 1. */
export type SqlValue = string | number | null

/** The one open SQLite file. Every call is synchronous and throws {@link StorageError}. */
export interface Database {
  /** The first row or `undefined`. The caller's `Row` must name the selected columns. */
  get<Row extends object>(sql: string, parameters?: readonly SqlValue[]): Row | undefined
  /** All rows. The caller's `Row` must name the selected columns. */
  all<Row extends object>(sql: string, parameters?: readonly SqlValue[]): Row[]
  /** Runs a statement that changes something; answers with the number of changed rows. */
  run(sql: string, parameters?: readonly SqlValue[]): number
  /** Runs a script without parameters. */
  execute(sql: string): void
  /** Runs `work` in a transaction: on disk when this returns, undone when it throws. Not to be nested. */
  transaction<Result>(work: () => Result): Result
  /** Empties the write-ahead log and lets go of the folder. */
  close(): void
}

/** Why the folder or the file could not be used. */
export type StorageProblem = 'in_use' | 'full' | 'newer_version' | 'unusable'

/** A failure of the storage, without any value of a row. */
export class StorageError extends Error {
  readonly problem: StorageProblem

  constructor(problem: StorageProblem, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StorageError'
    this.problem = problem
  }
}
