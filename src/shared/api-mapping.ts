import type { UnreachableReason } from './unreachable-reason.ts'

/**
 * How one server's API keys are reached: plain data, versioned, kept with the profile. One adapter reads any of it; the
 * default contract is a mapping too. Nothing in here is a secret, and nothing in here is code.
 */

/** Where a value stands in a JSON body: `['data', 'items']`. Empty: the body itself. */
export type JsonPath = readonly string[]

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a server does at an address. */
export interface Operation {
  readonly method: HttpMethod
  /** Appended to the server's address; begins with a slash. Parameters of the path stand in braces: `/keys/{id}`. */
  readonly path: string
}

/** How the session is sent with each request. */
export type SessionCarrier =
  | { readonly kind: 'bearer' }
  /** A header of its own, with nothing before the token. */
  | { readonly kind: 'header'; readonly name: string }
  /** The cookies that the sign-in set, and a token against forged requests where the server wants one. */
  | { readonly kind: 'cookie'; readonly csrf: CsrfToken | null }

/** A token that proves that a request comes from somebody who can read this server's answers. */
export interface CsrfToken {
  /** Sent with what changes something. */
  readonly header: string
  /** Whether the sign-in wants it, too. */
  readonly guardsSignIn: boolean
  /** Where it is read from the answer to a GET of `path`: a cookie, a header, or a place in the body. */
  readonly source:
    | { readonly kind: 'cookie'; readonly name: string; readonly path: string }
    | { readonly kind: 'header'; readonly name: string; readonly path: string }
    | { readonly kind: 'body'; readonly at: JsonPath; readonly path: string }
}

/** Something that is always sent, always the same: `grant_type: password`. In a form the path is one name. */
export interface Constant {
  readonly at: JsonPath
  readonly value: string | number | boolean | readonly string[]
}

/** Who is signed in. `null`: not said there. */
export interface UserFields {
  readonly email: JsonPath | null
  readonly name: JsonPath | null
  readonly role: JsonPath | null
  readonly organization: JsonPath | null
}

/** How one signs in. */
export type SignInMapping =
  | {
      readonly style: 'password'
      readonly operation: Operation
      readonly encoding: 'json' | 'form'
      readonly emailAt: JsonPath
      readonly passwordAt: JsonPath
      readonly oneTimeCode: {
        readonly at: JsonPath
        /** The refusal that asks for one has one of these texts there. */
        readonly wantedAt: JsonPath
        readonly wanted: readonly string[]
      } | null
      readonly constants: readonly Constant[]
      /** `null` where the session is a cookie. */
      readonly tokenAt: JsonPath | null
      /** Seconds. `null`: not said. */
      readonly expiresInAt: JsonPath | null
      /** Where the answer says who signed in; `null` where only the operation of `user` does. */
      readonly user: UserFields | null
      readonly refresh: {
        readonly operation: Operation
        readonly encoding: 'json' | 'form'
        /** Where the refresh token is sent. */
        readonly at: JsonPath
        readonly constants: readonly Constant[]
        /** Where the refresh token stands in the answer to a sign-in, and to a refresh that gives a new one. */
        readonly tokenAt: JsonPath
      } | null
    }
  /** A token that the person pastes; kept in memory only. */
  | { readonly style: 'pasted-token' }

/** A text, or a whole number that is used as one. */
export interface Mark {
  readonly at: JsonPath
  readonly type: 'text' | 'integer'
}

/** How a list is cut into pages. */
export type Paging =
  | { readonly kind: 'whole' }
  | {
      readonly kind: 'cursor'
      readonly parameter: string
      readonly next: Mark
      /** Whether the last page says `null`, too. Otherwise one without a cursor, or with an empty one, is the last. */
      readonly isAlwaysSaid: boolean
      readonly size: PageSize | null
    }
  | {
      readonly kind: 'page'
      readonly parameter: string
      readonly first: 0 | 1
      readonly size: PageSize | null
      /** How the end is known; where neither is there, by a page without keys. */
      readonly pagesAt: JsonPath | null
      readonly totalAt: JsonPath | null
    }
  | {
      readonly kind: 'offset'
      readonly parameter: string
      readonly size: PageSize | null
      readonly totalAt: JsonPath | null
    }
  /** The address of the next page: there in the body, or `null` for RFC 8288: `Link: <…>; rel="next"`. */
  | { readonly kind: 'link'; readonly at: JsonPath | null; readonly size: PageSize | null }

export interface PageSize {
  readonly parameter: string
  readonly value: number
}

/**
 * How moments are written: ISO 8601 with a zone; the same, where one without a zone counts as UTC; or a number since
 * 1970. A bare day is taken for a day with each of the first two.
 */
export type TimeStyle = 'zoned' | 'utc' | 'seconds' | 'milliseconds'

/** Where a key's facts stand in an entry of the list. `null`: this server does not report it. */
export interface KeyFields {
  readonly id: Mark | null
  readonly name: JsonPath | null
  readonly prefix: JsonPath | null
  readonly times: TimeStyle
  readonly createdAt: JsonPath | null
  readonly lastUsedAt: JsonPath | null
  readonly expiresAt: JsonPath | null
  readonly expired: Flag | null
  readonly revoked: Flag | null
}

/** A yes or no that servers write in several ways. */
export type Flag =
  | { readonly kind: 'boolean'; readonly at: JsonPath; readonly yes: boolean }
  /** Yes once there is a moment. */
  | { readonly kind: 'moment'; readonly at: JsonPath }
  /** Yes when the text is one of these. */
  | { readonly kind: 'text'; readonly at: JsonPath; readonly yes: readonly string[] }

