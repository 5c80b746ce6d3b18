/** Where servers keep the documents and the pages that lead to them, the likeliest first. */
const places = [
  '/openapi.json',
  '/docs',
  '/v3/api-docs',
  '/swagger/v1/swagger.json',
  '/api-docs',
  '/swagger.json',
  '/swagger/index.html',
  '/api-json',
  '/api',
  '/api/openapi.json',
  '/api/v1/openapi.json',
  '/docs/openapi.json',
  '/openapi.yaml',
  '/q/openapi',
  '/docs/api.json',
  '/swagger-ui/index.html',
  '/openapi'
]
const placesBeneath = ['/openapi.json', '/docs', '/swagger.json']

/** Addresses worth asking: what was typed, what is beneath it, then what is usual. Same origin, each once. */
export function documentPlaces(typed: URL): readonly URL[] {
  const folder = typed.pathname.replace(/\/+$/u, '')
  const beneath =
    folder === '' || /\.[a-z]+$/iu.test(folder) ? [] : placesBeneath.map((place) => `${folder}${place}`)
  const [likeliest = '', ...rest] = places
  const paths = [...beneath.slice(0, 2), likeliest, ...beneath.slice(2), ...rest]
  const urls = [withoutFragment(typed), ...paths.map((path) => new URL(path, typed.origin))]
  return [...new Map(urls.map((url) => [url.href, url])).values()]
}

function withoutFragment(typed: URL): URL {
  const url = new URL(typed.href)
  url.hash = ''
  return url
}

/** Whether an answer can be a reference at all: cheap, and wrong only in the safe direction. */
export function mayBeReference(body: Uint8Array): boolean {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  if (bytes.subarray(0, 200).toString('latin1').trimStart().startsWith('<')) return false
  return (bytes.includes('openapi') || bytes.includes('swagger')) && bytes.includes('paths')
}

/** More than any documentation page that only leads to a document. */
const largestPage = 512 << 10
const mostLinks = 6
// Each is linear: no part of it can match the same character twice.
const patterns: readonly RegExp[] = [
  // Swagger UI, its settings, and what Spring answers about itself.
  /["']?(?:url|configUrl|spec-url|specUrl|openapi|documentUrl)["']?\s{0,9}[:=]\s{0,9}["'`]([^"'`<>\s]{1,500})["'`]/giu,
  // Redoc, RapiDoc, Scalar, and plain links.
  /\b(?:spec-url|data-url|apiDescriptionUrl|href|src)\s{0,9}=\s{0,9}["']([^"'<>\s]{1,500})["']/giu
]
const looksLikeDocument =
  /(?:openapi|swagger|api-?docs?|api-json|schema|spec)[^?#]*\.(?:json|ya?ml)|(?:api-docs|openapi|swagger|-json|\/schema)\/?(?:$|\?)|swagger-config/iu
const looksLikeSettings = /swagger-initializer\.js|swagger-ui-init\.js|swagger-config|redoc-init\.js/iu

/** Addresses in a page, its settings or its scripts that may lead to the document. Same origin only, likeliest first. */
export function linksIn(body: Uint8Array, page: URL): readonly URL[] {
  const text = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, largestPage)).toString(
    'utf8'
  )
  const found = new Map<string, { url: URL; rank: number }>()
  patterns.forEach((pattern, kind) => {
    for (const match of text.matchAll(pattern)) {
      const url = URL.parse(unescaped(match[1] ?? ''), page.href)
      if (url === null || url.origin !== page.origin) continue
      url.hash = ''
      const rank = rankOf(url, kind === 0)
      if (rank !== null && !found.has(url.href)) found.set(url.href, { url, rank })
    }
  })
  // Nest keeps the document beside the page.
  if (/swagger/iu.test(text) && !/\.[a-z]+$/iu.test(page.pathname) && page.pathname !== '/') {
    const beside = new URL(`${page.pathname.replace(/\/+$/u, '')}-json`, page.origin)
    found.set(beside.href, { url: beside, rank: 3 })
  }
  return [...found.values()]
    .sort((a, b) => a.rank - b.rank)
    .slice(0, mostLinks)
    .map(({ url }) => url)
}

function rankOf(url: URL, isSetting: boolean): number | null {
  if (/\.(?:css|png|svg|ico|map|woff2?)$/iu.test(url.pathname)) return null
  if (looksLikeSettings.test(url.pathname)) return 2
  if (/\.js$/iu.test(url.pathname)) return null
  if (looksLikeDocument.test(`${url.pathname}${url.search}`)) return 0
  return isSetting && /\.(?:json|ya?ml)$/iu.test(url.pathname) ? 1 : null
}

function unescaped(address: string): string {
  return address.replaceAll('\\/', '/').replaceAll('&amp;', '&')
}
