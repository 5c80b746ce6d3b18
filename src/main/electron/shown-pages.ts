import { randomBytes } from 'node:crypto'

/** An origin of its own: whatever it might run could not send a command, which only the screens' origin may. */
export const shownOrigin = 'app://shown'

const policy = [
  "default-src 'none'",
  `img-src ${shownOrigin}`,
  `style-src ${shownOrigin}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'"
].join('; ')

const headers = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // Neither on the disk nor in a cache in memory.
  'Cache-Control': 'no-store'
}

interface Page {
  readonly type: string
  readonly body: Buffer
}

/** The pages of the Show window: each has an address that nobody can guess, and is served once. */
export class ShownPages {
  readonly #pages = new Map<string, Page>()

  /** Puts a page there; its address. */
  add(type: string, body: Buffer): string {
    const url = `${shownOrigin}/${randomBytes(24).toString('hex')}`
    this.#pages.set(url, { type, body })
    return url
  }

  /** Answers a request: once for each page, `GET` and nothing else. */
  answer(request: Request): Response {
    if (request.method !== 'GET') return new Response(null, { status: 405, headers })
    const page = this.#pages.get(request.url)
    if (!page) return new Response(null, { status: 404, headers })
    this.#pages.delete(request.url)
    const response = new Response(Uint8Array.from(page.body), {
      headers: { ...headers, 'Content-Type': page.type }
    })
    page.body.fill(0)
    return response
  }

  /** Overwrites what was not asked for. */
  clear(): void {
    for (const { body } of this.#pages.values()) body.fill(0)
    this.#pages.clear()
  }
}
