import { beforeEach, describe, expect, test } from 'vitest'
import { isTrustedSender } from '../ipc/sender-guard.ts'
import { shownPageOf, shownStyle, shownTitleOf } from './shown-page.ts'
import { shownOrigin, ShownPages } from './shown-pages.ts'

let pages: ShownPages

beforeEach(() => {
  pages = new ShownPages()
})

/** A request as Electron passes it on: its address is a text that nothing has tidied up. */
const ask = (url: string, method = 'GET') => pages.answer({ url, method } as Request)
const bytes = (response: Response) => response.arrayBuffer().then((body) => Buffer.from(body).toString())

describe('a page of the Show window', () => {
  test('is served once, with a policy of its own, and is kept nowhere', async () => {
    const url = pages.add('image/png', Buffer.from('a picture'))
    const response = ask(url)
    expect(response.status).toBe(200)
    expect(await bytes(response)).toBe('a picture')
    expect(Object.fromEntries(response.headers)).toEqual({
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; img-src app://shown; style-src app://shown; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
      'content-type': 'image/png',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff'
    })
    const again = ask(url)
    expect([again.status, await bytes(again)]).toEqual([404, ''])
  })

  test('has an address that cannot be guessed, at an origin that may not send commands', () => {
    const urls = Array.from({ length: 50 }, () => pages.add('image/png', Buffer.alloc(1)))
    expect(new Set(urls).size).toBe(50)
    for (const url of urls) {
      expect(url).toMatch(/^app:\/\/shown\/[0-9a-f]{48}$/u)
      expect(isTrustedSender({ senderFrame: { url, parent: null } })).toBe(false)
    }
  })

  test.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'get'])(
    'is not given to %s, and is still there afterwards',
    (method) => {
      const url = pages.add('image/png', Buffer.from('a picture'))
      expect(ask(url, method).status).toBe(405)
      expect(ask(url).status).toBe(200)
    }
  )

  test.each(['', '/', '/index.html', '/../index.html', '?x=1', '#top'])('is nowhere else: %j', (rest) => {
    const url = pages.add('image/png', Buffer.from('a picture'))
    expect(ask(`${shownOrigin}${rest}`).status).toBe(404)
    expect(ask(`${url}${rest === '' ? '0' : rest}`).status).toBe(404)
    expect(ask(url.replace('app://shown', 'app://hygiara')).status).toBe(404)
  })

  test('is overwritten once it was served, and also when nobody asked', async () => {
    const served = Buffer.from('a picture')
    const unasked = Buffer.from('another')
    const url = pages.add('image/png', served)
    const other = pages.add('image/png', unasked)
    const response = ask(url)
    expect(served.every((byte) => byte === 0)).toBe(true)
    // What is on its way is not.
    expect(await bytes(response)).toBe('a picture')
    pages.clear()
    expect(unasked.every((byte) => byte === 0)).toBe(true)
    expect(ask(other).status).toBe(404)
  })
})

describe('the page around the picture', () => {
  const parts = {
    key: { name: 'ci-reviews', last4: '9zK4' },
    picture: { width: 298, height: 120 },
    pictureUrl: `${shownOrigin}/p`,
    styleUrl: `${shownOrigin}/s`,
    platform: 'linux'
  } as const

  test('names the key and what may be said of it', () => {
    const page = shownPageOf(parts)
    expect(page).toContain('alt="The key, as a picture. It begins with hrdly_ and ends with 9zK4."')
    expect(page).toContain('<bdi>ci-reviews</bdi>')
    expect(page).toContain('Hides after 30 seconds')
    expect(shownTitleOf(parts.key)).toBe('ci-reviews – shown for a moment')
  })

  test('says on Linux, and only there, that it cannot keep others from capturing the screen', () => {
    expect(shownPageOf(parts)).toContain('On Linux, screen capture can’t be prevented.')
    for (const platform of ['darwin', 'win32'] as const) {
      expect(shownPageOf({ ...parts, platform })).not.toContain('capture')
    }
  })

  test('makes nothing of markup or hidden characters in a name', () => {
    const name = '<img src=x onerror=alert(1)>"&\u202Egnp'
    const page = shownPageOf({ ...parts, key: { name, last4: '"><b' } })
    expect(page).not.toContain('<img src=x')
    expect(page).not.toContain('"><b')
    expect(page).toContain('&#60;img src=x onerror=alert(1)&#62;&#34;&#38;⟨U+202E⟩gnp')
  })

  test('has no script, no address outside, and nothing that can be selected or dragged', () => {
    const page = shownPageOf(parts)
    expect(page).not.toMatch(/<script|on\w+=|https?:|data:|style=/u)
    expect(page).toContain('draggable="false"')
    expect(shownStyle).toContain('user-select: none')
    expect(shownStyle).not.toMatch(/url\(|@import/u)
  })
})
