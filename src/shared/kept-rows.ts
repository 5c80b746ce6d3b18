import type { Instant } from './instant.ts'

/** Rows as the text that `columnsOf` makes of them: it goes from the disk to the screens without being taken apart. */
export interface RowsAsText {
  readonly rows: number
  readonly columns: string
}

/** What is kept of a list. */
export interface KeptRows {
  readonly fetchedAt: Instant
  readonly chunks: readonly RowsAsText[]
}
