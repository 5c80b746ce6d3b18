import type { Constant, JsonPath, SignInMapping } from '../../../shared/api-mapping.ts'
import type { ApiOperation, ApiView } from './api-view.ts'
import { called, type Candidate } from './findings.ts'
import { leavesOf, type Leaf, type Shape } from './shape.ts'
import { refreshOf } from './session-tokens.ts'
import { ownWords, parametersIn, pathWords } from './topic.ts'
import { firstPhrase, squashed } from './words.ts'
import { userFieldsOf } from './user-fields.ts'

/** A sign-in that was found; `mapping` is `null` where the app cannot send it. */
export interface FoundSignIn {
  readonly mapping: Extract<SignInMapping, { style: 'password' }> | null
}

const entering = [
  'login',
  'session',
  'authenticate',
  'authentication',
  'sign',
  'token',
  'auth',
  'jwt',
  'credential'
]
const otherActs = [
  'register',
  'signup',
  'reset',
  'forgot',
  'change',
  'recover',
  'invite',
  'verify',
  'confirm',
  'refresh',
  'logout',
  'revoke',
  'password',
  'impersonate',
  'activate',
  'user',
  'webhook',
  'basic',
  'sso',
  'ldap'
]
const logins = [
  'email',
  'emailaddress',
  'mail',
  'username',
  'login',
  'user',
  'identifier',
  'account',
  'userid',
  'loginname',
  'useremail',
  'name',
  'loginid',
  'principal'
]
const codes =
  /^(?:totp|totpcode|otp|otpcode|otpattempt|mfa|mfacode|mfatoken|code|twofactorcode|twofactor|2facode|2fa|onetimecode|onetimepassword|authcode|verificationcode|secondfactor|secondfactorcode|tfacode|passcode)$/u
const tokens = [
  'accesstoken',
  'token',
  'access',
  'jwt',
  'jwttoken',
  'authtoken',
  'sessiontoken',
  'bearertoken',
  'bearer',
  'apitoken',
  'idtoken',
  'authenticationtoken',
  'sessionid',
  'sid',
  'authorization'
]
const wantsCode = /otp|mfa|2fa|two_?-?factor|second_?-?factor|one_?-?time/iu
const enough = 4

/** Operations with which one may sign in. */
export function signInCandidates(view: ApiView): Candidate<FoundSignIn>[] {
  const found = view.operations
    .filter(({ method, path }) => method === 'POST' && parametersIn(path).length === 0)
    .filter(
      (operation) => firstPhrase([...pathWords(operation.path), ...ownWords(operation)], entering) !== null
    )
    .map((operation) => signInCandidate(view, operation))
    .filter((candidate) => candidate.score >= enough && candidate.found.mapping !== null)
  // A form is for servers that have nothing better.
  const json = found.filter(
    (candidate) => candidate.found.mapping?.encoding === 'json' && candidate.doubts.length === 0
  )
  return json.length > 0 ? json : found
}

/** What speaks for and against an operation as the sign-in. */
export function signInCandidate(view: ApiView, operation: ApiOperation): Candidate<FoundSignIn> {
  const words = [...pathWords(operation.path), ...ownWords(operation)]
  const evidence: string[] = []
  const doubts: string[] = []
  let score = 0
  const act = firstPhrase(words, entering)
  if (act !== null) {
    score += act === 'login' || act === 'session' || act === 'authenticate' ? 4 : 2
    evidence.push(`It says "${act}".`)
  }
  const other = firstPhrase(
    [...words.filter((word) => word !== 'password')],
    otherActs.filter((word) => word !== 'password')
  )
  if (other !== null && act !== 'login') {
    score -= 4
    doubts.push(`It does something else as well: "${other}".`)
  }
  if (firstPhrase(words, ['admin', 'test', 'legacy', 'mobile', 'device']) !== null) score -= 1
  const isNamedFlow = [...view.schemes.values()].some(
    ({ tokenUrl }) => tokenUrl !== '' && leadsTo(tokenUrl, operation.path)
  )
  if (isNamedFlow) {
    score += 3
    evidence.push('The reference names it as the place where sessions come from.')
  }
  const mapping = mappingOf(view, operation, evidence, doubts)
  if (mapping) score += 4
  // JSON is the better way where a server has both.
  if (mapping?.encoding === 'form') score -= 3
  if (operation.isDeprecated) score -= 3
  return { operation, score, evidence, doubts, found: { mapping } }
}

