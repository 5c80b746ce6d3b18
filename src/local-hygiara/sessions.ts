import type { User } from './accounts.ts'
import type { Database } from './database.ts'
import { Problem } from './problem.ts'
import { newId, randomText, sha256 } from './random.ts'

const refreshLifetime = 30 * 24 * 3600 * 1000

/** A fresh pair. The values exist only here and in the answer; the server keeps their SHA-256. */
export interface TokenPair {
  readonly accessToken: string
  /** Seconds for which the access token works. */
  readonly expiresIn: number
  readonly refreshToken: string
}

/** A signed-in person: all tokens of one sign-in belong to one session and end with it. */
export interface Session {
  readonly id: string
  readonly user: User
}

interface TokenRow {
  readonly session_id: string
  readonly expires_at: number
  readonly used_at: number | null
}

interface SessionRow {
  readonly session_id: string
  readonly user_id: string
  readonly email: string
  readonly user_name: string
  readonly role: 'admin'
  readonly organization_id: string
  readonly organization_name: string
}

/** Short access tokens, and refresh tokens that work once. */
export class Sessions {
  readonly #database: Database
  readonly #accessSeconds: number
  readonly #now: () => number

  constructor(database: Database, accessSeconds: number, now: () => number) {
    this.#database = database
    this.#accessSeconds = accessSeconds
    this.#now = now
  }

  /** Begins a session; on disk when this returns. */
  start(userId: string): TokenPair {
    return this.#database.transaction(() => {
      this.#forgetExpired()
      const sessionId = newId('session')
      this.#database.run('INSERT INTO sessions (id, user_id, created_at) VALUES (?, ?, ?)', [
        sessionId,
        userId,
        this.#now()
      ])
      return this.#issue(sessionId)
    })
  }

  /** The session of a valid access token, or `null`. */
  find(accessToken: string): Session | null {
    const row = this.#database.get<SessionRow>(
      `SELECT sessions.id AS session_id, users.id AS user_id, email, users.name AS user_name, role,
              organization_id, organizations.name AS organization_name
       FROM session_tokens
       JOIN sessions ON sessions.id = session_id
       JOIN users ON users.id = user_id
       JOIN organizations ON organizations.id = organization_id
       WHERE hash = ? AND kind = 'access' AND expires_at > ?`,
      [sha256(accessToken), this.#now()]
    )
    if (!row) return null
    const organization = { id: row.organization_id, name: row.organization_name }
    const user = { id: row.user_id, email: row.email, name: row.user_name, role: row.role, organization }
    return { id: row.session_id, user }
  }

  /**
   * Swaps a refresh token for a new pair; on disk when this returns. A token that was already swapped is in the
   * hands of two parties, and which of them is the thief cannot be known: the whole session ends.
   * @throws {Problem} `invalid_refresh_token`
   */
  refresh(refreshToken: string): TokenPair {
    const hash = sha256(refreshToken)
    const pair = this.#database.transaction(() => {
      const token = this.#database.get<TokenRow>(
        `SELECT session_id, expires_at, used_at FROM session_tokens WHERE hash = ? AND kind = 'refresh'`,
        [hash]
      )
      if (!token || token.expires_at <= this.#now()) return null
      if (token.used_at !== null) {
        this.end(token.session_id)
        return null
      }
      this.#database.run('UPDATE session_tokens SET used_at = ? WHERE hash = ?', [this.#now(), hash])
      return this.#issue(token.session_id)
    })
    // Thrown outside the transaction: inside, it would undo the end of the session.
    if (!pair) throw new Problem('invalid_refresh_token', 'Sign in again.')
    return pair
  }

  /** Ends a session: none of its tokens works from now on. */
  end(sessionId: string): void {
    this.#database.run('DELETE FROM sessions WHERE id = ?', [sessionId])
  }

  #issue(sessionId: string): TokenPair {
    const accessToken = `hya_${randomText()}`
    const refreshToken = `hyr_${randomText()}`
    const expiresIn = this.#accessSeconds
    this.#store(accessToken, sessionId, 'access', expiresIn * 1000)
    this.#store(refreshToken, sessionId, 'refresh', refreshLifetime)
    return { accessToken, expiresIn, refreshToken }
  }

  #store(token: string, sessionId: string, kind: 'access' | 'refresh', lifetime: number): void {
    this.#database.run(
      'INSERT INTO session_tokens (hash, session_id, kind, expires_at) VALUES (?, ?, ?, ?)',
      [sha256(token), sessionId, kind, this.#now() + lifetime]
    )
  }

  #forgetExpired(): void {
    this.#database.run('DELETE FROM session_tokens WHERE expires_at <= ?', [this.#now()])
    this.#database.run('DELETE FROM sessions WHERE id NOT IN (SELECT session_id FROM session_tokens)')
  }
}
