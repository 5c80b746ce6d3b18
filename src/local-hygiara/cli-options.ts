import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { moods, readMoods, type Moods } from './moods.ts'
import { sampleKeys } from './sample-keys.ts'

/** What the command line asks for. */
export interface CliOptions {
  readonly help: boolean
  /** 0: any free one. */
  readonly port: number
  readonly dataFolder: string
  /** How many sample keys there should be at least; 0: none are added. */
  readonly sampleKeys: number
  readonly resetAdmin: boolean
  /** Whether the first admin needs one-time codes from now on; `null`: as before. */
  readonly totp: boolean | null
  readonly moods: Moods
}

const manyKeys = 50_000

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
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      port: { type: 'string', default: '0' },
      data: { type: 'string' },
      'sample-data': { type: 'boolean', default: false },
      'sample-keys': { type: 'string' },
      'reset-admin': { type: 'boolean', default: false },
      totp: { type: 'string' },
      mood: { type: 'string', multiple: true, default: [] }
    }
  })
  // `--mood a b` leaves b without an option of its own.
  if (positionals.length > 0 && values.mood.length === 0) {
    throw new Error(`"${positionals.join(' ')}" belongs to no option. --help lists them.`)
  }
  const wanted = readMoods([...values.mood, ...positionals])
  const counts = [
    values['sample-data'] ? sampleKeys.length : 0,
    numberOf('--sample-keys', values['sample-keys'] ?? '0', 200_000),
    wanted.has('many-keys') ? manyKeys : 0
  ]
  return {
    help: values.help,
    port: numberOf('--port', values.port, 65_535),
    dataFolder: resolve(values.data ?? defaultDataFolder()),
    sampleKeys: Math.max(...counts),
    resetAdmin: values['reset-admin'],
    totp: switchOf('--totp', values.totp),
    moods: wanted
  }
}

/** What `--help` prints. */
export function helpText(): string {
  const names = Object.entries(moods).map(([name, meaning]) => `    ${name.padEnd(22)} ${meaning}`)
  return `A Hygiara of your own, on this computer only.

  npm run hygiara -- [options]

  --port N          the port to listen on; any free one by default
  --data DIR        where the data is kept; by default
                    ${defaultDataFolder()}
  --sample-data     add sixty sample keys (those that are not there yet)
  --sample-keys N   add sample keys until there are N of them
  --reset-admin     give the first admin a new password, print it, and end all sessions
  --totp on|off     whether the first admin needs one-time codes; on prints a new secret
  --mood MOOD...    how this Hygiara behaves worse than a good one; several may be given
  --help            this text

  Moods:
${names.join('\n')}

The first start makes an admin and prints the password, that once.
Stop with Ctrl+C. The reference is at /docs (for people) and /openapi.json.
`
}

function numberOf(option: string, text: string, most: number): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && number <= most) return number
  throw new Error(`${option} takes a number from 0 to ${String(most)}.`)
}

function switchOf(option: string, text: string | undefined): boolean | null {
  if (text === undefined) return null
  if (text === 'on' || text === 'off') return text === 'on'
  throw new Error(`${option} is on or off.`)
}
