import type { OpenAPIHono } from '@hono/zod-openapi'
import type { AppEnv } from './environment.ts'

/** The OpenAPI 3.1 document of all routes that are known to `app`. */
export type Reference = ReturnType<typeof referenceOf>

/** Generates the reference from the routes themselves, so that it cannot say anything else than they do. */
export function referenceOf(app: OpenAPIHono<AppEnv>) {
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'The access token of a signed-in person.'
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'An API key: `hrdly_` and 49 more characters.'
  })
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Hygiara',
      version: '1',
      description:
        'People sign in to look after the API keys of their organisation; programs use the keys. JSON in snake_case, ' +
        'instants in UTC as ISO 8601 with Z, refusals as application/problem+json (RFC 9457) with a `code`.'
    },
    servers: [{ url: '/', description: 'This server.' }],
    tags: [
      { name: 'Session', description: 'Signing in and out.' },
      { name: 'API keys', description: 'For people who are signed in.' },
      { name: 'With an API key', description: 'For programs: send the key in the header X-API-Key.' },
      { name: 'Reference', description: 'This document.' }
    ]
  })
}
