import { Accounts, type User } from './accounts.ts'
import { helpText, readOptions, type CliOptions } from './cli-options.ts'
import { StorageError } from './database.ts'
import { defaultPasswordCost, newPassword } from './passwords.ts'
import { addSampleKeys } from './sample-data.ts'
import { startServer } from './server.ts'
import { openDatabase } from './sqlite.ts'
import { totpAddress } from './totp.ts'

/** Somebody waits at the terminal: milliseconds until another server must have let go of the folder. */
const folderPatience = 300

const firstAdmin = { email: 'admin@hygiara.local', name: 'Local admin' }

async function main(args: readonly string[]): Promise<void> {
  // Password hashes are kept here: every file is its owner's alone, from its first moment and in any folder.
  process.umask(0o077)
  const options = readOptions(args)
  if (options.help) {
    process.stdout.write(helpText())
    return
  }
  const database = openDatabase(options.dataFolder, folderPatience)
  const accounts = new Accounts(database, defaultPasswordCost)
  const { admin, password } = await ensureAdmin(accounts, options)
  const { organization } = admin
  addSampleKeys(database, organization.id, options.sampleKeys, Date.now())
  const server = await startServer({
    database,
    organization,
    accounts,
    port: options.port,
    moods: options.moods,
    reportFailure: (requestId, error) =>
      process.stderr.write(`${requestId} ${error.stack ?? error.message}\n`)
  })
  stopOnSignal(() => server.stop())
  announce([
    ['URL', server.url],
    ['Data', options.dataFolder],
    ['E-mail', admin.email],
    ['Password', password ?? 'as printed when the account was made; --reset-admin makes a new one'],
    ...totpLine(accounts, admin, options.totp),
    ...(options.moods.size > 0 ? [['Moods', [...options.moods].join(', ')] as const] : [])
  ])
}

/** The account to sign in with. Its password is known only at the start that made it. */
async function ensureAdmin(
  accounts: Accounts,
  { resetAdmin }: CliOptions
): Promise<{ admin: User; password: string | null }> {
  const known = accounts.firstAdmin()
  if (known && !resetAdmin) return { admin: known, password: null }
  const password = newPassword()
  const organization = known?.organization ?? accounts.ensureOrganization('Local organisation')
  const { email, name } = known ?? firstAdmin
  return { admin: await accounts.upsertAdmin({ email, name, password }, organization.id), password }
}

function totpLine(accounts: Accounts, { id, email }: User, wanted: boolean | null): [string, string][] {
  if (wanted === null) return []
  if (wanted) return [['One-time', totpAddress(accounts.enableTotp(id), email)]]
  accounts.disableTotp(id)
  return [['One-time', 'off']]
}

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping: Promise<void> | null = null
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stopping ??= stop().then(() => process.exit(0))
    })
  }
}

function announce(lines: readonly (readonly [label: string, text: string])[]): void {
  process.stdout.write(lines.map(([label, text]) => `${label.padEnd(9)} ${text}\n`).join(''))
}

main(process.argv.slice(2)).catch((error: unknown) => {
  // Node's sentences and ours are for people; a stack would not help them.
  const hint =
    error instanceof StorageError && error.problem === 'in_use' ? ' Stop it, or choose another --data.' : ''
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}${hint}\n`)
  process.exit(1)
})
