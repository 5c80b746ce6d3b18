import { expect, test } from 'vitest'
import type { UsageDay } from '../../../shared/key-history.ts'
import { usageWords, usedDaysWords, wakeUpWords } from './usage.ts'

const style = { zone: 'Europe/Berlin', isTwelveHour: false }
const now = Date.parse('2026-11-23T10:00:00Z')
const named: Readonly<Record<string, UsageDay>> = { X: 'used', '.': 'unused', '?': 'unknown' }
const days = (text: string) => ({ days: [...text].map((letter): UsageDay => named[letter] ?? 'unknown') })

test.each([
  ['X..XX', false, ['Used on 3 of the last 5 days.', '']],
  ['?..XX', false, ['Used on at least 2 of the last 5 days.', '1 day not known.']],
  ['.....', false, ['Not used in the last 5 days.', '']],
  ['??...', false, ['No use seen in the last 5 days.', '2 days not known.']],
  ['..X', true, ['Used on 1 of the 3 days since it was created.', '']],
  ['...', true, ['Not used since it was created.', '']],
  ['.', true, ['Not used since it was created today.', '']]
])('%s', (text, isWholeLife, words) => {
  expect(usageWords(days(text), isWholeLife)).toEqual(words)
})

test('the days are told one by one, and those in a row as one', () => {
  expect(usedDaysWords(days('X.XXX.'), now, style)).toBe('Used on 18 Nov 2026, 20 Nov 2026 to 22 Nov 2026.')
  expect(usedDaysWords(days('..X'), now, style)).toBe('Used on 23 Nov 2026.')
  expect(usedDaysWords(days('...'), now, style)).toBe('No day with a use.')
})

test('a waking says how sure it is', () => {
  const wakeUp = { at: '2026-11-03T23:30:00Z', days: 63, isAtLeast: false }
  expect(wakeUpWords(wakeUp, style)).toBe('Woke up on 4 Nov 2026, after 63 days without a use.')
  expect(wakeUpWords({ ...wakeUp, isAtLeast: true }, style)).toBe(
    'Woke up on 4 Nov 2026, after at least 63 days without a use.'
  )
})
