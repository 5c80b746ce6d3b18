import { z } from 'zod'
import type { RememberedItems } from '../../ports.ts'
import { writeDurably } from '../durable-file.ts'
import { readSmallFile } from '../small-file.ts'

const file = z.strictObject({
  version: z.literal(1),
  items: z.array(
    z.strictObject({
      service: z.string(),
      account: z.string(),
      intentId: z.uuid().nullable(),
      profileId: z.uuid(),
      keyId: z.string(),
      keyName: z.string(),
      savedAt: z.iso.datetime()
    })
  )
})

/**
 * A small file at `path`, readable by its owner only. It has no field that could hold a value. One that cannot be read
 * is set aside: the items themselves are in the keychain, only the list of them is lost.
 */
export function createRememberedItems(path: string): RememberedItems {
  return {
    read: async () => (await readSmallFile(path, file))?.items ?? [],

    async write(items) {
      try {
        await writeDurably(path, JSON.stringify({ version: 1, items }))
        return true
      } catch {
        return false
      }
    }
  }
}
