import type { Constant, KeyFields, RevokeMapping } from '../../../shared/api-mapping.ts'
import type { ApiOperation, ApiView } from './api-view.ts'
import { called, type Candidate } from './findings.ts'
import type { FoundList } from './find-list.ts'
import { leavesOf } from './shape.ts'
import { misleadingIn, ownWords, parametersIn, pathWords, placeOf, topicOfPath } from './topic.ts'
import { firstPhrase, squashed, wordsOf } from './words.ts'

/** A revoke that was found; `mapping` is `null` where the app cannot send it. */
export interface FoundRevoke {
  readonly mapping: RevokeMapping | null
}

const ending = ['revoke', 'revocation']
const removing = ['delete', 'remove', 'destroy', 'invalidate', 'deactivate', 'disable', 'cancel', 'terminate']
const otherActs = [
  'rotate',
  'regenerate',
  'restore',
  'enable',
  'activate',
  'reactivate',
  'unrevoke',
  'undelete',
  'extend',
  'renew',
  'roll',
  'usage',
  'rename',
  'all',
  'bulk',
  'scope',
  'permission',
  'tag',
  'refresh',
  'verify',
  'reveal'
]

/** Operations that may revoke a key of this list. */
export function revokeCandidates(view: ApiView, list: Candidate<FoundList>): Candidate<FoundRevoke>[] {
  const place = placeOf(list.operation.path)
  return view.operations
    .filter(({ method, path }) => method !== 'GET' && path.startsWith(`${place}/`))
    .filter(({ path }) => isOfOneEntry(path.slice(place.length)))
    .map((operation) => revokeCandidate(operation, list))
    .filter(({ score }) => score > 0)
}

/** `/{id}`, `/{id}/revoke` or `/revoke/{id}`: anything else is something that a key has. */
function isOfOneEntry(tail: string): boolean {
  const segments = tail.split('/').filter((segment) => segment !== '')
  const acts = segments.filter((segment) => !segment.includes('{'))
  const isAct = (segment: string) =>
    firstPhrase(wordsOf(segment), [...ending, ...removing, ...otherActs]) !== null
  return segments.length - acts.length === 1 && acts.length <= 1 && acts.every(isAct)
}

/** What speaks for and against an operation as the revoke of this list's keys. */
export function revokeCandidate(operation: ApiOperation, list: Candidate<FoundList>): Candidate<FoundRevoke> {
  const { method, path } = operation
  const place = placeOf(list.operation.path)
  const tail = path.startsWith(`${place}/`) ? path.slice(place.length) : path
  const words = [...pathWords(tail), ...ownWords(operation)]
  const evidence: string[] = []
  const doubts: string[] = []
  const isBeneath = path.startsWith(`${place}/`)
  const setting = method === 'PATCH' || method === 'PUT' || method === 'POST' ? settingOf(operation) : null
  const isFinal =
    setting?.some(({ at, value }) => /revoke/iu.test(`${at.at(-1) ?? ''} ${String(value)}`)) === true
  const isBare = /^\/\{[^{}/]+\}\/?$/u.test(tail)
  let score = 0
  if (isBeneath) evidence.push('Its address is that of one entry of the list.')
  else doubts.push('Its address is not beneath that of the list.')
  const end = firstPhrase(words, ending)
  const removal = firstPhrase(words, removing)
  const other = firstPhrase(words, otherActs)
  if (end !== null) {
    score = 12
    evidence.push(`It says "${end}".`)
  } else if (method === 'DELETE') {
    score = 8
    evidence.push(isBare ? 'It is a DELETE of one entry.' : 'It is a DELETE.')
  } else if (setting !== null) {
    score = isFinal ? 10 : 6
    evidence.push(`It sets "${setting[0]?.at.join('.') ?? ''}".`)
  } else if (removal !== null) {
    score = 5
    evidence.push(`It says "${removal}".`)
  }
  if (other !== null || topicOfPath(tail) === 'other') {
    score -= 8
    doubts.push(`It does something else as well: "${other ?? misleadingIn(words) ?? ''}".`)
  }
  const isEnd = end !== null || method === 'DELETE' || isFinal
  if (!isEnd && removal === null) doubts.push('Nothing says that it ends a key for good.')
  else if (!isEnd) doubts.push('It may end a key only for a while.')
  if (method === 'DELETE' && !isBare && end === null && removal === null)
    doubts.push('It may delete something of the key.')
  if (operation.isDeprecated) doubts.push('It is marked as deprecated.')
  const mapping = mappingOf(operation, list.found.mapping?.fields ?? null, list, setting, doubts)
  return { operation, score: mapping === null ? score - 2 : score, evidence, doubts, found: { mapping } }
}

