// Follows the habits of NestJS with @nestjs/swagger: camelCase, operation ids of controller and method and hardly any
// summary, 201 for every POST that nobody decorated (the sign-in too), pages as an `allOf` of two schemas, empty
// descriptions, no refusals in the document. Swagger UI at /api keeps the document in a script of its own; /docs is a
// page of Scalar that names /api-json.
import { Hono, type Context } from 'hono'
import { randomBytes } from 'node:crypto'
import { admin, serve, type StartCorpusServer } from '../plumbing/corpus-server.ts'
import { documentOf, sendJsonDocument, swaggerPage } from '../plumbing/documents.ts'
import { futureInstantOf, jsonObject, textOf, wholeNumber } from '../plumbing/input.ts'
import { KeyLedger, type HeldKey } from '../plumbing/key-ledger.ts'
import { Sessions } from '../plumbing/sessions.ts'

const user = { id: 'clx3v2m4t0000qzrm8h1d6s0a', name: admin.name }

export const startNestServer: StartCorpusServer = ({ keys = 90 } = {}) => {
  const ledger = new KeyLedger({ count: keys, newId: newCuid })
  const sessions = new Sessions()
  const app = new Hono()
  const needsSession = ['/api-keys/*', '/users/*']
  for (const path of needsSession) {
    app.use(path, async (c, next) => {
      if (sessions.hasBearer(c.req.header('Authorization'))) return next()
      return refuse(c, 401, 'Unauthorized')
    })
  }
  app.use('/reviews/*', async (c, next) => {
    if (ledger.accept(c.req.header('x-api-key'), c.req.path)) return next()
    return refuse(c, 401, 'Unauthorized')
  })
  addAccountRoutes(app, sessions)
  addKeyRoutes(app, ledger)
  addReviewRoutes(app)
  addPages(app)
  app.notFound((c) => refuse(c, 404, `Cannot ${c.req.method} ${c.req.path}`, 'Not Found'))
  return serve({ app, documentPath: '/api-json', ledger, sessions })
}

function addAccountRoutes(app: Hono, sessions: Sessions): void {
  const refreshTokens = new Sessions()
  const tokens = (): object => ({
    accessToken: sessions.open(),
    refreshToken: refreshTokens.open(),
    expiresIn: 900
  })
  app.post('/auth/login', async (c) => {
    const body = await jsonObject(c)
    const email = textOf(body?.['email'])
    const password = textOf(body?.['password'])
    if (email === null || password === null) return refuse(c, 400, ['email must be an email'], 'Bad Request')
    if (email !== admin.login || password !== admin.password) return refuse(c, 401, 'Unauthorized')
    return c.json(tokens(), 201)
  })
  app.post('/auth/refresh', async (c) => {
    const token = textOf((await jsonObject(c))?.['refreshToken']) ?? ''
    if (!refreshTokens.has(token)) return refuse(c, 401, 'Unauthorized')
    refreshTokens.end(token)
    return c.json(tokens(), 201)
  })
  const organization = { id: 'clx3v2m3k0000qzrmb7y2f9pe', name: 'Acme Health' }
  app.get('/users/me', (c) => c.json({ ...user, email: admin.login, role: 'ADMIN', organization }))
}

function addKeyRoutes(app: Hono, ledger: KeyLedger): void {
  app.get('/api-keys', (c) => paged(c, ledger.unrevoked, show))
  app.post('/api-keys', async (c) => {
    const body = await jsonObject(c)
    const name = textOf(body?.['name'])
    const expiresAt = futureInstantOf(body?.['expiresAt'])
    if (name === null) return refuse(c, 400, ['name should not be empty'], 'Bad Request')
    if (expiresAt === undefined) return refuse(c, 400, ['expiresAt must be a future date'], 'Bad Request')
    const key = ledger.create(name, expiresAt)
    return c.json({ apiKey: show(key), secret: key.value }, 201)
  })
  app.all('/api-keys/:id', async (c) => {
    const key = ledger.unrevoked.find(({ id }) => id === c.req.param('id'))
    if (!key) return refuse(c, 404, 'API key not found', 'Not Found')
    if (c.req.method === 'DELETE') {
      ledger.revoke(key)
      return c.json({ id: key.id, revokedAt: key.revokedAt })
    }
    if (c.req.method === 'PATCH') key.name = textOf((await jsonObject(c))?.['name']) ?? key.name
    return c.json(show(key))
  })
}

