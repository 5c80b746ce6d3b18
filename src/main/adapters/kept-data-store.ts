import { existsSync, linkSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import ElectronStore from 'electron-store'
import { z } from 'zod'
import { done, err, type Result } from '../../shared/result.ts'
import { defaultSettings, themes } from '../../shared/settings.ts'
import type { KeptData, KeptDataStore } from '../ports.ts'

const fileName = 'hygiara-keys.json'
const nothingKept: KeptData = { settings: defaultSettings, profiles: [], activeProfileId: null }

const profile = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['server', 'local']),
  name: z.string(),
  serverUrl: z.string().nullable(),
  email: z.string(),
  staysSignedIn: z.boolean()
})

const keptData = z.strictObject({
  version: z.literal(1),
  settings: z.strictObject({ theme: z.enum(themes) }),
  profiles: z.array(profile),
  activeProfileId: z.uuid().nullable()
})

/**
 * Settings and profiles in one small file in `folder`, readable by its owner only.
 *
 * Unreadable data of an earlier start is set aside and never overwritten. The library underneath replaces a good
 * file with a truncated one when the disk is full, and says nothing: each write is read back, and undone when it is
 * not what was written.
 */
export function createKeptDataStore(folder: string): KeptDataStore {
  const path = join(folder, fileName)
  sweepLeftovers(folder)
  const setAside = setAsideIfUnreadable(path)
  const file = new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name: fileName.replace(/\.json$/u, ''),
    configFileMode: 0o600,
    clearInvalidConfig: false
  })
  let current = parseKeptData(readText(path)) ?? nothingKept
  return {
    setAside,
    read: () => current,
    write(data) {
      // What was chosen counts for this run even where it cannot be kept.
      current = data
      return writeChecked(path, data, () => {
        file.store = { version: 1, ...data }
      })
    }
  }
}

function parseKeptData(text: string | null): KeptData | null {
  if (text === null) return null
  try {
    const parsed = keptData.safeParse(JSON.parse(text))
    if (!parsed.success) return null
    const { settings, profiles, activeProfileId } = parsed.data
    return { settings, profiles, activeProfileId }
  } catch {
    return null
  }
}

function setAsideIfUnreadable(path: string): string | null {
  const text = readText(path)
  if (text === null || parseKeptData(text)) return null
  const stamp = new Date().toISOString().replaceAll(/[:.]/gu, '-')
  const name = `${fileName}.corrupt-${stamp}`
  renameSync(path, join(path, '..', name))
  return name
}

/** Writes with a hard link to the old file at hand, and puts that back when the new file is not what was meant. */
function writeChecked(path: string, data: KeptData, write: () => void): Result<null> {
  const backup = `${path}.before`
  try {
    rmSync(backup, { force: true })
    if (existsSync(path)) linkSync(path, backup)
    write()
    if (!isDeepStrictEqual(parseKeptData(readText(path)), data))
      throw new Error('the file is not what was written')
    rmSync(backup, { force: true })
    return done
  } catch {
    if (existsSync(backup)) renameSync(backup, path)
    return err({ code: 'settings_not_saved' })
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** A process that was ended while writing leaves temporary files, or the hard link of `writeChecked`. */
function sweepLeftovers(folder: string): void {
  if (!existsSync(folder)) return
  const path = join(folder, fileName)
  const backup = `${path}.before`
  if (existsSync(backup) && parseKeptData(readText(path)) === null) renameSync(backup, path)
  for (const name of readdirSync(folder)) {
    if (name === `${fileName}.before` || (name.startsWith(`${fileName}.tmp-`) && name.length < 80)) {
      rmSync(join(folder, name), { force: true })
    }
  }
}
