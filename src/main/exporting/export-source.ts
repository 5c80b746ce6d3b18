import type { InventoryService } from '../inventory/inventory-service.ts'
import type { RecordService } from '../records/record-service.ts'
import type { SessionService } from '../session/session-service.ts'
import type { ExportSource } from './export-service.ts'

/** Where the facts of an export come from. */
export interface ExportFacts {
  readonly inventory: Pick<InventoryService, 'pick' | 'fetchedAt' | 'fromServer'>
  readonly records: Pick<RecordService, 'find'>
  readonly session: Pick<SessionService, 'topic'>
}

/** The keys with these ids, in this order, and what belongs to them; `null` while nobody has an inventory. */
export function exportSourceOf(
  ids: readonly string[],
  { inventory, records, session }: ExportFacts
): ExportSource | null {
  const { fetchedAt } = inventory
  const current = session.topic.value
  if (fetchedAt === null || current.state !== 'signed-in') return null
  const byId = new Map(inventory.pick(new Set(ids)).map((key) => [key.id, key]))
  return {
    // A key that was revoked since it was chosen is left out.
    keys: ids.map((id) => byId.get(id)).filter((key) => key !== undefined),
    notesOf: (id) => records.find(id)?.notes,
    organization: current.user.organization,
    fetchedAt,
    isOffline: inventory.fromServer() === null
  }
}
