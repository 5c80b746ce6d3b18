import type { ListMapping } from '../../../shared/api-mapping.ts'
import type { ApiOperation, ApiView } from './api-view.ts'
import { entriesOf, type Entries } from './entries.ts'
import { called, type Candidate } from './findings.ts'
import { oneTimeValueOf } from './one-time-value.ts'
import { pagingOf, type FoundPaging } from './paging.ts'
import { misleadingIn, ownWords, parametersIn, pathWords, placeOf, topicOf, topicsOf } from './topic.ts'
import { wordsOf } from './words.ts'

/** A list of keys that was found. `mapping` is `null` where the app cannot ask for it or read it. */
export interface FoundList {
  readonly entries: Entries | null
  readonly mapping: ListMapping | null
}

const enough = 4

/** Operations that may list the keys. */
export function listCandidates(view: ApiView): Candidate<FoundList>[] {
  const posts = new Map(
    view.operations.flatMap((each) => (each.method === 'POST' ? [[placeOf(each.path), each] as const] : []))
  )
  return view.operations
    .filter(({ method }) => method === 'GET')
    .flatMap((operation) => {
      const beside = posts.get(placeOf(operation.path))
      // Judged by words before any schema is read: a large document has thousands of operations.
      if (!couldBeAbout(operation) && !(beside && couldBeAbout(beside))) return []
      return [listCandidate(view, operation, beside !== undefined && oneTimeValueOf(beside) !== null)]
    })
    .filter(({ score, found }) => score >= enough && found.entries !== null)
}

function couldBeAbout(operation: ApiOperation): boolean {
  const { path, words, tags } = topicsOf(operation, '')
  return [path, words, tags].some((topic) => topic === 'api-keys' || topic === 'some-keys')
}

/** What speaks for and against an operation as the list of keys. */
export function listCandidate(
  view: ApiView,
  operation: ApiOperation,
  hasCreateBeside: boolean
): Candidate<FoundList> {
  const entries = entriesOf(operation.answer, idNameOf(view, operation))
  const topics = topicsOf(operation, `${operation.answer?.name ?? ''} ${entries?.entry.name ?? ''}`)
  const evidence: string[] = []
  const doubts: string[] = []
  let score = 0
  const say = (points: number, sentence: string) => {
    score += points
    evidence.push(sentence)
  }
  if (topics.path === 'api-keys') say(4, 'Its address speaks of API keys.')
  else if (topics.path === 'some-keys') say(2, 'Its address speaks of keys.')
  if (topics.words === 'api-keys') say(3, 'Its summary speaks of API keys.')
  else if (topics.words === 'some-keys') say(1, 'Its summary speaks of keys.')
  if (topics.tags === 'api-keys') say(2, 'It stands under a heading about API keys.')
  if (topics.schema === 'api-keys') say(2, 'Its answer is called one of API keys.')
  const isOther = topics.path === 'other' || topics.words === 'other'
  if (isOther) {
    score -= 6
    const word = misleadingIn([...pathWords(operation.path), ...ownWords(operation)])
    doubts.push(`It is about something else as well: "${word ?? ''}".`)
  }
  if (hasCreateBeside) say(3, 'At the same address a key is created whose value is answered once.')
  const found = entries?.found
  if (found) score += found.marksOfKeys * 2 + (found.fields.name ? 1 : 0)
  evidence.push(...(found?.evidence ?? []))
  const isNamed = [topics.path, topics.words, topics.tags, topics.schema].includes('api-keys')
  const isUnmistakable = hasCreateBeside && (found?.marksOfKeys ?? 0) >= 3 && takesKeys(view)
  if (isUnmistakable) evidence.push('Programs send an API key in a header, and no other keys are made here.')
  else if (!isNamed) doubts.push('Nothing in the reference calls these API keys.')
  const isLikeKeys = found?.fields.name != null && (found.marksOfKeys > 0 || hasCreateBeside)
  if (!isLikeKeys) doubts.push('Its entries do not look like keys.')
  if (operation.isDeprecated) {
    score -= 2
    doubts.push('It is marked as deprecated.')
  }
  return withMapping({ operation, score, evidence, doubts, found: { entries, mapping: null } })
}

/** Whether other operations are guarded by a header that is called one for API keys. */
function takesKeys(view: ApiView): boolean {
  return [...view.schemes.values()].some(
    ({ kind, id, name }) => kind === 'header' && topicOf(wordsOf(`${id} ${name}`)) === 'api-keys'
  )
}

function withMapping(candidate: Candidate<FoundList>): Candidate<FoundList> {
  const { operation, found } = candidate
  const { entries } = found
  if (entries === null)
    return { ...candidate, doubts: ['The reference does not say what its answer looks like.'] }
  const doubts = [...candidate.doubts]
  const query: Record<string, string> = {}
  for (const { name, place, isRequired, shape } of operation.parameters) {
    if (!isRequired || place === 'path') continue
    const value = shape?.values.length === 1 ? shape.values[0] : shape?.fallback
    if (place === 'query' && ['string', 'number', 'boolean'].includes(typeof value))
      query[name] = String(value)
    else doubts.push(`It wants "${name}", which the app cannot know.`)
  }
  for (const name of parametersIn(operation.path))
    doubts.push(`Its address wants "${name}", which the app cannot know.`)
  const { paging, evidence }: FoundPaging = pagingOf(operation, entries.at)
  if (paging === null) doubts.push(evidence)
  const isUsable = paging !== null && doubts.every((doubt) => !doubt.endsWith('which the app cannot know.'))
  const fields = entries.found.fields
  return {
    ...candidate,
    score: isUsable ? candidate.score : candidate.score - 4,
    doubts,
    evidence: [...candidate.evidence, evidence],
    found: {
      entries,
      mapping: isUsable
        ? {
            operation: called(operation),
            query: withoutSize(query, paging),
            itemsAt: entries.at,
            paging,
            fields
          }
        : null
    }
  }
}

/** What pages are asked with is not sent twice. */
function withoutSize(
  query: Record<string, string>,
  paging: NonNullable<FoundPaging['paging']>
): Record<string, string> {
  const taken = [
    ...('parameter' in paging ? [paging.parameter] : []),
    ...('size' in paging && paging.size ? [paging.size.parameter] : [])
  ]
  return Object.fromEntries(Object.entries(query).filter(([name]) => !taken.includes(name)))
}

/** The parameter with which an entry of this list is addressed. */
function idNameOf(view: ApiView, { path }: ApiOperation): string | null {
  const place = placeOf(path)
  const beneath = view.operations.find(
    (operation) => operation.method !== 'GET' && operation.path.startsWith(`${place}/{`)
  )
  return beneath === undefined ? null : (parametersIn(beneath.path.slice(place.length))[0] ?? null)
}
