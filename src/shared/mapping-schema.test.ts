import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultMapping } from './default-mapping.ts'
import { isOperationPath, storedMapping } from './mapping-schema.ts'

const stored = (change: object) => storedMapping({ ...structuredClone(defaultMapping), ...change })

test('what was stored is what comes back', () => {
  expect(storedMapping(JSON.parse(JSON.stringify(defaultMapping)))).toEqual(defaultMapping)
})

test.each<readonly [string, object]>([
  ['an older version', { version: 0 }],
  ['a newer version', { version: 2 }],
  ['something more', { plugin: 'x' }],
  ['no list', { list: undefined }],
  ['a header of the connection', { keyHeader: { name: 'Transfer-Encoding', before: '' } }],
  ['a header that the transport sets', { keyHeader: { name: 'Host', before: '' } }],
  ['a header with a line break', { keyHeader: { name: 'X-A\r\nX-B', before: '' } }],
  ['a word before the key with a line break', { keyHeader: { name: 'X-A', before: 'a\r\nb ' } }],
  ['a session in the place of the bearer', { session: { kind: 'header', name: 'authorization' } }],
  ['a session as a cookie of its own making', { session: { kind: 'header', name: 'Cookie' } }],
  ['a test that changes', { keyTest: { operation: { method: 'POST', path: '/x' }, proofAt: [] } }],
  [
    'a test of a person’s choosing',
    { keyTest: { operation: { method: 'GET', path: '/x/{id}' }, proofAt: [] } }
  ],
  ['a list of another host', { list: listAt('//evil.example/keys') }],
  ['a list at an address', { list: listAt('https://evil.example/keys') }],
  ['a list a step up', { list: listAt('/api/../keys') }],
  ['a list a hidden step up', { list: listAt('/api/%2E%2e/keys') }],
  ['a list with a query in its path', { list: listAt('/keys?all=1') }],
  ['a list behind a backslash', { list: listAt('/\\evil.example') }],
  ['a revoke of nothing in particular', { revoke: revokeAt('/api-keys') }],
  ['a revoke with something left open', { revoke: revokeAt('/{org}/api-keys/{id}') }],
  ['a revoke of another parameter', { revoke: revokeAt('/api-keys/{key}') }],
  ['a revoke that a redirect ends', { revoke: { ...defaultMapping.revoke, done: [302] } }],
  ['a token and cookies', { session: { kind: 'cookie', csrf: null } }],
  ['cookies that are pasted', { signIn: { style: 'pasted-token' }, session: { kind: 'cookie', csrf: null } }]
])('%s is refused as a whole', (_what, change) => {
  expect(stored(change)).toBeNull()
})

function listAt(path: string): object {
  return { ...defaultMapping.list, operation: { method: 'GET', path } }
}

function revokeAt(path: string): object {
  return { ...defaultMapping.revoke, operation: { method: 'DELETE', path } }
}

test('whatever was stored, it is a mapping or nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      expect(storedMapping(json)).toBeNull()
    })
  )
})

test('a path that is taken stays on its server, below where it begins', () => {
  const part = fc.constantFrom(
    '',
    '.',
    '..',
    '%2e',
    'keys',
    '{id}',
    '@evil',
    'evil.example',
    '\\',
    '?x',
    '#',
    ':80',
    ' '
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(part, { maxLength: 5 }).map((parts) => `/${parts.join('/')}`),
        fc.string()
      ),
      (path) => {
        if (!isOperationPath(path)) return
        const url = new URL(`https://hygiara.test/acme${path}`)
        expect(url.origin).toBe('https://hygiara.test')
        expect(url.pathname.startsWith('/acme/')).toBe(true)
        expect(url.search + url.hash).toBe('')
      }
    ),
    { numRuns: 2_000 }
  )
})