function addReviewRoutes(app: Hono): void {
  const review = {
    id: 'clx3v9c1d0007qzrm5k3j8g4h',
    repository: 'acme/portal',
    status: 'DONE',
    createdAt: '2026-11-20T08:15:30.112Z'
  }
  app.get('/reviews', (c) => paged(c, [review], (each) => each))
  app.post('/reviews', async (c) => {
    const repository = textOf((await jsonObject(c))?.['repository'])
    if (repository === null) return refuse(c, 400, ['repository must be a string'], 'Bad Request')
    return c.json({ id: newCuid(), repository, status: 'QUEUED', createdAt: new Date() }, 201)
  })
  app.get('/reviews/:id', (c) =>
    c.req.param('id') === review.id ? c.json(review) : refuse(c, 404, 'Review not found', 'Not Found')
  )
}

function addPages(app: Hono): void {
  const folder = import.meta.dirname
  app.get('/', (c) => c.text('Hello World!'))
  app.get('/health', (c) => c.json({ status: 'ok' }))
  app.get('/api-json', (c) => sendJsonDocument(c, folder, 'api.json'))
  app.get('/api', (c) =>
    c.html(swaggerPage('Swagger UI', '<script src="./api/swagger-ui-init.js"></script>'))
  )
  app.get('/api/swagger-ui-init.js', (c) => {
    const script = `window.onload = function() {
  // Build a system
  let options = {"swaggerDoc": ${documentOf(c, folder, 'api.json')}, "customOptions": {}};
  window.ui = SwaggerUIBundle({ spec: options.swaggerDoc, dom_id: '#swagger-ui' })
}
`
    return c.body(script, 200, { 'Content-Type': 'application/javascript' })
  })
  app.get('/docs', (c) => c.html(scalarPage))
}

/** The cursor is the id of the last key of the page before, as text that nobody should read. */
function paged<Row extends { readonly id: string }>(
  c: Context,
  rows: readonly Row[],
  show: (row: Row) => unknown
): Response {
  const limit = wholeNumber(c, 'limit', { least: 1, most: 50, otherwise: 25 })
  if (limit === undefined) return refuse(c, 400, ['limit must not be greater than 50'], 'Bad Request')
  const cursor = c.req.query('cursor')
  const after = cursor === undefined ? null : Buffer.from(cursor, 'base64url').toString()
  const start = after === null ? 0 : rows.findIndex(({ id }) => id === after) + 1
  if (after !== null && start === 0) return refuse(c, 400, 'Invalid cursor', 'Bad Request')
  const page = rows.slice(start, start + limit)
  const hasMore = start + limit < rows.length
  const nextCursor = hasMore ? Buffer.from(page.at(-1)?.id ?? '').toString('base64url') : null
  return c.json({ data: page.map(show), meta: { nextCursor, hasMore } })
}

function refuse(
  c: Context,
  statusCode: 400 | 401 | 404,
  message: string | string[],
  error?: string
): Response {
  return c.json({ message, ...(error === undefined ? {} : { error }), statusCode }, statusCode)
}

function show({ id, name, prefix, createdAt, expiresAt, lastUsedAt }: HeldKey): object {
  return { id, name, keyPrefix: prefix, createdAt, expiresAt, lastUsedAt, createdBy: user }
}

function newCuid(): string {
  const text = BigInt(`0x${randomBytes(16).toString('hex')}`).toString(36)
  return `clx${text.padStart(25, '0').slice(-22)}`
}

const scalarPage = `<!DOCTYPE html>
<html>
  <head>
    <title>Hygiara</title>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
  </head>
  <body>
    <script id="api-reference" data-url="/api-json"></script>
    <script src="/static/scalar-api-reference.js"></script>
  </body>
</html>
`
