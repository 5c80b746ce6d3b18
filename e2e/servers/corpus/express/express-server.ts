// Follows the habits of Express with swagger-jsdoc, swagger-ui-express and Mongoose: a hand-commented Swagger 2 document
// at /swagger.json with a base path, `_id`, nothing required in what is answered, the list as a bare array without
// pages, a session described as an API key in the header Authorization, and keys in a header of their own name.
import { Hono, type Context } from 'hono'
import { randomBytes } from 'node:crypto'
import { admin, serve, type StartCorpusServer } from '../plumbing/corpus-server.ts'
import { documentOf, sendJsonDocument, swaggerPage } from '../plumbing/documents.ts'
import { futureInstantOf, jsonObject, textOf } from '../plumbing/input.ts'
import { KeyLedger, type HeldKey } from '../plumbing/key-ledger.ts'
import { Sessions } from '../plumbing/sessions.ts'

const base = '/api/v1'

export const startExpressServer: StartCorpusServer = ({ keys = 64 } = {}) => {
  const ledger = new KeyLedger({ count: keys, newId: newObjectId })
  const sessions = new Sessions()
  const app = new Hono()
  for (const path of [`${base}/apikeys/*`, `${base}/auth/profile`]) {
    app.use(path, async (c, next) =>
      sessions.hasBearer(c.req.header('Authorization')) ? next() : say(c, 401, 'jwt malformed')
    )
  }
  app.use(`${base}/reports/*`, async (c, next) =>
    ledger.accept(c.req.header('X-Access-Key'), c.req.path) ? next() : say(c, 401, 'Invalid access key')
  )
  addAuthRoutes(app, sessions)
  addKeyRoutes(app, ledger)
  addReportRoutes(app)
  addPages(app)
  return serve({ app, documentPath: '/swagger.json', ledger, sessions })
}

function addAuthRoutes(app: Hono, sessions: Sessions): void {
  app.post(`${base}/auth/login`, async (c) => {
    const body = await jsonObject(c)
    const email = textOf(body?.['email'])
    const password = textOf(body?.['password'])
    if (email === null || password === null) return say(c, 400, 'Email and password are required')
    if (email !== admin.login || password !== admin.password) return say(c, 401, 'Wrong email or password')
    return c.json({ token: sessions.open() })
  })
  const _id = newObjectId()
  app.get(`${base}/auth/profile`, (c) => c.json({ _id, email: admin.login, name: admin.name }))
}

function addKeyRoutes(app: Hono, ledger: KeyLedger): void {
  app.get(`${base}/apikeys`, (c) => c.json(ledger.unrevoked.map(show)))
  app.post(`${base}/apikeys`, async (c) => {
    const body = await jsonObject(c)
    const name = textOf(body?.['name'])
    const expiresAt = futureInstantOf(body?.['expiresAt'])
    if (name === null) return say(c, 400, 'Path `name` is required.')
    if (expiresAt === undefined) return say(c, 400, 'Path `expiresAt` is invalid.')
    const key = ledger.create(name, expiresAt)
    return c.json({ ...show(key), key: key.value }, 201)
  })
  app.delete(`${base}/apikeys/:id`, (c) => {
    const key = ledger.unrevoked.find(({ id }) => id === c.req.param('id'))
    if (!key) return say(c, 404, 'API key not found')
    ledger.revoke(key)
    return c.json({ message: 'API key revoked' })
  })
}

function addReportRoutes(app: Hono): void {
  const report = { _id: newObjectId(), title: 'November', createdAt: '2026-11-20T08:15:30.112Z' }
  app.get(`${base}/reports`, (c) => c.json([report]))
  app.get(`${base}/reports/:id/download`, (c) => {
    if (c.req.param('id') !== report._id) return c.body(null, 404)
    return c.body('%PDF-1.4\n', 200, { 'Content-Type': 'application/pdf' })
  })
}

function addPages(app: Hono): void {
  const folder = import.meta.dirname
  app.get('/swagger.json', (c) => sendJsonDocument(c, folder, 'swagger.json'))
  app.get('/api-docs/', (c) =>
    c.html(swaggerPage('Swagger UI', '<script src="./swagger-ui-init.js"></script>'))
  )
  app.get('/api-docs', (c) => c.redirect('/api-docs/', 301))
  app.get('/api-docs/swagger-ui-init.js', (c) => {
    const script = `
window.onload = function() {
  var options = {"swaggerDoc": ${documentOf(c, folder, 'swagger.json')}, "customOptions": {}};
  var ui = SwaggerUIBundle({ spec: options.swaggerDoc, dom_id: '#swagger-ui' })
}
`
    return c.body(script, 200, { 'Content-Type': 'application/javascript' })
  })
  app.notFound((c) =>
    c.html(`<!DOCTYPE html><html lang="en"><body><pre>Cannot ${c.req.method} here</pre></body></html>`, 404)
  )
}

function say(c: Context, status: 400 | 401 | 404, message: string): Response {
  return c.json({ message }, status)
}

function show({ id, name, prefix, createdAt, expiresAt, lastUsedAt }: HeldKey): object {
  return { _id: id, name, prefix, createdAt, lastUsed: lastUsedAt, expiresAt }
}

function newObjectId(): string {
  return randomBytes(12).toString('hex')
}
