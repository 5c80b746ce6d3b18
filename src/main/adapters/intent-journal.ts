import { readFile, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { done, err, type Result } from '../../shared/result.ts'
import type { CreateIntent, IntentJournal } from '../ports.ts'
import { writeDurably } from './durable-file.ts'

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
  isForgotten: z.literal(true).optional()
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
      const names = await readdir(folderOf(profileId)).catch(() => [])
      const files = names.filter((name) => name.endsWith('.json'))
      // What a crash in the middle of a write has left.
      const leftovers = names.filter((name) => name.endsWith('.new'))
      await Promise.all(leftovers.map((name) => rm(join(folderOf(profileId), name), { force: true })))
      const intents = await Promise.all(files.map((name) => readIntent(join(folderOf(profileId), name))))
      return intents
        .filter((intent) => intent !== null)
        .sort((a, b) => a.startedAt.localeCompare(b.startedAt))
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
      // One that comes back after a failed removal is reconciled once more, which does no harm.
      await rm(pathOf(intent), { force: true }).catch(() => undefined)
    }
  }
}

/** `null` for a file that is not an intent: written half by an older kind of crash, or not by us. */
async function readIntent(path: string): Promise<CreateIntent | null> {
  try {
    const parsed = intentSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
