/** Where the operations of a document begin, and what should be said about it. */
export interface FoundBase {
  /** Without a trailing slash; empty for the root. */
  readonly basePath: string
  readonly remarks: readonly string[]
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
  const resolved = servers.flatMap((server) => {
    const url = URL.parse(server, documentUrl)
    return url === null || !/^https?:$/u.test(url.protocol) ? [] : [url]
  })
  const own = resolved.find(({ host }) => host === typed.host)
  if (own) return { basePath: pathOf(own), remarks: [] }
  const [foreign] = resolved
  if (foreign) {
    return {
      basePath: pathOf(foreign),
      remarks: [
        `The reference names another server, ${foreign.origin}. The app talks to ${typed.origin} only.`
      ]
    }
  }
  return { basePath: '', remarks: [] }
}

function pathOf({ pathname }: URL): string {
  return pathname.replace(/\/+$/u, '')
}
