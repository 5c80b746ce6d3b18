import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { Judge } from '../../../../src/local-hygiara/testing/judge.ts'
import { modernDocument } from './modern-document.ts'

const schema = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string' }, used: { type: 'string', nullable: true } }
}
const swagger2 = {
  swagger: '2.0',
  basePath: '/v1',
  produces: ['application/json'],
  paths: {
    '/keys': { get: { responses: { 200: { description: '', schema: { $ref: '#/definitions/Key' } } } } }
  },
  definitions: {
    Key: { ...schema, properties: { ...schema.properties, used: { type: 'string', 'x-nullable': true } } }
  }
}
const content = {
  '*/*': { schema: { allOf: [{ $ref: '#/components/schemas/Key' }, { properties: { more: {} } }] } }
}
const openApi30 = {
  openapi: '3.0.3',
  servers: [{ url: 'http://127.0.0.1:8080/v1/' }],
  paths: {
    '/keys': { parameters: [], get: { responses: { 200: { $ref: '#/components/responses/Key' } } } }
  },
  components: { schemas: { Key: schema }, responses: { Key: { description: '', content } } }
}

function judge(document: Record<string, unknown>, body: object, status = 200): void {
  const answer = {
    status,
    headers: new Headers({ 'Content-Type': 'application/json' }),
    text: JSON.stringify(body)
  }
  new Judge(modernDocument(document), new Ajv2020({ strict: false })).expectForeseen(
    'GET',
    '/v1/keys',
    answer
  )
}

test.each([
  ['Swagger 2', swagger2],
  ['OpenAPI 3.0', openApi30]
])('an answer is held against a document in %s', (_, document) => {
  expect(() => {
    judge(document, { id: 'a', used: null })
  }).not.toThrow()
  for (const wrong of [{}, { id: 7 }, { id: 'a', used: 7 }, { id: 'a', unheardOf: true }]) {
    expect(() => {
      judge(document, wrong)
    }).toThrow(/GET \/v1\/keys -> 200/)
  }
  expect(() => {
    judge(document, { id: 'a' }, 404)
  }).toThrow('is not in the document')
})
