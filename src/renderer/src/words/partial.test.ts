import { expect, test } from 'vitest'
import type { AppError } from '../../../shared/app-error.ts'
import type { InventoryFacts } from '../../../shared/inventory.ts'
import { partialWords } from './partial.ts'

const context = { keychainName: 'GNOME Keyring', organization: 'Acme' }

const words = (total: number, error: AppError | null): string => {
  const facts: InventoryFacts = {
    status: 'failed',
    total,
    received: null,
    fetchedAt: null,
    isPartial: true,
    source: 'server',
    notKept: null,
    error
  }
  return partialWords(facts, context)
}

test('says how many keys are shown, and why not all', () => {
  expect(words(2_000, { code: 'server_unreachable', host: 'a.example', reason: 'timed-out' })).toBe(
    'Showing the first 2,000 keys. Hygiara stopped answering.'
  )
  expect(words(1, { code: 'server_error', status: 503, requestId: null })).toBe(
    'Showing the first key. Hygiara had a problem (503).'
  )
  expect(words(2_000, null)).toBe('Showing the first 2,000 keys.')
})
