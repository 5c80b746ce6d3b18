import { Accounts } from './accounts.ts'
import { helpText, readOptions, type CliOptions } from './cli-options.ts'
import { StorageError } from './database.ts'
import { defaultPasswordCost, newPassword } from './passwords.ts'
import { addSampleKeys } from './sample-data.ts'
import { sampleKeys } from './sample-keys.ts'
import { startServer } from './server.ts'
import { openDatabase } from './sqlite.ts'

const adminEmail = 'admin@hygiara.local'

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args)
  if (options.help) {
    print(helpText())
    return
  }
  const database = openDatabase(options.dataFolder)
  const accounts = new Accounts(database, defaultPasswordCost)
  const admin = await ensureAdmin(accounts, options)
  if (options.sampleData) {
    addSampleKeys(database, admin.organizationId, sampleKeys.length, Date.now())
  }
  const server = await startServer({
    database,
    accounts,
    port: options.port,
    reportFailure: (requestId, error) =>
      process.stderr.write(`${requestId} ${error.stack ?? error.message}\n`)
  })
  print(`Hygiara  ${server.url}\nData     ${options.dataFolder}\n${admin.lines}`)

  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    void server.stop().then(() => process.exit(0))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

/** The account to sign in with, and what to say about it. The password is known only at the start that made it. */
async function ensureAdmin(
  accounts: Accounts,
  { resetAdmin }: CliOptions
): Promise<{ organizationId: string; lines: string }> {
  const known = accounts.firstAdmin()
  if (known && !resetAdmin) {
    const lines = `E-mail   ${known.email}\nPassword as printed when the account was made; --reset-admin makes a new one\n`
    return { organizationId: known.organization.id, lines }
  }
  const email = known?.email ?? adminEmail
  const password = newPassword()
  const organization = known?.organization ?? accounts.ensureOrganization('Local organisation')
  await accounts.upsertAdmin({ email, name: known?.name ?? 'Local admin', password }, organization.id)
  return { organizationId: organization.id, lines: `E-mail   ${email}\nPassword ${password}\n` }
}

function print(text: string): void {
  process.stdout.write(text)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  // Node's and our own sentences are for people; a stack would not help them.
  const hint =
    error instanceof StorageError && error.problem === 'in_use' ? ' Stop it, or choose --data.' : ''
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}${hint}\n`)
  process.exitCode = 1
})
