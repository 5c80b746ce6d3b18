import { setImmediate as turn } from 'node:timers/promises'
import type { ApiKey } from '../../shared/api-key.ts'
import type { AppError } from '../../shared/app-error.ts'
import type { ExportFormat, Exported } from '../../shared/exporting.ts'
import type { KeyNotes } from '../../shared/key-record.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import type { Clock, ExportFile } from '../ports.ts'
import { csvRow } from './csv.ts'
import { exportedColumns, exportedKeyOf, type ExportedKey } from './exported-key.ts'

/** What is exported, and where it comes from. */
export interface ExportSource {
  /** In the order in which they are exported. */
  readonly keys: readonly ApiKey[]
  readonly notesOf: (keyId: string) => KeyNotes | undefined
  readonly organization: string
  /** When the server had the keys so. */
  readonly fetchedAt: string
  /** Whether the server could be asked just now. */
  readonly isOffline: boolean
}

// So many rows take a few milliseconds: others get their turn in between.
const rowsATurn = 500

/** Writes keys to a file that the person chooses. Never a value: the app has none to write. */
export class ExportService {
  readonly #file: ExportFile
  readonly #sourceOf: (ids: readonly string[]) => ExportSource | null
  readonly #clock: Clock
  readonly #zone: () => string
  #isUnderWay = false

  /**
   * @param sourceOf the keys with these ids; `null` while there is no inventory
   * @param zone IANA name of the zone of the person
   */
  constructor(
    file: ExportFile,
    sourceOf: (ids: readonly string[]) => ExportSource | null,
    clock: Clock,
    zone: () => string
  ) {
    this.#file = file
    this.#sourceOf = sourceOf
    this.#clock = clock
    this.#zone = zone
  }

  /** `null` when the person chose no file. `cancelled` while another export is under way. */
  async export(format: ExportFormat, ids: readonly string[]): Promise<Result<Exported | null>> {
    if (this.#isUnderWay) return err({ code: 'cancelled' })
    this.#isUnderWay = true
    try {
      const source = this.#sourceOf(ids)
      if (!source) return err({ code: 'not_signed_in' })
      const path = await this.#file.choose(this.#nameFor(format, source))
      if (path === null) return ok(null)
      const written = await this.#file.write(path, await this.#textOf(format, source))
      if (!written) return err({ code: 'export_not_written' } satisfies AppError)
      return ok({ fileName: fileNameOf(path), count: source.keys.length })
    } finally {
      this.#isUnderWay = false
    }
  }

  #nameFor(format: ExportFormat, { organization, fetchedAt, isOffline }: ExportSource): string {
    const who = organization.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-+|-+$/gu, '') || 'organisation'
    return `${who}-api-keys-${fetchedAt.slice(0, 10)}${isOffline ? '-offline' : ''}.${format}`
  }

  async #textOf(format: ExportFormat, source: ExportSource): Promise<string> {
    const rows = await this.#rowsOf(source)
    const facts = {
      organization: source.organization,
      as_of_utc: source.fetchedAt,
      source: source.isOffline ? 'offline copy' : 'server',
      local_zone: this.#zone()
    }
    if (format === 'json') return `${JSON.stringify({ ...facts, count: rows.length, keys: rows }, null, 2)}\n`
    const extra = Object.entries(facts)
    const head = csvRow([...exportedColumns, ...extra.map(([name]) => name)])
    const tail = extra.map(([, value]) => value)
    let text = head
    for (const [at, row] of rows.entries()) {
      text += csvRow([...exportedColumns.map((column) => row[column]), ...tail])
      if (at % rowsATurn === 0) await turn()
    }
    return text
  }

  async #rowsOf({ keys, notesOf }: ExportSource): Promise<ExportedKey[]> {
    const now = this.#clock.now()
    const zone = this.#zone()
    const rows: ExportedKey[] = []
    for (const key of keys) {
      rows.push(exportedKeyOf(key, notesOf(key.id), now, zone))
      if (rows.length % rowsATurn === 0) await turn()
    }
    return rows
  }
}

function fileNameOf(path: string): string {
  return path.replace(/^.*[\\/]/u, '')
}
