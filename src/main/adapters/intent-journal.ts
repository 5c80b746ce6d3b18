import { readFile, readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { done, err, type Result } from '../../shared/result.ts'
import type { CreateIntent, IntentJournal } from '../ports.ts'
import { syncFolder, unfinished, writeDurably } from './durable-file.ts'
import { setAside } from './set-aside.ts'

const intentSchema = z.strictObject({
  id: z.uuid(),
  profileId: z.uuid(),
  name: z.string(),
  expiry: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('day'), day: z.string() }),
    z.strictObject({ kind: z.literal('never') })
  ]),
  startedAt: z.iso.datetime(),
  idsBefore: z.array(z.string()),
  keyId: z.string().nullable(),
  listedAt: z.iso.datetime().nullable().optional(),
  isOverwritten: z.literal(true).optional(),
  isForgotten: z.literal(true).optional(),
  isLeftBehind: z.literal(true).optional(),
  isRepeated: z.literal(true).optional(),
  isReplayed: z.literal(true).optional(),
  isSpent: z.literal(true).optional()
})

/**
 * A file for each intent in a folder for each profile below `folder`, readable by its owner only. A write is on the
 * disk, whole, before it is answered: file and folder are synced, and what is there is read back.
 */
export function createIntentJournal(folder: string): IntentJournal {
  const folderOf = (profileId: string) => join(folder, profileId)
  const pathOf = (intent: CreateIntent) => join(folderOf(intent.profileId), `${intent.id}.json`)

  return {
    async read(profileId) {
      const names = await namesIn(folderOf(profileId))
      if (names === null) return { intents: [], setAside: [], isUnreadable: true }
      // What a crash in the middle of a write has left.
      const leftovers = names.filter((name) => name.endsWith(unfinished))
      await Promise.all(
        leftovers.map((name) => rm(join(folderOf(profileId), name), { force: true }).catch(() => undefined))
      )
      const files = names.filter((name) => name.endsWith('.json'))
      const read = await Promise.all(files.map((name) => readIntent(join(folderOf(profileId), name))))
      return {
        intents: read
          .flatMap((each) => (each.found === 'intent' ? [each.intent] : []))
          .sort((a, b) => a.startedAt.localeCompare(b.startedAt)),
        setAside: read.flatMap((each) => (each.found === 'something-else' ? [each.keptAs] : [])),
        isUnreadable: read.some(({ found }) => found === 'nothing-readable')
      }
    },

    async write(intent): Promise<Result<null>> {
      try {
        await writeDurably(pathOf(intent), JSON.stringify(intent))
        return done
      } catch {
        return err({ code: 'create_not_recorded' })
      }
    },

    async remove(intent) {
      try {
        await rm(pathOf(intent), { force: true })
        await syncFolder(folderOf(intent.profileId))
        return true
      } catch (cause) {
        // No folder: nothing was ever written for this profile.
        return isAbsent(cause)
      }
    }
  }
}

type Read =
  | { readonly found: 'intent'; readonly intent: CreateIntent }
  /** Written half by an older kind of crash, or not by us; it is out of the way. */
  | { readonly found: 'something-else'; readonly keptAs: string }
  | { readonly found: 'nothing-readable' }

async function readIntent(path: string): Promise<Read> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch {
    return { found: 'nothing-readable' }
  }
  const parsed = intentSchema.safeParse(jsonOf(text))
  if (parsed.success) return { found: 'intent', intent: parsed.data }
  // Where the disk refuses that, it is found again, and told again, at the next start.
  const keptAs = await setAside(path).catch(() => path)
  return { found: 'something-else', keptAs: basename(keptAs) }
}

/** `null` when the disk refuses; a folder that is not there has nothing in it. */
async function namesIn(folder: string): Promise<readonly string[] | null> {
  try {
    return await readdir(folder)
  } catch (cause) {
    return isAbsent(cause) ? [] : null
  }
}

function isAbsent(cause: unknown): boolean {
  return (cause as NodeJS.ErrnoException).code === 'ENOENT'
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
