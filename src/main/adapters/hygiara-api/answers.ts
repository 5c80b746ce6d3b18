/** The answers of the default contract, as far as the app reads them. Unknown fields are dropped, wrong types refused. */
import { z } from 'zod'
import type { ApiKey } from '../../../shared/api-key.ts'
import type { SignedInUser } from '../../../shared/session.ts'
import type { SessionTokens } from '../../ports.ts'
import { SecretValue } from '../../secret-value.ts'

const instant = z.iso.datetime()
const text = z.string().min(1).max(2_000)

// It becomes a header, which takes visible ASCII only; some servers put much into a token.
const token = z
  .string()
  .max(8_000)
  .regex(/^[!-~]+$/u)
// It becomes a part of an address, where half a character cannot be written.
const addressPart = z
  .string()
  .min(1)
  .regex(/^[^\p{Cs}]*$/u)

const tokens = z.object({ access_token: token, expires_in: z.number().positive(), refresh_token: token })
const user = z.object({ email: text, name: text, role: text })
const organization = z.object({ name: text })

export const signInAnswer = tokens.extend({ user, organization })
export const refreshAnswer = tokens
export const meAnswer = z.object({ user, organization })

// `.` and `..` would lead to another place.
const keyId = addressPart.max(200).refine((id) => id !== '.' && id !== '..')

export const keyAnswer = z.object({
  id: keyId,
  name: z.string().max(2_000),
  key_prefix: z.string().max(100).optional(),
  created_at: instant.optional(),
  last_used_at: instant.nullable().optional(),
  expires_at: instant.nullable().optional(),
  is_expired: z.boolean().optional()
})

// It goes to clipboards and shells: a line break or a space in it would be something else than a key.
export const createdAnswer = keyAnswer.extend({ key: z.string().regex(/^[!-~]{8,2000}$/u) })

/** As much as must be there for an answer to be about a key. */
export const keyIdentityAnswer = z.object({ api_key: z.object({ key_prefix: z.string().max(100) }) })

// Enough to recognise a key by. A server that reports more of it, or all, must not have it shown and kept.
const longestPrefix = 20

/** Most keys of one page: as many as are asked for. */
export const pageSize = 1_000

export const pageAnswer = z.object({
  // Counted before anything of it is looked at: a page of a million rows must cost nothing.
  items: z
    .custom<unknown[]>((items) => Array.isArray(items) && items.length <= pageSize)
    .pipe(z.array(keyAnswer)),
  next_cursor: addressPart.max(2_000).nullable()
})

/** Why a request was refused: `code`, and for a 422 the fields. */
export const problemAnswer = z.object({
  code: z.string().optional(),
  errors: z.array(z.object({ field: z.string() })).optional()
})

/** A create that was sent before under the same Idempotency-Key: the key that it made. */
export const replayedAnswer = z.object({ code: z.literal('replayed'), id: keyId })

/** `now` in milliseconds: the server counts a token's life from its answer. */
export function tokensOf(answer: z.infer<typeof tokens>, now: number): SessionTokens {
  return {
    access: SecretValue.of(answer.access_token),
    accessExpiresAt: now + answer.expires_in * 1_000,
    refresh: SecretValue.of(answer.refresh_token)
  }
}

export function userOf(answer: z.infer<typeof meAnswer>): SignedInUser {
  return { ...answer.user, organization: answer.organization.name }
}

/** An absent field stays absent: "not reported" is not "none". */
export function keyOf(answer: z.infer<typeof keyAnswer>): ApiKey {
  return {
    id: answer.id,
    name: answer.name,
    ...(answer.key_prefix === undefined ? {} : { prefix: answer.key_prefix.slice(0, longestPrefix) }),
    ...(answer.created_at === undefined ? {} : { createdAt: answer.created_at }),
    ...(answer.last_used_at === undefined ? {} : { lastUsedAt: answer.last_used_at }),
    ...(answer.expires_at === undefined
      ? {}
      : {
          expiresAt:
            answer.expires_at === null ? null : { kind: 'instant' as const, value: answer.expires_at }
        }),
    ...(answer.is_expired === undefined ? {} : { isExpired: answer.is_expired })
  }
}
