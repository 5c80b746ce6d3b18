/** What a stored mapping must be. It comes from a file: what is not right about it is refused as a whole. */
import { z } from 'zod'
import type { ApiMapping, HttpMethod } from './api-mapping.ts'

const longest = 200
const mostConstants = 20
const name = z.string().min(1).max(longest)
const jsonPath = z.array(name).max(10)
/** A path at which something is sent: somewhere in the body. */
const place = jsonPath.min(1)
const queryName = name.regex(/^[^\p{Cc}\p{Cs}]+$/u)

// What may stand in a path without being encoded (RFC 3986), or the name of a parameter.
const pathPart = /^(?:[\w.~!$&'()*+,;=:@-]|%[\da-fA-F]{2}|\{[\w.-]+\})*$/u
const stepUp = /^(?:\.|%2e){1,2}$/iu

/** Whether a path stays where it is: it leads to no other host and to no step up, whatever it is appended to. */
export function isOperationPath(path: string): boolean {
  const [first, ...parts] = path.split('/')
  // A part may be empty at the end only: `//` at the beginning would be a host.
  const isFilled = parts.every((part, at) => part !== '' || at === parts.length - 1)
  return (
    first === '' &&
    parts.length > 0 &&
    isFilled &&
    parts.every((part) => pathPart.test(part) && !stepUp.test(part))
  )
}

const path = z.string().max(1_000).refine(isOperationPath)
const fixedPath = path.refine((text) => !text.includes('{'), 'there is nothing to fill in')
const operationOf = <Method extends HttpMethod>(methods: readonly Method[], at = fixedPath) =>
  z.strictObject({ method: z.enum(methods), path: at })
const change = ['POST', 'PUT', 'PATCH', 'DELETE'] as const
const reading = operationOf(['GET'])

// Of the connection, of the message, or set by this app: none of them is anybody's to choose.
const takenHeaders =
  /^(?:accept|accept-encoding|connection|content-.*|cookie|date|expect|host|idempotency-key|if-none-match|keep-alive|origin|proxy-.*|referer|te|trailer|transfer-encoding|upgrade|user-agent|via)$/iu
const headerName = z
  .string()
  .max(100)
  .regex(/^[!#$%&'*+\-.^_`|~\w]+$/u)
  .refine((text) => !takenHeaders.test(text))
/** A header beside that of the session. */
const ownHeader = headerName.refine((text) => text.toLowerCase() !== 'authorization')

const constants = z
  .array(
    z.strictObject({
      at: place,
      value: z.union([
        z.string().max(1_000),
        z.number(),
        z.boolean(),
        z.array(z.string().max(longest)).max(50)
      ])
    })
  )
  .max(mostConstants)

const csrf = z.strictObject({
  header: ownHeader,
  guardsSignIn: z.boolean(),
  source: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('cookie'), name, path: fixedPath }),
    z.strictObject({ kind: z.literal('header'), name: headerName, path: fixedPath }),
    z.strictObject({ kind: z.literal('body'), at: jsonPath, path: fixedPath })
  ])
})
const session = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bearer') }),
  z.strictObject({ kind: z.literal('header'), name: ownHeader }),
  z.strictObject({ kind: z.literal('cookie'), csrf: csrf.nullable() })
])

const userFields = z.strictObject({
  email: jsonPath.nullable(),
  name: jsonPath.nullable(),
  role: jsonPath.nullable(),
  organization: jsonPath.nullable()
})
const encoding = z.enum(['json', 'form'])
const signIn = z.discriminatedUnion('style', [
  z.strictObject({
    style: z.literal('password'),
    operation: operationOf(['POST', 'PUT']),
    encoding,
    emailAt: place,
    passwordAt: place,
    oneTimeCode: z
      .strictObject({ at: place, wantedAt: jsonPath, wanted: z.array(z.string().max(longest)).max(20) })
      .nullable(),
    constants,
    tokenAt: jsonPath.nullable(),
    expiresInAt: jsonPath.nullable(),
    user: userFields.nullable(),
    refresh: z
      .strictObject({
        operation: operationOf(['POST', 'PUT']),
        encoding,
        at: place,
        constants,
        tokenAt: jsonPath
      })
      .nullable()
  }),
  z.strictObject({ style: z.literal('pasted-token') })
])

