import type { Database } from './database.ts'
import { hashPassword, isPassword, unmatchableHash, type PasswordCost } from './passwords.ts'
import { newId } from './random.ts'
import { acceptedStep, newTotpSecret } from './totp.ts'

/** Somebody who can sign in. */
export interface User {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: 'admin'
  readonly organization: { readonly id: string; readonly name: string }
}

/** The account that must exist, with the password that must work. */
export interface WantedAdmin {
  readonly email: string
  readonly name: string
  readonly password: string
}

/** How a sign-in ended. A wrong or used code is told apart from a missing one. */
export type SignIn =
  | { readonly kind: 'accepted'; readonly user: User }
  | { readonly kind: 'wrong_password' }
  | { readonly kind: 'code_needed' }
  | { readonly kind: 'wrong_code' }

/** What somebody signs in with. */
export interface Credentials {
  readonly email: string
  readonly password: string
  readonly totpCode: string | null
}

interface UserRow {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: 'admin'
  readonly password_hash: string
  readonly totp_secret: string | null
  readonly totp_last_step: number
  readonly organization_id: string
  readonly organization_name: string
}

const selectUser = `
  SELECT users.id, email, users.name, role, password_hash, totp_secret, totp_last_step,
         organization_id, organizations.name AS organization_name
  FROM users JOIN organizations ON organizations.id = organization_id`

/** The organisation of this server and the people who may sign in. */
export class Accounts {
  readonly #database: Database
  readonly #cost: PasswordCost
  /** What an unknown e-mail is compared with, so that it takes as long as a known one. */
  readonly #decoy: string

  constructor(database: Database, cost: PasswordCost) {
    this.#database = database
    this.#cost = cost
    this.#decoy = unmatchableHash(cost)
  }

  /** Makes the organisation, or gives it this name. A server has one. */
  ensureOrganization(name: string): { id: string; name: string } {
    const existing = this.#database.get<{ id: string; name: string }>('SELECT id, name FROM organizations')
    if (existing?.name === name) return existing
    const id = existing?.id ?? newId('org')
    this.#database.run(
      'INSERT INTO organizations (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name',
      [id, name]
    )
    return { id, name }
  }

  /** The oldest account, or `null` on an empty server. */
  firstAdmin(): User | null {
    const row = this.#database.get<UserRow>(`${selectUser} ORDER BY users.created_at, users.id LIMIT 1`)
    return row ? userOf(row) : null
  }

  /**
   * Makes the account, or gives it this name and password. A changed password ends the account's sessions.
   * @param organizationId from {@link ensureOrganization}
   */
  async upsertAdmin(admin: WantedAdmin, organizationId: string): Promise<User> {
    const email = canonicalEmail(admin.email)
    const existing = this.#findByEmail(email)
    if (existing && (await isPassword(admin.password, existing.password_hash))) {
      this.#database.run('UPDATE users SET name = ? WHERE id = ?', [admin.name, existing.id])
    } else {
      const hash = await hashPassword(admin.password, this.#cost)
      this.#database.transaction(() => {
        this.#database.run(
          `INSERT INTO users (id, organization_id, email, name, role, password_hash, created_at)
           VALUES (?, ?, ?, ?, 'admin', ?, ?)
           ON CONFLICT (email) DO UPDATE SET name = excluded.name, password_hash = excluded.password_hash`,
          [existing?.id ?? newId('user'), organizationId, email, admin.name, hash, Date.now()]
        )
        if (existing) this.#database.run('DELETE FROM sessions WHERE user_id = ?', [existing.id])
      })
    }
    const row = this.#findByEmail(email)
    if (!row) throw new Error('the account that was just written is gone')
    return userOf(row)
  }

  /**
   * Judges a sign-in. It takes as long for an unknown e-mail as for a known one.
   * @param now milliseconds since 1970
   */
  async authenticate({ email, password, totpCode }: Credentials, now: number): Promise<SignIn> {
    const row = this.#findByEmail(canonicalEmail(email))
    const matches = await isPassword(password, row?.password_hash ?? this.#decoy)
    if (!row || !matches) return { kind: 'wrong_password' }
    if (row.totp_secret !== null) {
      if (totpCode === null) return { kind: 'code_needed' }
      const step = acceptedStep(row.totp_secret, totpCode, now, row.totp_last_step)
      if (step === null || !this.#useStep(row.id, step)) return { kind: 'wrong_code' }
    }
    return { kind: 'accepted', user: userOf(row) }
  }

  /** From now on the account needs one-time codes. Answers with the secret, which is shown once. */
  enableTotp(userId: string): string {
    const secret = newTotpSecret()
    this.#database.run('UPDATE users SET totp_secret = ?, totp_last_step = 0 WHERE id = ?', [secret, userId])
    return secret
  }

  /** From now on the account needs no one-time codes. */
  disableTotp(userId: string): void {
    this.#database.run('UPDATE users SET totp_secret = NULL WHERE id = ?', [userId])
  }

  /** Uses up a time step; `false` when another sign-in was faster. */
  #useStep(userId: string, step: number): boolean {
    const sql = 'UPDATE users SET totp_last_step = ? WHERE id = ? AND totp_last_step < ?'
    return this.#database.run(sql, [step, userId, step]) === 1
  }

  #findByEmail(email: string): UserRow | undefined {
    return this.#database.get<UserRow>(`${selectUser} WHERE email = ?`, [email])
  }
}

/** How an e-mail is compared: without surrounding blanks, in small letters. */
export function canonicalEmail(email: string): string {
  return email.trim().toLowerCase()
}

function userOf(row: UserRow): User {
  const { id, email, name, role } = row
  return { id, email, name, role, organization: { id: row.organization_id, name: row.organization_name } }
}
