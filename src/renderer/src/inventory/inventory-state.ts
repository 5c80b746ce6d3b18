import type { InventoryFacts } from '../../../shared/inventory.ts'

/** What the main area of the inventory shows. */
export type InventoryState = 'loading' | 'not-loaded' | 'failed' | 'empty' | 'no-match' | 'table'

/** Decides it from what is known; rows that are there are never hidden by what happens to a refresh. */
export function inventoryStateOf(
  facts: InventoryFacts | null,
  /** `null` before the rows were read for the first time. */
  keyCount: number | null,
  shownCount: number
): InventoryState {
  if (facts === null || keyCount === null) return 'loading'
  if (keyCount > 0) return shownCount === 0 ? 'no-match' : 'table'
  // The rows are announced and still on their way to this window.
  if (facts.total > 0) return 'loading'
  switch (facts.status) {
    case 'loading':
      return facts.fetchedAt === null ? 'loading' : 'empty'
    case 'failed':
      return 'failed'
    case 'idle':
      return 'not-loaded'
    case 'ready':
      return 'empty'
  }
}
