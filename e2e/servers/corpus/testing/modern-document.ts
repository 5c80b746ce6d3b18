import type { OpenApiDocument } from '../../../../src/local-hygiara/testing/judge.ts'

type Tree = Record<string, any>
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null

/**
 * A document of any version in the form the judge knows: OpenAPI 3.1, every path complete. An object says all that it
 * has, so that a field that the document does not mention is noticed.
 */
export function modernDocument(document: Tree): OpenApiDocument {
  const { paths, ...rest } = document['swagger'] === '2.0' ? fromSwagger2(document) : document
  const base = basePathOf(document)
  const whole = { ...rest, paths: {} as Tree }
  for (const [path, item] of Object.entries(paths as Tree))
    whole.paths[base + path] = inline(item as Tree, rest)
  return strict(whole) as unknown as OpenApiDocument
}

/** Responses may be references to `components.responses`, which the judge does not follow. */
function inline(item: Tree, rest: Tree): Tree {
  const copy = structuredClone(item)
  for (const operation of Object.values(copy)) {
    if (!isTree(operation) || !isTree(operation['responses'])) continue
    const { responses } = operation
    for (const [status, response] of Object.entries(responses)) {
      const [, name] = /^#\/components\/responses\/(.+)$/.exec(String((response as Tree)['$ref'])) ?? []
      if (name !== undefined) responses[status] = rest['components'].responses[name]
    }
  }
  return copy
}

function basePathOf(document: Tree): string {
  const address = String(document['basePath'] ?? document['servers']?.[0]?.url ?? '')
  return address.replace(/^\w+:\/\/[^/]+/, '').replace(/\/$/, '')
}

function fromSwagger2(document: Tree): Tree {
  const paths: Tree = {}
  for (const [path, item] of Object.entries(document['paths'] as Tree)) {
    const operations = Object.entries(item as Tree).map(([method, operation]) => [
      method,
      operationFrom(operation as Tree, document)
    ])
    paths[path] = Object.fromEntries(operations)
  }
  return { paths, components: { schemas: document['definitions'] } }
}

function operationFrom(operation: Tree, document: Tree): Tree {
  const produces: string[] = operation['produces'] ?? document['produces'] ?? ['application/json']
  const consumes: string[] = operation['consumes'] ?? document['consumes'] ?? ['application/json']
  const responses: Tree = {}
  for (const [status, { schema, headers }] of Object.entries<Tree>(operation['responses'])) {
    responses[status] = { headers, ...(schema ? { content: contentOf(produces, schema) } : {}) }
  }
  const body = (operation['parameters'] as Tree[] | undefined)?.find((each) => each['in'] === 'body')
  const request = body ? { requestBody: { content: contentOf(consumes, body['schema']) } } : {}
  return { ...operation, responses, ...request }
}

function contentOf(types: readonly string[], schema: unknown): Tree {
  return Object.fromEntries(types.map((type) => [type, { schema }]))
}

function strict(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strict)
  if (!isTree(value)) return value
  const result: Tree = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, strict(each)]))
  if (typeof result['$ref'] === 'string') {
    result['$ref'] = result['$ref'].replace(/^#\/definitions\//, '#/components/schemas/')
  }
  if (isTree(result['properties']) && result['additionalProperties'] === undefined) {
    result['additionalProperties'] = false
  }
  return result['nullable'] === true || result['x-nullable'] === true ? nullable(result) : result
}

function nullable({ nullable: _, 'x-nullable': __, ...schema }: Tree): Tree {
  return { anyOf: [schema, { type: 'null' }] }
}
