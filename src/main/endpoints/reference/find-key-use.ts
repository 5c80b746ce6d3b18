import type { ApiMapping, JsonPath } from '../../../shared/api-mapping.ts'
import type { ApiOperation, ApiView, SecurityScheme } from './api-view.ts'
import { called, type Candidate } from './findings.ts'
import { meaningOf } from './field-meaning.ts'
import { leavesOf, type Shape } from './shape.ts'
import { ownWords, parametersIn, pathWords, topicOf } from './topic.ts'
import { firstPhrase, wordsOf } from './words.ts'

/** How a key is sent. */
export interface FoundKeyHeader {
  readonly header: ApiMapping['keyHeader']
  readonly scheme: SecurityScheme
}

/** The header in which programs send a key; `null` where the document knows none. */
export function keyHeaderOf(view: ApiView, session: SecurityScheme | null): FoundKeyHeader | null {
  const schemes = [...view.schemes.values()].filter(
    ({ kind, name, id }) =>
      (kind === 'header' || kind === 'bearer') && !/csrf|xsrf|forgery/iu.test(`${name} ${id}`)
  )
  const scored = schemes
    .map((scheme) => ({ scheme, score: scoreOf(scheme, session) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
  const [best] = scored
  if (best === undefined) return null
  const { scheme } = best
  if (scheme.kind === 'header') return { header: { name: scheme.name, before: beforeOf(scheme) }, scheme }
  return { header: { name: 'Authorization', before: 'Bearer ' }, scheme }
}

function scoreOf(scheme: SecurityScheme, session: SecurityScheme | null): number {
  const { id, name, description, kind } = scheme
  const isCalledKey = topicOf(wordsOf(`${id} ${name}`)) === 'api-keys'
  const isSaidKey = topicOf(wordsOf(description)) === 'api-keys'
  if (scheme === session) return isCalledKey || isSaidKey ? 1 : 0
  if (isCalledKey) return kind === 'header' ? 5 : 4
  if (isSaidKey) return 3
  return kind === 'header' ? 2 : 0
}

/** `Authorization: Token <key>` is told in words only. */
function beforeOf({ name, description }: SecurityScheme): string {
  if (name.toLowerCase() !== 'authorization') return ''
  const said = /[`"':\s](Bearer|Token|ApiKey|Api-Key|Key|Basic)\s+[`"']?[<{[a-z]/u.exec(` ${description}`)
  return said?.[1] === undefined ? '' : `${said[1]} `
}

/** A GET with which a key is tried. */
export interface FoundKeyTest {
  readonly mapping: ApiMapping['keyTest']
}

const asking = [
  'whoami',
  'who am',
  'introspect',
  'me',
  'verify',
  'current',
  'self',
  'ping',
  'status',
  'identity',
  'account',
  'profile',
  'organization',
  'quota',
  'usage',
  'version',
  'info'
]

/** GETs that change nothing and take a key. */
export function keyTestCandidates(view: ApiView, scheme: SecurityScheme): Candidate<FoundKeyTest>[] {
  return view.operations
    .filter(({ method, path }) => method === 'GET' && parametersIn(path).length === 0)
    .filter(
      (operation) => operation.security?.some((ways) => ways.length === 1 && ways[0] === scheme.id) === true
    )
    .filter(({ parameters }) => parameters.every(({ isRequired }) => !isRequired))
    .map((operation) => keyTestCandidate(operation, scheme))
    .filter(({ found, doubts }) => found.mapping !== null && doubts.length === 0)
}

/** What speaks for and against an operation as the harmless GET. */
export function keyTestCandidate(operation: ApiOperation, scheme: SecurityScheme): Candidate<FoundKeyTest> {
  const words = [...pathWords(operation.path), ...ownWords(operation)]
  const asked = asking.findIndex((phrase) => firstPhrase(words, [phrase]) !== null)
  const isOnlyForKeys = operation.security?.every((ways) => ways.includes(scheme.id)) === true
  const act = firstPhrase(words, [
    'logout',
    'delete',
    'revoke',
    'download',
    'export',
    'callback',
    'trigger',
    'run',
    'reset',
    'send',
    'stream'
  ])
  const proofAt = operation.answer === null ? null : proofOf(operation.answer)
  return {
    operation,
    // Each score is one of its own: any of these will do, and no question is worth it.
    score: (asked === -1 ? 0 : 100 - asked) + (isOnlyForKeys ? 10 : 0) + 10 / operation.path.length,
    evidence: [
      `A key is sent in ${scheme.kind === 'header' ? scheme.name : 'Authorization'}, and it is a GET.`
    ],
    doubts: act === null ? [] : [`It does something: "${act}".`],
    found: { mapping: proofAt && { operation: called(operation), proofAt } }
  }
}

/** What is in the answer to a good key: its own facts, else entries, else whatever is always there. */
function proofOf(answer: Shape): JsonPath | null {
  if (answer.type === 'array') return []
  const all = leavesOf(answer, 3)
  const always = all.filter(({ path }) => isAlwaysThere(answer, path))
  const prefix = always.find((leaf) => meaningOf(leaf)?.meaning === 'prefix')
  const entries = all.find(({ path, shape }) => shape.type === 'array' && path.length < 3)
  const id = always.find((leaf) => meaningOf(leaf)?.meaning === 'id')
  const any = always.find(({ shape }) => shape.type !== 'object')
  // Where the document leaves open what is always there, the first field is the best guess.
  return (prefix ?? entries ?? id ?? any ?? always[0] ?? all[0])?.path ?? null
}

function isAlwaysThere(answer: Shape, path: JsonPath): boolean {
  let at = answer
  for (const name of path) {
    const field: Shape | null = at.required.has(name) ? at.field(name) : null
    if (field === null || field.isNullable) return false
    at = field
  }
  return true
}
