import { z } from '@hono/zod-openapi'
import { isExpired, type ApiKeyRow } from '../api-keys.ts'
import type { Mood, Moods } from '../moods.ts'
import { instantSchema } from '../schemas.ts'

/** A key as answers carry it; a mood may leave out what is optional here. */
interface ApiKeyAnswer {
  readonly id?: string
  readonly name: string
  readonly key_prefix: string
  readonly created_at?: string
  readonly last_used_at?: string | null
  readonly expires_at: string | null
  readonly is_expired: boolean
  readonly revoked_at?: string | null
}

/** How keys are answered in the moods of this start: the schema for the reference, and the answer that fits it. */
export interface ApiKeyForm {
  readonly schema: z.ZodType<ApiKeyAnswer>
  readonly createdSchema: z.ZodType<ApiKeyAnswer & { readonly key: string }>
  readonly answerOf: (row: ApiKeyRow, now: number) => ApiKeyAnswer
}

const shape = {
  id: z.string(),
  name: z.string(),
  key_prefix: z
    .string()
    .openapi({ example: 'hrdly_b7Qx2m', description: 'The public beginning of the value.' }),
  created_at: instantSchema,
  last_used_at: instantSchema.nullable().openapi({ description: 'null: never used.' }),
  expires_at: instantSchema.nullable().openapi({ description: 'null: works until it is revoked.' }),
  is_expired: z.boolean(),
  revoked_at: instantSchema.nullable()
}

type Field = keyof typeof shape

const leftOutBy: Partial<Record<Field, Mood>> = {
  id: 'no-id',
  created_at: 'no-created-at',
  last_used_at: 'last-used-not-reported'
}

/** Joins the moods that concern the fields of a key into one form. */
export function apiKeyFormOf(moods: Moods): ApiKeyForm {
  const fields = (Object.keys(shape) as Field[]).filter((field) => {
    if (field === 'revoked_at') return moods.has('revoked-stay')
    const mood = leftOutBy[field]
    return mood === undefined || !moods.has(mood)
  })
  const dateOnly = moods.has('date-only-expiry')
  const answered = Object.fromEntries(fields.map((field) => [field, shape[field]])) as typeof shape
  if (dateOnly) Object.assign(answered, { expires_at: dateSchema.nullable() })

  const answerOf = (row: ApiKeyRow, now: number): ApiKeyAnswer => {
    const all: Required<ApiKeyAnswer> = {
      id: row.id,
      name: row.name,
      key_prefix: moods.has('same-prefix') ? 'hrdly_' : row.key_prefix,
      created_at: instantOf(row.created_at),
      last_used_at: instantOrNull(row.last_used_at),
      expires_at: dateOnly ? dateOrNull(row.expires_at) : instantOrNull(row.expires_at),
      is_expired: isExpired(row, now),
      revoked_at: instantOrNull(row.revoked_at)
    }
    return Object.fromEntries(fields.map((field) => [field, all[field]])) as unknown as ApiKeyAnswer
  }
  return {
    schema: z.object(answered).openapi('ApiKey'),
    createdSchema: z
      .object({
        ...answered,
        key: z.string().openapi({ description: 'The value: shown here, once, and never again.' })
      })
      .openapi('CreatedApiKey'),
    answerOf
  }
}

const dateSchema = z.iso.date().openapi({ example: '2027-06-29' })

function instantOf(at: number): string {
  return new Date(at).toISOString()
}

/** An instant as answers carry it, or `null`. */
export function instantOrNull(at: number | null): string | null {
  return at === null ? null : instantOf(at)
}

function dateOrNull(at: number | null): string | null {
  return instantOrNull(at)?.slice(0, 10) ?? null
}
