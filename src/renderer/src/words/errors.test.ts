import { describe, expect, test } from 'vitest'
import type { AppError, KeychainProblem } from '../../../shared/app-error.ts'
import type { Notice } from '../../../shared/notice.ts'
import { adviceTextOf, errorFactsOf, errorTextOf, errorWordsOf, refusedCodeWords } from './errors.ts'
import { nameProblemWords } from './names.ts'
import { noticeWords } from './notices.ts'

const context = { keychainName: 'GNOME Keyring', organization: 'Acme' }
const keychainProblems: readonly KeychainProblem[] = [
  'unavailable',
  'stopped',
  'locked',
  'no-answer',
  'cancelled',
  'not-kept',
  'not-removed',
  'refused'
]

const errors: readonly AppError[] = [
  { code: 'invalid_request', issues: [{ path: 'name', rule: 'too_big' }] },
  { code: 'unexpected', incidentId: 'a1b2c3' },
  { code: 'cancelled' },
  { code: 'address_refused', problem: 'not-an-address' },
  { code: 'address_refused', problem: 'needs-https' },
  { code: 'address_refused', problem: 'has-credentials' },
  ...(['refused', 'name-not-found', 'timed-out', 'certificate', 'connection-lost'] as const).map(
    (reason) => ({ code: 'server_unreachable', host: 'hygiara.acme.example', reason }) as const
  ),
  { code: 'not_hygiara', host: 'hygiara.acme.example' },
  { code: 'wrong_credentials' },
  { code: 'second_factor_needed' },
  { code: 'not_signed_in' },
  { code: 'session_expired' },
  { code: 'forbidden' },
  { code: 'rate_limited', retryAfterSeconds: 14 },
  { code: 'server_error', status: 503, requestId: 'req_1' },
  { code: 'server_error', status: 500, requestId: null },
  { code: 'key_refused', name: 'too-long', expiry: 'past' },
  { code: 'key_refused', name: null, expiry: null },
  { code: 'key_not_found' },
  { code: 'create_outcome_unknown', name: 'ci-reviews' },
  { code: 'create_running', name: 'ci-reviews' },
  { code: 'create_replayed', name: 'ci-reviews', keyId: 'k' },
  { code: 'idempotency_key_reused' },
  { code: 'revoke_outcome_unknown', name: 'ci-reviews' },
  { code: 'create_in_progress' },
  { code: 'secret_gone' },
  { code: 'clipboard_refused' },
  { code: 'secret_not_shown' },
  ...keychainProblems.map((problem) => ({ code: 'keychain_failed', problem }) as const),
  { code: 'keychain_item_unknown' },
  { code: 'keychain_item_exists', service: 'Hygiara', account: 'Acme/ci-reviews' },
  ...(['did-not-start', 'no-answer', 'data-unreadable'] as const).map(
    (problem) => ({ code: 'local_hygiara_failed', problem }) as const
  ),
  ...(['blank', 'too-long', 'looks-like-a-key', 'taken', 'too-many'] as const).map(
    (problem) => ({ code: 'view_refused', problem }) as const
  ),
  { code: 'settings_not_saved' }
]

const id = '0f3c5a52-4f53-4d4e-9b5c-5a3d1c8b7a10'
const notices: readonly Notice[] = [
  { id, kind: 'settings-were-unreadable', keptAs: 'settings.corrupt.json' },
  { id, kind: 'settings-not-saved' },
  { id, kind: 'intents-were-unreadable', keptAs: ['a.json.corrupt-1'] },
  { id, kind: 'intents-were-unreadable', keptAs: ['a.json.corrupt-1', 'b.json.corrupt-1'] },
  { id, kind: 'intents-not-read' },
  { id, kind: 'intent-not-removed', keyName: 'ci-reviews' },
  ...keychainProblems.flatMap(
    (problem) =>
      [
        { id, kind: 'session-not-kept', problem },
        { id, kind: 'local-password-not-kept', problem }
      ] as const
  )
]

const names = ['blank', 'too-short', 'too-long', 'control-characters', 'refused-by-server'] as const

// The rules of the house for words (product 7).
const unwelcome =
  /!|\bplease\b|\bsorry\b|\boops\b|are you sure|\bsecure\b|\bsafe\b|\binvalid\b|n\/a|\bdelete|something went wrong|\bfailed to\b|undefined|null|\[object/iu

describe.each(errors.map((error) => [JSON.stringify(error), error] as const))('%s', (_name, error) => {
  test('says what happened, in whole sentences', () => {
    expect(errorWordsOf(error, context).what).toMatch(/^\S.*[.]$/u)
    expect(errorTextOf(error, context)).not.toMatch(/ {2}|[.]{2}/u)
  })

  test('keeps to the voice of the house', () => {
    expect(errorTextOf(error, context)).not.toMatch(unwelcome)
  })
})

test('notices and names keep to it too', () => {
  const texts = [
    ...notices.map((notice) => noticeWords(notice, 'GNOME Keyring')),
    ...names.map(nameProblemWords),
    refusedCodeWords
  ]
  for (const text of texts) {
    expect(text).not.toMatch(unwelcome)
    expect(text).toMatch(/[.]$/u)
  }
})

test('an unknown outcome names the key and says what to do', () => {
  expect(errorTextOf({ code: 'create_outcome_unknown', name: 'ci-reviews' }, context)).toBe(
    'Hygiara may have created ci-reviews, but its answer was lost, so nobody has the key. The list says what became of it, and offers to put it right.'
  )
})

test('a missing right names the organisation', () => {
  expect(errorWordsOf({ code: 'forbidden' }, context).what).toBe(
    "Your account can't manage API keys in Acme."
  )
})

test('where nothing could have been changed, nothing is said about it', () => {
  const error = { code: 'server_unreachable', host: 'a.example', reason: 'timed-out' } as const
  expect(errorTextOf(error, context)).toContain('Nothing was changed.')
  expect(adviceTextOf(error, context)).toBe(
    "a.example didn't answer in time. Check your connection and try again."
  )
})

test('beside a button that says what to do, the text does not say it, too', () => {
  expect(errorFactsOf({ code: 'session_expired' }, context)).toBe(
    'Hygiara has ended your session. Nothing you wrote is lost.'
  )
})
