import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import type { User } from '../accounts.ts'
import { requireSession } from '../doors.ts'
import type { AppEnv, Services } from '../environment.ts'
import { Problem } from '../problem.ts'
import { jsonContent, organizationSchema, problemResponses, userSchema } from '../schemas.ts'
import type { TokenPair } from '../sessions.ts'

const credentialsSchema = z
  .strictObject({
    email: z.string().min(1).max(254),
    password: z.string().min(1).max(1024).openapi({ format: 'password' })
  })
  .openapi('Credentials')

const refreshSchema = z.strictObject({ refresh_token: z.string().min(1).max(200) }).openapi('RefreshRequest')

const tokensSchema = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int().openapi({ description: 'Seconds for which the access token works.' }),
    refresh_token: z.string().openapi({ description: 'Works once. Used twice, it ends the whole session.' })
  })
  .openapi('Tokens')

const identitySchema = z.object({ user: userSchema, organization: organizationSchema }).openapi('Identity')

const signedInSchema = tokensSchema
  .extend({ user: userSchema, organization: organizationSchema })
  .openapi('SignedIn')

/** Sign-in with e-mail and password, refresh, sign-out, and who is signed in. */
export function addAuthRoutes(app: OpenAPIHono<AppEnv>, services: Services): void {
  const { accounts, sessions } = services

  const login = createRoute({
    method: 'post',
    path: '/auth/login',
    operationId: 'login',
    tags: ['Session'],
    summary: 'Sign in',
    request: { body: { required: true, content: jsonContent(credentialsSchema) } },
    responses: {
      200: { description: 'Signed in.', content: jsonContent(signedInSchema) },
      ...problemResponses('malformed_json', 'invalid_credentials', 'validation_failed')
    }
  })
  app.openapi(login, async (c) => {
    const { email, password } = c.req.valid('json')
    const user = await accounts.authenticate(email, password)
    if (!user) throw new Problem('invalid_credentials', 'Check the e-mail and the password.')
    return c.json({ ...answerOf(sessions.start(user.id)), ...identityOf(user) }, 200)
  })

  const refresh = createRoute({
    method: 'post',
    path: '/auth/refresh',
    operationId: 'refresh',
    tags: ['Session'],
    summary: 'Swap a refresh token for a new pair',
    request: { body: { required: true, content: jsonContent(refreshSchema) } },
    responses: {
      200: {
        description: 'A new pair; the old refresh token is used up.',
        content: jsonContent(tokensSchema)
      },
      ...problemResponses('malformed_json', 'invalid_refresh_token', 'validation_failed')
    }
  })
  app.openapi(refresh, (c) => c.json(answerOf(sessions.refresh(c.req.valid('json').refresh_token)), 200))

  const logout = createRoute({
    method: 'post',
    path: '/auth/logout',
    operationId: 'logout',
    tags: ['Session'],
    summary: 'Sign out: end this session',
    security: [{ bearer: [] }],
    middleware: requireSession(services),
    responses: { 204: { description: 'Signed out.' }, ...problemResponses('invalid_token') }
  })
  app.openapi(logout, (c) => {
    sessions.end(c.var.session.id)
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
