import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Accounts } from '../accounts.ts'
import type { Database } from '../database.ts'
import type { Organization } from '../environment.ts'
import type { Mood } from '../moods.ts'
import { startServer } from '../server.ts'
import { openDatabase } from '../sqlite.ts'

export const admin = {
  email: 'admin@example.test',
  name: 'Ada Admin',
  password: 'correct horse battery'
} as const

/** A clock that stands still until a test moves it. */
export interface TestClock {
  now: number
}

export interface TestServer {
  readonly url: string
  readonly folder: string
  readonly database: Database
  readonly organization: Organization
  readonly accounts: Accounts
  readonly clock: TestClock
  /** How long the server was asked to wait; it does not really. */
  readonly pauses: number[]
  /** What the server said about failures inside. */
  readonly failures: Error[]
  stop(): Promise<void>
}

/** A data folder that is gone afterwards. */
export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'hygiara-test-'))
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

/** A real server on a real port with a real file; only the passwords are cheap, to keep tests fast. */
export async function startTestServer(folder: string, moods: readonly Mood[] = []): Promise<TestServer> {
  const clock: TestClock = { now: Date.parse('2026-11-23T10:00:00Z') }
  const failures: Error[] = []
  const pauses: number[] = []
  const database = openDatabase(folder)
  const accounts = new Accounts(database, { n: 16, r: 1, p: 1 })
  const organization = accounts.ensureOrganization('Acme Health')
  await accounts.upsertAdmin(admin, organization.id)
  const server = await startServer({
    database,
    organization,
    accounts,
    port: 0,
    moods: new Set(moods),
    now: () => clock.now,
    pause: async (milliseconds) => {
      pauses.push(milliseconds)
      await setTimeout(milliseconds / 100)
    },
    reportFailure: (_requestId, error) => failures.push(error)
  })
  return { ...server, folder, database, organization, accounts, clock, pauses, failures }
}
