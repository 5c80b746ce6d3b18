import type { AddressProblem } from '../../shared/app-error.ts'
import { err, ok, type Result } from '../../shared/result.ts'

// Literals only: `localhost` is a name, and a name can be made to point elsewhere.
const loopbackLiterals = new Set(['127.0.0.1', '[::1]'])

/**
 * Reads a server address as a person types it. `example.com` means `https://example.com`; plain http is for the
 * loopback literals 127.0.0.1 and [::1] and nothing else.
 *
 * @returns origin and base path without a trailing slash; query and fragment are dropped.
 */
export function parseServerAddress(typed: string): Result<string, AddressProblem> {
  const trimmed = typed.trim()
  // The URL parser forgives backslashes, line breaks and missing hosts: an address that needs forgiving is not one.
  if (/[\s\\\p{Cc}]/u.test(trimmed)) return err('not-an-address')
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//iu.test(trimmed) ? trimmed : `https://${trimmed}`
  const typedHostAndPort = /^[^/]*\/\/([^/?#]+)/u.exec(withScheme)?.[1]
  if (typedHostAndPort === undefined || !URL.canParse(withScheme)) return err('not-an-address')
  if (typedHostAndPort.includes('@')) return err('has-credentials')
  const url = new URL(withScheme)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return err('not-an-address')
  // WHATWG parsing turns 0x7f.1 and 2130706433 into 127.0.0.1; only what was typed as the literal may use http.
  const typedHost = typedHostAndPort.replace(/:\d*$/u, '')
  if (url.protocol === 'http:' && !(loopbackLiterals.has(url.hostname) && typedHost === url.hostname)) {
    return err('needs-https')
  }
  return ok(`${url.origin}${url.pathname.replace(/\/+$/u, '')}`)
}
