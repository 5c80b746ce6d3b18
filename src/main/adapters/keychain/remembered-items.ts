import { readFile, rename } from 'node:fs/promises'
import { z } from 'zod'
import type { RememberedItem, RememberedItems } from '../../ports.ts'
import { writeDurably } from '../durable-file.ts'

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
    async read() {
      let text: string
      try {
        text = await readFile(path, 'utf8')
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') await setAside(path)
        return []
      }
      const items = parse(text)
      if (!items) await setAside(path)
      return items ?? []
    },

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

function parse(text: string): readonly RememberedItem[] | null {
  try {
    const parsed = file.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data.items : null
  } catch {
    return null
  }
}

async function setAside(path: string): Promise<void> {
  const stamp = new Date().toISOString().replaceAll(/[:.]/gu, '-')
  await rename(path, `${path}.corrupt-${stamp}`).catch(() => undefined)
}
