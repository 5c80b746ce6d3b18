// Follows the habits of Rails with Devise and rswag: a session cookie, a CSRF token that every write needs and that is a
// new one after the sign-in, parameters nested under the model for Devise (`user`) and wrapped by Rails elsewhere, a
// PATCH that also revokes, revoked keys that stay in the list, lower-case summaries taken from request specs, no
// operation ids. Its document is YAML, its address only in a script of the page at /api-docs.
import { Hono, type Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { randomBytes } from 'node:crypto'
import { admin, serve, type StartCorpusServer } from '../plumbing/corpus-server.ts'
import { documentOf } from '../plumbing/documents.ts'
import { futureInstantOf, jsonObject, textOf, wholeNumber } from '../plumbing/input.ts'
import { KeyLedger, stateOf, type HeldKey } from '../plumbing/key-ledger.ts'
import { Sessions } from '../plumbing/sessions.ts'
import { apiDocsPage, signInPage } from './rails-pages.ts'

const cookieName = '_hygiara_session'

export const startRailsServer: StartCorpusServer = ({ keys = 110 } = {}) => {
  const ledger = new KeyLedger({ count: keys, newId: (ordinal) => String(300 + ordinal * 3), revoked: 12 })
  const sessions = new Sessions()
  const csrf = new CsrfTokens()
  const app = new Hono()
  app.use(async (c, next) => {
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (isRead || csrf.isOf(c, c.req.header('X-CSRF-Token'))) return next()
    return c.json({ error: "Can't verify CSRF token authenticity." }, 422)
  })
  app.use('/api_keys/*', async (c, next) => {
    if (sessions.has(getCookie(c, cookieName))) return next()
    return c.json({ error: 'You need to sign in or sign up before continuing.' }, 401)
  })
  app.use('/reviews/*', async (c, next) => {
    if (ledger.accept(c.req.header('X-Api-Key'), c.req.path)) return next()
    return c.json({ error: 'Invalid API key' }, 401)
  })
  addSessionRoutes(app, sessions, csrf)
  addKeyRoutes(app, ledger)
  addOtherRoutes(app)
  return serve({ app, documentPath: '/api-docs/v1/swagger.yaml', ledger, sessions })
}

/** Each session, signed in or not, has one. */
class CsrfTokens {
  readonly #tokens = new Map<string, string>()

  isOf(c: Context, token: string | undefined): boolean {
    return token !== undefined && this.#tokens.get(getCookie(c, cookieName) ?? '') === token
  }

  /** The token of this session; who has no session gets one. */
  of(c: Context): string {
    const session = getCookie(c, cookieName) ?? ''
    const known = this.#tokens.get(session)
    if (known !== undefined) return known
    return this.renew(c, randomBytes(24).toString('base64url'))
  }

  renew(c: Context, session: string): string {
    const token = randomBytes(32).toString('base64')
    this.#tokens.set(session, token)
    setCookie(c, cookieName, session, { path: '/', httpOnly: true, sameSite: 'Lax' })
    return token
  }
}

function addSessionRoutes(app: Hono, sessions: Sessions, csrf: CsrfTokens): void {
  app.get('/csrf_token', (c) => c.json({ csrf_token: csrf.of(c) }))
  app.get('/users/sign_in', (c) => c.html(signInPage(csrf.of(c))))
  app.post('/users/sign_in', async (c) => {
    const user = (await jsonObject(c))?.['user'] as Record<string, unknown> | undefined
    if (user?.['email'] !== admin.login || user['password'] !== admin.password) {
      return c.json({ error: 'Invalid Email or password.' }, 401)
    }
    // Devise starts a new session, so that one from before cannot be used; its token goes with it.
    csrf.renew(c, sessions.open())
    return c.json({ id: 1, email: admin.login, name: admin.name }, 201)
  })
  app.delete('/users/sign_out', (c) => {
    sessions.end(getCookie(c, cookieName))
    return c.body(null, 204)
  })
}

function addKeyRoutes(app: Hono, ledger: KeyLedger): void {
  app.get('/api_keys', (c) => paged(c, 'api_keys', ledger.all.map(show)))
  app.post('/api_keys', async (c) => {
    const body = await jsonObject(c)
    const name = textOf(body?.['name'])
    if (name === null) return c.json({ errors: { name: ["can't be blank"] } }, 422)
    const expiresAt = futureInstantOf(body?.['expires_at'])
    if (expiresAt === undefined) return c.json({ errors: { expires_at: ['must be in the future'] } }, 422)
    const key = ledger.create(name, expiresAt)
    return c.json({ ...show(key), token: key.value }, 201)
  })
  app.get('/api_keys/:id', (c) => {
    const key = ledger.find(c.req.param('id'))
    return key ? c.json(show(key)) : c.json({ error: 'Not Found' }, 404)
  })
  app.patch('/api_keys/:id', async (c) => {
    const key = ledger.find(c.req.param('id'))
    if (!key) return c.json({ error: 'Not Found' }, 404)
    const body = await jsonObject(c)
    const status = body?.['status'] ?? (key.revokedAt ? 'revoked' : 'active')
    if (status !== 'revoked' && (status !== 'active' || key.revokedAt !== null)) {
      return c.json({ errors: { status: ['cannot be changed'] } }, 422)
    }
    if (status === 'revoked' && key.revokedAt === null) ledger.revoke(key)
    key.name = textOf(body?.['name']) ?? key.name
    return c.json(show(key))
  })
}

function addOtherRoutes(app: Hono): void {
  const review = { id: 7, repository: 'acme/portal', state: 'done', created_at: '2026-11-20T08:15:30.112Z' }
  app.get('/reviews', (c) => paged(c, 'reviews', [review]))
  app.get('/reviews/:id', (c) =>
    c.req.param('id') === '7' ? c.json(review) : c.json({ error: 'Not Found' }, 404)
  )
  app.get('/', (c) => c.redirect('/users/sign_in'))
  app.get('/api-docs', (c) => c.redirect('/api-docs/index.html', 301))
  app.get('/api-docs/index.html', (c) => c.html(apiDocsPage))
  app.get('/api-docs/v1/swagger.yaml', (c) => {
    const text = documentOf(c, import.meta.dirname, 'swagger.yaml')
    return c.body(text, 200, { 'Content-Type': 'text/yaml' })
  })
}

/** As Kaminari: a page that is no number is the first one. */
function paged(c: Context, name: string, rows: readonly object[]): Response {
  const page = wholeNumber(c, 'page', { least: 1, most: 1e6, otherwise: 1 }) ?? 1
  const perPage = wholeNumber(c, 'per_page', { least: 1, most: 100, otherwise: 25 }) ?? 25
  const meta = {
    current_page: page,
    total_pages: Math.ceil(rows.length / perPage),
    total_count: rows.length
  }
  return c.json({ [name]: rows.slice((page - 1) * perPage, page * perPage), meta })
}

function show(key: HeldKey): object {
  const { id, name, prefix, createdAt, expiresAt, lastUsedAt, revokedAt } = key
  return {
    id: Number(id),
    name,
    token_prefix: prefix,
    status: { working: 'active', expired: 'expired', revoked: 'revoked' }[stateOf(key)],
    last_used_at: lastUsedAt,
    expires_at: expiresAt,
    created_at: createdAt,
    updated_at: revokedAt ?? createdAt
  }
}
