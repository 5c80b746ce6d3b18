import type { HttpMethod } from '../../../shared/api-mapping.ts'
import type { ApiOperation, ApiView, Parameter, SecurityScheme } from './api-view.ts'
import type { FoundBase } from './base-path.ts'
import { followed } from './pointer.ts'
import { answerOf, answersOf, bodyOf, refusalsOf, successesOf } from './messages.ts'
import { shapeOf } from './shape.ts'
import { asTree, listAt, member, membersOf, textAt, treeAt, type Tree } from './tree.ts'

const methods: readonly (readonly [string, HttpMethod])[] = [
  ['get', 'GET'],
  ['post', 'POST'],
  ['put', 'PUT'],
  ['patch', 'PATCH'],
  ['delete', 'DELETE']
]

// The largest public documents have a few thousand.
const mostPaths = 10_000
const mostSchemes = 50
const longestText = 2_000

/**
 * The document in one form. `null` where it is no OpenAPI 3.0, 3.1 or Swagger 2.
 *
 * @param baseOf where the operations begin, from the addresses of servers that the document names
 */
export function viewOf(
  root: Tree,
  documentUrl: string,
  baseOf: (servers: readonly string[]) => FoundBase
): ApiView | null {
  const kind = kindOf(root)
  if (kind === null || treeAt(root, 'paths') === null) return null
  const schemes = new Map<string, SecurityScheme>()
  for (const [id, scheme] of membersOf(schemesIn(root), mostSchemes)) {
    schemes.set(id, schemeOf(id, followed(root, scheme)))
  }
  const servers = kind === 'swagger-2' ? swaggerServers(root) : serversIn(root)
  return {
    kind,
    title: textAt(treeAt(root, 'info'), 'title', 100),
    documentUrl,
    description: textAt(treeAt(root, 'info'), 'description', longestText),
    operations: operationsIn(root, baseOf(servers)),
    schemes
  }
}

function kindOf(root: Tree): ApiView['kind'] | null {
  if (/^2\.\d/u.test(versionAt(root, 'swagger'))) return 'swagger-2'
  const version = versionAt(root, 'openapi')
  if (version.startsWith('3.0')) return 'openapi-3.0'
  return /^3\.[1-9]/u.test(version) ? 'openapi-3.1' : null
}

/** YAML reads `2.0` as a number. */
function versionAt(root: Tree, name: string): string {
  const version = member(root, name)
  if (typeof version === 'number') return version.toFixed(1)
  return typeof version === 'string' ? version : ''
}

function serversIn(tree: Tree): readonly string[] {
  return listAt(tree, 'servers', 20).flatMap((entry) => {
    const server = asTree(entry)
    const variables = treeAt(server, 'variables')
    const url = textAt(server, 'url', longestText).replace(/\{([^{}]*)\}/gu, (_, name: string) =>
      textAt(treeAt(variables, name), 'default', longestText)
    )
    return url === '' ? [] : [url]
  })
}

function swaggerServers(root: Tree): readonly string[] {
  const host = textAt(root, 'host', longestText)
  const basePath = textAt(root, 'basePath', longestText)
  if (host === '') return basePath === '' ? [] : [basePath]
  const schemes = listAt(root, 'schemes').filter((scheme) => typeof scheme === 'string')
  return (schemes.length === 0 ? [''] : schemes).map(
    (scheme) => `${scheme === '' ? '' : `${scheme}:`}//${host}${basePath}`
  )
}

function schemesIn(root: Tree): Tree | null {
  return treeAt(root, 'securityDefinitions') ?? treeAt(treeAt(root, 'components'), 'securitySchemes')
}

function schemeOf(id: string, scheme: Tree | null): SecurityScheme {
  const type = textAt(scheme, 'type')
  const name = textAt(scheme, 'name', 100)
  const description = textAt(scheme, 'description')
  const plain = { id, name, description, tokenUrl: '' }
  if (type === 'basic') return { ...plain, kind: 'basic' }
  if (type === 'http') {
    const isBearer = textAt(scheme, 'scheme').toLowerCase() === 'bearer'
    return { ...plain, kind: isBearer ? 'bearer' : 'basic' }
  }
  if (type === 'apiKey') {
    const place = textAt(scheme, 'in')
    return { ...plain, kind: place === 'header' || place === 'cookie' ? place : 'query' }
  }
  const password = treeAt(treeAt(scheme, 'flows'), 'password')
  const tokenUrl =
    textAt(password, 'tokenUrl', longestText) ||
    (textAt(scheme, 'flow') === 'password' ? textAt(scheme, 'tokenUrl', longestText) : '')
  return tokenUrl === '' ? { ...plain, kind: 'web' } : { ...plain, kind: 'bearer', tokenUrl }
}

