import { describe, expect, test } from 'vitest'
import { isTrustedSender } from './sender-guard.ts'

const from = (url: string, parent: unknown = null) => isTrustedSender({ senderFrame: { url, parent } })

test.each([
  'app://hygiara/index.html',
  'app://hygiara/',
  'app://hygiara/index.html#top',
  'app://hygiara/?a=b'
])('the top frame of %s is trusted', (url) => {
  expect(from(url)).toBe(true)
})

test('a frame that is gone is not trusted', () => {
  expect(isTrustedSender({ senderFrame: null })).toBe(false)
})

test.each([[{}], [{ url: 'app://hygiara/index.html' }], [undefined]])(
  'a frame inside another (%j) is not trusted, wherever it comes from',
  (parent) => {
    expect(isTrustedSender({ senderFrame: { url: 'app://hygiara/index.html', parent } })).toBe(false)
  }
)

describe('another origin is not trusted', () => {
  test.each([
    '',
    'about:blank',
    'about:srcdoc',
    'https://hygiara',
    'https://hygiara/index.html',
    'http://hygiara',
    'file:///app/index.html',
    'file://hygiara/index.html',
    'app://evil/index.html',
    'app://hygiara.evil/index.html',
    'app://evil.hygiara/index.html',
    'app://hygiara',
    'APP://hygiara/index.html',
    'app://hygiara.',
    'app://HYGIARA/index.html',
    'app://hygiara:80/index.html',
    'app://hygiara%2e/index.html',
    'app://hygiara%00/index.html',
    'app://%68ygiara/index.html',
    'app://hygiara@evil/index.html',
    'app://hygiara:pw@evil/index.html',
    'app://user@hygiara/index.html',
    'app://user:pw@hygiara/index.html',
    'app:hygiara/index.html',
    'app:/hygiara/index.html',
    'app:///hygiara/index.html',
    'app:////hygiara/index.html',
    'app:\\\\hygiara\\index.html',
    'apps://hygiara/index.html',
    'xapp://hygiara/index.html',
    'blob:app://hygiara/0f3c5a52-4f53-4d4e-9b5c-5a3d1c8b7a10',
    'filesystem:app://hygiara/temporary/index.html',
    'data:text/html,app://hygiara/index.html',
    // eslint-disable-next-line no-script-url
    'javascript:app://hygiara/index.html',
    'view-source:app://hygiara/index.html',
    'chrome://hygiara/',
    'devtools://devtools/bundled/inspector.html',
    '//hygiara/index.html',
    'hygiara',
    'https://evil/app://hygiara/index.html',
    'https://evil/?app://hygiara',
    'https://evil/#app://hygiara'
  ])('%j', (url) => {
    expect(from(url)).toBe(false)
  })
})
