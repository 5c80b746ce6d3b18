import { expect, test } from 'vitest'
import type { SnapshotProblem } from '../../../shared/inventory-snapshots.ts'
import { notKeptInventoryWords } from './kept-inventory.ts'

const problems: readonly SnapshotProblem[] = [
  { reason: 'keychain', problem: 'locked' },
  { reason: 'key-lost' },
  { reason: 'disk-full' },
  { reason: 'unusable' },
  { reason: 'newer-version' },
  { reason: 'set-aside', keptAs: 'inventory.db.corrupt-2026' },
  { reason: 'cannot-open' }
]

test.each(problems)('$reason has a sentence of its own, without a promise or an excuse', (problem) => {
  const { text } = notKeptInventoryWords(problem, 'GNOME Keyring')
  expect(text).toMatch(/\.$/u)
  expect(text).not.toMatch(/sorry|please|secure|safe|invalid|!/iu)
  const others = problems.filter((other) => other !== problem)
  expect(others.map((other) => notKeptInventoryWords(other, 'GNOME Keyring').text)).not.toContain(text)
})

test('names the file that was set aside', () => {
  const { text } = notKeptInventoryWords({ reason: 'set-aside', keptAs: 'inventory.db.corrupt-2026' }, 'x')
  expect(text).toContain('inventory.db.corrupt-2026')
})
