import { copyFileSync, existsSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import ElectronStore from 'electron-store'
import { z } from 'zod'
import { sortColumns, sortDirections } from '../../shared/inventory-view.ts'
import { done, err, type Result } from '../../shared/result.ts'
import type { KeptEndpoints } from '../../shared/endpoints.ts'
import { keptEndpointsSchema } from '../../shared/kept-endpoints-schema.ts'
import { clipboardSeconds, defaultSettings, themes } from '../../shared/settings.ts'
import type { KeptData, KeptDataStore } from '../ports.ts'
import { asidePathOf } from './set-aside.ts'

const fileName = 'hygiara-keys.json'
const nothingKept: KeptData = {
  settings: defaultSettings,
  profiles: [],
  activeProfileId: null,
  views: {},
  endpoints: {}
}

const profile = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['server', 'local']),
  name: z.string(),
  serverUrl: z.string().nullable(),
  email: z.string(),
  staysSignedIn: z.boolean(),
  // Written by every version but the first.
  hasInventory: z.boolean().default(false)
})

const sort = z.strictObject({ column: z.enum(sortColumns), direction: z.enum(sortDirections) }).nullable()
const views = z.strictObject({
  saved: z.array(z.strictObject({ id: z.uuid(), name: z.string(), query: z.string(), sort })),
  // Files of earlier versions do not have the last one.
  sorts: z.strictObject({ attention: sort, all: sort, mine: sort.default(null) })
})

const keptData = z.strictObject({
  version: z.literal(1),
  settings: z.strictObject({
    theme: z.enum(themes),
    // Files of earlier versions do not have it.
    clipboardSeconds: z.literal(clipboardSeconds).default(defaultSettings.clipboardSeconds),
    escrowsNewKeys: z.boolean().default(defaultSettings.escrowsNewKeys),
    hasSingleKeys: z.boolean().default(defaultSettings.hasSingleKeys)
  }),
  profiles: z.array(profile),
  activeProfileId: z.uuid().nullable(),
  // Nor this.
  views: z.record(z.uuid(), views).default({}),
  // Nor this. Each is looked at for itself: what cannot be read of a server is looked for again.
  endpoints: z.record(z.string(), z.unknown()).default({})
})

type Found =
  | { readonly state: 'absent' }
  | { readonly state: 'kept'; readonly data: KeptData }
  | { readonly state: 'unreadable' }

/**
 * Settings and profiles in one small file in `folder`, readable by its owner only. Never throws: an app without a
 * usable disk still starts.
 *
 * Unreadable data of an earlier start is set aside and never overwritten. The library underneath replaces a good
 * file with a truncated one when the disk is full, and says nothing: each write is read back, and undone when it is
 * not what was written.
 */
export function createKeptDataStore(folder: string): KeptDataStore {
  const path = join(folder, fileName)
  sweepLeftovers(folder)
  const found = find(path)
  const setAside = found.state === 'unreadable' ? setAsideAsCorrupt(path) : null
  const isInTheWay = found.state === 'unreadable' && setAside === null
  let current = found.state === 'kept' ? found.data : nothingKept
  let file: ElectronStore | null = null
  return {
    setAside,
    read: () => current,
    write(data) {
      // What was chosen counts for this run even where it cannot be kept.
      current = data
      if (isInTheWay) return err({ code: 'settings_not_saved' })
      return writeChecked(path, data, () => {
        // Not before it is needed: it throws where the folder cannot be used.
        file ??= new ElectronStore<Record<string, unknown>>({
          cwd: folder,
          name: fileName.replace(/\.json$/u, ''),
          configFileMode: 0o600,
          clearInvalidConfig: false
        })
        file.store = { version: 1, ...data }
      })
    }
  }
}

function find(path: string): Found {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    // Whatever is there and cannot be read (a directory, somebody else's file) counts as data, not as nothing.
    return { state: existsSync(path) ? 'unreadable' : 'absent' }
  }
  const data = parseKeptData(text)
  return data ? { state: 'kept', data } : { state: 'unreadable' }
}

function parseKeptData(text: string): KeptData | null {
  try {
    const parsed = keptData.safeParse(JSON.parse(text))
    if (!parsed.success) return null
    const { settings, profiles, activeProfileId, views, endpoints } = parsed.data
    return { settings, profiles, activeProfileId, views, endpoints: readableEndpoints(endpoints) }
  } catch {
    return null
  }
}

function readableEndpoints(kept: Readonly<Record<string, unknown>>): Record<string, KeptEndpoints> {
  return Object.fromEntries(
    Object.entries(kept).flatMap(([serverUrl, each]) => {
      const parsed = keptEndpointsSchema.safeParse(each)
      return parsed.success ? [[serverUrl, parsed.data]] : []
    })
  )
}

function setAsideAsCorrupt(path: string): string | null {
  const aside = asidePathOf(path)
  try {
    renameSync(path, aside)
    return basename(aside)
  } catch {
    return null
  }
}

/** Writes with a copy of the old file at hand, and puts that back when the new file is not what was meant. */
function writeChecked(path: string, data: KeptData, write: () => void): Result<null> {
  // A copy and no hard link: in some places (a Snap's terminal, for one) the library writes into the old file itself.
  const backup = `${path}.before`
  const isFirst = !existsSync(path)
  let isBackedUp = false
  try {
    if (!isFirst) copyFileSync(path, backup)
    isBackedUp = !isFirst
    write()
    const written = find(path)
    if (written.state !== 'kept' || !isDeepStrictEqual(written.data, data)) {
      throw new Error('the file is not what was written')
    }
    rmSync(backup, { force: true })
    return done
  } catch {
    tidy(() => {
      if (isBackedUp) renameSync(backup, path)
      else rmSync(isFirst ? path : backup, { force: true })
    })
    return err({ code: 'settings_not_saved' })
  }
}

/** A process that was ended while writing leaves temporary files, or the copy of `writeChecked`. */
function sweepLeftovers(folder: string): void {
  tidy(() => {
    if (!existsSync(folder)) return
    const path = join(folder, fileName)
    const backup = `${path}.before`
    if (find(backup).state === 'kept' && find(path).state !== 'kept') renameSync(backup, path)
    for (const name of readdirSync(folder)) {
      if (name === `${fileName}.before` || (name.startsWith(`${fileName}.tmp-`) && name.length < 80)) {
        rmSync(join(folder, name), { force: true })
      }
    }
  })
}

/** Tidies up as far as the disk lets us; what it does not is tried again at the next start. */
function tidy(action: () => void): void {
  try {
    action()
  } catch {
    // Nobody can do anything about it, and nothing depends on it.
  }
}
