import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** What the command line asks for. */
export interface CliOptions {
  readonly help: boolean
  /** 0: any free one. */
  readonly port: number
  readonly dataFolder: string
  readonly sampleData: boolean
  readonly resetAdmin: boolean
}

/** Where the data is kept unless `--data` says otherwise: a folder in the user's data home. */
export function defaultDataFolder(): string {
  const home = homedir()
  const places: Partial<Record<NodeJS.Platform, string>> = {
    darwin: join(home, 'Library', 'Application Support'),
    win32: process.env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local')
  }
  const place = places[process.platform] ?? process.env['XDG_DATA_HOME'] ?? join(home, '.local', 'share')
  return join(place, 'hygiara-local')
}

/**
 * Reads the command line (without the program's own name).
 * @throws {Error} with a sentence for people
 */
export function readOptions(args: readonly string[]): CliOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      port: { type: 'string', default: '0' },
      data: { type: 'string' },
      'sample-data': { type: 'boolean', default: false },
      'reset-admin': { type: 'boolean', default: false }
    }
  })
  return {
    help: values.help,
    port: portOf(values.port),
    dataFolder: resolve(values.data ?? defaultDataFolder()),
    sampleData: values['sample-data'],
    resetAdmin: values['reset-admin']
  }
}

/** What `--help` prints. */
export function helpText(): string {
  return `A Hygiara of your own, on this computer only.

  npm run hygiara -- [options]

  --port N         the port to listen on; any free one by default
  --data DIR       where the data is kept; by default
                   ${defaultDataFolder()}
  --sample-data    add sixty sample keys (those that are not there yet)
  --reset-admin    give the first admin a new password, print it, and end all sessions
  --help           this text

The first start makes an admin and prints the password, that once.
Stop with Ctrl+C.
`
}

function portOf(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`--port ${text} is not a port.`)
  return port
}
