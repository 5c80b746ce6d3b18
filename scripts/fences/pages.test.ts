import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { inCheckout } from './checkout.ts'

// Fence 3 for HTML, which the linter does not read. The page's policy (script-src 'self'; style-src 'self') drops
// anything inline without a word in the page, so a file must not contain it.

const inline: Record<string, RegExp> = {
  'a style element': /<style[\s>]/i,
  'a style attribute': /<[^>]+\sstyle\s*=/i,
  'an event attribute': /<[^>]+\son[a-z]+\s*=/i,
  'a script without src': /<script(?![^>]*\ssrc=)/i,
  'a javascript: address': /=\s*["']?javascript:/i,
  'something from elsewhere': /\s(src|href)\s*=\s*["']?(https?:)?\/\//i
}

function refusedIn(html: string): string[] {
  return Object.keys(inline).filter((name) => inline[name]?.test(html))
}

const pages = globSync('src/**/*.html', { cwd: inCheckout('.') })

test('the page is there to be looked at', () => {
  expect(pages.length).toBeGreaterThan(0)
})

test.each(pages)('%s holds nothing inline', (page) => {
  expect(refusedIn(readFileSync(inCheckout(page), 'utf8'))).toEqual([])
})

describe('refuses', () => {
  test.each([
    ['a style element', '<style>p { color: red }</style>'],
    ['a style attribute', '<p class="a" style="color: red">'],
    ['an event attribute', '<body onload="start()">'],
    ['a script without src', '<script type="module">start()</script>'],
    ['a javascript: address', '<a href="javascript:start()">'],
    ['something from elsewhere', '<link rel="stylesheet" href="https://fonts.example.com/a.css">']
  ])('%s', (name, html) => {
    expect(refusedIn(html)).toEqual([name])
  })
})

test('lets an ordinary page pass', () => {
  expect(
    refusedIn(
      '<html lang="en"><link rel="icon" href="./a.svg"><script type="module" src="/src/main.tsx"></script>'
    )
  ).toEqual([])
})
