import { expect, test } from 'vitest'
import type { InventoryFacts } from '../../../shared/inventory.ts'
import { inventoryStateOf, type InventoryState } from './inventory-state.ts'

const facts = (changes: Partial<InventoryFacts>): InventoryFacts => ({
  status: 'ready',
  total: 0,
  received: null,
  fetchedAt: '2026-11-23T14:00:00Z',
  isPartial: false,
  source: 'server',
  notKept: null,
  error: null,
  ...changes
})

test.each<readonly [string, InventoryFacts | null, number | null, number, InventoryState]>([
  ['nothing known yet', null, null, 0, 'loading'],
  ['never read, reading', facts({ status: 'loading', fetchedAt: null }), 0, 0, 'loading'],
  ['read at the server, rows on their way to the window', facts({ total: 42 }), 0, 0, 'loading'],
  ['rows', facts({ total: 42 }), 42, 42, 'table'],
  ['rows, none of which match', facts({ total: 42 }), 42, 0, 'no-match'],
  ['rows during a refresh', facts({ status: 'loading', total: 42 }), 42, 42, 'table'],
  ['rows after a failed refresh', facts({ total: 42, error: { code: 'forbidden' } }), 42, 42, 'table'],
  [
    'a new key although reading failed',
    facts({ status: 'failed', total: 1, fetchedAt: null }),
    1,
    1,
    'table'
  ],
  ['reading failed', facts({ status: 'failed', fetchedAt: null }), 0, 0, 'failed'],
  ['reading was cancelled', facts({ status: 'idle', fetchedAt: null }), 0, 0, 'not-loaded'],
  ['no keys', facts({}), 0, 0, 'empty'],
  ['no keys, reading again', facts({ status: 'loading' }), 0, 0, 'empty']
])('%s', (_what, known, keyCount, shownCount, state) => {
  expect(inventoryStateOf(known, keyCount, shownCount)).toBe(state)
})
