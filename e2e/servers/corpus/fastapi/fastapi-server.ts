// Follows the habits of FastAPI with fastapi-users (password form, `auth/jwt/login` as a relative token address, fixed
// error codes) and fastapi-pagination (page and size). Its document is OpenAPI 3.1 with a title on everything; what a
// dependency refuses, such as a 401 or a 404, is not in it.
import { Hono, type Context } from 'hono'
import { randomUUID } from 'node:crypto'
import { admin, serve, type StartCorpusServer } from '../plumbing/corpus-server.ts'
import { sendJsonDocument } from '../plumbing/documents.ts'
import { futureInstantOf, jsonObject, plainInstant, textOf, wholeNumber } from '../plumbing/input.ts'
import { KeyLedger, stateOf, type HeldKey } from '../plumbing/key-ledger.ts'
import { Sessions } from '../plumbing/sessions.ts'

export const startFastApiServer: StartCorpusServer = ({ keys = 130 } = {}) => {
  const ledger = new KeyLedger({ count: keys, newId: () => randomUUID() })
  const sessions = new Sessions()
  const app = new Hono()
  app.use('/api-keys/*', async (c, next) => {
    if (sessions.hasBearer(c.req.header('Authorization'))) return next()
    return c.json({ detail: 'Unauthorized' }, 401)
  })
  app.use('/reviews/*', async (c, next) => {
    if (ledger.accept(c.req.header('X-API-Key'), c.req.path)) return next()
    return c.json({ detail: 'Invalid API key' }, 401)
  })
  addAccountRoutes(app, sessions)
  addKeyRoutes(app, ledger)
  addOtherRoutes(app)
  app.notFound((c) => c.json({ detail: 'Not Found' }, 404))
  return serve({ app, documentPath: '/openapi.json', ledger, sessions })
}

function addAccountRoutes(app: Hono, sessions: Sessions): void {
  app.post('/auth/jwt/login', async (c) => {
    const form = await c.req.parseBody().catch((): Record<string, unknown> => ({}))
    const missing = ['username', 'password'].filter((name) => textOf(form[name]) === null)
    if (missing.length > 0)
      return unprocessable(c, ...missing.map((name) => [name, 'Field required'] as const))
    if (form['username'] !== admin.login || form['password'] !== admin.password) {
      return c.json({ detail: 'LOGIN_BAD_CREDENTIALS' }, 400)
    }
    return c.json({ access_token: sessions.open(), token_type: 'bearer' })
  })
  app.post('/auth/jwt/logout', (c) => {
    const header = c.req.header('Authorization')
    if (!sessions.hasBearer(header)) return c.body(null, 401)
    sessions.end(header?.slice('Bearer '.length))
    return c.body(null, 204)
  })
  const user = {
    id: randomUUID(),
    email: admin.login,
    is_active: true,
    is_superuser: true,
    is_verified: true
  }
  app.get('/users/me', (c) =>
    sessions.hasBearer(c.req.header('Authorization'))
      ? c.json({ ...user, organisation: 'Acme Health' })
      : c.body(null, 401)
  )
}

function addKeyRoutes(app: Hono, ledger: KeyLedger): void {
  app.get('/api-keys', (c) => paged(c, ledger.unrevoked, read))
  app.post('/api-keys', async (c) => {
    const body = await jsonObject(c)
    const name = textOf(body?.['name'])
    if (name === null) return unprocessable(c, ['name', 'String should have between 1 and 100 characters'])
    const expiresAt = futureInstantOf(body?.['expires_at'])
    if (expiresAt === undefined) return unprocessable(c, ['expires_at', 'Input should be in the future'])
    const key = ledger.create(name, expiresAt)
    return c.json({ ...read(key), key: key.value }, 201)
  })
  app.get('/api-keys/:id', (c) => {
    const key = ledger.unrevoked.find(({ id }) => id === c.req.param('id'))
    return key ? c.json(read(key)) : c.json({ detail: 'API key not found' }, 404)
  })
  app.delete('/api-keys/:id', (c) => {
    const key = ledger.unrevoked.find(({ id }) => id === c.req.param('id'))
    if (!key) return c.json({ detail: 'API key not found' }, 404)
    ledger.revoke(key)
    return c.body(null, 204)
  })
}

function addOtherRoutes(app: Hono): void {
  const review = {
    id: randomUUID(),
    repository: 'acme/portal',
    state: 'done',
    created_at: '2026-11-20T08:15:30Z'
  }
  app.get('/reviews', (c) => paged(c, [review], (each) => each))
  app.post('/reviews/trigger', async (c) => {
    const repository = textOf((await jsonObject(c))?.['repository'])
    if (repository === null) return unprocessable(c, ['repository', 'Field required'])
    const created_at = plainInstant(new Date())
    return c.json({ id: randomUUID(), repository, state: 'queued', created_at }, 202)
  })
  app.get('/health', (c) => c.json({ status: 'ok' }))
  app.get('/openapi.json', (c) => sendJsonDocument(c, import.meta.dirname, 'openapi.json'))
  app.get('/docs', (c) => c.html(docsPage))
}

function paged<Row>(c: Context, rows: readonly Row[], show: (row: Row) => unknown): Response {
  const page = wholeNumber(c, 'page', { least: 1, most: 1e6, otherwise: 1 })
  const size = wholeNumber(c, 'size', { least: 1, most: 100, otherwise: 50 })
  if (page === undefined || size === undefined)
    return unprocessable(c, ['page', 'Input should be a valid integer'])
  const items = rows.slice((page - 1) * size, page * size).map(show)
  return c.json({ items, total: rows.length, page, size, pages: Math.ceil(rows.length / size) })
}

function unprocessable(c: Context, ...issues: readonly (readonly [string, string])[]): Response {
  return c.json(
    { detail: issues.map(([name, msg]) => ({ type: 'value_error', loc: ['body', name], msg })) },
    422
  )
}

function read(key: HeldKey): object {
  const { id, name, prefix, createdAt, expiresAt, lastUsedAt } = key
  return {
    id,
    name,
    prefix,
    created_at: withMicroseconds(createdAt),
    expires_at: expiresAt && withMicroseconds(expiresAt),
    last_used_at: lastUsedAt && withMicroseconds(lastUsedAt),
    is_expired: stateOf(key) === 'expired'
  }
}

/** As pydantic prints an instant of Python. */
function withMicroseconds(date: Date): string {
  return date.toISOString().replace('Z', '000Z')
}

const docsPage = `
    <!DOCTYPE html>
    <html>
    <head>
    <link type="text/css" rel="stylesheet" href="/static/swagger-ui.css">
    <title>Hygiara API - Swagger UI</title>
    </head>
    <body>
    <div id="swagger-ui">
    </div>
    <script src="/static/swagger-ui-bundle.js"></script>
    <script>
    const ui = SwaggerUIBundle({
        url: '/openapi.json',
    "dom_id": "#swagger-ui",
"layout": "BaseLayout",
"deepLinking": true,
"showExtensions": true,
"showCommonExtensions": true,
oauth2RedirectUrl: window.location.origin + '/docs/oauth2-redirect',
    presets: [
        SwaggerUIBundle.presets.apis,
        SwaggerUIBundle.SwaggerUIStandalonePreset
        ],
    })
    </script>
    </body>
    </html>
    `
