import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AddressProblem } from '../../shared/app-error.ts'
import { err, ok } from '../../shared/result.ts'
import { parseServerAddress } from './server-address.ts'

describe('an address that is accepted', () => {
  test.each([
    ['https://hygiara.example.com', 'https://hygiara.example.com'],
    ['  https://hygiara.example.com  ', 'https://hygiara.example.com'],
    ['hygiara.example.com', 'https://hygiara.example.com'],
    ['hygiara.example.com:8443', 'https://hygiara.example.com:8443'],
    ['HTTPS://Hygiara.Example.COM', 'https://hygiara.example.com'],
    ['https://hygiara.example.com/', 'https://hygiara.example.com'],
    ['https://hygiara.example.com/base/', 'https://hygiara.example.com/base'],
    ['https://hygiara.example.com/a/b', 'https://hygiara.example.com/a/b'],
    ['https://hygiara.example.com/docs?x=1#top', 'https://hygiara.example.com/docs'],
    ['https://hygiara.example.com:443', 'https://hygiara.example.com'],
    ['https://hygiara.example.com.', 'https://hygiara.example.com.'],
    ['https://prüfung.example', 'https://xn--prfung-4ya.example'],
    ['https://localhost:8443', 'https://localhost:8443'],
    ['localhost:8443', 'https://localhost:8443'],
    ['https://192.168.0.10', 'https://192.168.0.10'],
    ['https://127.0.0.1:8443', 'https://127.0.0.1:8443'],
    ['https://[2001:db8::1]:8443/x', 'https://[2001:db8::1]:8443/x'],
    ['http://127.0.0.1', 'http://127.0.0.1'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://127.0.0.1:8080/base/', 'http://127.0.0.1:8080/base'],
    ['http://127.0.0.1?x=1', 'http://127.0.0.1'],
    ['http://127.0.0.1#top', 'http://127.0.0.1'],
    ['HTTP://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://[::1]', 'http://[::1]'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['http://[::1]:8080/base', 'http://[::1]:8080/base']
  ])('%s', (typed, address) => {
    expect(parseServerAddress(typed)).toEqual(ok(address))
  })
})

describe('an address that is refused', () => {
  const refused: readonly (readonly [typed: string, problem: AddressProblem])[] = [
    // Plain http to anything but a loopback literal.
    ['http://hygiara.example.com', 'needs-https'],
    ['http://localhost', 'needs-https'],
    ['http://localhost.', 'needs-https'],
    ['http://app.localhost', 'needs-https'],
    ['http://127.0.0.1.evil.example', 'needs-https'],
    ['http://evil.example/127.0.0.1', 'needs-https'],
    ['http://evil.example?127.0.0.1', 'needs-https'],
    ['http://evil.example#@127.0.0.1', 'needs-https'],
    ['http://127.0.0.1.', 'needs-https'],
    ['http://127.0.0.1.:8080', 'needs-https'],
    ['http://0x7f.1', 'needs-https'],
    ['http://0x7f000001', 'needs-https'],
    ['http://2130706433', 'needs-https'],
    ['http://0177.0.0.1', 'needs-https'],
    ['http://127.1', 'needs-https'],
    ['http://127.0.0.2', 'needs-https'],
    ['http://0.0.0.0', 'needs-https'],
    ['http://[::ffff:127.0.0.1]', 'needs-https'],
    ['http://[0:0:0:0:0:0:0:1]', 'needs-https'],
    ['http://[::]', 'needs-https'],
    ['http://[::1%25eth0]', 'not-an-address'],
    ['http://１２７.０.０.１', 'needs-https'],
    ['http://127。0。0。1', 'needs-https'],
    ['http://%31%32%37.0.0.1', 'needs-https'],
    ['http://192.168.0.10', 'needs-https'],
    // Somebody else's name in front of the host.
    ['https://admin:pw@hygiara.example.com', 'has-credentials'],
    ['https://hygiara.example.com@evil.example', 'has-credentials'],
    ['https://@evil.example', 'has-credentials'],
    ['https://:@evil.example', 'has-credentials'],
    ['http://127.0.0.1@evil.example', 'has-credentials'],
    ['http://127.0.0.1:80@evil.example', 'has-credentials'],
    ['http://@127.0.0.1', 'has-credentials'],
    ['admin@hygiara.example.com', 'has-credentials'],
    ['mailto:admin@hygiara.example.com', 'has-credentials'],
    // What a URL parser forgives.
    ['https:\\\\hygiara.example.com', 'not-an-address'],
    ['http://127.0.0.1\\@evil.example', 'not-an-address'],
    ['https://hygiara.example.com\\evil', 'not-an-address'],
    ['//hygiara.example.com', 'not-an-address'],
    ['https:///hygiara.example.com', 'not-an-address'],
    ['http:///127.0.0.1', 'not-an-address'],
    ['https:hygiara.example.com', 'not-an-address'],
    ['https://hygiara.exa mple.com', 'not-an-address'],
    ['https://hygiara.exa\nmple.com', 'not-an-address'],
    ['https://hygiara.exa\tmple.com', 'not-an-address'],
    ['https://hygiara.example.com\u0001', 'not-an-address'],
    // Other schemes, and no address at all.
    ['file:///etc/passwd', 'not-an-address'],
    ['ftp://hygiara.example.com', 'not-an-address'],
    ['ws://127.0.0.1', 'not-an-address'],
    ['app://hygiara/index.html', 'not-an-address'],
    // eslint-disable-next-line no-script-url
    ['javascript:alert(1)', 'not-an-address'],
    ['data:text/html,hygiara', 'not-an-address'],
    ['blob:https://hygiara.example.com/x', 'not-an-address'],
    ['https://', 'not-an-address'],
    ['https://hygiara.example.com:99999', 'not-an-address'],
    ['https://hygiara.example.com:port', 'not-an-address'],
    ['https://[::1', 'not-an-address'],
    ['https://exa<mple.com', 'not-an-address'],
    ['/', 'not-an-address'],
    ['', 'not-an-address'],
    ['   ', 'not-an-address']
  ]

  test.each(refused)('%j: %s', (typed, problem) => {
    expect(parseServerAddress(typed)).toEqual(err(problem))
  })
})

/** Addresses made of the pieces that confuse parsers, so that many come out as http and many as loopback. */
const usually = (value: string, ...others: string[]) =>
  fc.oneof({ arbitrary: fc.constant(value), weight: 3 }, fc.constantFrom(...others))
const loopback = ['127.0.0.1', '[::1]', '127.1', '0x7f.1', '2130706433', 'localhost', '[::ffff:7f00:1]']
const hostile = fc
  .tuple(
    usually('http://', 'HTTP://', 'http:', 'http:/', 'http:///', 'https://', '//', ''),
    usually('', 'user@', ':@', '127.0.0.1@', '[::1]@'),
    fc.oneof(
      fc.constantFrom(...loopback),
      fc.constantFrom(...loopback).map((host) => `${host}.evil.example`),
      fc.domain(),
      fc.ipV4(),
      fc.ipV4Extended(),
      fc.ipV6().map((address) => `[${address}]`),
      fc.string({ maxLength: 12 })
    ),
    usually('', ':80', ':8080', ':', '.', '%2e', '\\', '@127.0.0.1', '?', '#'),
    fc.oneof(fc.constant(''), fc.webPath(), fc.string({ maxLength: 10 }))
  )
  .map((pieces) => pieces.join(''))

test('whatever is typed, http leads to a loopback literal that was typed as such', () => {
  let accepted = 0
  fc.assert(
    fc.property(fc.oneof({ arbitrary: hostile, weight: 5 }, fc.string(), fc.webUrl()), (typed) => {
      const parsed = parseServerAddress(typed)
      if (!parsed.ok || !parsed.value.startsWith('http:')) return
      accepted += 1
      const { hostname } = new URL(parsed.value)
      expect(['127.0.0.1', '[::1]']).toContain(hostname)
      expect(typed.trim().toLowerCase().startsWith(`http://${hostname}`)).toBe(true)
    }),
    { numRuns: 3_000 }
  )
  // Otherwise nothing was shown.
  expect(accepted).toBeGreaterThan(20)
})

test('what is accepted is an origin and a path: no credentials, query, fragment or trailing slash', () => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.webUrl({ withFragments: true, withQueryParameters: true })), (typed) => {
      const parsed = parseServerAddress(typed)
      if (!parsed.ok) return
      const url = new URL(parsed.value)
      expect(url.username + url.password + url.search + url.hash).toBe('')
      expect(parsed.value).not.toMatch(/\/$/u)
      expect(parseServerAddress(parsed.value)).toEqual(parsed)
    }),
    { numRuns: 1_000 }
  )
})