export interface ListMapping {
  readonly operation: Operation
  /** Always sent: what a server needs to tell these keys from others. */
  readonly query: Readonly<Record<string, string>>
  readonly itemsAt: JsonPath
  readonly paging: Paging
  readonly fields: KeyFields
}

export interface CreateMapping {
  readonly operation: Operation
  readonly nameAt: JsonPath
  /** `null`: this server's keys cannot be given an end. */
  readonly expiry: { readonly at: JsonPath; readonly sends: 'instant' | 'date' } | null
  readonly constants: readonly Constant[]
  /** Where the new key's facts stand; its fields are those of the list. */
  readonly keyAt: JsonPath
  /** The one-time value, from the top of the answer. */
  readonly valueAt: JsonPath
  /** Whether the server says that it knows `Idempotency-Key`. */
  readonly isIdempotent: boolean
}

export interface RevokeMapping {
  readonly operation: Operation
  /** The parameter of the path that takes the key's id. */
  readonly idParameter: string
  /** The statuses that say that it is done. Any other success may be a guest network's. */
  readonly done: readonly number[]
  /** The body; empty: none. */
  readonly constants: readonly Constant[]
}

export interface ApiMapping {
  readonly version: 1
  readonly signIn: SignInMapping
  readonly session: SessionCarrier
  readonly signOut: Operation | null
  readonly user: { readonly operation: Operation; readonly fields: UserFields } | null
  readonly list: ListMapping
  readonly create: CreateMapping | null
  readonly revoke: RevokeMapping | null
  /** How a key is sent: the header, and what stands there before it: `''`, or a word and a space as in `Bearer `. */
  readonly keyHeader: { readonly name: string; readonly before: string }
  /** A GET that changes nothing and takes a key; what must be in the answer to a good one. */
  readonly keyTest: { readonly operation: Operation; readonly proofAt: JsonPath } | null
}

/** The parts of a mapping, each found, missing or chosen for itself. */
export const mappingParts = ['sign-in', 'sign-out', 'user', 'list', 'create', 'revoke', 'key-test'] as const
export type MappingPart = (typeof mappingParts)[number]

/** How sure one can be of a part. Only `certain` and `confirmed` are ever used to create or revoke. */
export type Confidence = 'certain' | 'doubtful' | 'missing' | 'confirmed'

/** An operation as the reference describes it, for somebody who picks one. */
export interface DescribedOperation extends Operation {
  readonly summary: string
  readonly tags: readonly string[]
}

/** What was found out about one part, and why. */
export interface PartFinding {
  readonly part: MappingPart
  readonly confidence: Confidence
  readonly operation: DescribedOperation | null
  /** Short sentences: `The answer has a field "key" that no other answer has.` */
  readonly evidence: readonly string[]
  /** Others that could be meant, the likeliest first; never more than five. */
  readonly alternatives: readonly DescribedOperation[]
}

/** Something only a person can decide. At most three are asked. */
export interface MappingQuestion {
  readonly part: MappingPart
  /** In words: `Which of these creates an API key?` */
  readonly text: string
  readonly choices: readonly DescribedOperation[]
}

/** The document a mapping was read from. */
export interface ReferenceDocument {
  readonly url: string
  readonly title: string
  readonly kind: 'openapi-3.1' | 'openapi-3.0' | 'swagger-2'
  /** SHA-256 of its text; hexadecimal. A document that changed is read again. */
  readonly hash: string
}

/** What a person picked for a part. `null`: none of them does it. */
export interface MappingChoice {
  readonly part: MappingPart
  readonly operation: Operation | null
}

/** What reading a reference came to. `mapping` is `null` where the list of keys was not found for sure or by a choice. */
export interface ReferenceReading {
  readonly document: ReferenceDocument
  /** What was picked so far, one a part. The same document read with the same choices gives the same reading. */
  readonly choices: readonly MappingChoice[]
  /** The server's: the paths of all operations are appended to it. Always the one that was typed. */
  readonly origin: string
  /** What somebody should know about the document as a whole, in sentences: `It names another server, …`. */
  readonly remarks: readonly string[]
  /** One for each part, in the order of `mappingParts`. */
  readonly findings: readonly PartFinding[]
  readonly questions: readonly MappingQuestion[]
  readonly mapping: ApiMapping | null
  /** Every operation, for somebody who picks one. */
  readonly operations: readonly DescribedOperation[]
}

/** Why there is no reading. */
export type DiscoveryProblem =
  | { readonly reason: 'cancelled' }
  /** Nothing that was asked for is an API reference. `asked`: how many GETs that took. */
  | { readonly reason: 'not-found'; readonly asked: number }
  /** The server did not answer at all. */
  | { readonly reason: 'unreachable'; readonly because: UnreachableReason }
  /** A reference that is larger than the app reads. */
  | { readonly reason: 'too-large' }
  /** A reference whose reading did not end. */
  | { readonly reason: 'too-slow' }
  /** The document that a choice is about is not what the server has now. */
  | { readonly reason: 'changed' }

/** How far a discovery is: `path` is what is being asked for, `null` while what was found is being read. */
export interface DiscoveryProgress {
  readonly asked: number
  readonly path: string | null
}

/** What differs between two readings of one server's reference, in a sentence. */
export interface MappingChange {
  readonly part: MappingPart
  readonly before: DescribedOperation | null
  readonly after: DescribedOperation | null
  /** `The name of a key stands in "label" now, not in "name".` */
  readonly sentences: readonly string[]
}
