import { expect, test } from 'vitest'
import type { KeyStatus } from '../../../shared/key-status.ts'
import { keysWords } from './counts.ts'
import { statusWords } from './statuses.ts'

const now = Date.parse('2026-11-23T14:02:00Z')
const utc = { zone: 'UTC', isTwelveHour: false }
const hour = 3_600_000

test.each<readonly [KeyStatus, string]>([
  [{ kind: 'used-after-expiry' }, 'Used after expiry'],
  [{ kind: 'expired' }, 'Expired'],
  [{ kind: 'expires-soon', msLeft: 0 }, 'Expires now'],
  [{ kind: 'expires-soon', msLeft: hour / 5 }, 'Expires in 12 min'],
  [{ kind: 'expires-soon', msLeft: 23 * hour }, 'Expires in 23 h'],
  // 58 h from now is two days and ten hours, and three midnights: what the column beside it says.
  [{ kind: 'expires-soon', msLeft: 58 * hour }, 'Expires in 3 d'],
  [{ kind: 'never-used' }, 'Never used'],
  [{ kind: 'unused', days: 143 }, 'Unused 143 d'],
  [{ kind: 'no-expiry' }, 'No expiry'],
  [{ kind: 'active' }, 'Active']
])('%j: %s', (status, words) => {
  expect(statusWords(status, now, utc)).toBe(words)
})

test('keys are counted in words', () => {
  expect([0, 1, 2, 10_000].map(keysWords)).toEqual(['0 keys', '1 key', '2 keys', '10,000 keys'])
})
