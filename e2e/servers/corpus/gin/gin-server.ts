// Follows the habits of Go with Gin, gin-jwt and swag: Swagger 2 with the names of Go packages in its definitions, no
// operation ids, nothing required in what is answered, empty fields left out. A key expires on a day and was last used
// on a day; when it was made is not known; its id is called `key_uid`, its name `label`.
import { Hono, type Context } from 'hono'
import { randomUUID } from 'node:crypto'
import { admin, serve, type StartCorpusServer } from '../plumbing/corpus-server.ts'
import { sendJsonDocument, swaggerPage } from '../plumbing/documents.ts'
import { jsonObject, plainInstant, textOf, wholeNumber } from '../plumbing/input.ts'
import { endOfDay, KeyLedger, stateOf, type HeldKey } from '../plumbing/key-ledger.ts'
import { Sessions } from '../plumbing/sessions.ts'

const base = '/api/v1'

export const startGinServer: StartCorpusServer = ({ keys = 75 } = {}) => {
  const ledger = new KeyLedger({ count: keys, newId: () => randomUUID() })
  const sessions = new Sessions()
  const app = new Hono()
  app.use(`${base}/keys/*`, async (c, next) =>
    sessions.hasBearer(c.req.header('Authorization')) ? next() : refuse(c, 401, 'cookie token is empty')
  )
  app.use(`${base}/reviews/*`, async (c, next) =>
    ledger.accept(c.req.header('X-API-Key'), c.req.path) ? next() : refuse(c, 401, 'unknown key')
  )
  app.post(`${base}/login`, async (c) => {
    const body = await jsonObject(c)
    const username = textOf(body?.['username'])
    const password = textOf(body?.['password'])
    if (username === null || password === null) return refuse(c, 400, 'missing Username or Password')
    if (username !== admin.login || password !== admin.password) {
      return refuse(c, 401, 'incorrect Username or Password')
    }
    const expire = plainInstant(new Date(Date.now() + 3_600_000))
    return c.json({ code: 200, expire, token: sessions.open() })
  })
  addKeyRoutes(app, ledger)
  addOtherRoutes(app)
  return serve({ app, documentPath: '/swagger/doc.json', ledger, sessions })
}

function addKeyRoutes(app: Hono, ledger: KeyLedger): void {
  app.get(`${base}/keys`, (c) => paged(c, 'keys', ledger.unrevoked.map(show)))
  app.post(`${base}/keys`, async (c) => {
    const body = await jsonObject(c)
    const label = textOf(body?.['label'])
    const expiresAt = lastDayOf(body?.['expires_on'])
    if (label === null) return refuse(c, 400, "Key: 'CreateKeyRequest.Label' failed on the 'required' tag")
    if (expiresAt === undefined) return refuse(c, 400, 'expires_on: not a day to come')
    const key = ledger.create(label, expiresAt)
    return c.json({ key: show(key), plaintext: key.value }, 201)
  })
  app.delete(`${base}/keys/:uid`, (c) => {
    const key = ledger.unrevoked.find(({ id }) => id === c.req.param('uid'))
    if (!key) return refuse(c, 404, 'record not found')
    ledger.revoke(key)
    return c.body(null, 204)
  })
}

function addOtherRoutes(app: Hono): void {
  const review = { review_uid: randomUUID(), repository: 'acme/portal', state: 'done' }
  app.get(`${base}/reviews`, (c) => paged(c, 'reviews', [review]))
  app.get(`${base}/ping`, (c) => c.json({ message: 'pong' }))
  app.get('/swagger/doc.json', (c) => sendJsonDocument(c, import.meta.dirname, 'doc.json'))
  app.get('/swagger/index.html', (c) => c.html(swaggerPage('Swagger UI', pageScript)))
  app.notFound((c) => c.text('404 page not found', 404))
}

function paged(c: Context, name: string, rows: readonly object[]): Response {
  const page = wholeNumber(c, 'page', { least: 1, most: 1e6, otherwise: 1 })
  const limit = wholeNumber(c, 'limit', { least: 1, most: 100, otherwise: 30 })
  if (page === undefined || limit === undefined) return refuse(c, 400, 'strconv.ParseInt: invalid syntax')
  return c.json({ [name]: rows.slice((page - 1) * limit, page * limit), total: rows.length, page, limit })
}

function refuse(c: Context, code: 400 | 401 | 404, message: string): Response {
  return c.json({ code, message }, code)
}

/** The end of a day in UTC; `null` for none given; `undefined` for what is no day or is over. */
function lastDayOf(value: unknown): Date | null | undefined {
  if (value === undefined || value === null) return null
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return undefined
  const end = endOfDay(new Date(value))
  return end.getTime() > Date.now() ? end : undefined
}

function show(key: HeldKey): object {
  const day = (date: Date): string => date.toISOString().slice(0, 10)
  return {
    key_uid: key.id,
    label: key.name,
    hint: key.prefix,
    ...(key.lastUsedAt && { last_used_on: day(key.lastUsedAt) }),
    ...(key.expiresAt && { expires_on: day(key.expiresAt) }),
    expired: stateOf(key) === 'expired'
  }
}

// The address is relative to the page.
const pageScript = `<script>
    window.onload = function() {
      const ui = SwaggerUIBundle({
        url: "doc.json",
        dom_id: '#swagger-ui',
        validatorUrl: null,
        layout: "StandaloneLayout"
      })
      window.ui = ui
    }
    </script>`
