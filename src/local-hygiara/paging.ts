import { Problem } from './problem.ts'

/** A page of rows, newest first, and where the next one begins (`null`: this was the last). */
export interface Page<Row> {
  readonly rows: readonly Row[]
  readonly nextCursor: string | null
}

interface Positioned {
  readonly id: string
  readonly created_at: number
}

/** A page from rows of which one more was read than the page holds: it tells whether there is another page. */
export function pageOf<Row extends Positioned>(rows: readonly Row[], limit: number): Page<Row> {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, nextCursor: rows.length > limit && last ? cursorAfter(last) : null }
}

/**
 * The `created_at` and id that a page begins after. Without a cursor: after the end of time.
 * @throws {Problem} `invalid_cursor`
 */
export function positionOf(cursor: string | null): [createdAt: number, id: string] {
  if (cursor === null) return [Number.MAX_SAFE_INTEGER, '']
  const [, createdAt, id] = /^(\d{1,15}) (\w+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (createdAt === undefined || id === undefined) {
    throw new Problem('invalid_cursor', 'Start again without a cursor.')
  }
  return [Number(createdAt), id]
}

function cursorAfter(row: Positioned): string {
  return Buffer.from(`${String(row.created_at)} ${row.id}`).toString('base64url')
}
