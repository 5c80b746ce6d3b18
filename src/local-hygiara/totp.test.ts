import { expect, test } from 'vitest'
import { acceptedStep, newTotpSecret, totpCode, totpStep } from './totp.ts'

// The secret of RFC 6238's appendix B, "12345678901234567890", in base32.
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [20_000_000_000, '353130']
])('at second %d the code is the one of RFC 6238', (second, code) => {
  expect(totpCode(secret, totpStep(second * 1000))).toBe(code)
})

test('a code works one step early and late, not two, and not after it was used', () => {
  const at = 1_111_111_109_000
  const step = totpStep(at)
  const judged = [-2, -1, 0, 1, 2].map((shift) => acceptedStep(secret, totpCode(secret, step + shift), at, 0))
  expect(judged).toEqual([null, step - 1, step, step + 1, null])
  expect(acceptedStep(secret, totpCode(secret, step), at, step)).toBe(null)
})

test('a new secret is 160 bits of base32', () => {
  expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/)
  expect(newTotpSecret()).not.toBe(newTotpSecret())
})
