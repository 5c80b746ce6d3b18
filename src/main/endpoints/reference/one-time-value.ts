import type { JsonPath } from '../../../shared/api-mapping.ts'
import type { ApiOperation } from './api-view.ts'
import { isOthers, meaningOf } from './field-meaning.ts'
import { leavesOf, type Leaf } from './shape.ts'
import { squashed, wordsOf } from './words.ts'

/** A field of an answer that holds the value of a new key, seen this once. */
export interface OneTimeValue {
  readonly at: JsonPath
  /** Whether the document says that it is shown once. */
  readonly isSaidToBeOnce: boolean
  /** Whether another field could be it as well. */
  readonly hasRival: boolean
}

// The likelier a name is to be the value itself, the further in front.
const valueNames: readonly (readonly string[])[] = [
  ['plaintext', 'plaintextkey', 'plaintexttoken', 'plainkey', 'plaintoken', 'rawkey', 'rawtoken', 'rawvalue'],
  ['fullkey', 'fulltoken', 'secretkey', 'secretvalue', 'keyvalue', 'tokenvalue', 'keysecret', 'apisecret'],
  ['secret', 'apikeysecret', 'secrettoken', 'secretaccesskey', 'cleartext', 'clearkey', 'unhashedkey'],
  [
    'apikey',
    'apitoken',
    'accesskey',
    'accesstoken',
    'bearertoken',
    'apikeyvalue',
    'keystring',
    'keymaterial'
  ],
  ['key', 'token', 'value', 'credential']
]
const once =
  /\b(?:only )?(?:once|one[- ]time|only time|never (?:be )?(?:shown|returned|displayed|repeated)|not be (?:shown|returned|displayed|able)|cannot be (?:retrieved|recovered|shown)|(?:store|save|copy) (?:it|this|the)|only (?:shown|returned|visible|on creation|when created|at creation))\b/iu

const deepest = 3

/** The one-time value in the answer of an operation; `null` where there is none. */
export function oneTimeValueOf(operation: ApiOperation): OneTimeValue | null {
  const { answer } = operation
  if (answer === null) return null
  const found = leavesOf(answer, deepest)
    .map((leaf) => ({ leaf, rank: rankOf(leaf) }))
    .filter((each): each is { leaf: Leaf; rank: number } => each.rank !== null)
    .sort((a, b) => a.rank - b.rank || a.leaf.path.length - b.leaf.path.length)
  const [first, second] = found
  if (first === undefined) return null
  const said = `${first.leaf.shape.description} ${operation.answerText} ${operation.description} ${operation.summary}`
  const isMarked = once.test(first.leaf.shape.description)
  return {
    at: first.leaf.path,
    isSaidToBeOnce: once.test(said),
    hasRival: second !== undefined && second.rank - first.rank < 1 && !isMarked
  }
}

function rankOf({ path, shape }: Leaf): number | null {
  if ((shape.type !== 'string' && shape.type !== 'unknown') || isOthers(path)) return null
  if (shape.values.length > 0 || /^(?:date|uuid|uri|email)/u.test(shape.format)) return null
  const name = squashed(path.at(-1) ?? '')
  const rank = valueNames.findIndex((group) => group.includes(name))
  const isMarked = once.test(shape.description)
  if (rank !== -1) return isMarked ? rank - 5 : rank
  // A name that nobody thought of, and a sentence that leaves no doubt.
  if (!isMarked || meaningOf({ path, shape }) !== null) return null
  return wordsOf(path.at(-1) ?? '').some((word) => /^(?:key|token|secret|value|credential)$/u.test(word))
    ? 0
    : 3
}
