import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ReferenceReading } from '../../../shared/api-mapping.ts'
import {
  keysDocumentOf,
  plainStyle,
  type DocumentStyle,
  type DocumentTruth
} from '../../testing/keys-document.ts'
import { readReference } from './read-reference.ts'

const url = 'http://127.0.0.1:1/openapi.json'

function read(document: object): ReferenceReading {
  const body = Buffer.from(JSON.stringify(document))
  const reading = readReference({ body, url, typedUrl: url }, [])
  if (reading === null) throw new Error('not read')
  return reading
}

/** What the mapping says that is not so; a part that is missing or asked about says nothing. */
function liesIn({ mapping }: ReferenceReading, truth: DocumentTruth): string[] {
  if (mapping === null) return []
  const lies: string[] = []
  const hold = (what: string, said: unknown, is: unknown) => {
    if (JSON.stringify(said) !== JSON.stringify(is))
      lies.push(`${what}: ${JSON.stringify(said)}, not ${JSON.stringify(is)}`)
  }
  const { list, create, revoke } = mapping
  hold('list', `${list.operation.method} ${list.operation.path}`, truth.list)
  hold('items', list.itemsAt, truth.itemsAt)
  if (list.fields.id) hold('id', list.fields.id.at, truth.id)
  if (list.fields.name) hold('name', list.fields.name, truth.name)
  if (create) {
    hold('create', `${create.operation.method} ${create.operation.path}`, truth.create)
    hold('value', create.valueAt, truth.valueAt)
    hold('name of a new key', create.nameAt, truth.nameAt)
  }
  if (revoke) hold('revoke', `${revoke.operation.method} ${revoke.operation.path}`, truth.revoke)
  return lies
}

const text = { type: 'string' }
const answered = (schema: object) => ({ responses: { 200: { content: { 'application/json': { schema } } } } })
const entries = (properties: object) =>
  answered({
    type: 'object',
    properties: { items: { type: 'array', items: { type: 'object', properties } } }
  })
const made = (properties: object) => ({
  requestBody: {
    content: { 'application/json': { schema: { type: 'object', properties: { name: text } } } }
  },
  responses: { 201: { content: { 'application/json': { schema: { type: 'object', properties } } } } }
})
const aKey = { id: text, name: text, prefix: text, last_used_at: text, expires_at: text }
/** A whole resource that looks like API keys and is something else. */
const lookAlike = (place: string, thing: string) => ({
  [place]: {
    get: { summary: `List ${thing}s`, ...entries(aKey) },
    post: { summary: `Create ${thing}`, ...made({ ...aKey, secret: text }) }
  },
  [`${place}/{id}`]: { delete: { summary: `Delete ${thing}`, responses: { 204: {} } } }
})

const neighbours = [
  lookAlike('/webhooks/keys', 'webhook key'),
  lookAlike('/ssh-keys', 'SSH key'),
  lookAlike('/user/gpg_keys', 'GPG key'),
  lookAlike('/license-keys', 'license key'),
  lookAlike('/encryption-keys', 'encryption key'),
  lookAlike('/signing-keys', 'signing key'),
  lookAlike('/oauth/clients', 'OAuth client'),
  lookAlike('/personal-access-tokens', 'personal access token'),
  lookAlike('/sessions', 'session'),
  lookAlike('/deploy_keys', 'deploy key'),
  {
    '/api-key-usage': {
      get: { summary: 'Usage of API keys', ...entries({ ...aKey, calls: { type: 'integer' } }) }
    }
  },
  { '/reports/api-keys': { get: { summary: 'Report of API keys', ...entries(aKey) } } },
  { '/users': { get: { summary: 'List users', ...entries({ id: text, name: text }) } } },
  { '/reviews': { post: { summary: 'Create a review', ...made({ id: text, token: text }) } } }
]

const words = (...choices: string[]) => fc.constantFrom(...choices.map((choice) => choice.split(' ')))

const styles: fc.Arbitrary<DocumentStyle> = fc.record({
  casing: fc.constantFrom('snake', 'camel', 'kebab', 'pascal'),
  resource: words(
    'api keys',
    'apikeys',
    'api tokens',
    'access keys',
    'keys',
    'tokens',
    'api credentials',
    'service tokens'
  ),
  prefix: fc.constantFrom('', '/v1', '/api/v1', '/rest', '/api', '/organization', '/settings/security'),
  names: fc.record({
    id: words('id', 'uuid', 'key id', 'guid', 'uid', 'api key id'),
    name: words('name', 'label', 'title', 'display name', 'key name', 'description', 'friendly name'),
    prefix: words('prefix', 'key prefix', 'hint', 'masked key', 'preview', 'key hint', 'start'),
    created: words('created at', 'created', 'creation date', 'created on', 'issued at', 'inserted at'),
    lastUsed: words('last used at', 'last used', 'last usage', 'last seen at', 'last access', 'used at'),
    expires: words('expires at', 'expires', 'expiry', 'expiration date', 'valid until', 'expires on'),
    value: words(
      'key',
      'token',
      'secret',
      'value',
      'plain text',
      'raw key',
      'api key',
      'secret key',
      'plaintext'
    )
  }),
  envelope: fc.constantFrom(
    [],
    ['items'],
    ['data'],
    ['data', 'items'],
    ['results'],
    ['keys'],
    ['_embedded', 'keys']
  ),
  createdIn: fc.constantFrom([], ['data'], ['key'], ['record']).filter(() => true),
  revoke: fc.constantFrom('delete', 'post', 'patch'),
  idParameter: words('id', 'key id', 'uuid', 'key', 'api key', 'name', 'token id'),
  summaries: fc.boolean(),
  neighbours: fc.uniqueArray(fc.constantFrom(...neighbours), { maxLength: 5 }),
  isReversed: fc.boolean()
})

describe('a reference in any style', () => {
  test('is read right, asked about or left alone: never wrong and sure', () => {
    let right = 0
    let all = 0
    fc.assert(
      fc.property(styles, (style) => {
        // Two fields with the same name are another document.
        fc.pre(new Set(Object.values(style.names).map((each) => each.join(' '))).size === 7)
        fc.pre(style.createdIn.join() !== style.names.value.join())
        const { document, truth } = keysDocumentOf(style)
        const reading = read(document)
        expect(liesIn(reading, truth)).toEqual([])
        expect(reading.questions.length).toBeLessThanOrEqual(3)
        all += 1
        if (reading.mapping?.create && reading.mapping.revoke) right += 1
      }),
      { numRuns: 1_500 }
    )
    // It would be easy never to be wrong.
    expect(right / all).toBeGreaterThan(0.3)
  })

  test('is told apart from its neighbours, all of them at once', () => {
    const { document, truth } = keysDocumentOf({ ...plainStyle, neighbours })
    const reading = read(document)
    expect(reading.questions).toEqual([])
    expect(liesIn(reading, truth)).toEqual([])
    expect(reading.mapping?.create).not.toBeNull()
    expect(reading.mapping?.revoke).not.toBeNull()
  })

  test.each(neighbours.map((each) => [Object.keys(each)[0], each] as const))(
    'alone, %s is nobody’s list of API keys',
    (_, neighbour) => {
      const reading = read({ openapi: '3.0.3', info: { title: 'x', version: '1' }, paths: neighbour })
      expect(reading.mapping).toBeNull()
    }
  )
})
