/** What the answers to a sign-in, a refresh and "who am I" say. Wrong types are refused. */
import type { JsonPath, SignInMapping, UserFields } from '../../../shared/api-mapping.ts'
import type { SignedInUser } from '../../../shared/session.ts'
import type { SessionTokens } from '../../ports.ts'
import { SecretValue } from '../../secret-value.ts'
import { valueAt } from './json-path.ts'

// It becomes a header, which takes visible ASCII only; some servers put much into a token.
const headerToken = /^[!-~]{1,8000}$/u
const longestText = 2_000

type PasswordSignIn = Extract<SignInMapping, { style: 'password' }>

/**
 * The tokens of an answer; `null` where one is missing or is not one.
 *
 * @param kept the refresh token that stays where the answer brings no new one; `null` at a sign-in
 * @param now milliseconds since 1970: the server counts a token's life from its answer
 */
export function tokensIn(
  json: unknown,
  { tokenAt, expiresInAt, refresh }: PasswordSignIn,
  kept: SecretValue | null,
  now: number
): SessionTokens | null {
  const access = tokenAt && valueAt(json, tokenAt)
  const lifeSeconds = expiresInAt
    ? (valueAt(json, expiresInAt) ?? Number.POSITIVE_INFINITY)
    : Number.POSITIVE_INFINITY
  const renewal = refresh ? (valueAt(json, refresh.tokenAt) ?? null) : null
  const isGood =
    isToken(access) &&
    typeof lifeSeconds === 'number' &&
    lifeSeconds > 0 &&
    (renewal === null || isToken(renewal))
  if (!isGood) return null
  return {
    access: SecretValue.of(access),
    accessExpiresAt: now + lifeSeconds * 1_000,
    refresh: renewal === null ? kept : SecretValue.of(renewal)
  }
}

/** Who is signed in; what is not said is empty. `null` where it is said in a way that nobody understands, or nobody is. */
export function userIn(json: unknown, fields: UserFields): SignedInUser | null {
  const read = (at: JsonPath | null) => (at ? (valueAt(json, at) ?? '') : '')
  const [email, name, role, organization] = [
    read(fields.email),
    read(fields.name),
    read(fields.role),
    read(fields.organization)
  ]
  const isRead = isText(email) && isText(name) && isText(role) && isText(organization)
  // Somebody must be there: an empty object would be anybody's.
  const isSomebody = email !== '' || name !== '' || (fields.email === null && fields.name === null)
  return isRead && isSomebody && typeof json === 'object' && json !== null
    ? { email, name, role, organization }
    : null
}

/** What the server does not say, from what is known without it. */
export function completed(user: SignedInUser, typedEmail: string, host: string): SignedInUser {
  const email = user.email === '' ? typedEmail : user.email
  return {
    email,
    name: user.name === '' ? email : user.name,
    role: user.role,
    organization: user.organization === '' ? host : user.organization
  }
}

/** Where nothing says who is signed in. */
export const nobodyKnown: SignedInUser = { email: '', name: '', role: '', organization: '' }

function isToken(value: unknown): value is string {
  return typeof value === 'string' && headerToken.test(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestText
}
