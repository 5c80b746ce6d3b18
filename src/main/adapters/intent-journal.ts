import { mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { done, err, type Result } from '../../shared/result.ts'
import type { CreateIntent, IntentJournal } from '../ports.ts'

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
  keyId: z.string().nullable()
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
      const path = pathOf(intent)
      const temporary = `${path}.new`
      const text = JSON.stringify(intent)
      try {
        await mkdir(folderOf(intent.profileId), { recursive: true, mode: 0o700 })
        const file = await open(temporary, 'w', 0o600)
        try {
          await file.writeFile(text)
          await file.sync()
        } finally {
          await file.close()
        }
        // A full disk can cut a file short without saying so.
        if ((await readFile(temporary, 'utf8')) !== text) throw new Error('the intent was not written whole')
        await rename(temporary, path)
        await syncFolder(folderOf(intent.profileId))
        return done
      } catch {
        await rm(temporary, { force: true }).catch(() => undefined)
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

/** Makes a rename durable. Windows has no way to sync a folder, and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
