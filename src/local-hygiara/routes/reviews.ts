import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { requireApiKey } from '../doors.ts'
import type { AppEnv, Services } from '../environment.ts'
import { Problem } from '../problem.ts'
import type { Review } from '../reviews.ts'
import { bodyProblems, idParamSchema, instantSchema, jsonBody, jsonContent } from '../schemas.ts'
import { nameSchema, nextCursorSchema, pageQuerySchema, problemResponses } from '../schemas.ts'
import { instantOrNull } from './api-key-answer.ts'

const newReviewSchema = z
  .strictObject({
    name: nameSchema,
    text: z.string().min(1).max(48_000).openapi({ description: 'What to review. It is read and not kept.' })
  })
  .openapi('NewReview')

const findingSchema = z.object({ line: z.int(), rule: z.string(), message: z.string() }).openapi('Finding')

const reviewSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    created_at: instantSchema,
    lines: z.int(),
    result: z.enum(['passed', 'failed']).openapi({ description: 'failed: there are findings.' }),
    findings: z.array(findingSchema)
  })
  .openapi('Review')

const reviewPageSchema = z
  .object({ items: z.array(reviewSchema), next_cursor: nextCursorSchema })
  .openapi('ReviewPage')

/** What keys are for: trigger a review from a pipeline, query results, download the report. */
export function addReviewRoutes(app: OpenAPIHono<AppEnv>, services: Services): void {
  const { reviews } = services
  const common = {
    tags: ['With an API key'],
    security: [{ apiKey: [] }],
    middleware: requireApiKey(services)
  }
  const reviewOr404 = (id: string): Review => {
    const review = reviews.find(id)
    if (!review) throw new Problem('not_found', 'There is no such review.')
    return review
  }

  const list = createRoute({
    ...common,
    method: 'get',
    path: '/reviews',
    operationId: 'listReviews',
    summary: 'List the reviews, newest first',
    request: { query: pageQuerySchema },
    responses: {
      200: { description: 'A page of reviews.', content: jsonContent(reviewPageSchema) },
      ...problemResponses('invalid_api_key', 'invalid_cursor', 'validation_failed')
    }
  })
  app.openapi(list, (c) => {
    const { limit, cursor } = c.req.valid('query')
    const page = reviews.list(limit, cursor ?? null)
    return c.json({ items: page.rows.map(answerOf), next_cursor: page.nextCursor }, 200)
  })

  const create = createRoute({
    ...common,
    method: 'post',
    path: '/reviews',
    operationId: 'createReview',
    summary: 'Review a text for keys, passwords and unencrypted addresses',
    request: { body: jsonBody(newReviewSchema) },
    responses: {
      201: { description: 'The finished review.', content: jsonContent(reviewSchema) },
      ...problemResponses('invalid_api_key', ...bodyProblems)
    }
  })
  app.openapi(create, (c) => {
    const { name, text } = c.req.valid('json')
    return c.json(answerOf(reviews.create(c.var.usedKey.id, name, text)), 201)
  })

  const get = createRoute({
    ...common,
    method: 'get',
    path: '/reviews/{id}',
    operationId: 'getReview',
    summary: 'One review',
    request: { params: idParamSchema },
    responses: {
      200: { description: 'The review.', content: jsonContent(reviewSchema) },
      ...problemResponses('invalid_api_key', 'not_found', 'validation_failed')
    }
  })
  app.openapi(get, (c) => c.json(answerOf(reviewOr404(c.req.valid('param').id)), 200))

  const report = createRoute({
    ...common,
    method: 'get',
    path: '/reviews/{id}/report',
    operationId: 'getReviewReport',
    summary: 'The report of a review, to keep',
    request: { params: idParamSchema },
    responses: {
      200: { description: 'The report.', content: { 'text/plain': { schema: z.string() } } },
      ...problemResponses('invalid_api_key', 'not_found', 'validation_failed')
    }
  })
  app.openapi(report, (c) => {
    const review = reviewOr404(c.req.valid('param').id)
    c.header('Content-Disposition', `attachment; filename="${review.id}.txt"`)
    return c.text(reportOf(review), 200)
  })
}

function answerOf(review: Review): z.infer<typeof reviewSchema> {
  return {
    id: review.id,
    name: review.name,
    created_at: new Date(review.created_at).toISOString(),
    lines: review.lines,
    result: review.findings.length === 0 ? 'passed' : 'failed',
    findings: [...review.findings]
  }
}

function reportOf(review: Review): string {
  const findings = review.findings.map(({ line, message }) => `  line ${String(line)}: ${message}`)
  return [
    `Review   ${review.name}`,
    `Made     ${instantOrNull(review.created_at) ?? ''}`,
    `Lines    ${String(review.lines)}`,
    `Findings ${String(findings.length)}`,
    '',
    ...(findings.length === 0 ? ['Nothing was found.'] : findings),
    ''
  ].join('\n')
}
