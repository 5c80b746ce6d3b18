/** Where the operations of a document begin, and what should be said about it. */
export interface FoundBase {
  /** Without a trailing slash; empty for the root. */
  readonly basePath: string
  readonly remarks: readonly string[]
  /** The same for a path that has servers of its own; `null` where those are somebody else's. */
  readonly basePathAt: (servers: readonly string[]) => string | null
}

/**
 * The address that a person typed decides about the server; the document only about the path.
 *
 * @param servers as the document names them, relative or whole
 * @param documentUrl where the document was found
 * @param typedUrl what a person typed
 */
export function basePathOf(servers: readonly string[], documentUrl: string, typedUrl: string): FoundBase {
  const typed = new URL(typedUrl)
  const resolved = (some: readonly string[]): URL[] =>
    some.flatMap((server) => {
      const url = URL.parse(server, documentUrl)
      return url === null || !/^https?:$/u.test(url.protocol) ? [] : [url]
    })
  const all = resolved(servers)
  const base = all.find(({ host }) => host === typed.host) ?? all[0] ?? null
  const isForeign = base !== null && base.host !== typed.host
  return {
    basePath: base === null ? '' : pathOf(base),
    remarks: isForeign
      ? [`The reference names another server, ${base.origin}. The app talks to ${typed.origin} only.`]
      : [],
    basePathAt: (own) => {
      const known = resolved(own).find(({ host }) => host === typed.host || host === base?.host)
      return known === undefined ? null : pathOf(known)
    }
  }
}

function pathOf({ pathname }: URL): string {
  return pathname.replace(/\/+$/u, '')
}
