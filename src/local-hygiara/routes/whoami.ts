import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { useKeyOf } from '../doors.ts'
import type { AppEnv, Services } from '../environment.ts'
import { instantSchema, jsonContent, organizationSchema, problemResponses } from '../schemas.ts'
import { instantOrNull } from './api-key-answer.ts'

const keyIdentitySchema = z
  .object({
    organization: organizationSchema,
    api_key: z.object({
      id: z.string(),
      name: z.string(),
      key_prefix: z.string(),
      expires_at: instantSchema.nullable()
    })
  })
  .openapi('KeyIdentity')

/** The harmless way to try a key. */
export function addWhoamiRoute(app: OpenAPIHono<AppEnv>, services: Services): void {
  const whoami = createRoute({
    method: 'get',
    path: '/whoami',
    operationId: 'whoami',
    tags: ['With an API key'],
    summary: 'Whose key this is',
    security: [{ apiKey: [] }],
    responses: {
      200: { description: 'The key works.', content: jsonContent(keyIdentitySchema) },
      ...problemResponses('invalid_api_key')
    }
  })
  // Its door is opened here and not by a middleware: with a single handler Hono answers without a promise, which
  // doubles the requests per second of the one call that every pipeline makes.
  app.openapi(whoami, (c) => {
    const { id, name, key_prefix, expires_at } = useKeyOf(c.env, services)
    const api_key = { id, name, key_prefix, expires_at: instantOrNull(expires_at) }
    return c.json({ organization: services.organization, api_key }, 200)
  })
}
