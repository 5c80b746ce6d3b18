import { z } from '@hono/zod-openapi'
import { problems, type ProblemCode } from './problem.ts'

/** An instant in UTC, as answers carry it. */
export const instantSchema = z.iso.datetime().openapi({ example: '2027-06-29T23:59:59.000Z' })

export const organizationSchema = z.object({ id: z.string(), name: z.string() }).openapi('Organization')

/** A name that people give: trimmed, 1 to 100 characters (code points, as JSON Schema counts), nothing invisible. */
export const nameSchema = z
  .string()
  .trim()
  .refine((name) => name !== '', { params: { code: 'required' }, message: 'A name is needed.' })
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

/** How a list is asked for. */
export const pageQuerySchema = z.object({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(100)
    .openapi({ description: 'How many a page holds: 1 to 1000, 100 unless given.' }),
  cursor: z.string().max(200).optional().openapi({ description: 'next_cursor of the page before.' })
})

export const nextCursorSchema = z.string().nullable().openapi({ description: 'null on the last page.' })

/** An id in the path. */
export const idParamSchema = z.object({ id: z.string().max(100) })

const problemCodes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]]

const problemSchema = z
  .object({
    type: z.string().openapi({ format: 'uri-reference', description: 'Where the code is explained.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(problemCodes),
    request_id: z.string().openapi({ description: 'Also in the header X-Request-Id.' }),
    errors: z
      .array(z.object({ field: z.string(), code: z.string(), message: z.string() }))
      .optional()
      .openapi({ description: 'Only with `validation_failed`: what is wrong, by field.' }),
    id: z
      .string()
      .optional()
      .openapi({ description: 'Only with `replayed`: the key that the first request made.' })
  })
  .openapi('Problem')

/** A body that is JSON. */
export function jsonContent<Schema extends z.ZodType>(schema: Schema) {
  return { 'application/json': { schema } }
}

/** A required body that is JSON. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: jsonContent(schema) } as const
}

/** What can be wrong with any request that has a body. */
export const bodyProblems = [
  'malformed_json',
  'payload_too_large',
  'unsupported_media_type',
  'validation_failed'
] as const satisfies ProblemCode[]

/** The refusals of a route by status, each naming the codes it can carry. */
export function problemResponses(...codes: readonly ProblemCode[]) {
  const content = { 'application/problem+json': { schema: problemSchema } }
  const responses: Record<number, { description: string; content: typeof content }> = {}
  // Every route can also be addressed wrongly, fail inside, or find the disk full.
  for (const code of [...codes, 'misdirected_request', 'internal_error', 'storage_full'] as const) {
    const { status, title } = problems[code]
    const before = responses[status]?.description
    const description = `${before === undefined ? '' : `${before} `}${title} (\`${code}\`).`
    responses[status] = { description, content }
  }
  return responses
}
