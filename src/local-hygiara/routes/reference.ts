import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { docsPage } from '../docs-page.ts'
import { docsStyle } from '../docs-style.ts'
import type { AppEnv } from '../environment.ts'
import { referenceOf } from '../reference.ts'
import { jsonContent, problemResponses } from '../schemas.ts'

const documentSchema = z.looseObject({ openapi: z.string() })

/** The reference for programs and for people. To be added last: it describes the routes that are there. */
export function addReferenceRoutes(app: OpenAPIHono<AppEnv>): void {
  const document = createRoute({
    method: 'get',
    path: '/openapi.json',
    operationId: 'openapi',
    tags: ['Reference'],
    summary: 'The OpenAPI 3.1 document',
    responses: {
      200: { description: 'The document.', content: jsonContent(documentSchema) },
      ...problemResponses()
    }
  })
  const docs = createRoute({
    method: 'get',
    path: '/docs',
    operationId: 'docs',
    tags: ['Reference'],
    summary: 'The same as a page for people',
    responses: {
      200: { description: 'The page.', content: { 'text/html': { schema: z.string() } } },
      ...problemResponses()
    }
  })
  const answerDocs = (c: Context<AppEnv>) => {
    c.header('Content-Security-Policy', "default-src 'none'; style-src 'self'; frame-ancestors 'none'")
    c.header('X-Content-Type-Options', 'nosniff')
    return c.html(page)
  }
  app.openapi(document, (c) => c.json({ ...reference } as z.infer<typeof documentSchema>, 200))
  app.openapi(docs, answerDocs)
  // Whoever opens the address that the server printed lands on the page too.
  app.get('/', answerDocs)
  app.get('/docs.css', (c) => c.body(docsStyle, 200, { 'Content-Type': 'text/css; charset=utf-8' }))
  // Where the base path is all that a client was given.
  app.get('/api/v1/openapi.json', (c) => c.json(reference, 200))

  const reference = referenceOf(app)
  const page = docsPage(reference)
}
