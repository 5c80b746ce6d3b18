import type { Constant, CreateMapping, JsonPath, KeyFields } from '../../../shared/api-mapping.ts'
import type { ApiOperation, ApiView } from './api-view.ts'
import { meaningOf } from './field-meaning.ts'
import { called, type Candidate } from './findings.ts'
import type { FoundList } from './find-list.ts'
import { shapeAt } from './key-fields.ts'
import { oneTimeValueOf, type OneTimeValue } from './one-time-value.ts'
import { leavesOf, type Leaf, type Shape } from './shape.ts'
import { misleadingIn, ownWords, parametersIn, pathWords, placeOf, topicsOf } from './topic.ts'
import { firstPhrase } from './words.ts'

/** A create that was found; `mapping` is `null` where the app cannot send it. */
export interface FoundCreate {
  readonly mapping: CreateMapping | null
}

const enough = 5
// What answers with a value, too, and makes no key.
const otherActs = [
  'rotate',
  'regenerate',
  'roll',
  'renew',
  'refresh',
  'reveal',
  'verify',
  'validate',
  'introspect',
  'login',
  'exchange',
  'reset',
  'check',
  'test',
  'import',
  'decrypt',
  'bulk',
  'batch'
]
const creating = ['create', 'generate', 'issue', 'new', 'add', 'mint', 'make', 'provision', 'request']

/** Operations that may create a key of this list. */
export function createCandidates(view: ApiView, list: Candidate<FoundList>): Candidate<FoundCreate>[] {
  return view.operations
    .filter(({ method, path }) => (method === 'POST' || method === 'PUT') && parametersIn(path).length === 0)
    .filter((operation) => isNear(operation, list.operation) || topicsOf(operation, '').path !== 'none')
    .map((operation) => createCandidate(operation, list))
    .filter(({ score }) => score >= enough)
}

function isNear({ path }: ApiOperation, list: ApiOperation): boolean {
  const place = placeOf(list.path)
  return placeOf(path) === place || path.startsWith(`${place}/`)
}

/** What speaks for and against an operation as the create of this list's keys. */
export function createCandidate(operation: ApiOperation, list: Candidate<FoundList>): Candidate<FoundCreate> {
  const topics = topicsOf(operation, operation.answer?.name ?? '')
  const words = [...pathWords(operation.path), ...ownWords(operation)]
  const evidence: string[] = []
  const doubts: string[] = []
  let score = 0
  const say = (points: number, sentence: string) => {
    score += points
    evidence.push(sentence)
  }
  if (placeOf(operation.path) === placeOf(list.operation.path))
    say(4, 'It is a POST to the address of the list.')
  else if (isNear(operation, list.operation)) say(3, 'Its address is beneath that of the list.')
  else doubts.push('Its address is not that of the list.')
  if (topics.path === 'api-keys' || topics.words === 'api-keys') say(2, 'It speaks of API keys.')
  const act = firstPhrase(words, creating)
  if (act !== null) say(1, `It says "${act}".`)
  const otherAct = firstPhrase(words, otherActs)
  const isOther = topics.path === 'other' || topics.words === 'other'
  if (otherAct !== null || isOther) {
    score -= 6
    doubts.push(`It does something else as well: "${otherAct ?? misleadingIn(words) ?? ''}".`)
  }
  const value = oneTimeValueOf(operation)
  if (value) score += valueEvidence(value, list, evidence, doubts)
  else doubts.push('No field of its answer looks like the value of a key.')
  if (operation.isDeprecated) {
    score -= 2
    doubts.push('It is marked as deprecated.')
  }
  const mapping = mappingOf(operation, list, value, evidence, doubts)
  if (mapping) score += 2
  return { operation, score, evidence, doubts, found: { mapping } }
}

function valueEvidence(
  { at, isSaidToBeOnce, hasRival }: OneTimeValue,
  list: Candidate<FoundList>,
  evidence: string[],
  doubts: string[]
): number {
  const name = at.at(-1) ?? ''
  const isListed = list.found.entries?.entry.field(name) != null
  if (isSaidToBeOnce) evidence.push(`Its answer has "${at.join('.')}", which is said to be shown once.`)
  if (isListed && !isSaidToBeOnce) doubts.push(`"${name}" stands in the list, too: it may not be the value.`)
  if (!isListed) evidence.push(`Its answer has "${at.join('.')}", which the list does not have.`)
  if (hasRival) doubts.push('More than one field of its answer could be the value.')
  return (isListed ? 1 : 4) + (isSaidToBeOnce ? 2 : 0)
}

