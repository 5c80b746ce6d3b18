import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { ClipboardDebt, ClipboardDebtRecord } from '../ports.ts'
import { syncFolder, writeDurably } from './durable-file.ts'

const record = z.strictObject({
  version: z.literal(1),
  debts: z.array(
    z.strictObject({ salt: z.hex().length(64), hash: z.hex().length(64), deadline: z.iso.datetime() })
  )
})

/**
 * A small file at `path`, readable by its owner only, there as long as a key may be on the clipboard. One that cannot
 * be read is set aside; nothing it could say is worth a start that fails.
 */
export function createClipboardDebtRecord(path: string): ClipboardDebtRecord {
  return {
    async read() {
      let text: string
      try {
        text = await readFile(path, 'utf8')
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') await setAside(path)
        return []
      }
      const debts = parseDebts(text)
      if (!debts) await setAside(path)
      return debts ?? []
    },

    async write(debts) {
      try {
        if (debts.length === 0) {
          await rm(path, { force: true })
          await syncFolder(dirname(path)).catch(() => undefined)
        } else {
          await mkdir(dirname(path), { recursive: true, mode: 0o700 })
          await writeDurably(path, JSON.stringify({ version: 1, debts }))
        }
        return true
      } catch {
        return false
      }
    }
  }
}

function parseDebts(text: string): readonly ClipboardDebt[] | null {
  try {
    const parsed = record.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data.debts : null
  } catch {
    return null
  }
}

async function setAside(path: string): Promise<void> {
  const stamp = new Date().toISOString().replaceAll(/[:.]/gu, '-')
  await rename(path, `${path}.corrupt-${stamp}`).catch(() => undefined)
}
