// Follows the habits of Laravel with Sanctum (a cookie session; the token against forged requests comes as the cookie
// XSRF-TOKEN, percent-encoded, and goes back as the header X-XSRF-TOKEN) and Scramble (OpenAPI 3.1 at /docs/api.json,
// paths below a server's address, one path with a server of its own, operation ids such as `apiKey.store`, refusals as
// shared responses). A sign-in answers 204, pages are `data`, `links` and `meta`.
import { Hono, type Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { randomBytes } from 'node:crypto'
import { admin, serve, type StartCorpusServer } from '../plumbing/corpus-server.ts'
import { documentOf, sendJsonDocument } from '../plumbing/documents.ts'
import { futureInstantOf, jsonObject, textOf, wholeNumber } from '../plumbing/input.ts'
import { KeyLedger, type HeldKey } from '../plumbing/key-ledger.ts'
import { Sessions } from '../plumbing/sessions.ts'

const cookieName = 'hygiara_session'

export const startLaravelServer: StartCorpusServer = ({ keys = 60 } = {}) => {
  const ledger = new KeyLedger({ count: keys, newId: newUlid })
  const sessions = new Sessions()
  const xsrf = new XsrfTokens()
  const app = new Hono()
  app.use('/api/*', async (c, next) => {
    if (c.req.method === 'GET' || xsrf.isOf(c)) return next()
    return c.json({ message: 'CSRF token mismatch.' }, 419 as 400)
  })
  for (const path of ['/api/api-keys/*', '/api/user', '/api/logout']) {
    app.use(path, async (c, next) =>
      sessions.has(getCookie(c, cookieName)) ? next() : c.json({ message: 'Unauthenticated.' }, 401)
    )
  }
  app.use('/api/reviews', async (c, next) =>
    ledger.accept(c.req.header('X-API-Key'), c.req.path)
      ? next()
      : c.json({ message: 'Unauthenticated.' }, 401)
  )
  addSessionRoutes(app, sessions, xsrf)
  addKeyRoutes(app, ledger)
  addPages(app)
  app.get('/api/reviews', (c) => paged(c, [{ id: newUlid(), repository: 'acme/portal', state: 'done' }]))
  return serve({ app, documentPath: '/docs/api.json', ledger, sessions })
}

/** Each session, signed in or not, has one. */
class XsrfTokens {
  readonly #tokens = new Map<string, string>()

  isOf(c: Context): boolean {
    const token = this.#tokens.get(getCookie(c, cookieName) ?? '')
    return token !== undefined && c.req.header('X-XSRF-TOKEN') === token
  }

  renew(c: Context, session: string): void {
    // As long as one of Laravel's, with characters that a cookie's value must encode.
    const token = `${randomBytes(64).toString('base64')}==`
    this.#tokens.set(session, token)
    setCookie(c, 'XSRF-TOKEN', token, { path: '/', sameSite: 'Lax' })
    setCookie(c, cookieName, session, { path: '/', httpOnly: true, sameSite: 'Lax' })
  }
}

function addSessionRoutes(app: Hono, sessions: Sessions, xsrf: XsrfTokens): void {
  app.get('/sanctum/csrf-cookie', (c) => {
    xsrf.renew(c, getCookie(c, cookieName) ?? randomBytes(30).toString('base64url'))
    return c.body(null, 204)
  })
  app.post('/api/login', async (c) => {
    const body = await jsonObject(c)
    if (textOf(body?.['email']) === null) return invalid(c, 'email', 'The email field is required.')
    if (body?.['email'] !== admin.login || body['password'] !== admin.password) {
      return invalid(c, 'email', 'These credentials do not match our records.')
    }
    xsrf.renew(c, sessions.open())
    return c.body(null, 204)
  })
  app.post('/api/logout', (c) => {
    sessions.end(getCookie(c, cookieName))
    return c.body(null, 204)
  })
  const data = { id: newUlid(), name: admin.name, email: admin.login }
  app.get('/api/user', (c) => c.json({ data }))
}

function addKeyRoutes(app: Hono, ledger: KeyLedger): void {
  app.get('/api/api-keys', (c) => paged(c, ledger.unrevoked.map(show)))
  app.post('/api/api-keys', async (c) => {
    const body = await jsonObject(c)
    const name = textOf(body?.['name'])
    const expiresAt = futureInstantOf(body?.['expires_at'])
    if (name === null) return invalid(c, 'name', 'The name field is required.')
    if (expiresAt === undefined)
      return invalid(c, 'expires_at', 'The expires at field must be a date after now.')
    const key = ledger.create(name, expiresAt)
    return c.json({ data: show(key), plain_text_key: key.value }, 201)
  })
  app.delete('/api/api-keys/:id', (c) => {
    const key = ledger.unrevoked.find(({ id }) => id === c.req.param('id'))
    if (!key) return c.json({ message: 'No query results for model [App\\Models\\ApiKey].' }, 404)
    ledger.revoke(key)
    return c.body(null, 204)
  })
}

function addPages(app: Hono): void {
  const folder = import.meta.dirname
  app.get('/', (c) =>
    c.html('<!DOCTYPE html><html lang="en"><title>Hygiara</title><a href="/docs/api">API</a></html>')
  )
  app.get('/docs/api.json', (c) => sendJsonDocument(c, folder, 'api.json'))
  // Stoplight Elements, with the document in the page.
  app.get('/docs/api', (c) => {
    const document = JSON.stringify(JSON.parse(documentOf(c, folder, 'api.json')))
    return c.html(`<!doctype html>
<html lang="en" data-theme="light">
<head>
    <meta charset="utf-8">
    <title>Hygiara - API Docs</title>
    <script src="/vendor/elements/web-components.min.js"></script>
</head>
<body>
<elements-api id="docs" tryItCredentialsPolicy="include" router="hash"></elements-api>
<script>
    (async () => {
        const docs = document.getElementById('docs');
        docs.apiDescriptionDocument = ${document};
    })();
</script>
</body>
</html>
`)
  })
}

function paged(c: Context, rows: readonly object[]): Response {
  const page = wholeNumber(c, 'page', { least: 1, most: 1e6, otherwise: 1 }) ?? 1
  const size = 15
  const last = Math.max(1, Math.ceil(rows.length / size))
  const path = new URL(c.req.path, c.req.url).href
  const address = (to: number): string => `${path}?page=${String(to)}`
  const data = rows.slice((page - 1) * size, page * size)
  const from = data.length > 0 ? (page - 1) * size + 1 : null
  const prev = page > 1 ? address(page - 1) : null
  const next = page < last ? address(page + 1) : null
  return c.json({
    data,
    links: { first: address(1), last: address(last), prev, next },
    meta: {
      current_page: page,
      from,
      last_page: last,
      path,
      per_page: size,
      to: from && from + data.length - 1,
      total: rows.length
    }
  })
}

function invalid(c: Context, field: string, message: string): Response {
  return c.json({ message, errors: { [field]: [message] } }, 422)
}

function show({ id, name, prefix, createdAt, expiresAt, lastUsedAt }: HeldKey): object {
  const instant = (date: Date | null): string | null => date && date.toISOString().replace('Z', '000Z')
  return {
    id,
    name,
    key_prefix: prefix,
    last_used_at: instant(lastUsedAt),
    expires_at: instant(expiresAt),
    created_at: instant(createdAt)
  }
}

function newUlid(): string {
  const text = BigInt(`0x${randomBytes(20).toString('hex')}`).toString(32)
  return `01k${text.replaceAll('u', 'z').slice(0, 23).padEnd(23, '0')}`
}
