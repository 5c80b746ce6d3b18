// Follows the habits of Quarkus with SmallRye OpenAPI and an OIDC provider: the document at /q/openapi, YAML with the
// components first, summaries that are method names, no operation ids. One signs in on the web page only
// (authorisation code); for a program there is a token to paste.
import { Hono, type Context } from 'hono'
import { randomUUID } from 'node:crypto'
import { admin, serve, type CorpusServer, type StartCorpusServer } from '../plumbing/corpus-server.ts'
import { documentOf, swaggerPage } from '../plumbing/documents.ts'
import { futureInstantOf, jsonObject, plainInstant, textOf, wholeNumber } from '../plumbing/input.ts'
import { KeyLedger, stateOf, type HeldKey } from '../plumbing/key-ledger.ts'
import { Sessions } from '../plumbing/sessions.ts'

export const startQuarkusServer: StartCorpusServer = ({ keys = 120 } = {}) => {
  const ledger = new KeyLedger({ count: keys, newId: () => randomUUID() })
  const sessions = new Sessions()
  const app = new Hono()
  app.use('/organisation/*', async (c, next) =>
    sessions.hasBearer(c.req.header('Authorization')) ? next() : c.body(null, 401)
  )
  app.use('/reviews', async (c, next) =>
    ledger.accept(c.req.header('X-API-Key'), c.req.path) ? next() : c.body(null, 401)
  )
  addSignIn(app, sessions)
  addKeyRoutes(app, ledger)
  app.get('/reviews', (c) => c.json([{ id: randomUUID(), repository: 'acme/portal' }]))
  addPages(app)
  return serve({ app, documentPath: '/q/openapi', ledger, sessions })
}

/** What a person gets who signs in on the web page: a token to paste; `null` for a wrong password. */
export async function tokenFromTheWebPage(
  { baseUrl }: CorpusServer,
  password: string
): Promise<string | null> {
  const redirect = `${baseUrl}/signed-in`
  const form = new URLSearchParams({ username: admin.login, password, redirect_uri: redirect })
  const answer = await fetch(`${baseUrl}/oauth2/authorize`, {
    method: 'POST',
    body: form,
    redirect: 'manual'
  })
  const code = new URL(answer.headers.get('Location') ?? redirect).searchParams.get('code')
  if (code === null) return null
  const exchange = new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirect })
  const tokens = await fetch(`${baseUrl}/oauth2/token`, { method: 'POST', body: exchange })
  return ((await tokens.json()) as { access_token: string }).access_token
}

function addSignIn(app: Hono, sessions: Sessions): void {
  const codes = new Sessions()
  const form = (redirect: string): string => `<!DOCTYPE html>
<html lang="en"><head><title>Sign in to Hygiara</title></head><body>
<form method="post" action="/oauth2/authorize">
<input name="username" autocomplete="username"><input name="password" type="password">
<input name="redirect_uri" type="hidden" value="${encodeURI(redirect)}"><button>Sign in</button>
</form></body></html>
`
  app.get('/oauth2/authorize', (c) => c.html(form(c.req.query('redirect_uri') ?? '')))
  app.post('/oauth2/authorize', async (c) => {
    const body = await c.req.parseBody()
    const redirect = textOf(body['redirect_uri'], 500)
    if (redirect === null || !URL.canParse(redirect)) return c.body(null, 400)
    if (body['username'] !== admin.login || body['password'] !== admin.password)
      return c.html(form(redirect), 401)
    const address = new URL(redirect)
    address.searchParams.set('code', codes.open())
    return c.redirect(address.href)
  })
  app.post('/oauth2/token', async (c) => {
    const code = textOf((await c.req.parseBody())['code']) ?? ''
    if (!codes.has(code)) return c.json({ error: 'invalid_grant' }, 400)
    codes.end(code)
    return c.json({ access_token: sessions.open(), token_type: 'Bearer', expires_in: 3600 })
  })
}

function addKeyRoutes(app: Hono, ledger: KeyLedger): void {
  app.get('/organisation/keys', (c) => {
    const limit = wholeNumber(c, 'limit', { least: 1, most: 200, otherwise: 50 })
    const offset = wholeNumber(c, 'offset', { least: 0, most: 1e6, otherwise: 0 })
    if (limit === undefined || offset === undefined) return c.body(null, 404)
    const rows = ledger.unrevoked
    return c.json({ keys: rows.slice(offset, offset + limit).map(show), total: rows.length })
  })
  app.post('/organisation/keys', async (c) => {
    const body = await jsonObject(c)
    const name = textOf(body?.['name'])
    const expiresAt = futureInstantOf(body?.['expires'])
    if (name === null || expiresAt === undefined) return c.body(null, 400)
    const key = ledger.create(name, expiresAt)
    return c.json({ apiKey: show(key), key: key.value }, 201)
  })
  app.delete('/organisation/keys/:id', (c) => {
    const key = ledger.unrevoked.find(({ id }) => id === c.req.param('id'))
    if (!key) return c.body(null, 404)
    ledger.revoke(key)
    return c.body(null, 204)
  })
}

function addPages(app: Hono): void {
  app.get('/q/openapi', (c) => {
    const text = documentOf(c, import.meta.dirname, 'openapi.yaml')
    return c.body(text, 200, { 'Content-Type': 'application/yaml;charset=UTF-8' })
  })
  const script = "<script>window.ui = SwaggerUIBundle({ url: '/q/openapi', dom_id: '#swagger-ui' })</script>"
  const page = (c: Context): Response | Promise<Response> => c.html(swaggerPage('OpenAPI UI', script))
  app.get('/q/swagger-ui/', page)
  app.get('/q/swagger-ui', (c) => c.redirect('/q/swagger-ui/'))
  app.get('/', (c) =>
    c.html('<!DOCTYPE html><html lang="en"><title>hygiara</title><a href="/q/swagger-ui/">API</a></html>')
  )
}

function show(key: HeldKey): object {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    created: plainInstant(key.createdAt),
    ...(key.lastUsedAt && { lastUsed: plainInstant(key.lastUsedAt) }),
    ...(key.expiresAt && { expires: plainInstant(key.expiresAt) }),
    expired: stateOf(key) === 'expired'
  }
}
