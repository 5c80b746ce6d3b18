import type { HandoffPlace, KeyRecord } from '../../../shared/key-record.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { clockWords, dateWords, type TimeStyle } from './dates.ts'
import { asWords } from './formats.ts'

/** `23 Nov 2026, 14:02`. */
export function momentWords(instant: string, style: TimeStyle): string {
  const time = Date.parse(instant)
  return Number.isNaN(time) ? 'Not reported' : `${dateWords(time, style)}, ${clockWords(time, style)}`
}

/** Where the value of a key went, without saying when: `Clipboard as a curl command`, `GNOME Keyring: Hygiara / Acme/ci-reviews`. */
export function placeWords(place: HandoffPlace, keychainName: string): string {
  switch (place.destination) {
    case 'clipboard':
      return `Clipboard${asWords(place.format)}`
    case 'keychain':
      return `${keychainName}: ${shownName(place.service)} / ${shownName(place.account)}`
  }
}

/** What came of the last test of a key. */
export function testWords({ outcome, status }: NonNullable<KeyRecord['test']>): string {
  const answer = status === null ? '' : ` (${status})`
  switch (outcome) {
    case 'valid':
      return `Valid${answer}`
    case 'rejected':
      return `Rejected${answer}`
    case 'unreachable':
      return `Unreachable${answer}`
  }
}

/** Whether a found value could be recognised as this key. */
export function fingerprintWords(hasFingerprint: boolean): string {
  return hasFingerprint ? 'Kept. A leaked copy can be recognised.' : 'Not kept'
}
