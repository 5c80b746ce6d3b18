import { z } from 'zod'
import { mappingParts } from './api-mapping.ts'
import { noReferenceReasons, type KeptEndpoints } from './endpoints.ts'
import { mappingSchema } from './mapping-schema.ts'

const text = z.string().max(20_000)
const operation = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: text.startsWith('/')
})
const described = operation.extend({ summary: text, tags: z.array(text).max(1_000).readonly() })
const part = z.enum(mappingParts)

const reading = z.strictObject({
  document: z.strictObject({
    url: text,
    title: text,
    kind: z.enum(['openapi-3.1', 'openapi-3.0', 'swagger-2']),
    hash: z.string().regex(/^[0-9a-f]{64}$/u)
  }),
  choices: z.array(z.strictObject({ part, operation: operation.nullable() })).readonly(),
  origin: text,
  remarks: z.array(text).readonly(),
  findings: z
    .array(
      z.strictObject({
        part,
        confidence: z.enum(['certain', 'doubtful', 'missing', 'confirmed']),
        operation: described.nullable(),
        evidence: z.array(text).readonly(),
        alternatives: z.array(described).readonly()
      })
    )
    .length(mappingParts.length)
    .readonly(),
  questions: z
    .array(z.strictObject({ part, text, choices: z.array(described).readonly() }))
    .max(3)
    .readonly()
})

/**
 * What is kept about the endpoints of a server, as it stands in a file. Refused as a whole where any of it is not as it
 * was written: above all nothing is created or revoked by an operation that neither the reference nor a person settled.
 */
export const keptEndpointsSchema: z.ZodType<KeptEndpoints> = z
  .strictObject({
    version: z.literal(1),
    lookedAt: z.iso.datetime(),
    noReference: z.enum(noReferenceReasons).nullable(),
    reading: reading.nullable(),
    mapping: mappingSchema.nullable(),
    changes: z
      .array(
        z.strictObject({
          part,
          before: described.nullable(),
          after: described.nullable(),
          sentences: z.array(text).readonly()
        })
      )
      .readonly()
  })
  .refine(({ reading, noReference }) => (reading === null) !== (noReference === null))
  .refine(({ reading, mapping }) => reading !== null || mapping === null)
  .refine((kept) => (['create', 'revoke'] as const).every((each) => isSettled(kept, each)))

function isSettled({ reading, mapping }: KeptEndpoints, changing: 'create' | 'revoke'): boolean {
  const used = mapping?.[changing]?.operation
  if (!used) return true
  const finding = reading?.findings.find((each) => each.part === changing)
  const isSure = finding?.confidence === 'certain' || finding?.confidence === 'confirmed'
  const { operation: found } = finding ?? {}
  return isSure && found?.method === used.method && found.path === used.path
}
