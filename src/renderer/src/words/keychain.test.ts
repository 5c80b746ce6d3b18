import { expect, test } from 'vitest'
import type { KeychainProblem } from '../../../shared/app-error.ts'
import type { OwnItem } from '../../../shared/keychain-list.ts'
import { escrowWords, keychainAdvice, keychainProblemWords, ownItemWords, presenceWords } from './keychain.ts'

const problems: readonly KeychainProblem[] = [
  'unavailable',
  'stopped',
  'locked',
  'no-answer',
  'cancelled',
  'not-kept',
  'not-removed',
  'refused'
]
const name = 'GNOME Keyring'

test('every state of a keychain has words of its own, and something to do', () => {
  expect(new Set(problems.map((problem) => keychainProblemWords(problem, name)))).toHaveLength(
    problems.length
  )
  for (const problem of problems) {
    expect(keychainProblemWords(problem, name)).toContain(name)
    expect(keychainAdvice(problem, name)).toMatch(/\.$/u)
  }
})

test('what happens to a key when the app ends too early is said before it is created', () => {
  expect(escrowWords('ready', name)).toBe(
    'If the app ends before you copy the key, GNOME Keyring still has it for 10 minutes.'
  )
  expect(escrowWords('unavailable', name)).toBe(
    'If the app ends before you copy the key, it is lost: this system has no keychain.'
  )
  expect(escrowWords('locked', name)).toBe(
    'If the app ends before you copy the key, it is lost. GNOME Keyring is locked.'
  )
})

test('nothing is said before anybody knows, nor to somebody who has switched it off', () => {
  expect([escrowWords('unknown', name), escrowWords('off', name)]).toEqual(['', ''])
})

test('whether an item is there is not claimed before it was asked', () => {
  expect((['unknown', 'asking', 'there', 'gone'] as const).map(presenceWords)).toEqual([
    'Not checked',
    'Checking…',
    'There',
    'No longer there'
  ])
})

test('what the app keeps for itself is named with its time', () => {
  const style = { zone: 'UTC', isTwelveHour: false }
  const words = (purpose: OwnItem['purpose']) => {
    const { what, goes } = ownItemWords({ service: 's', account: 'a', presence: 'unknown', purpose }, style)
    return `${what} ${goes}`
  }
  expect(words({ kind: 'renewal-token', profileName: 'Acme', email: 'ada@acme.test' })).toBe(
    'Sign-in of ada@acme.test at Acme Goes when you sign out.'
  )
  expect(words({ kind: 'escrow', keyName: 'ci', until: '2026-11-23T10:10:00Z' })).toBe(
    'ci, not handed over yet Goes at 10:10, or when it is handed over.'
  )
})
