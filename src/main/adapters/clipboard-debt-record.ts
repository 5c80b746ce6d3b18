import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { ClipboardDebtRecord } from '../ports.ts'
import { syncFolder, writeDurably } from './durable-file.ts'
import { readSmallFile } from './small-file.ts'

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
    read: async () => (await readSmallFile(path, record))?.debts ?? [],

    async write(debts) {
      try {
        if (debts.length === 0) {
          await rm(path, { force: true })
          await syncFolder(dirname(path)).catch(() => undefined)
        } else {
          await writeDurably(path, JSON.stringify({ version: 1, debts }))
        }
        return true
      } catch {
        return false
      }
    }
  }
}