const mark = z.strictObject({ at: jsonPath, type: z.enum(['text', 'integer']) })
const size = z.strictObject({ parameter: queryName, value: z.int().min(1).max(1_000) }).nullable()
const paging = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('whole') }),
  z.strictObject({
    kind: z.literal('cursor'),
    parameter: queryName,
    next: mark,
    isAlwaysSaid: z.boolean(),
    size
  }),
  z.strictObject({
    kind: z.literal('page'),
    parameter: queryName,
    first: z.literal([0, 1]),
    size,
    pagesAt: jsonPath.nullable(),
    totalAt: jsonPath.nullable()
  }),
  z.strictObject({ kind: z.literal('offset'), parameter: queryName, size, totalAt: jsonPath.nullable() }),
  z.strictObject({ kind: z.literal('link'), at: jsonPath.nullable(), size })
])
const flag = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('boolean'), at: jsonPath, yes: z.boolean() }),
  z.strictObject({ kind: z.literal('moment'), at: jsonPath }),
  z.strictObject({ kind: z.literal('text'), at: jsonPath, yes: z.array(z.string().max(longest)).max(20) })
])
const list = z.strictObject({
  operation: reading,
  query: z.record(queryName, z.string().max(longest)).refine((each) => Object.keys(each).length <= 20),
  itemsAt: jsonPath,
  paging,
  fields: z.strictObject({
    id: mark.nullable(),
    name: jsonPath.nullable(),
    prefix: jsonPath.nullable(),
    times: z.enum(['zoned', 'utc', 'seconds', 'milliseconds']),
    createdAt: jsonPath.nullable(),
    lastUsedAt: jsonPath.nullable(),
    expiresAt: jsonPath.nullable(),
    expired: flag.nullable(),
    revoked: flag.nullable()
  })
})

const create = z.strictObject({
  operation: operationOf(['POST', 'PUT']),
  nameAt: place,
  expiry: z.strictObject({ at: place, sends: z.enum(['instant', 'date']) }).nullable(),
  constants,
  keyAt: jsonPath,
  valueAt: jsonPath,
  isIdempotent: z.boolean()
})
const revoke = z
  .strictObject({
    operation: operationOf(change, path),
    idParameter: name,
    done: z.array(z.int().min(200).max(299)).min(1).max(10),
    constants
  })
  // Without the key's id in its path, and nothing else left open, it would be about something else.
  .refine(({ operation, idParameter }) => {
    const parameters = operation.path.match(/\{[^{}]*\}/gu) ?? []
    return parameters.length === 1 && parameters[0] === `{${idParameter}}`
  })

/** A mapping as it is stored. */
export const mappingSchema: z.ZodType<ApiMapping> = z
  .strictObject({
    version: z.literal(1),
    signIn,
    session,
    signOut: operationOf(change).nullable(),
    user: z.strictObject({ operation: reading, fields: userFields }).nullable(),
    list,
    create: create.nullable(),
    revoke: revoke.nullable(),
    keyHeader: z.strictObject({
      name: headerName,
      before: z
        .string()
        .max(40)
        .regex(/^(?:[\w-]+ )?$/u)
    }),
    keyTest: z.strictObject({ operation: reading, proofAt: jsonPath }).nullable()
  })
  .refine(
    ({ signIn: way, session: carrier }) =>
      way.style !== 'password' || (way.tokenAt === null) === (carrier.kind === 'cookie'),
    'a session is a token or cookies'
  )
  .refine(
    ({ signIn: way, session: carrier }) => way.style === 'password' || carrier.kind !== 'cookie',
    'cookies cannot be pasted'
  )

/** The mapping that was stored; `null` for what is none, or is one of another version: its server is read again. */
export function storedMapping(stored: unknown): ApiMapping | null {
  const parsed = mappingSchema.safeParse(stored)
  return parsed.success ? parsed.data : null
}