function mappingOf(
  operation: ApiOperation,
  fields: KeyFields | null,
  list: Candidate<FoundList>,
  setting: readonly Constant[] | null,
  doubts: string[]
): RevokeMapping | null {
  const names = parametersIn(operation.path)
  const [idParameter] = names
  const isIdKnown = fields?.id != null
  if (idParameter === undefined || names.length > 1 || !isIdKnown) {
    doubts.push(
      isIdKnown
        ? 'Its address takes more than an id.'
        : 'The entries of the list have no id to address it with.'
    )
    return null
  }
  if (!isIdOf(operation, idParameter, fields))
    doubts.push(`Nothing says that "${idParameter}" is the id of the list.`)
  if (list.found.entries?.found.hasRivalIds === true)
    doubts.push('The entries of the list have more than one id.')
  const wanted = unknownOf(operation, setting)
  for (const name of wanted) doubts.push(`It wants "${name}", which the app cannot know.`)
  if (wanted.length > 0) return null
  const isSetting = setting !== null && operation.method !== 'DELETE'
  if (operation.method === 'PATCH' || operation.method === 'PUT') {
    if (!isSetting) return null
  }
  return {
    operation: called(operation),
    idParameter,
    done: operation.successes.length > 0 ? operation.successes : [200, 204],
    constants: isSetting ? setting : []
  }
}

/** `{id}`, `{key_id}`, what the list calls it, or a `{key}` that is said to be an id. */
function isIdOf({ parameters }: ApiOperation, name: string, fields: KeyFields): boolean {
  const last = fields.id?.at.at(-1) ?? ''
  if (squashed(last) === squashed(name)) return true
  const rest = wordsOf(name).filter((word) => !/^(?:api|key|token|credential|access)$/u.test(word))
  if (rest.length > 0) return rest.length === 1 && /^(?:id|uuid|guid|uid|identifier|pk)$/u.test(rest[0] ?? '')
  const said = parameters.find((parameter) => parameter.place === 'path' && parameter.name === name)
  const isNumber = said?.shape?.type === 'number' && fields.id?.type === 'integer'
  return isNumber || /\b(?:id|uuid|identifier)\b/iu.test(said?.description ?? '')
}

/** What a body says that ends a key: `{"status": "revoked"}`, `{"revoked": true}`, `{"active": false}`. */
function settingOf({ body, method }: ApiOperation): readonly Constant[] | null {
  if (body?.encoding !== 'json') return null
  const found = leavesOf(body.shape, 2).flatMap(({ path, shape }): { constant: Constant; rank: number }[] => {
    const name = squashed(path.at(-1) ?? '')
    const value = shape.values.find((each) => /^revoked?$/iu.test(each))
    if (value !== undefined) return [{ constant: { at: path, value }, rank: 1 }]
    if (shape.type !== 'boolean') return []
    if (/^(?:is)?revoked?$/u.test(name)) return [{ constant: { at: path, value: true }, rank: 0 }]
    if (method === 'POST') return []
    if (/^(?:is)?(?:disabled|deactivated)$/u.test(name))
      return [{ constant: { at: path, value: true }, rank: 3 }]
    return /^(?:is)?(?:active|enabled)$/u.test(name)
      ? [{ constant: { at: path, value: false }, rank: 3 }]
      : []
  })
  const [first] = found.sort((a, b) => a.rank - b.rank)
  return first === undefined ? null : [first.constant]
}

function unknownOf(
  { body, parameters }: ApiOperation,
  setting: readonly Constant[] | null
): readonly string[] {
  const given = new Set((setting ?? []).map(({ at }) => at[0]))
  const inBody = body === null ? [] : [...body.shape.required].filter((name) => !given.has(name))
  const inQuery = parameters
    .filter(({ isRequired, place }) => isRequired && place === 'query')
    .map(({ name }) => name)
  return [...inBody, ...inQuery]
}
