import { describe, expect, test } from 'vitest'
import type { KeychainProblem } from '../../../shared/keychain-problem.ts'
import type { RecordsNotKept } from '../../../shared/records-kept.ts'
import { notKeptWords, recordsSetAsideWords } from './records.ts'

const problems: Readonly<Record<KeychainProblem, string>> = {
  unavailable: 'Notes last until you quit: this system has no keychain.',
  locked: 'Notes last until you quit: your keychain is locked.',
  'no-answer': 'Notes last until you quit: your keychain gave no answer.',
  stopped: 'Notes last until you quit: your keychain stopped while it was asked.',
  cancelled: 'Notes last until you quit: your keychain was not unlocked.',
  'not-kept': "Notes last until you quit: GNOME Keyring didn't keep the key that seals them.",
  'not-removed': "Notes last until you quit: GNOME Keyring didn't keep the key that seals them.",
  refused: "Notes last until you quit: GNOME Keyring didn't keep the key that seals them."
}

describe('where notes are not kept', () => {
  test.each(Object.entries(problems) as [KeychainProblem, string][])(
    'because of a keychain (%s)',
    (problem, text) => {
      expect(notKeptWords({ reason: 'keychain', problem }, 'GNOME Keyring')).toEqual({
        text,
        canTryAgain: true
      })
    }
  )

  test.each<readonly [RecordsNotKept, RegExp, boolean]>([
    [{ reason: 'disk' }, /^Notes last until you quit: the disk refuses them\./u, true],
    [{ reason: 'data-key-not-ours' }, /“Hygiara Keys \/ data-key” in GNOME Keyring was changed/u, true],
    [{ reason: 'newer-version' }, /newer Hygiara Keys .* left as they are/u, false]
  ])('because of %o', (notKept, text, canTryAgain) => {
    const words = notKeptWords(notKept, 'GNOME Keyring')
    expect(words.text).toMatch(text)
    expect(words.canTryAgain).toBe(canTryAgain)
  })
})

test('notes that could not be opened: why, and where they are now', () => {
  const keptAs = 'a.sealed.corrupt-2026'
  const damaged = recordsSetAsideWords({ why: 'damaged', keptAs }, 'GNOME Keyring')
  expect(damaged).toBe(
    `The notes kept on this computer are damaged. They were set aside as ${keptAs}, and new ones begun.`
  )
  expect(recordsSetAsideWords({ why: 'other-key', keptAs }, 'GNOME Keyring')).toContain(
    "isn't in GNOME Keyring"
  )
})
