import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { isKeyValue, keptOf, newKeyValue } from './key-value.ts'

test('a value is hrdly_, 43 characters of base62 and a checksum of six', () => {
  expect(newKeyValue()).toMatch(/^hrdly_[0-9A-Za-z]{43}[0-9A-Za-z]{6}$/)
  expect(isKeyValue(newKeyValue())).toBe(true)
})

test('the checksum is the CRC-32 of the 43 characters', () => {
  // CRC-32 of 43 zeros, worked out with Python's zlib: 2018072207, which is 2CZclj in base62.
  expect(isKeyValue(`hrdly_${'0'.repeat(43)}2CZclj`)).toBe(true)
})

test('one changed character is noticed without asking the server', () => {
  const base62 = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz']
  fc.assert(
    fc.property(fc.integer({ min: 6, max: 54 }), fc.constantFrom(...base62), (index, character) => {
      const value = newKeyValue()
      fc.pre(value.charAt(index) !== character)
      return !isKeyValue(value.slice(0, index) + character + value.slice(index + 1))
    })
  )
})

test('nothing else is a key', () => {
  fc.assert(fc.property(fc.string(), (text) => !isKeyValue(text) && !isKeyValue(`hrdly_${text}`)))
})

test('what is kept is the public prefix, the last four and the SHA-256', () => {
  const value = newKeyValue()
  const hash = createHash('sha256').update(value).digest('hex')
  expect(keptOf(value)).toEqual({ prefix: value.slice(0, 12), last4: value.slice(-4), hash })
})
