/** Documents of one and the same server in many styles, with what is true of each. */

export type Casing = 'snake' | 'camel' | 'kebab' | 'pascal'

export interface DocumentStyle {
  readonly casing: Casing
  /** Words: `['api', 'keys']`. */
  readonly resource: readonly string[]
  readonly prefix: string
  readonly names: Readonly<
    Record<'id' | 'name' | 'prefix' | 'created' | 'lastUsed' | 'expires' | 'value', readonly string[]>
  >
  /** Where the entries stand in the answer of the list. */
  readonly envelope: readonly string[]
  /** Where the facts of a new key stand beside its value; empty: the value is one of them. */
  readonly createdIn: readonly string[]
  readonly revoke: 'delete' | 'post' | 'patch'
  readonly idParameter: readonly string[]
  readonly summaries: boolean
  /** Other operations, in front of and behind those of the keys. */
  readonly neighbours: readonly Readonly<Record<string, unknown>>[]
  readonly isReversed: boolean
}

/** What is true of a server, whatever its document looks like. */
export interface DocumentTruth {
  readonly list: string
  readonly create: string
  readonly revoke: string
  readonly id: readonly string[]
  readonly name: readonly string[]
  readonly itemsAt: readonly string[]
  readonly valueAt: readonly string[]
  readonly nameAt: readonly string[]
}

export const plainStyle: DocumentStyle = {
  casing: 'snake',
  resource: ['api', 'keys'],
  prefix: '/v1',
  names: {
    id: ['id'],
    name: ['name'],
    prefix: ['key', 'prefix'],
    created: ['created', 'at'],
    lastUsed: ['last', 'used', 'at'],
    expires: ['expires', 'at'],
    value: ['key']
  },
  envelope: ['items'],
  createdIn: [],
  revoke: 'delete',
  idParameter: ['id'],
  summaries: true,
  neighbours: [],
  isReversed: false
}

/** Words in a style: `['last', 'used']` is `last_used`, `lastUsed`, `last-used` or `LastUsed`. */
function styled(words: readonly string[], casing: Casing): string {
  const capital = (word: string) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`
  if (casing === 'snake') return words.join('_')
  if (casing === 'kebab') return words.join('-')
  return words.map((word, at) => (at === 0 && casing === 'camel' ? word : capital(word))).join('')
}

const text = { type: 'string' }
const moment = { type: ['string', 'null'], format: 'date-time' }
const json = (schema: object) => ({ 'application/json': { schema } })
const object = (properties: Record<string, unknown>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required
})
const wrapped = (path: readonly string[], schema: object): object =>
  path.reduceRight<object>((inner, name) => object({ [name]: inner }), schema)

/** An OpenAPI 3.1 document in this style, and what is true of its server. */
export function keysDocumentOf(style: DocumentStyle): { document: object; truth: DocumentTruth } {
  const named = (words: readonly string[]) => styled(words, style.casing)
  const { names } = style
  const facts = {
    [named(names.id)]: text,
    [named(names.name)]: text,
    [named(names.prefix)]: text,
    [named(names.created)]: { type: 'string', format: 'date-time' },
    [named(names.lastUsed)]: moment,
    [named(names.expires)]: moment
  }
  const value = named(names.value)
  const place = `${style.prefix}/${named(style.resource)}`
  const parameter = named(style.idParameter)
  const created = style.createdIn.map((name) => named([name]))
  const answer =
    created.length === 0
      ? object({ ...facts, [value]: text })
      : object({ [created[0] ?? '']: object(facts), [value]: text })
  const thing = style.resource.join(' ').replace(/s$/u, '')
  const said = (summary: string) => (style.summaries ? { summary, tags: [style.resource.join(' ')] } : {})
  const security = [{ session: [] }]
  const revokePath = style.revoke === 'post' ? `${place}/{${parameter}}/revoke` : `${place}/{${parameter}}`
  const revokeMethod = style.revoke
  const ofOne = [{ name: parameter, in: 'path', required: true, schema: text }]
  const paths: [string, Record<string, unknown>][] = [
    [
      place,
      {
        get: {
          ...said(`List ${thing}s`),
          security,
          responses: {
            200: { content: json(wrapped(style.envelope, { type: 'array', items: object(facts) })) }
          }
        },
        post: {
          ...said(`Create ${thing}`),
          security,
          requestBody: {
            content: json(
              object({ [named(names.name)]: text, [named(names.expires)]: moment }, [named(names.name)])
            )
          },
          responses: { 201: { content: json(answer) } }
        }
      }
    ],
    [
      revokePath,
      {
        [revokeMethod]: {
          ...said(`Revoke ${thing}`),
          security,
          parameters: ofOne,
          ...(style.revoke === 'patch'
            ? {
                requestBody: {
                  content: json(object({ status: { type: 'string', enum: ['active', 'revoked'] } }))
                }
              }
            : {}),
          responses: { 204: {} }
        }
      }
    ],
    [
      '/login',
      {
        post: {
          summary: 'Log in',
          requestBody: { content: json(object({ email: text, password: text })) },
          responses: { 200: { content: json(object({ token: text })) } }
        }
      }
    ],
    [
      '/ping',
      {
        get: {
          summary: 'Try a key',
          security: [{ program: [] }],
          responses: { 200: { content: json(object({ message: text })) } }
        }
      }
    ],
    ...style.neighbours.flatMap((each) => Object.entries(each) as [string, Record<string, unknown>][])
  ]
  const ordered = style.isReversed ? paths.toReversed() : paths
  return {
    document: {
      openapi: '3.1.0',
      info: { title: 'Keys', version: '1' },
      // A neighbour never takes the place of what is there.
      paths: Object.fromEntries(
        ordered.filter(([path], at) => ordered.findIndex(([each]) => each === path) === at)
      ),
      components: {
        securitySchemes: {
          session: { type: 'http', scheme: 'bearer' },
          program: { type: 'apiKey', in: 'header', name: 'X-API-Key' }
        }
      }
    },
    truth: {
      list: `GET ${place}`,
      create: `POST ${place}`,
      revoke: `${revokeMethod.toUpperCase()} ${revokePath}`,
      id: [named(names.id)],
      name: [named(names.name)],
      itemsAt: style.envelope,
      valueAt: [value],
      nameAt: [named(names.name)]
    }
  }
}

/** The plainest of them. */
export function keysDocument(): object {
  return keysDocumentOf(plainStyle).document
}
