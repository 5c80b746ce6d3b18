import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { requireSession } from '../doors.ts'
import { entityTagOf, hasEntityTag } from '../entity-tag.ts'
import type { AppEnv, Services } from '../environment.ts'
import { Problem } from '../problem.ts'
import { bodyProblems, idParamSchema, jsonBody, jsonContent, nextCursorSchema } from '../schemas.ts'
import { pageQuerySchema, problemResponses } from '../schemas.ts'
import { apiKeyFormOf, type ApiKeyForm } from './api-key-answer.ts'
import { expectToCome, newKeySchemaOf, wantedKeyOf } from './new-api-key.ts'

/** In the mood `slow`: long enough to ask again while a create is running. */
const slowCreate = 2000

const idempotencyKeySchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, '1 to 255 visible ASCII characters.')
  .optional()
  .openapi({
    description:
      'Makes a repetition safe for 24 hours: 409 `in_progress` while the first request runs, 409 `replayed` with ' +
      'the id of the key once it is made, 422 when the payload differs. The value is never repeated.'
  })

/** List, create and revoke the keys of the organisation. */
export function addApiKeyRoutes(app: OpenAPIHono<AppEnv>, services: Services): void {
  const form = apiKeyFormOf(services.moods)
  addList(app, services, form)
  addCreate(app, services, form)
  // Without ids there is nothing to address a revoke with.
  if (!services.moods.has('no-id')) addRevoke(app, services)
}

function commonOf(services: Services) {
  return { tags: ['API keys'], security: [{ bearer: [] }], middleware: requireSession(services) }
}

function addList(app: OpenAPIHono<AppEnv>, services: Services, form: ApiKeyForm): void {
  const { apiKeys, keyUsage, moods, now } = services
  const pageSchema = z
    .object({ items: z.array(form.schema), next_cursor: nextCursorSchema })
    .openapi('ApiKeyPage')
  const tagged = !moods.has('no-etag')
  const withRevoked = moods.has('revoked-stay') || moods.has('revoked-unmarked')

  const list = createRoute({
    ...commonOf(services),
    method: 'get',
    path: '/api-keys',
    operationId: 'listApiKeys',
    summary: 'List the keys, newest first',
    request: {
      query: pageQuerySchema,
      ...(tagged ? { headers: z.object({ 'If-None-Match': z.string().optional() }) } : {})
    },
    responses: {
      200: {
        description: 'A page of keys.',
        ...(tagged ? { headers: z.object({ ETag: z.string() }) } : {}),
        content: jsonContent(pageSchema)
      },
      ...(tagged ? { 304: { description: 'The page is still as If-None-Match has it.' } } : {}),
      ...problemResponses('invalid_cursor', 'invalid_token', 'validation_failed')
    }
  })
  app.openapi(list, (c) => {
    const { limit, cursor } = c.req.valid('query')
    // Uses of the last moments belong in the answer.
    if (!moods.has('last-used-lags')) keyUsage.flush()
    const page = apiKeys.list(limit, cursor ?? null, withRevoked)
    const body = { items: page.rows.map((row) => form.answerOf(row, now())), next_cursor: page.nextCursor }
    c.header('Cache-Control', 'private, no-cache')
    if (tagged) {
      const tag = entityTagOf(body)
      c.header('ETag', tag)
      if (hasEntityTag(c.req.header('If-None-Match'), tag)) return c.body(null, 304)
    }
    return c.json(body, 200)
  })
}

function addCreate(app: OpenAPIHono<AppEnv>, services: Services, form: ApiKeyForm): void {
  const { apiKeys, idempotency, moods, now, pause } = services
  const idempotent = !moods.has('no-idempotency')

  const create = createRoute({
    ...commonOf(services),
    method: 'post',
    path: '/api-keys',
    operationId: 'createApiKey',
    summary: 'Create a key',
    request: {
      body: jsonBody(newKeySchemaOf(moods)),
      ...(idempotent ? { headers: z.object({ 'Idempotency-Key': idempotencyKeySchema }) } : {})
    },
    responses: {
      201: { description: 'The key with its value, this once.', content: jsonContent(form.createdSchema) },
      ...problemResponses('invalid_token', ...bodyProblems, ...(idempotent ? idempotencyProblems : []))
    }
  })
  app.openapi(create, async (c) => {
    const wanted = wantedKeyOf(c.req.valid('json'))
    const idempotencyKey = idempotent ? c.req.header('Idempotency-Key') : undefined
    const claim =
      idempotencyKey === undefined
        ? null
        : idempotency.claim(c.var.session.user.id, idempotencyKey, [wanted.name, wanted.expiresAt])
    try {
      // After the claim: a repetition is told which key there is, even when that has expired by now.
      expectToCome(wanted, now())
      if (moods.has('slow')) await pause(slowCreate)
      const { row, value } = apiKeys.create(wanted.name, wanted.expiresAt, (id) => claim?.record(id))
      if (moods.has('error-after-create')) throw new Problem('internal_error', 'As the mood has it.')
      if (moods.has('drop-after-create')) c.env.incoming.socket.destroy()
      c.header('Cache-Control', 'no-store')
      return c.json({ ...form.answerOf(row, now()), key: value }, 201)
    } finally {
      claim?.release()
    }
  })
}

const idempotencyProblems = ['in_progress', 'replayed', 'idempotency_key_reused'] as const

function addRevoke(app: OpenAPIHono<AppEnv>, services: Services): void {
  const { apiKeys, moods } = services
  const revoke = createRoute({
    ...commonOf(services),
    method: 'delete',
    path: '/api-keys/{id}',
    operationId: 'revokeApiKey',
    summary: 'Revoke a key, at once and for ever',
    request: { params: idParamSchema },
    responses: {
      204: { description: 'Revoked: it does not work from this moment on.' },
      ...problemResponses('invalid_token', 'not_found', 'payload_too_large', 'validation_failed')
    }
  })
  app.openapi(revoke, (c) => {
    if (!apiKeys.revoke(c.req.valid('param').id)) {
      throw new Problem('not_found', 'There is no such key, or it is already revoked.')
    }
    if (moods.has('error-after-revoke')) throw new Problem('internal_error', 'As the mood has it.')
    return c.body(null, 204)
  })
}
