import type { HttpMethod, ReferenceDocument } from '../../../shared/api-mapping.ts'
import type { Shape } from './shape.ts'

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string
  readonly place: 'path' | 'query' | 'header' | 'cookie'
  readonly isRequired: boolean
  readonly description: string
  readonly shape: Shape | null
}

/** One way to prove who one is. */
export interface SecurityScheme {
  readonly id: string
  readonly kind: 'bearer' | 'basic' | 'header' | 'cookie' | 'query' | 'web'
  /** Of the header or the cookie. */
  readonly name: string
  readonly description: string
  /** Where the OAuth2 password flow gets its token; empty where there is none. */
  readonly tokenUrl: string
}

/** An operation, whatever the version of the document. */
export interface ApiOperation {
  readonly method: HttpMethod
  /** From the origin: what the document says of where its operations begin stands in front. */
  readonly path: string
  readonly summary: string
  readonly description: string
  readonly operationId: string
  readonly tags: readonly string[]
  readonly isDeprecated: boolean
  readonly parameters: readonly Parameter[]
  readonly body: { readonly encoding: 'json' | 'form'; readonly shape: Shape } | null
  /** The first success that says something in JSON. */
  readonly answer: Shape | null
  /** Names of the headers of successes, in lower case. */
  readonly answerHeaders: readonly string[]
  /** The statuses of successes that the document names. */
  readonly successes: readonly number[]
  /** What a 401 says, else any other refusal. */
  readonly refusal: Shape | null
  /** What the successes say in words. */
  readonly answerText: string
  /** Ways of proving who one is, by the id of the scheme; any one set is enough. `null`: nothing is said. */
  readonly security: readonly (readonly string[])[] | null
}

/** A document in one form, whatever its version. */
export interface ApiView {
  readonly kind: ReferenceDocument['kind']
  readonly title: string
  /** What it says about itself. */
  readonly description: string
  /** Where the document was found: what is relative in it begins there. */
  readonly documentUrl: string
  readonly operations: readonly ApiOperation[]
  readonly schemes: ReadonlyMap<string, SecurityScheme>
}
