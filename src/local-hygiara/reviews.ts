import type { Database } from './database.ts'
import { pageOf, positionOf, type Page } from './paging.ts'
import { newId } from './random.ts'
import { findingsIn, type Finding } from './review-rules.ts'

/** A finished review; `created_at` in milliseconds. The reviewed text itself is not kept. */
export interface Review {
  readonly id: string
  readonly name: string
  readonly lines: number
  readonly findings: readonly Finding[]
  readonly created_at: number
}

type ReviewRow = Omit<Review, 'findings'> & { readonly findings: string }

const columns = 'id, name, lines, findings, created_at'

/** Texts that were sent with an API key and read against the rules. */
export class Reviews {
  readonly #database: Database
  readonly #organizationId: string
  readonly #now: () => number

  constructor(database: Database, organizationId: string, now: () => number) {
    this.#database = database
    this.#organizationId = organizationId
    this.#now = now
  }

  /** Reviews a text at once; the result is on disk when this returns. */
  create(apiKeyId: string, name: string, text: string): Review {
    const review: Review = {
      id: newId('review'),
      name,
      lines: text.split(/\r\n|\r|\n/).length,
      findings: findingsIn(text),
      created_at: this.#now()
    }
    this.#database.run(
      `INSERT INTO reviews (id, organization_id, api_key_id, name, lines, findings, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [
        review.id,
        this.#organizationId,
        apiKeyId,
        name,
        review.lines,
        JSON.stringify(review.findings),
        review.created_at
      ]
    )
    return review
  }

  /**
   * One page, newest first.
   * @throws {Problem} `invalid_cursor`
   */
  list(limit: number, cursor: string | null): Page<Review> {
    const [createdAt, id] = positionOf(cursor)
    const rows = this.#database.all<ReviewRow>(
      `SELECT ${columns} FROM reviews WHERE organization_id = ? AND (created_at, id) < (?, ?)
       ORDER BY created_at DESC, id DESC LIMIT ?`,
      [this.#organizationId, createdAt, id, limit + 1]
    )
    return pageOf(rows.map(reviewOf), limit)
  }

  /** The review, or `null` when the organisation has none with this id. */
  find(id: string): Review | null {
    const row = this.#database.get<ReviewRow>(
      `SELECT ${columns} FROM reviews WHERE organization_id = ? AND id = ?`,
      [this.#organizationId, id]
    )
    return row ? reviewOf(row) : null
  }
}

function reviewOf(row: ReviewRow): Review {
  return { ...row, findings: JSON.parse(row.findings) as Finding[] }
}
