import { z } from '@hono/zod-openapi'
import { problems, type ProblemCode } from './problem.ts'

/** An instant in UTC, as answers carry it. */
export const instantSchema = z.iso.datetime().openapi({ example: '2027-06-29T23:59:59.000Z' })

export const userSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role: z.string().openapi({ example: 'admin' })
  })
  .openapi('User')

export const organizationSchema = z.object({ id: z.string(), name: z.string() }).openapi('Organization')

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
      .openapi({ description: 'Only with validation_failed: what is wrong, by field.' })
  })
  .openapi('Problem')

/** A body that is JSON. */
export function jsonContent<Schema extends z.ZodType>(schema: Schema) {
  return { 'application/json': { schema } }
}

/** The refusals of a route by status, each naming the codes it can carry. Every route can also fail inside. */
export function problemResponses(...codes: readonly ProblemCode[]) {
  const responses: Record<number, { description: string; content: ReturnType<typeof problemContent> }> = {}
  for (const code of [...codes, 'internal_error', 'storage_full'] as const) {
    const { status, title } = problems[code]
    const before = responses[status]
    const description = `${before ? `${before.description}\n` : ''}\`${code}\`: ${title}.`
    responses[status] = { description, content: problemContent() }
  }
  return responses
}

function problemContent() {
  return { 'application/problem+json': { schema: problemSchema } }
}
