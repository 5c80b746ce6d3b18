import type { ApiKey } from '../../shared/api-key.ts'
import type { InventoryChunk } from '../../shared/inventory.ts'
import { keysOf } from '../../shared/key-columns.ts'

/** The rows of a chunk, in whichever way it brings them. */
export const rowsOf = ({ keys, columns }: InventoryChunk): readonly ApiKey[] =>
  columns ? columns.flatMap(keysOf) : keys
