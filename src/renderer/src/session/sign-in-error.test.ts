import { expect, test } from 'vitest'
import { placeOfSignInError } from './sign-in-error.ts'

test('an error is shown at the field that has to be changed', () => {
  expect(placeOfSignInError({ code: 'address_refused', problem: 'needs-https' }, false)).toBe('server')
  expect(placeOfSignInError({ code: 'server_unreachable', host: 'a', reason: 'refused' }, true)).toBe(
    'server'
  )
  expect(placeOfSignInError({ code: 'not_hygiara', host: 'a' }, false)).toBe('server')
  expect(placeOfSignInError({ code: 'wrong_credentials' }, false)).toBe('password')
  expect(placeOfSignInError({ code: 'second_factor_needed' }, false)).toBe('code')
  expect(placeOfSignInError({ code: 'server_error', status: 503, requestId: null }, false)).toBe('form')
})

test('with a code sent along, it is the code that was refused', () => {
  expect(placeOfSignInError({ code: 'wrong_credentials' }, true)).toBe('code')
})
