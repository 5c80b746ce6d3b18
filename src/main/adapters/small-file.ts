import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { setAside } from './set-aside.ts'

/**
 * Reads a small JSON file that the app can do without: `null` where there is none, or where it was not what it should
 * be and was set aside. Never throws: nothing that it could say is worth a start that fails.
 */
export async function readSmallFile<Content>(
  path: string,
  schema: z.ZodType<Content>
): Promise<Content | null> {
  try {
    const text = await readFile(path, 'utf8')
    const parsed = schema.safeParse(JSON.parse(text))
    if (parsed.success) return parsed.data
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null
  }
  await setAside(path).catch(() => undefined)
  return null
}
