// Follows the habits of Spring Boot with springdoc: the document at /v3/api-docs, answers of the type `*/*`, operation
// ids that are numbered because every controller has a `list`, nothing required in what is answered, fields that are
// null left out, and errors of a ControllerAdvice on every operation while the 401 of the filter chain is on none.
// Pages are counted from 0; where they are is said in the Link header (RFC 8288) only.
import { Hono, type Context } from 'hono'
import { admin, serve, type StartCorpusServer } from '../plumbing/corpus-server.ts'
import { sendJsonDocument, swaggerPage } from '../plumbing/documents.ts'
import { futureInstantOf, jsonObject, textOf, wholeNumber } from '../plumbing/input.ts'
import { KeyLedger, stateOf, type HeldKey } from '../plumbing/key-ledger.ts'
import { Sessions } from '../plumbing/sessions.ts'

const keysPath = '/api/organization/api-keys'

export const startSpringServer: StartCorpusServer = ({ keys = 70 } = {}) => {
  const ledger = new KeyLedger({ count: keys, newId: (ordinal) => String(1000 + ordinal), revoked: 5 })
  const sessions = new Sessions()
  const app = new Hono()
  for (const path of ['/api/organization/*', '/api/account']) {
    app.use(path, async (c, next) =>
      sessions.hasBearer(c.req.header('Authorization')) ? next() : unauthorized(c)
    )
  }
  app.use('/api/reviews/*', async (c, next) =>
    ledger.accept(c.req.header('X-API-KEY'), c.req.path) ? next() : unauthorized(c)
  )
  addAccountRoutes(app, sessions)
  addKeyRoutes(app, ledger)
  addReviewRoutes(app)
  addPages(app)
  return serve({ app, documentPath: '/v3/api-docs', ledger, sessions })
}

function addAccountRoutes(app: Hono, sessions: Sessions): void {
  app.post('/api/auth/login', async (c) => {
    const body = await jsonObject(c)
    const username = textOf(body?.['username'])
    const password = textOf(body?.['password'])
    if (username === null || password === null) return problem(c, 400, 'Invalid request content.')
    if (username !== admin.login || password !== admin.password) return unauthorized(c)
    return c.json({ token: sessions.open(), type: 'Bearer', expiresAt: new Date(Date.now() + 3_600_000) })
  })
  const account = { login: admin.login, displayName: admin.name }
  app.get('/api/account', (c) => c.json({ ...account, authorities: ['ROLE_ADMIN'] }))
  app.get('/api/organization/members', (c) => c.json([{ id: 1, ...account, lastActive: new Date() }]))
}

function addKeyRoutes(app: Hono, ledger: KeyLedger): void {
  app.get(keysPath, (c) =>
    paged(c, c.req.query('includeRevoked') === 'true' ? ledger.all : ledger.unrevoked, show)
  )
  app.post(keysPath, async (c) => {
    const body = await jsonObject(c)
    const name = textOf(body?.['displayName'])
    const expiresAt = futureInstantOf(body?.['expirationDate'])
    if (name === null || expiresAt === undefined) return problem(c, 400, 'Invalid request content.')
    const key = ledger.create(name, expiresAt)
    return c.json({ ...show(key), rawKey: key.value }, 201)
  })
  app.get(`${keysPath}/:keyId`, (c) => {
    const key = ledger.find(c.req.param('keyId'))
    return key ? c.json(show(key)) : problem(c, 404, 'No API key with this id.')
  })
  app.post(`${keysPath}/:keyId/revoke`, (c) => {
    const key = ledger.find(c.req.param('keyId'))
    if (!key) return problem(c, 404, 'No API key with this id.')
    if (key.revokedAt === null) ledger.revoke(key)
    return c.json(show(key))
  })
}

function addReviewRoutes(app: Hono): void {
  const review = {
    id: 41,
    repository: 'acme/portal',
    state: 'DONE',
    creationDate: '2026-11-20T08:15:30.112Z'
  }
  app.get('/api/reviews', (c) => paged(c, [review], (each) => each))
  app.post('/api/reviews', async (c) => {
    const repository = textOf((await jsonObject(c))?.['repository'])
    if (repository === null) return problem(c, 400, 'Invalid request content.')
    return c.json({ id: 42, repository, state: 'QUEUED', creationDate: new Date() }, 201)
  })
}

function addPages(app: Hono): void {
  app.get('/v3/api-docs', (c) => sendJsonDocument(c, import.meta.dirname, 'api-docs.json'))
  app.get('/v3/api-docs/swagger-config', (c) =>
    c.json({ configUrl: '/v3/api-docs/swagger-config', url: '/v3/api-docs', validatorUrl: '' })
  )
  app.get('/swagger-ui.html', (c) => c.redirect('/swagger-ui/index.html'))
  app.get('/swagger-ui/index.html', (c) =>
    c.html(swaggerPage('Swagger UI', '<script src="./swagger-initializer.js" charset="UTF-8"></script>'))
  )
  app.notFound((c) => errorPage(c, 404, 'Not Found'))
}

function paged<Row>(c: Context, rows: readonly Row[], show: (row: Row) => unknown): Response {
  const page = wholeNumber(c, 'page', { least: 0, most: 1e6, otherwise: 0 })
  const size = wholeNumber(c, 'size', { least: 1, most: 2000, otherwise: 20 })
  if (page === undefined || size === undefined) return problem(c, 400, 'Failed to convert the query.')
  const last = Math.max(0, Math.ceil(rows.length / size) - 1)
  const link = (to: number, relation: string): string => {
    const address = new URL(c.req.url)
    address.searchParams.set('page', String(to))
    address.searchParams.set('size', String(size))
    return `<${address.href}>; rel="${relation}"`
  }
  const next = page < last ? [link(page + 1, 'next')] : []
  const previous = page > 0 ? [link(page - 1, 'prev')] : []
  c.header('Link', [...next, ...previous, link(last, 'last'), link(0, 'first')].join(','))
  c.header('X-Total-Count', String(rows.length))
  return c.json(rows.slice(page * size, (page + 1) * size).map(show))
}

function problem(c: Context, status: 400 | 404, detail: string): Response {
  const title = status === 400 ? 'Bad Request' : 'Not Found'
  return c.json({ type: 'about:blank', title, status, detail, instance: c.req.path }, status, {
    'Content-Type': 'application/problem+json'
  })
}

function unauthorized(c: Context): Response {
  return errorPage(c, 401, 'Unauthorized')
}

/** As Spring Boot answers where no controller did. */
function errorPage(c: Context, status: 401 | 404, error: string): Response {
  return c.json({ timestamp: new Date(), status, error, path: c.req.path }, status)
}

function show(key: HeldKey): object {
  const { id, name, prefix, createdAt, expiresAt, lastUsedAt } = key
  return {
    id: Number(id),
    displayName: name,
    keyPrefix: prefix,
    creationDate: createdAt,
    // Jackson leaves out what is null.
    ...(expiresAt && { expirationDate: expiresAt }),
    ...(lastUsedAt && { lastUsed: lastUsedAt }),
    status: { working: 'ACTIVE', expired: 'EXPIRED', revoked: 'REVOKED' }[stateOf(key)]
  }
}
