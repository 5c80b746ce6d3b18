// Follows the habits of ASP.NET Core with Swashbuckle: the document at /swagger/v1/swagger.json, no operation ids, every
// text nullable and nothing required in what is answered, three content types for everything, and summaries from XML
// comments that were written for people who have the controller before them. Answers are in `data`, pages follow a
// continuation token. Beside the API keys there are five other kinds of key and a report about their use.
import { Hono, type Context } from 'hono'
import { randomBytes, randomUUID } from 'node:crypto'
import { admin, serve, type StartCorpusServer } from '../plumbing/corpus-server.ts'
import { sendJsonDocument, swaggerPage } from '../plumbing/documents.ts'
import { futureInstantOf, jsonObject, textOf, wholeNumber } from '../plumbing/input.ts'
import { KeyLedger, stateOf, type HeldKey } from '../plumbing/key-ledger.ts'
import { Sessions } from '../plumbing/sessions.ts'
import { addNeighbours } from './neighbours.ts'

const base = '/api/v1'

export const startAspNetServer: StartCorpusServer = ({ keys = 100 } = {}) => {
  const ledger = new KeyLedger({ count: keys, newId: () => randomUUID() })
  const sessions = new Sessions()
  const app = new Hono()
  app.use(`${base}/*`, async (c, next) => {
    if (c.req.path === `${base}/Auth/Login`) return next()
    const isOpen = c.req.path.startsWith(`${base}/Reviews`)
      ? ledger.accept(c.req.header('X-Api-Key'), c.req.path)
      : sessions.hasBearer(c.req.header('Authorization'))
    if (isOpen) return next()
    c.header('WWW-Authenticate', 'Bearer')
    return c.body(null, 401)
  })
  app.post(`${base}/Auth/Login`, async (c) => {
    const body = await jsonObject(c)
    if (textOf(body?.['email']) === null) return invalid(c, 'email', 'The Email field is required.')
    if (body?.['email'] !== admin.login || body['password'] !== admin.password) return c.body(null, 401)
    return c.json({ data: { accessToken: sessions.open(), expiresIn: 3600 } })
  })
  addKeyRoutes(app, ledger)
  addUsageRoutes(app, ledger)
  addNeighbours(app, base)
  const review = { id: randomUUID(), repository: 'acme/portal', state: 'Done' }
  app.get(`${base}/Reviews`, (c) => c.json({ data: [review] }))
  app.get('/swagger/v1/swagger.json', (c) => sendJsonDocument(c, import.meta.dirname, 'swagger.json'))
  app.get('/swagger', (c) => c.redirect('/swagger/index.html', 301))
  app.get('/swagger/index.html', (c) => c.html(swaggerPage('Swagger UI', pageScript)))
  app.notFound((c) => c.body(null, 404))
  return serve({ app, documentPath: '/swagger/v1/swagger.json', ledger, sessions })
}

function addKeyRoutes(app: Hono, ledger: KeyLedger): void {
  app.get(`${base}/ApiKeys`, (c) => {
    const size = wholeNumber(c, 'pageSize', { least: 1, most: 100, otherwise: 40 })
    if (size === undefined) return invalid(c, 'pageSize', 'The field pageSize must be between 1 and 100.')
    const token = c.req.query('continuationToken')
    const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString())
    if (!Number.isSafeInteger(start)) return invalid(c, 'continuationToken', 'The token is not valid.')
    const rest = ledger.unrevoked.slice(start)
    const continuationToken =
      rest.length > size ? Buffer.from(String(start + size)).toString('base64url') : null
    return c.json({ data: { items: rest.slice(0, size).map(show), continuationToken } })
  })
  app.post(`${base}/ApiKeys`, async (c) => {
    const body = await jsonObject(c)
    const name = textOf(body?.['name'])
    const expiresAt = futureInstantOf(body?.['expiresAt'])
    if (name === null) return invalid(c, 'name', 'The Name field is required.')
    if (expiresAt === undefined) return invalid(c, 'expiresAt', 'The ExpiresAt field is not in the future.')
    const key = ledger.create(name, expiresAt)
    return c.json({ data: { ...show(key), value: key.value } }, 201)
  })
  app.delete(`${base}/ApiKeys/:id`, (c) => {
    const key = ledger.unrevoked.find(({ id }) => id === c.req.param('id'))
    if (!key) return missing(c)
    ledger.revoke(key)
    return c.body(null, 204)
  })
}

/** The report about the same keys: a list of them that cannot create any, and a DELETE that revokes none. */
function addUsageRoutes(app: Hono, ledger: KeyLedger): void {
  app.get(`${base}/ApiKeys/:id/Usage`, (c) => {
    const key = ledger.find(c.req.param('id'))
    if (!key) return missing(c)
    const days = key.lastUsedAt ? [{ day: key.lastUsedAt.toISOString().slice(0, 10), calls: 12 }] : []
    return c.json({ data: days })
  })
  app.get(`${base}/ApiKeyUsage`, (c) => {
    const used = ledger.unrevoked.filter(({ lastUsedAt }) => lastUsedAt !== null)
    const data = used.map(({ id, name, lastUsedAt }) => ({
      apiKeyId: id,
      apiKeyName: name,
      calls: 12,
      lastUsedAt
    }))
    return c.json({ data })
  })
  app.delete(`${base}/ApiKeyUsage/:id`, (c) =>
    ledger.find(c.req.param('id')) ? c.body(null, 204) : missing(c)
  )
}

function invalid(c: Context, field: string, message: string): Response {
  const title = 'One or more validation errors occurred.'
  return c.json({ title, status: 400, errors: { [field]: [message] }, traceId: traceId() }, 400, {
    'Content-Type': 'application/problem+json; charset=utf-8'
  })
}

function missing(c: Context): Response {
  return c.json({ title: 'Not Found', status: 404, traceId: traceId() }, 404, {
    'Content-Type': 'application/problem+json; charset=utf-8'
  })
}

function traceId(): string {
  return `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`
}

function show(key: HeldKey): object {
  const { id, name, prefix, createdAt, lastUsedAt, expiresAt } = key
  const displayKey = `${prefix}...`
  const isExpired = stateOf(key) === 'expired'
  return { id, name, displayKey, createdAt, createdBy: admin.login, lastUsedAt, expiresAt, isExpired }
}

// The address is relative to the page.
const pageScript = `<script>
      window.onload = function () {
        var configObject = JSON.parse('{"urls":[{"url":"v1/swagger.json","name":"Hygiara.Api v1"}],"deepLinking":false}');
        configObject.dom_id = "#swagger-ui";
        const ui = SwaggerUIBundle(configObject);
      }
    </script>`