function operationsIn(root: Tree, base: FoundBase): ApiOperation[] {
  const everywhere = member(root, 'security')
  return membersOf(treeAt(root, 'paths'), mostPaths).flatMap(([path, value]) => {
    const item = followed(root, value)
    if (item === null || !path.startsWith('/') || path.length > 500) return []
    return methods.flatMap(([name, method]) => {
      const operation = treeAt(item, name)
      const basePath = operation === null ? null : basePathFor(base, item, operation)
      // An operation that lives at a server of its own is not this server's.
      if (operation === null || basePath === null) return []
      return [operationOf(root, method, `${basePath}${path}`, item, operation, everywhere)]
    })
  })
}

function basePathFor(base: FoundBase, item: Tree, operation: Tree): string | null {
  const own = [operation, item].map(serversIn).find((servers) => servers.length > 0)
  return own === undefined ? base.basePath : base.basePathAt(own)
}

function operationOf(
  root: Tree,
  method: HttpMethod,
  path: string,
  item: Tree,
  operation: Tree,
  everywhere: unknown
): ApiOperation {
  const raw = parametersOf(root, item, operation)
  const answers = answersOf(root, operation)
  const successes = successesOf(answers)
  const security = member(operation, 'security') ?? everywhere
  // What is inside is read when somebody asks: a large document has thousands that nobody asks about.
  const read = {
    body: later(() => bodyOf(root, operation, raw)),
    answer: later(() => answerOf(root, operation, successes)),
    refusal: later(() => answerOf(root, operation, refusalsOf(answers)))
  }
  return {
    method,
    path,
    summary: textAt(operation, 'summary', 200).trim(),
    description: textAt(operation, 'description', longestText),
    operationId: textAt(operation, 'operationId', 200),
    tags: listAt(operation, 'tags', 10).filter((tag) => typeof tag === 'string'),
    isDeprecated: member(operation, 'deprecated') === true,
    parameters: raw.flatMap((parameter) => parameterOf(root, parameter)),
    get body() {
      return read.body()
    },
    get answer() {
      return read.answer()
    },
    get refusal() {
      return read.refusal()
    },
    successes: successes.flatMap(({ status }) => (/^2\d\d$/u.test(status) ? [Number(status)] : [])),
    answerHeaders: successes.flatMap(({ answer: success }) =>
      membersOf(treeAt(success, 'headers'), 50).map(([name]) => name.toLowerCase())
    ),
    answerText: successes.map(({ answer }) => textAt(answer, 'description')).join(' '),
    security: Array.isArray(security)
      ? security.slice(0, 20).map((ways) => membersOf(asTree(ways), 20).map(([id]) => id))
      : null
  }
}

function later<Value>(read: () => Value): () => Value {
  let known: { value: Value } | null = null
  return () => (known ??= { value: read() }).value
}

function parametersOf(root: Tree, item: Tree, operation: Tree): readonly Tree[] {
  const parameters = new Map<string, Tree>()
  for (const entry of [...listAt(item, 'parameters'), ...listAt(operation, 'parameters')]) {
    const parameter = followed(root, entry)
    if (parameter) parameters.set(`${textAt(parameter, 'in')} ${textAt(parameter, 'name')}`, parameter)
  }
  return [...parameters.values()]
}

function parameterOf(root: Tree, parameter: Tree): Parameter[] {
  const place = textAt(parameter, 'in')
  if (place !== 'path' && place !== 'query' && place !== 'header' && place !== 'cookie') return []
  const content = membersOf(treeAt(parameter, 'content'), 1)[0]?.[1]
  return [
    {
      name: textAt(parameter, 'name', 100),
      place,
      isRequired: member(parameter, 'required') === true,
      description: textAt(parameter, 'description'),
      // Swagger 2 says it in the parameter itself.
      shape: shapeOf(
        root,
        member(parameter, 'schema') ?? member(asTree(content), 'schema') ?? parameter,
        'sent'
      )
    }
  ]
}
