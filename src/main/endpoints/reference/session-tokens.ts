import type { PartFinding, SignInMapping } from '../../../shared/api-mapping.ts'
import type { ApiView, SecurityScheme } from './api-view.ts'
import { called, findingOf } from './findings.ts'
import { leavesOf, type Leaf, type Shape } from './shape.ts'
import { parametersIn } from './topic.ts'
import { squashed, wordsOf } from './words.ts'

type PasswordSignIn = Extract<SignInMapping, { style: 'password' }>

/** The place from which sessions come where only the security scheme knows it; as RFC 6749 has it. */
export function tokenUrlSignIn(
  scheme: SecurityScheme,
  view: ApiView
): { readonly finding: PartFinding; readonly mapping: SignInMapping } | null {
  const url = scheme.tokenUrl === '' ? null : URL.parse(scheme.tokenUrl, view.documentUrl)
  // A password goes to the server that was typed, or nowhere.
  if (url === null || url.host !== new URL(view.documentUrl).host) return null
  const path = url.pathname
  const evidence = [`The reference names ${path} as the place where sessions come from (OAuth2, password).`]
  return {
    finding: findingOf('sign-in', 'certain', null, evidence, []),
    mapping: {
      style: 'password',
      operation: { method: 'POST', path },
      encoding: 'form',
      emailAt: ['username'],
      passwordAt: ['password'],
      oneTimeCode: null,
      constants: [{ at: ['grant_type'], value: 'password' }],
      tokenAt: ['access_token'],
      expiresInAt: ['expires_in'],
      user: null,
      refresh: null
    }
  }
}

/** The way to a new session without a password: an operation that takes the refresh token that the sign-in gave. */
export function refreshOf(view: ApiView, answer: Shape | null): PasswordSignIn['refresh'] {
  if (answer === null) return null
  const given = leavesOf(answer, 3).find((leaf) => isText(leaf) && /^refresh(?:token)?$/u.test(lastOf(leaf)))
  if (given === undefined) return null
  for (const operation of view.operations) {
    const { method, path, body } = operation
    if (method !== 'POST' || body === null || parametersIn(path).length > 0) continue
    if (!wordsOf(`${path} ${operation.operationId} ${operation.summary}`).includes('refresh')) continue
    const field = leavesOf(body.shape, 2).find(
      (leaf) => isText(leaf) && /^refresh(?:token)?$|^token$/u.test(lastOf(leaf))
    )
    if (field === undefined || body.shape.required.size > 1) continue
    return {
      operation: called(operation),
      encoding: body.encoding,
      at: field.path,
      constants: [],
      tokenAt: given.path
    }
  }
  return null
}

function isText({ shape }: Leaf): boolean {
  return shape.type === 'string' || shape.type === 'unknown'
}

function lastOf({ path }: Leaf): string {
  return squashed(path.at(-1) ?? '')
}
