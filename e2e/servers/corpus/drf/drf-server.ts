// Follows the habits of Django REST framework with drf-spectacular, simplejwt and djangorestframework-api-key: a slash
// at the end of every path, limit and offset with `count`, `next` and `previous`, three content types for every body,
// one schema for what is sent and what is answered (`readOnly`, `writeOnly`), all verbs of a ModelViewSet, no refusals
// in the document. A destroy only marks the key as revoked. When a key was last used is not known.
import { Hono, type Context } from 'hono'
import { admin, serve, type StartCorpusServer } from '../plumbing/corpus-server.ts'
import { documentOf } from '../plumbing/documents.ts'
import { futureInstantOf, jsonObject, plainInstant, textOf, wholeNumber } from '../plumbing/input.ts'
import { KeyLedger, type HeldKey } from '../plumbing/key-ledger.ts'
import { Sessions } from '../plumbing/sessions.ts'

export const startDrfServer: StartCorpusServer = ({ keys = 230 } = {}) => {
  const ledger = new KeyLedger({ count: keys, newId: String, revoked: 40 })
  const sessions = new Sessions()
  const app = new Hono()
  app.use('/api/api-keys/*', async (c, next) => {
    if (sessions.hasBearer(c.req.header('Authorization'))) return next()
    return c.json({ detail: 'Authentication credentials were not provided.' }, 401)
  })
  app.use('/api/reviews/*', async (c, next) => {
    if (ledger.accept(c.req.header('X-Api-Key'), c.req.path)) return next()
    return c.json({ detail: 'Invalid API key.' }, 401)
  })
  addTokenRoutes(app, sessions)
  addKeyRoutes(app, ledger)
  addOtherRoutes(app)
  return serve({ app, documentPath: '/api/schema/', ledger, sessions })
}

/** A body in any of the three types that a parser of the framework reads. */
async function bodyOf(c: Context): Promise<Record<string, unknown>> {
  if (c.req.header('Content-Type')?.startsWith('application/json') === true)
    return (await jsonObject(c)) ?? {}
  return c.req.parseBody().catch((): Record<string, unknown> => ({}))
}

function addTokenRoutes(app: Hono, sessions: Sessions): void {
  const refreshTokens = new Sessions()
  app.post('/api/token/', async (c) => {
    const body = await bodyOf(c)
    const missing = ['username', 'password'].filter((name) => textOf(body[name]) === null)
    if (missing.length > 0) {
      return c.json(Object.fromEntries(missing.map((name) => [name, ['This field is required.']])), 400)
    }
    if (body['username'] !== admin.login || body['password'] !== admin.password) {
      return c.json({ detail: 'No active account found with the given credentials' }, 401)
    }
    return c.json({ refresh: refreshTokens.open(), access: sessions.open() })
  })
  app.post('/api/token/refresh/', async (c) => {
    const token = textOf((await bodyOf(c))['refresh']) ?? ''
    if (refreshTokens.has(token)) return c.json({ access: sessions.open() })
    return c.json({ detail: 'Token is invalid or expired', code: 'token_not_valid' }, 401)
  })
}

function addKeyRoutes(app: Hono, ledger: KeyLedger): void {
  app.get('/api/api-keys/', (c) => paged(c, ledger.all.map(show)))
  app.post('/api/api-keys/', async (c) => {
    const body = await bodyOf(c)
    const name = textOf(body['name'])
    if (name === null) return c.json({ name: ['This field may not be blank.'] }, 400)
    const expiresAt = futureInstantOf(body['expiry_date'])
    if (expiresAt === undefined) return c.json({ expiry_date: ['Datetime has wrong format.'] }, 400)
    const key = ledger.create(name, expiresAt)
    return c.json({ ...show(key), key: key.value }, 201)
  })
  app.all('/api/api-keys/:id/', async (c) => {
    const key = ledger.find(c.req.param('id'))
    if (!key) return c.json({ detail: 'No ApiKey matches the given query.' }, 404)
    if (c.req.method === 'DELETE') {
      if (key.revokedAt === null) ledger.revoke(key)
      return c.body(null, 204)
    }
    if (c.req.method === 'PUT' || c.req.method === 'PATCH') {
      key.name = textOf((await bodyOf(c))['name']) ?? key.name
    }
    return c.json(show(key))
  })
}

function addOtherRoutes(app: Hono): void {
  const review = { id: 7, repository: 'acme/portal', state: 'done', created: '2026-11-20T08:15:30.112000Z' }
  app.get('/api/reviews/', (c) => paged(c, [review]))
  app.get('/api/reviews/:id/', (c) =>
    c.req.param('id') === '7' ? c.json(review) : c.json({ detail: 'No Review matches the given query.' }, 404)
  )
  app.get('/', (c) => c.redirect('/api/schema/swagger-ui/'))
  app.get('/api/schema/', (c) => {
    const text = documentOf(c, import.meta.dirname, 'schema.yaml')
    const disposition = 'inline; filename="Hygiara API (1.0.0).yaml"'
    return c.body(text, 200, {
      'Content-Type': 'application/vnd.oai.openapi; charset=utf-8',
      'Content-Disposition': disposition
    })
  })
  app.get('/api/schema/swagger-ui/', (c) => c.html(swaggerUiPage))
  app.notFound((c) => {
    // APPEND_SLASH.
    if (c.req.method === 'GET' && !c.req.path.endsWith('/')) return c.redirect(`${c.req.path}/`, 301)
    return c.html('<!doctype html><html lang="en"><title>Not Found</title><h1>Not Found</h1></html>', 404)
  })
}

/** LimitOffsetPagination: a number it cannot read is the default. */
function paged(c: Context, rows: readonly object[]): Response {
  const limit = wholeNumber(c, 'limit', { least: 1, most: 1e6, otherwise: 100 }) ?? 100
  const offset = wholeNumber(c, 'offset', { least: 0, most: 1e6, otherwise: 0 }) ?? 0
  const at = (start: number): string => {
    const address = new URL(c.req.url)
    address.searchParams.set('limit', String(limit))
    if (start > 0) address.searchParams.set('offset', String(start))
    else address.searchParams.delete('offset')
    return address.href
  }
  const next = offset + limit < rows.length ? at(offset + limit) : null
  const previous = offset > 0 ? at(Math.max(0, offset - limit)) : null
  return c.json({ count: rows.length, next, previous, results: rows.slice(offset, offset + limit) })
}

function show({ id, name, prefix, createdAt, expiresAt, revokedAt }: HeldKey): object {
  return {
    id: Number(id),
    name,
    prefix,
    created: createdAt.toISOString().replace('Z', '000Z'),
    expiry_date: expiresAt && plainInstant(expiresAt),
    has_expired: expiresAt !== null && expiresAt.getTime() <= Date.now(),
    revoked: revokedAt !== null
  }
}

const swaggerUiPage = `<!DOCTYPE html>
<html>
  <head>
    <title>Swagger</title>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui.css">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js"></script>
    <script>
      "use strict";
      const swaggerSettings = {"deepLinking": true};
      const schemaAuthNames = ["ApiKeyAuth", "jwtAuth"];
      const ui = SwaggerUIBundle({
        url: "/api/schema/",
        dom_id: "#swagger-ui",
        presets: [SwaggerUIBundle.presets.apis],
        layout: "BaseLayout",
        ...swaggerSettings
      });
    </script>
  </body>
</html>
`
