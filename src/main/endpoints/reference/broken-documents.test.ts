import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keysDocument } from '../../testing/keys-document.ts'
import { readReference } from './read-reference.ts'

const url = 'http://127.0.0.1:1/openapi.json'
const read = (text: string) => readReference({ body: Buffer.from(text), url, typedUrl: url }, [])
const withPaths = (paths: unknown, more: object = {}) =>
  JSON.stringify({ openapi: '3.1.0', info: { title: 'x', version: '1' }, paths, ...more })

/** Values that a document can have in any place. */
const anything = fc.anything({
  maxDepth: 4,
  key: fc.constantFrom(
    ...['get', 'post', 'paths', 'schema', 'properties', 'type', 'items', '$ref', 'allOf', 'parameters'],
    ...[
      'responses',
      '200',
      'content',
      'application/json',
      'required',
      'name',
      'in',
      '__proto__',
      'constructor'
    ]
  ),
  values: [
    fc.constantFrom('#/paths', '#', '#/components/schemas/A', 'object', 'array', 'query'),
    fc.boolean(),
    fc.integer(),
    fc.constant(null)
  ]
})

describe('a broken document', () => {
  test('of random parts is read or refused, and never thrown at anybody', () => {
    fc.assert(
      fc.property(anything, anything, fc.constantFrom('openapi', 'swagger'), (paths, components, kind) => {
        const version = kind === 'openapi' ? '3.0.0' : '2.0'
        const text = JSON.stringify({
          [kind]: version,
          paths,
          components,
          definitions: components,
          security: components
        })
        expect(read(text)?.mapping ?? null).toBeNull()
      }),
      { numRuns: 2_000 }
    )
  })

  test('cut off anywhere is no reference', () => {
    const whole = JSON.stringify(keysDocument())
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (end) => {
        expect(read(whole.slice(0, end))).toBeNull()
      })
    )
  })

  test.each([
    ['nothing', ''],
    ['a page', '<!doctype html><title>openapi: 3.0.0</title>'],
    ['a list', '[1, 2]'],
    ['a version from the future', '{"openapi": "4.0.0", "paths": {}}'],
    ['no paths', '{"openapi": "3.0.0"}'],
    ['AsyncAPI', 'asyncapi: 2.0.0\nchannels: {}'],
    ['no text at all', '\u0000\u0001\u0002']
  ])('%s is refused', (_, text) => {
    expect(read(text)).toBeNull()
  })

  test('with an alias bomb in YAML is refused quickly', () => {
    const names = 'abcdefghijklmnop'.split('')
    const lines = names.map((name, at) => {
      const before = names[at - 1]
      const value = before === undefined ? '["x"]' : `[${Array(10).fill(`*${before}`).join(',')}]`
      return `${name}: &${name} ${value}`
    })
    expect(read(`openapi: 3.0.0\npaths: {}\n${lines.join('\n')}`)).toBeNull()
  })

  test('nested deeper than a stack is read or refused', () => {
    const deep = `${'{"properties":{"a":'.repeat(50_000)}{}${'}}'.repeat(50_000)}`
    const answer = `{"get":{"responses":{"200":{"content":{"application/json":{"schema":${deep}}}}}}}`
    expect(read(`{"openapi":"3.0.0","paths":{"/api-keys":${answer}}}`)?.mapping).toBeNull()
    const yaml = `openapi: 3.0.0\npaths:\n  /api-keys: ${'['.repeat(20_000)}${']'.repeat(20_000)}`
    expect(read(yaml)?.mapping ?? null).toBeNull()
  })

  test('that refers to itself, to another host and to nothing is read', () => {
    const schemas = {
      Loop: { $ref: '#/components/schemas/Loop' },
      Tree: {
        type: 'object',
        properties: { name: { type: 'string' }, children: { $ref: '#/components/schemas/Tree' } }
      },
      All: { allOf: [{ $ref: '#/components/schemas/All' }, { $ref: '#/components/schemas/Tree' }] },
      Foreign: { $ref: 'https://elsewhere.example/schema.json#/A' },
      Gone: { $ref: '#/components/schemas/Nothing' }
    }
    const paths = Object.fromEntries(
      Object.keys(schemas).map((name) => [
        `/api-keys/${name.toLowerCase()}`,
        {
          get: {
            responses: {
              200: { content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } } }
            }
          }
        }
      ])
    )
    expect(read(withPaths(paths, { components: { schemas } }))?.operations).toHaveLength(5)
  })

  test('with names of an object’s own insides means them as names', () => {
    const text =
      '{"openapi":"3.0.0","__proto__":{"polluted":true},"info":{"title":"x"},"paths":{"/__proto__":{"get":{"summary":"constructor"}}}}'
    expect(read(text)?.operations).toEqual([
      { method: 'GET', path: '/__proto__', summary: 'constructor', tags: [] }
    ])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('with a hundred thousand of everything is read', () => {
    const many = Array.from({ length: 100_000 }, (_, at) => `v${at}`)
    const properties = Object.fromEntries(many.map((name) => [name, { type: 'string' }]))
    const status = { type: 'string', enum: many }
    const entry = { type: 'object', properties: { status, ...properties }, required: many }
    const content = { 'application/json': { schema: { type: 'array', items: entry } } }
    const get = { parameters: many, tags: many, responses: { 200: { content } } }
    const text = withPaths({ '/api-keys': { get } })
    expect(read(text)?.mapping).toBeNull()
  })
})

describe('a document in YAML', () => {
  test('is read as in JSON', () => {
    const json = keysDocument()
    const asYaml = JSON.stringify(json, null, 2)
      .replace('"openapi"', '# a comment\n"openapi"')
      .replace(/^\{|\}$/gu, '')
    expect(read(asYaml.replaceAll(/^ {2}/gmu, ''))?.mapping).toEqual(read(JSON.stringify(json))?.mapping)
  })

  test('may write its version as a number, its statuses bare, and use anchors', () => {
    const text = `
swagger: 2.0
info: { title: Anchors, version: 1 }
paths:
  /things:
    get: &list
      summary: List
      responses: { 200: { schema: { type: array, items: { type: string } } } }
  /others:
    get: *list
`
    const reading = read(text)
    expect(reading?.document.kind).toBe('swagger-2')
    expect(reading?.operations.map(({ path }) => path)).toEqual(['/things', '/others'])
  })
})