/** A token address is often relative, to nobody knows what: its end decides. */
function leadsTo(tokenUrl: string, path: string): boolean {
  const end = tokenUrl.replace(/^https?:\/\/[^/]+/u, '').replace(/^\.?\/*/u, '')
  return end !== '' && (path.endsWith(`/${end}`) || `/${end}`.endsWith(path))
}

function mappingOf(
  view: ApiView,
  operation: ApiOperation,
  evidence: string[],
  doubts: string[]
): FoundSignIn['mapping'] {
  const { body, answer } = operation
  if (body === null) return null
  const leaves = leavesOf(body.shape, body.encoding === 'form' ? 1 : 2)
  const password = leaves.find(({ path }) =>
    /^(?:password|passwd|pass|pwd|userpassword)$/u.test(lastOf(path))
  )
  const email = bestNamed(
    leaves.filter((leaf) => leaf !== password),
    logins
  )
  if (password === undefined || email === null) return null
  evidence.push(`Its body takes "${email.path.join('.')}" and "${password.path.join('.')}".`)
  const code = leaves.find(({ path, shape }) => shape.type !== 'object' && codes.test(lastOf(path)))
  const token = answer === null ? null : bestNamed(leavesOf(answer, 3).filter(isText), tokens)
  if (token) evidence.push(`Its answer has the session in "${token.path.join('.')}".`)
  const given = [email, password, ...(code ? [code] : [])].map(({ path }) => path.join('\n'))
  const constants = constantsOf(body.shape, body.encoding, given)
  for (const name of constants.unknown) doubts.push(`It wants "${name}", which the app cannot know.`)
  if (constants.unknown.length > 0) return null
  const expiresIn =
    answer === null
      ? undefined
      : leavesOf(answer, 3).find(
          ({ path, shape }) =>
            shape.type === 'number' && /^(?:accesstoken)?expires?in(?:seconds)?$/u.test(lastOf(path))
        )
  return {
    style: 'password',
    operation: called(operation),
    encoding: body.encoding,
    emailAt: email.path,
    passwordAt: password.path,
    oneTimeCode: code === undefined ? null : oneTimeCodeOf(code, operation),
    constants: constants.known,
    tokenAt: token?.path ?? null,
    expiresInAt: expiresIn?.path ?? null,
    user: answer === null ? null : userFieldsOf(answer),
    refresh: refreshOf(view, answer)
  }
}

function lastOf(path: JsonPath): string {
  return squashed(path.at(-1) ?? '')
}

function isText({ shape }: Leaf): boolean {
  return shape.type === 'string' || shape.type === 'unknown'
}

/** The field with the likeliest of the names; the nearer one where two have it. */
function bestNamed(leaves: readonly Leaf[], names: readonly string[]): Leaf | null {
  for (const name of names) {
    const found = leaves.find((leaf) => leaf.shape.type !== 'object' && lastOf(leaf.path) === name)
    if (found) return found
  }
  return null
}

/** How a refusal says that a code is wanted. */
function oneTimeCodeOf(
  code: Leaf,
  { refusal }: ApiOperation
): NonNullable<FoundSignIn['mapping']>['oneTimeCode'] {
  for (const { path, shape } of refusal === null ? [] : leavesOf(refusal, 3)) {
    const wanted = shape.values.filter((value) => wantsCode.test(value))
    if (wanted.length > 0) return { at: code.path, wantedAt: path, wanted }
  }
  return null
}

function constantsOf(
  body: Shape,
  encoding: 'json' | 'form',
  given: readonly string[]
): { known: readonly Constant[]; unknown: readonly string[] } {
  const known: Constant[] = []
  const unknown: string[] = []
  const visit = (shape: Shape, at: JsonPath): void => {
    for (const name of shape.required) {
      const path = [...at, name]
      const field = shape.field(name)
      if (field === null || given.includes(path.join('\n'))) continue
      if (field.type === 'object' && path.length < 3) visit(field, path)
      else if (squashed(name) === 'granttype') known.push({ at: path, value: 'password' })
      else if (typeof field.fallback === 'string' || typeof field.fallback === 'boolean')
        known.push({ at: path, value: field.fallback })
      else if (field.values.length === 1) known.push({ at: path, value: field.values[0] ?? '' })
      else unknown.push(path.join('.'))
    }
  }
  visit(body, [])
  const grant =
    encoding === 'form' ? body.fieldNames.find((name) => squashed(name) === 'granttype') : undefined
  if (grant !== undefined && !known.some(({ at }) => at[0] === grant))
    known.push({ at: [grant], value: 'password' })
  return { known, unknown }
}
