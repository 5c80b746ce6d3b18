import { Accounts } from '../../src/local-hygiara/accounts.ts'
import { startServer } from '../../src/local-hygiara/server.ts'
import { openDatabase } from '../../src/local-hygiara/sqlite.ts'

/** The local Hygiara, in this process. */
export interface QuickServer {
  readonly url: string
  readonly email: string
  readonly password: string
  stop(): Promise<void>
}

const admin = { email: 'soak@hygiara.local', name: 'Soak', password: 'soak-and-kill-and-look' }
// A matrix signs in twice for each create; at the usual cost that is most of its time.
const cheapPasswords = { n: 16, r: 1, p: 1 }

/** Starts the real server on a real file; only its passwords are cheap. */
export async function startQuickServer(dataFolder: string): Promise<QuickServer> {
  const database = openDatabase(dataFolder)
  const accounts = new Accounts(database, cheapPasswords)
  const organization = accounts.ensureOrganization('Soak')
  await accounts.upsertAdmin(admin, organization.id)
  const server = await startServer({
    database,
    organization,
    accounts,
    port: 0,
    moods: new Set(),
    reportFailure: (requestId, error) =>
      process.stderr.write(`${requestId} ${error.stack ?? error.message}\n`)
  })
  return {
    url: server.url,
    email: admin.email,
    password: admin.password,
    stop: () => server.stop()
  }
}
