import { StorageError, type Database } from './database.ts'

/** Each step runs once, in order, in a transaction of its own. A step that has shipped is never edited. */
const migrations: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: 'organizations, users, sessions and API keys',
    sql: `
      CREATE TABLE organizations (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL
      ) STRICT;

      CREATE TABLE users (
        id TEXT PRIMARY KEY,
        organization_id TEXT NOT NULL REFERENCES organizations (id),
        email TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('admin')),
        password_hash TEXT NOT NULL,
        created_at INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE sessions (
        id TEXT PRIMARY KEY,
        user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        created_at INTEGER NOT NULL,
        ended_at INTEGER
      ) STRICT;
      CREATE INDEX sessions_of_user ON sessions (user_id);

      CREATE TABLE session_tokens (
        hash TEXT PRIMARY KEY,
        session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('access', 'refresh')),
        expires_at INTEGER NOT NULL,
        used_at INTEGER
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX tokens_of_session ON session_tokens (session_id);

      CREATE TABLE api_keys (
        id TEXT PRIMARY KEY,
        organization_id TEXT NOT NULL REFERENCES organizations (id),
        name TEXT NOT NULL,
        key_prefix TEXT NOT NULL UNIQUE,
        key_last4 TEXT NOT NULL,
        key_hash TEXT NOT NULL UNIQUE,
        created_at INTEGER NOT NULL,
        expires_at INTEGER,
        last_used_at INTEGER,
        revoked_at INTEGER
      ) STRICT;
      CREATE INDEX api_keys_newest_first ON api_keys (organization_id, created_at DESC, id DESC);
    `
  },
  {
    name: 'one-time codes, Idempotency-Key and reviews',
    sql: `
      ALTER TABLE users ADD COLUMN totp_secret TEXT;
      -- The time step of the last accepted code: no code works twice.
      ALTER TABLE users ADD COLUMN totp_last_step INTEGER NOT NULL DEFAULT 0;

      CREATE TABLE idempotency_keys (
        user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        idempotency_key TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        api_key_id TEXT NOT NULL REFERENCES api_keys (id),
        finished_at INTEGER NOT NULL,
        PRIMARY KEY (user_id, idempotency_key)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE reviews (
        id TEXT PRIMARY KEY,
        organization_id TEXT NOT NULL REFERENCES organizations (id),
        api_key_id TEXT NOT NULL REFERENCES api_keys (id),
        name TEXT NOT NULL,
        lines INTEGER NOT NULL,
        findings TEXT NOT NULL,
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX reviews_newest_first ON reviews (organization_id, created_at DESC, id DESC);
    `
  }
]

/**
 * Brings the database to the newest version.
 * @throws {StorageError} `newer_version` when a newer Hygiara wrote it; nothing is changed then.
 */
export function migrate(database: Database): void {
  database.execute(`
    CREATE TABLE IF NOT EXISTS schema_migrations (
      version INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      applied_at INTEGER NOT NULL
    ) STRICT
  `)
  const applied = database.get<{ version: number | null }>(
    'SELECT max(version) AS version FROM schema_migrations'
  )
  const current = applied?.version ?? 0
  if (current > migrations.length) {
    throw new StorageError('newer_version', 'A newer Hygiara has written this data folder.')
  }
  for (const [index, migration] of migrations.entries()) {
    const version = index + 1
    if (version <= current) continue
    database.transaction(() => {
      database.execute(migration.sql)
      database.run('INSERT INTO schema_migrations (version, name, applied_at) VALUES (?, ?, ?)', [
        version,
        migration.name,
        Date.now()
      ])
    })
  }
}
