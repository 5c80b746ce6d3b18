import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { isExpired, type ApiKeyRow } from '../api-keys.ts'
import { requireSession } from '../doors.ts'
import type { AppEnv, Services } from '../environment.ts'
import { entityTagOf, hasEntityTag } from '../entity-tag.ts'
import { Problem } from '../problem.ts'
import { instantSchema, jsonContent, problemResponses } from '../schemas.ts'

const apiKeyShape = {
  id: z.string(),
  name: z.string(),
  key_prefix: z.string().openapi({ example: 'hrdly_b7Qx2m' }),
  created_at: instantSchema,
  last_used_at: instantSchema.nullable(),
  expires_at: instantSchema.nullable(),
  is_expired: z.boolean()
}

const apiKeySchema = z.object(apiKeyShape).openapi('ApiKey')

const apiKeyPageSchema = z
  .object({
    items: z.array(apiKeySchema),
    next_cursor: z.string().nullable().openapi({ description: 'null on the last page.' })
  })
  .openapi('ApiKeyPage')

const createdSchema = z
  .object({
    ...apiKeyShape,
    key: z
      .string()
      .openapi({ description: 'The value. It is shown here, once, and can never be read again.' })
  })
  .openapi('CreatedApiKey')

const nameSchema = z
  .string()
  .trim()
  .refine((name) => name !== '', { params: { code: 'required' }, message: 'A key needs a name.' })
  .refine((name) => [...name].length <= 100, {
    params: { code: 'too_long' },
    message: 'A name has at most 100 characters.'
  })
  // A lone surrogate is no text either: it would come back from the database as another character.
  .refine((name) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(name), {
    params: { code: 'control_characters' },
    message: 'A name has no control characters.'
  })
  .openapi({ minLength: 1, maxLength: 100, example: 'ci-github-reviews-prod' })

const newKeySchema = z
  .strictObject({
    name: nameSchema,
    expires_at: z.iso
      .datetime({ message: 'An instant in UTC such as 2027-06-29T23:59:59Z.' })
      .nullish()
      .openapi({
        description: 'From this instant on the key does not work. Without it, until it is revoked.'
      })
  })
  .openapi('NewApiKey')

const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().max(200).optional()
})

/** List, create and revoke the keys of the signed-in person's organisation. */
export function addApiKeyRoutes(app: OpenAPIHono<AppEnv>, services: Services): void {
  const { apiKeys, keyUsage, now } = services
  const common = { tags: ['API keys'], security: [{ bearer: [] }], middleware: requireSession(services) }

  const list = createRoute({
    ...common,
    method: 'get',
    path: '/api-keys',
    operationId: 'listApiKeys',
    summary: 'List the keys, newest first',
    request: { query: pageQuerySchema },
    responses: {
      200: {
        description: 'A page of keys.',
        headers: z.object({ ETag: z.string() }),
        content: jsonContent(apiKeyPageSchema)
      },
      304: { description: 'The page is as If-None-Match has it.' },
      ...problemResponses('invalid_cursor', 'invalid_token', 'validation_failed')
    }
  })
  app.openapi(list, (c) => {
    const { limit, cursor } = c.req.valid('query')
    // Uses of the last moments belong in the answer.
    keyUsage.flush()
    const page = apiKeys.list(c.var.session.user.organization.id, limit, cursor ?? null)
    const body = { items: page.rows.map((row) => answerOf(row, now())), next_cursor: page.nextCursor }
    const tag = entityTagOf(body)
    c.header('ETag', tag)
    c.header('Cache-Control', 'private, no-cache')
    return hasEntityTag(c.req.header('If-None-Match'), tag) ? c.body(null, 304) : c.json(body, 200)
  })

  const create = createRoute({
    ...common,
    method: 'post',
    path: '/api-keys',
    operationId: 'createApiKey',
    summary: 'Create a key',
    request: { body: { required: true, content: jsonContent(newKeySchema) } },
    responses: {
      201: { description: 'The key with its value, this once.', content: jsonContent(createdSchema) },
      ...problemResponses('malformed_json', 'invalid_token', 'validation_failed')
    }
  })
  app.openapi(create, (c) => {
    const { name, expires_at: expiry } = c.req.valid('json')
    const expiresAt = typeof expiry === 'string' ? Date.parse(expiry) : null
    if (expiresAt !== null && expiresAt <= now()) {
      throw new Problem('validation_failed', 'expires_at is not acceptable.', {
        errors: [{ field: 'expires_at', code: 'in_the_past', message: 'A key expires in the future.' }]
      })
    }
    const { row, value } = apiKeys.create(c.var.session.user.organization.id, name, expiresAt)
    return c.json({ ...answerOf(row, now()), key: value }, 201)
  })

  const revoke = createRoute({
    ...common,
    method: 'delete',
    path: '/api-keys/{id}',
    operationId: 'revokeApiKey',
    summary: 'Revoke a key, at once and for ever',
    request: { params: z.object({ id: z.string().max(100) }) },
    responses: {
      204: { description: 'Revoked: it does not work from this moment on.' },
      ...problemResponses('invalid_token', 'not_found', 'validation_failed')
    }
  })
  app.openapi(revoke, (c) => {
    if (!apiKeys.revoke(c.var.session.user.organization.id, c.req.valid('param').id)) {
      throw new Problem('not_found', 'There is no such key, or it is already revoked.')
    }
    return c.body(null, 204)
  })
}

function answerOf(row: ApiKeyRow, now: number): z.infer<typeof apiKeySchema> {
  return {
    id: row.id,
    name: row.name,
    key_prefix: row.key_prefix,
    created_at: new Date(row.created_at).toISOString(),
    last_used_at: instantOrNull(row.last_used_at),
    expires_at: instantOrNull(row.expires_at),
    is_expired: isExpired(row, now)
  }
}

function instantOrNull(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
