import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { canonicalEmail, type SignIn, type User } from '../accounts.ts'
import { requireSession } from '../doors.ts'
import type { AppEnv, Services } from '../environment.ts'
import { Problem } from '../problem.ts'
import { bodyProblems, jsonBody, jsonContent, organizationSchema, problemResponses } from '../schemas.ts'
import type { TokenPair } from '../sessions.ts'

const credentialsSchema = z
  .strictObject({
    email: z.string().min(1).max(254),
    password: z.string().min(1).max(1024).openapi({ format: 'password' }),
    totp_code: z
      .string()
      .regex(/^\d{6}$/, 'Six digits.')
      .optional()
      .openapi({ description: 'The current one-time code, where the account has them.' })
  })
  .openapi('Credentials')

const refreshSchema = z.strictObject({ refresh_token: z.string().min(1).max(200) }).openapi('RefreshRequest')

const tokens = {
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.int().openapi({ description: 'Seconds for which the access token works.' }),
  refresh_token: z.string().openapi({ description: 'Works once. Used twice, it ends the whole session.' })
}

const tokensSchema = z.object(tokens).openapi('Tokens')

const userSchema = z
  .object({ id: z.string(), email: z.string(), name: z.string(), role: z.enum(['admin']) })
  .openapi('User')

const identity = { user: userSchema, organization: organizationSchema }

const identitySchema = z.object(identity).openapi('Identity')

const signedInSchema = z.object({ ...tokens, ...identity }).openapi('SignedIn')

/** Sign-in with e-mail and password, refresh, sign-out, and who is signed in. */
export function addAuthRoutes(app: OpenAPIHono<AppEnv>, services: Services): void {
  addLogin(app, services)
  addRefresh(app, services)
  addLogoutAndMe(app, services)
}

function addLogin(app: OpenAPIHono<AppEnv>, { accounts, loginThrottle, sessions, now }: Services): void {
  const login = createRoute({
    method: 'post',
    path: '/auth/login',
    operationId: 'login',
    tags: ['Session'],
    summary: 'Sign in',
    request: { body: jsonBody(credentialsSchema) },
    responses: {
      200: { description: 'Signed in.', content: jsonContent(signedInSchema) },
      ...problemResponses('invalid_credentials', 'totp_required', 'too_many_attempts', ...bodyProblems)
    }
  })
  app.openapi(login, async (c) => {
    const { email, password, totp_code: totpCode = null } = c.req.valid('json')
    const signIn = await loginThrottle.attempt(canonicalEmail(email), async () => {
      const outcome = await accounts.authenticate({ email, password, totpCode }, now())
      return { outcome, counts: countsOf[outcome.kind] }
    })
    if (signIn.kind !== 'accepted') throw refusalOf(signIn.kind)
    c.header('Cache-Control', 'no-store')
    return c.json({ ...answerOf(sessions.start(signIn.user.id)), ...identityOf(signIn.user) }, 200)
  })
}

const countsOf = {
  accepted: 'as success',
  wrong_password: 'as failure',
  wrong_code: 'as failure',
  code_needed: 'not at all'
} as const

function refusalOf(kind: Exclude<SignIn['kind'], 'accepted'>): Problem {
  switch (kind) {
    case 'wrong_password':
      return new Problem('invalid_credentials', 'Check the e-mail and the password.')
    case 'code_needed':
      return new Problem('totp_required', 'Send the current one-time code as totp_code.')
    case 'wrong_code':
      return new Problem('totp_required', 'This code is wrong or was used before. Send the current one.')
  }
}

function addRefresh(app: OpenAPIHono<AppEnv>, { sessions }: Services): void {
  const refresh = createRoute({
    method: 'post',
    path: '/auth/refresh',
    operationId: 'refresh',
    tags: ['Session'],
    summary: 'Swap a refresh token for a new pair',
    request: { body: jsonBody(refreshSchema) },
    responses: {
      200: {
        description: 'A new pair; the old refresh token is used up.',
        content: jsonContent(tokensSchema)
      },
      ...problemResponses('invalid_refresh_token', ...bodyProblems)
    }
  })
  app.openapi(refresh, (c) => {
    c.header('Cache-Control', 'no-store')
    return c.json(answerOf(sessions.refresh(c.req.valid('json').refresh_token)), 200)
  })
}

function addLogoutAndMe(app: OpenAPIHono<AppEnv>, services: Services): void {
  const logout = createRoute({
    method: 'post',
    path: '/auth/logout',
    operationId: 'logout',
    tags: ['Session'],
    summary: 'Sign out: end this session',
    security: [{ bearer: [] }],
    middleware: requireSession(services),
    responses: {
      204: { description: 'Signed out.' },
      ...problemResponses('invalid_token', 'payload_too_large')
    }
  })
  app.openapi(logout, (c) => {
    services.sessions.end(c.var.session.id)
    return c.body(null, 204)
  })

  const me = createRoute({
    method: 'get',
    path: '/auth/me',
    operationId: 'me',
    tags: ['Session'],
    summary: 'Who is signed in',
    security: [{ bearer: [] }],
    middleware: requireSession(services),
    responses: {
      200: { description: 'The person and the organisation.', content: jsonContent(identitySchema) },
      ...problemResponses('invalid_token')
    }
  })
  app.openapi(me, (c) => c.json(identityOf(c.var.session.user), 200))
}

function answerOf({ accessToken, expiresIn, refreshToken }: TokenPair): z.infer<typeof tokensSchema> {
  return {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: expiresIn,
    refresh_token: refreshToken
  }
}

function identityOf({ id, email, name, role, organization }: User): z.infer<typeof identitySchema> {
  return { user: { id, email, name, role }, organization }
}
