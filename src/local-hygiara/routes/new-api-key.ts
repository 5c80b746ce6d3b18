import { z } from '@hono/zod-openapi'
import type { Moods } from '../moods.ts'
import { Problem } from '../problem.ts'
import { nameSchema } from '../schemas.ts'

/** What a create asks for; `expires_at` in milliseconds. */
export interface WantedKey {
  readonly name: string
  readonly expiresAt: number | null
}

/** The body of a create. In the mood `date-only-expiry` an expiry is a day. */
export function newKeySchemaOf(moods: Moods) {
  const expirySchema = moods.has('date-only-expiry')
    ? z.iso.date({ message: 'A date such as 2027-06-29.' }).openapi({
        description: 'The last day on which the key works, in UTC. Without it, it works until it is revoked.'
      })
    : z.iso.datetime({ message: 'An instant in UTC such as 2027-06-29T23:59:59Z.' }).openapi({
        description: 'From this instant on the key does not work. Without it, it works until it is revoked.'
      })
  return z.strictObject({ name: nameSchema, expires_at: expirySchema.nullish() }).openapi('NewApiKey')
}

/** What a body asks for. A day ends with its last second, as people mean it. */
export function wantedKeyOf(body: z.infer<ReturnType<typeof newKeySchemaOf>>): WantedKey {
  const { name, expires_at: expiry } = body
  if (typeof expiry !== 'string') return { name, expiresAt: null }
  return { name, expiresAt: Date.parse(expiry.length === 10 ? `${expiry}T23:59:59Z` : expiry) }
}

/**
 * Judges what no schema can: whether the expiry is still to come.
 * @throws {Problem} `validation_failed`
 */
export function expectToCome({ expiresAt }: WantedKey, now: number): void {
  if (expiresAt === null || expiresAt > now) return
  throw new Problem('validation_failed', 'Correct the fields and send it again.', {
    errors: [{ field: 'expires_at', code: 'in_the_past', message: 'A key expires in the future.' }]
  })
}
