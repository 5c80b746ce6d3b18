import type { OpenApiDocument } from '../../../../src/local-hygiara/testing/judge.ts'

interface Tree {
  [name: string]: unknown
}
const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const treeAt = (tree: Tree, name: string): Tree => (isTree(tree[name]) ? tree[name] : {})
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/**
 * A document of any version in the form the judge knows: OpenAPI 3.1, every path complete, nothing but operations under
 * it. An object has what it says and nothing else, so that a field that the document does not mention is noticed.
 * @param absent what does not count here: `writeOnly` fields for what is answered, `readOnly` ones for what is sent
 */
export function modernDocument(
  document: Tree,
  absent: 'readOnly' | 'writeOnly' = 'writeOnly'
): OpenApiDocument {
  const isOld = document['swagger'] === '2.0'
  const paths: Tree = {}
  for (const [path, item] of Object.entries(treeAt(document, 'paths'))) {
    const operations = Object.entries(item as Tree)
      .filter(([name]) => methods.includes(name))
      .map(([name, each]) => [
        name,
        isOld ? fromSwagger2(each as Tree, document) : inline(each as Tree, document)
      ])
    // A path may have a server of its own.
    const base = basePathOf('servers' in (item as Tree) ? (item as Tree) : document)
    paths[base + path] = Object.fromEntries(operations)
  }
  const components = isOld ? { schemas: document['definitions'] } : document['components']
  const whole = withoutFields({ paths, components }, absent)
  const open = new Set<unknown>()
  noteMembers(whole, open)
  return close(whole, open) as OpenApiDocument
}

function basePathOf(document: Tree): string {
  const [server] = (document['servers'] ?? []) as { readonly url: string }[]
  const address = (document['basePath'] as string | undefined) ?? server?.url ?? ''
  return address.replace(/^\w+:\/\/[^/]+/, '').replace(/\/$/, '')
}

/** Responses may be references, which the judge does not follow, and of any type, which it does not know. */
function inline(operation: Tree, document: Tree): Tree {
  const responses: Tree = {}
  for (const [status, each] of Object.entries(treeAt(operation, 'responses'))) {
    const [, name] = /^#\/components\/responses\/(.+)$/.exec(String((each as Tree)['$ref'])) ?? []
    const response = name === undefined ? each : treeAt(treeAt(document, 'components'), 'responses')[name]
    responses[status] = typed(response as Tree)
  }
  return { ...operation, responses }
}

function typed(response: Tree): Tree {
  const { '*/*': any, ...content } = treeAt(response, 'content')
  if (any === undefined) return response
  return { ...response, content: { 'application/json': any, 'application/problem+json': any, ...content } }
}

function fromSwagger2(operation: Tree, document: Tree): Tree {
  const typesOf = (name: string): string[] =>
    (operation[name] ?? document[name] ?? ['application/json']) as string[]
  const responses: Tree = {}
  for (const [status, response] of Object.entries(treeAt(operation, 'responses'))) {
    const { schema, headers } = response as Tree
    responses[status] = { headers, ...(schema ? { content: contentOf(typesOf('produces'), schema) } : {}) }
  }
  const parameters = (operation['parameters'] ?? []) as Tree[]
  const body = parameters.find((each) => each['in'] === 'body')
  const request = body ? { requestBody: { content: contentOf(typesOf('consumes'), body['schema']) } } : {}
  return { ...operation, responses, ...request }
}

function contentOf(types: readonly string[], schema: unknown): Tree {
  return Object.fromEntries(types.map((type) => [type, { schema }]))
}

function withoutFields(value: unknown, mark: string): unknown {
  if (Array.isArray(value)) return value.map((each) => withoutFields(each, mark))
  if (!isTree(value)) return value
  const entries = Object.entries(value).map(([name, each]) => [name, withoutFields(each, mark)])
  const result = Object.fromEntries(entries) as Tree
  const fields = Object.entries(treeAt(result, 'properties'))
  const isAbsent = (field: unknown): boolean => isTree(field) && field[mark] === true
  if (!fields.some(([, field]) => isAbsent(field))) return result
  const absent = fields.filter(([, field]) => isAbsent(field)).map(([name]) => name)
  result['properties'] = Object.fromEntries(fields.filter(([name]) => !absent.includes(name)))
  if (Array.isArray(result['required']))
    result['required'] = result['required'].filter((name) => !absent.includes(name as string))
  return result
}

/** Schemas that are joined with others by `allOf` cannot be closed alone. */
function noteMembers(value: unknown, open: Set<unknown>): void {
  if (Array.isArray(value)) for (const each of value) noteMembers(each, open)
  if (!isTree(value)) return
  const members = value['allOf']
  if (Array.isArray(members) && members.length > 1) {
    for (const member of members as Tree[]) open.add(member['$ref'] ?? member)
  }
  for (const each of Object.values(value)) noteMembers(each, open)
}

function close(value: unknown, open: ReadonlySet<unknown>, place = '#'): unknown {
  if (Array.isArray(value)) return value.map((each) => close(each, open))
  if (!isTree(value)) return value
  const entries = Object.entries(value).map(([name, each]) => [name, close(each, open, `${place}/${name}`)])
  const result = Object.fromEntries(entries) as Tree
  const ref = result['$ref']
  if (typeof ref === 'string') result['$ref'] = ref.replace(/^#\/definitions\//, '#/components/schemas/')
  const isOpen =
    open.has(value) || open.has(place) || open.has(place.replace('components/schemas', 'definitions'))
  if (isTree(result['properties']) && result['additionalProperties'] === undefined && !isOpen) {
    result['additionalProperties'] = false
  }
  if (Array.isArray(result['allOf']) && result['allOf'].length > 1) result['unevaluatedProperties'] = false
  return result['nullable'] === true || result['x-nullable'] === true ? orNull(result) : result
}

function orNull({ nullable: _, 'x-nullable': __, ...schema }: Tree): Tree {
  return { anyOf: [schema, { type: 'null' }] }
}
