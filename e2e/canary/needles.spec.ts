import { expect, test } from '@playwright/test'
import { countNeedles, needlesFor } from './needles.ts'

const prefix = 'hrdly_b7Qx2m'
const value = `${prefix}9LkR3vTq8ZsW1yNc5HdJ7pGfA2xE4uBm6Qa`
const needles = needlesFor(value, prefix.length)
const found = (text: string | Buffer): number =>
  Object.values(countNeedles(Buffer.from(text as string), needles)).reduce((sum, count) => sum + count, 0)

test('the search finds the value in every encoding, wherever it stands', () => {
  for (const before of ['', 'a', 'ab', 'abc']) {
    const text = `${before}${value}${before}`
    expect(found(text), 'plain').toBeGreaterThan(0)
    expect(found(encodeURIComponent(text)), 'URL-encoded').toBeGreaterThan(0)
    expect(found(JSON.stringify({ text })), 'JSON').toBeGreaterThan(0)
    expect(found(Buffer.from(text).toString('hex')), 'hex').toBeGreaterThan(0)
    expect(found(Buffer.from(text).toString('hex').toUpperCase()), 'HEX').toBeGreaterThan(0)
    expect(found(Buffer.from(text).toString('base64')), 'base64').toBeGreaterThan(0)
    expect(found(Buffer.from(text).toString('base64url')), 'base64url').toBeGreaterThan(0)
    expect(found(Buffer.from(text, 'utf16le')), 'UTF-16 LE').toBeGreaterThan(0)
    expect(found(Buffer.from(text, 'utf16le').swap16()), 'UTF-16 BE').toBeGreaterThan(0)
  }
})

test('the search finds any piece of twelve characters with six secret ones', () => {
  for (let at = prefix.length - 6; at + 12 <= value.length; at += 1) {
    expect(found(`…${value.slice(at, at + 12)}…`), value.slice(at, at + 12)).toBeGreaterThan(0)
  }
})

test('the search takes neither the public prefix nor the last four characters for the secret', () => {
  expect(found(`${prefix}… ${value.slice(-4)} ${prefix}${'•'.repeat(20)}${value.slice(-4)}`)).toBe(0)
})