function mappingOf(
  operation: ApiOperation,
  list: Candidate<FoundList>,
  value: OneTimeValue | null,
  evidence: string[],
  doubts: string[]
): CreateMapping | null {
  const { body, answer } = operation
  const fields = list.found.mapping?.fields
  if (body === null || answer === null || value === null || fields === undefined) {
    if (body === null) doubts.push('It takes no body, and so no name.')
    return null
  }
  if (body.encoding !== 'json') {
    doubts.push('It takes a form, which the app does not send.')
    return null
  }
  const leaves = leavesOf(body.shape, 2)
  const name = bestOf(leaves, 'name')
  if (name === null) {
    doubts.push('Its body has no field for a name.')
    return null
  }
  evidence.push(`Its body takes a name in "${name.path.join('.')}".`)
  const expiry = expiryOf(leaves)
  const constants = constantsOf(operation, body.shape, [name.path, ...(expiry ? [expiry.at] : [])])
  for (const wanted of constants.unknown) doubts.push(`It wants "${wanted}", which the app cannot know.`)
  if (constants.unknown.length > 0) return null
  const keyAt = keyAtOf(answer, value.at, fields)
  if (keyAt === null) doubts.push('Its answer does not say the id and the name as the list does.')
  return {
    operation: called(operation),
    nameAt: name.path,
    expiry,
    constants: constants.known,
    keyAt: keyAt ?? [],
    valueAt: value.at,
    isIdempotent: operation.parameters.some(
      ({ place, name: header }) => place === 'header' && header.toLowerCase() === 'idempotency-key'
    )
  }
}

function bestOf(leaves: readonly Leaf[], wanted: 'name' | 'expires'): Leaf | null {
  const found = leaves.flatMap((leaf) => {
    const read = meaningOf(leaf)
    return read?.meaning === wanted ? [{ leaf, rank: read.rank }] : []
  })
  return found.sort((a, b) => a.rank - b.rank)[0]?.leaf ?? null
}

/** A text in which an expiry goes. What counts days or seconds is no moment, and is left alone. */
function expiryOf(leaves: readonly Leaf[]): CreateMapping['expiry'] {
  const leaf = bestOf(leaves, 'expires')
  if (leaf === null || leaf.shape.type === 'number') return null
  const { format, example, description } = leaf.shape
  const isDay =
    format === 'date' ||
    (format === '' && typeof example === 'string' && /^\d{4}-\d\d-\d\d$/u.test(example)) ||
    (format === '' && /YYYY-MM-DD(?!T)|\bdate only\b/iu.test(description))
  return { at: leaf.path, sends: isDay ? 'date' : 'instant' }
}

/** What the body wants besides. Known where only one thing can be meant. */
function constantsOf(
  operation: ApiOperation,
  body: Shape,
  given: readonly JsonPath[]
): { readonly known: readonly Constant[]; readonly unknown: readonly string[] } {
  const known: Constant[] = []
  const unknown: string[] = []
  const visit = (shape: Shape, at: JsonPath): void => {
    for (const name of shape.required) {
      const path = [...at, name]
      const field = shape.field(name)
      if (field === null) continue
      if (given.some((each) => each.join('\n') === path.join('\n'))) continue
      if (field.type === 'object' && path.length < 3 && field.fieldNames.length > 0) {
        visit(field, path)
        continue
      }
      const value = onlyValueOf(field)
      if (value === null) unknown.push(path.join('.'))
      else known.push({ at: path, value })
    }
  }
  visit(body, [])
  for (const { name, place, isRequired } of operation.parameters) {
    if (isRequired && (place === 'query' || place === 'path')) unknown.push(name)
  }
  return { known, unknown }
}

function onlyValueOf({ fallback, values, type }: Shape): Constant['value'] | null {
  if (typeof fallback === 'string' || typeof fallback === 'number' || typeof fallback === 'boolean')
    return fallback
  if (Array.isArray(fallback) && fallback.every((each): each is string => typeof each === 'string'))
    return fallback
  return type === 'string' && values.length === 1 ? (values[0] ?? null) : null
}

/** Where the new key's facts stand: the place from which its id and its name are found as in the list. */
function keyAtOf(answer: Shape, valueAt: JsonPath, fields: KeyFields): JsonPath | null {
  const wanted = [fields.id?.at, fields.name].filter((path) => path != null)
  if (wanted.length === 0) return null
  const places: JsonPath[] = [valueAt.slice(0, -1), []]
  for (const { path, shape } of leavesOf(answer, 2)) if (shape.type === 'object') places.push(path)
  return places.find((place) => wanted.every((path) => shapeAt(answer, [...place, ...path]) !== null)) ?? null
}
