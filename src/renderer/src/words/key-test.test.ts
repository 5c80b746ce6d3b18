import { expect, test } from 'vitest'
import type { AppError } from '../../../shared/app-error.ts'
import type { KeyTestAnswer } from '../../../shared/key-test.ts'
import { keyTestWords } from './key-test.ts'

const context = { keychainName: 'GNOME Keyring', organization: 'Acme GmbH' }
const untold = (status: number | null, error: AppError): KeyTestAnswer => ({
  outcome: 'unreachable',
  status,
  error
})
const host = 'hygiara.test'

test.each<readonly [KeyTestAnswer, string]>([
  [{ outcome: 'valid', status: 200 }, 'Valid: Hygiara accepts this key (HTTP 200).'],
  [
    { outcome: 'rejected', status: 401 },
    "Rejected: Hygiara doesn't accept this key (HTTP 401). Test it again in a minute. If that changes nothing, revoke it and create a new one."
  ],
  [
    untold(null, { code: 'server_unreachable', host, reason: 'timed-out' }),
    "Unreachable: hygiara.test didn't answer in time. That says nothing about the key. Test it again later."
  ],
  [
    untold(503, { code: 'server_error', status: 503, requestId: null }),
    "Can't tell: Hygiara had a problem (HTTP 503). That says nothing about the key. Test it again later."
  ],
  [
    untold(429, { code: 'rate_limited', retryAfterSeconds: 12 }),
    "Can't tell: Hygiara asked us to slow down (HTTP 429)."
  ],
  [
    untold(null, { code: 'rate_limited', retryAfterSeconds: 12 }),
    "Can't tell: Hygiara asked us to slow down."
  ],
  [
    untold(403, { code: 'not_hygiara', host }),
    "Can't tell: hygiara.test answers, but not as Hygiara does (HTTP 403). That says nothing about the key. Test it again later."
  ]
])('%j', (answer, words) => {
  const { verdict, what, todo } = keyTestWords(answer, context)
  expect(`${verdict}: ${what} ${todo}`.trim()).toBe(words)
})
