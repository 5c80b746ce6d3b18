import { expect, test } from 'vitest'
import { fingerprintWords, momentWords, placeWords, testWords } from './record-facts.ts'

const style = { zone: 'Asia/Kolkata', isTwelveHour: false }
const at = '2026-11-23T14:02:11Z'

test('a moment is said in the zone of the person', () => {
  expect(momentWords(at, style)).toBe('23 Nov 2026, 19:32')
  expect(momentWords('soon', style)).toBe('Not reported')
})

test('a place says where, and is harmless to look at', () => {
  expect(placeWords({ destination: 'clipboard', at, format: 'raw' }, 'GNOME Keyring')).toBe('Clipboard')
  expect(placeWords({ destination: 'clipboard', at, format: 'curl' }, 'GNOME Keyring')).toBe(
    'Clipboard as a curl command'
  )
  expect(
    placeWords({ destination: 'keychain', at, service: 'Hygiara', account: 'Acme/ci\u202E' }, 'GNOME Keyring')
  ).toBe('GNOME Keyring: Hygiara / Acme/ci⟨U+202E⟩')
})

test('a test says what came of it', () => {
  expect(testWords({ at, outcome: 'valid', status: 200 })).toBe('Valid (200)')
  expect(testWords({ at, outcome: 'rejected', status: 401 })).toBe('Rejected (401)')
  expect(testWords({ at, outcome: 'unreachable', status: null })).toBe('Unreachable')
})

test('a fingerprint is there or is not', () => {
  expect(fingerprintWords(true)).not.toBe(fingerprintWords(false))
})
