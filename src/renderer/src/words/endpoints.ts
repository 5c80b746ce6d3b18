import type {
  ApiMapping,
  Confidence,
  DiscoveryProblem,
  DiscoveryProgress,
  Flag,
  JsonPath,
  MappingPart
} from '../../../shared/api-mapping.ts'
import type { Endpoints, NoReference, ReadTrial } from '../../../shared/endpoints.ts'
import { keysWords } from './counts.ts'
import { adviceTextOf, type WordsContext } from './errors.ts'
import { nameInText } from './names.ts'

/** The order in which one meets them. */
export const partsInOrder: readonly MappingPart[] = [
  'sign-in',
  'list',
  'create',
  'revoke',
  'user',
  'sign-out',
  'key-test'
]

/** How sure one can be, in a word or two. */
export const confidenceWords: Readonly<Record<Confidence, string>> = {
  certain: 'Found',
  confirmed: 'Chosen by you',
  doubtful: 'Not certain',
  missing: 'Not found'
}

/** What does not work while a part is not known. */
export const offWords: Readonly<Record<MappingPart, string>> = {
  'sign-in': 'One signs in with a session token from the web page.',
  list: "The keys can't be listed.",
  create: 'Creating keys is off.',
  revoke: 'Revoking keys is off.',
  user: 'The account is shown as it was typed.',
  'sign-out': 'Signing out ends the session on this computer only.',
  'key-test': 'Testing a key is off.'
}

/** What is about to be sent to an operation that somebody picks. */
export const confirmWords: Readonly<Partial<Record<MappingPart, string>>> = {
  create: 'Creating a key will send this request. Nothing is sent now.',
  revoke: 'Revoking a key will send this request. Nothing is sent now.'
}

/** How far looking for a reference is. */
export function progressWords({ asked, path }: DiscoveryProgress): string {
  if (path === null) return "Reading the server's API reference…"
  return asked === 1
    ? "Looking for the server's API reference…"
    : `Looking for the server's API reference: ${path}`
}

/** Why the usual addresses are used. */
export function noReferenceWords(reason: NoReference): string {
  switch (reason) {
    case 'not-found':
      return "This server publishes no reference. Hygiara's usual addresses are used."
    case 'too-large':
      return "This server's reference is larger than 16 MB and wasn't read. Hygiara's usual addresses are used."
    case 'too-slow':
      return "Reading this server's reference took too long. Hygiara's usual addresses are used."
  }
}

/** What the last look failed at; what was known before still counts. */
export function lookProblemWords(problem: DiscoveryProblem, host: string): string {
  switch (problem.reason) {
    case 'cancelled':
      return 'Cancelled. What was known before still counts.'
    case 'unreachable':
      return `${host} didn't answer. What was known before still counts.`
    case 'not-found':
      return "The reference isn't there any more. What it said before still counts."
    case 'too-large':
      return 'The reference is larger than 16 MB now. What it said before still counts.'
    case 'too-slow':
      return 'Reading the reference took too long. What it said before still counts.'
    case 'changed':
      return 'The reference changed while it was read. Look again.'
  }
}

/** Where what is known comes from, in a line. */
export function sourceWords({ source, document }: Pick<Endpoints, 'source' | 'document'>): string {
  switch (source) {
    case 'local':
      return 'The Hygiara on this computer has the usual addresses.'
    case 'usual':
      return "Hygiara's usual addresses."
    case 'unread':
      return 'Nothing is known about this server yet.'
    case 'reference':
      return document === null ? '' : `Read from ${nameInText(document.title)}, ${kindNames[document.kind]}.`
  }
}

const kindNames = {
  'openapi-3.1': 'OpenAPI 3.1',
  'openapi-3.0': 'OpenAPI 3.0',
  'swagger-2': 'Swagger 2'
} as const

/** Where a fact of a key stands in the answers. */
export interface FieldLine {
  readonly fact: string
  /** `null`: not reported. */
  readonly at: string | null
}

/** What the list says about a key, and where. */
export function fieldLines({ list, create }: ApiMapping): readonly FieldLine[] {
  const { fields, itemsAt } = list
  const entry = `${itemsAt.join('.')}[]`
  const at = (path: JsonPath | null) => (path === null ? null : [entry, ...path].join('.'))
  return [
    { fact: 'Id', at: at(fields.id?.at ?? null) },
    { fact: 'Name', at: at(fields.name) },
    { fact: 'Prefix', at: at(fields.prefix) },
    { fact: 'Created', at: at(fields.createdAt) },
    { fact: 'Last used', at: at(fields.lastUsedAt) },
    { fact: 'Expires', at: at(fields.expiresAt) },
    { fact: 'Expired', at: at(flagPath(fields.expired)) },
    { fact: 'Revoked', at: at(flagPath(fields.revoked)) },
    { fact: 'New key', at: create === null ? null : create.valueAt.join('.') }
  ]
}

const flagPath = (flag: Flag | null): JsonPath | null => flag?.at ?? null

/** How a list is cut into pages, in a few words. */
export function pagingWords({ list: { paging } }: ApiMapping): string {
  switch (paging.kind) {
    case 'whole':
      return 'In one piece'
    case 'cursor':
      return `Pages, by ${paging.parameter}`
    case 'page':
      return `Pages, counted by ${paging.parameter}`
    case 'offset':
      return `Pages, from ${paging.parameter} on`
    case 'link':
      return paging.at === null ? 'Pages, by the Link header' : `Pages, by ${paging.at.join('.')}`
  }
}

/** How the session is sent, and the key. */
export function sentWords({ session, keyHeader }: ApiMapping): {
  readonly session: string
  readonly key: string
} {
  return {
    session:
      session.kind === 'bearer'
        ? 'Authorization: Bearer'
        : session.kind === 'header'
          ? session.name
          : session.csrf === null
            ? 'Cookie'
            : `Cookie, changes with ${session.csrf.header}`,
    key: `${keyHeader.name}${keyHeader.before === '' ? '' : `: ${keyHeader.before.trim()}`}`
  }
}

/** What one request to a part came to: `200, 3 keys on the first page`. */
export function trialWords({ status, found, error }: ReadTrial, context: WordsContext): string {
  if (found === null) {
    const why = error === null ? 'not what was expected' : adviceTextOf(error, context)
    return status === null ? why : `${status}. ${why}`
  }
  switch (found.kind) {
    case 'keys':
      return `${status}, ${keysWords(found.count)} on the first page`
    case 'user':
      return `${status}, ${found.email === '' ? 'an account without an e-mail' : nameInText(found.email)}`
    case 'refusal':
      return `${status} without a key, as it must be`
  }
}
