import type { Database } from './database.ts'
import { hashPassword, isPassword, type PasswordCost } from './passwords.ts'
import { newId } from './random.ts'

/** Somebody who can sign in. */
export interface User {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: string
  readonly organization: { readonly id: string; readonly name: string }
}

/** The account that must exist, with the password that must work. */
export interface WantedAdmin {
  readonly email: string
  readonly name: string
  readonly password: string
}

interface UserRow {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: string
  readonly password_hash: string
  readonly organization_id: string
  readonly organization_name: string
}

const selectUser = `
  SELECT users.id, email, users.name, role, password_hash, organization_id, organizations.name AS organization_name
  FROM users JOIN organizations ON organizations.id = organization_id`

/** The organisation of this server and the people who may sign in. */
export class Accounts {
  readonly #database: Database
  readonly #cost: PasswordCost
  /** What an unknown e-mail is compared with, so that it takes as long as a known one. */
  readonly #decoy: Promise<string>

  constructor(database: Database, cost: PasswordCost) {
    this.#database = database
    this.#cost = cost
    this.#decoy = hashPassword(newId('user'), cost)
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

  /** The user whose e-mail and password these are, or `null`. Takes as long for an unknown e-mail. */
  async authenticate(email: string, password: string): Promise<User | null> {
    const row = this.#findByEmail(canonicalEmail(email))
    const matches = await isPassword(password, row?.password_hash ?? (await this.#decoy))
    return row && matches ? userOf(row) : null
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
