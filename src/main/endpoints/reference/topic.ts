import type { ApiOperation } from './api-view.ts'
import { phraseFinder, wordsOf } from './words.ts'

/** What some words are about: API keys by name, keys of some kind, something else that has keys, or nothing of it. */
export type Topic = 'api-keys' | 'some-keys' | 'other' | 'none'

// What looks like API keys and is something else.
const misleading = phraseFinder([
  ...[
    'ssh',
    'gpg',
    'pgp',
    'public key',
    'private key',
    'webhook',
    'hook',
    'sign key',
    'signing',
    'encryption'
  ],
  ...[
    'license',
    'licence',
    'deploy',
    'usage',
    'report',
    'statistic',
    'stat',
    'metric',
    'analytic',
    'audit',
    'event'
  ],
  ...[
    'jwk',
    'jwks',
    'oauth',
    'oauth2',
    'client',
    'session',
    'personal access',
    'personal',
    'refresh',
    'device'
  ],
  ...[
    'push',
    'invite',
    'invitation',
    'recovery',
    'reset',
    'verification',
    'host key',
    'cache',
    'primary key'
  ],
  ...['key pair', 'keypair', 'keyring', 'kms', 'certificate', 'storage key', 'translation', 'scim', 'runner'],
  ...[
    'registration',
    'bot',
    'quota',
    'log',
    'activity',
    'history',
    'billing',
    'export',
    'scope',
    'permission'
  ],
  ...['idempotency', 'routing', 'partition', 'vault', 'variable', 'env', 'passkey', 'fido', 'bucket'],
  ...[
    'payment',
    'card',
    'csrf',
    'xsrf',
    'password',
    'mfa',
    'totp',
    'two factor',
    'security key',
    'object key'
  ],
  ...[
    'sort key',
    'hmac',
    'wireguard',
    'vpn',
    'peer',
    'admin api key',
    'installation',
    'app token',
    'foreign key'
  ],
  ...[
    'ip',
    'rule',
    'restriction',
    'rate',
    'template',
    'example',
    'sandbox',
    'identity provider',
    'sso',
    'key value'
  ]
])
const byName = phraseFinder([
  'api key',
  'api access key',
  'api token',
  'api access token',
  'api credential',
  'developer key'
])
const someKeys = phraseFinder(['key', 'token', 'credential', 'access key', 'access token', 'service account'])

/** What these words are about. */
export function topicOf(words: readonly string[]): Topic {
  if (misleading(words) !== null) return 'other'
  if (byName(words) !== null) return 'api-keys'
  return someKeys(words) === null ? 'none' : 'some-keys'
}

/** The words that mislead, for the evidence. */
export function misleadingIn(words: readonly string[]): string | null {
  return misleading(words)
}

/** The words of a path, without its parameters and without what every path begins with (`/api/v1`). */
export function pathWords(path: string): readonly string[] {
  return segmentsOf(path).flatMap((segment) => wordsOf(segment))
}

function segmentsOf(path: string): readonly string[] {
  return path
    .split('/')
    .filter((segment) => segment !== '' && !segment.includes('{') && !/^v\d+(?:\.\d+)*$/u.test(segment))
    .filter((segment, at) => !(at === 0 && /^(?:api|rest)$/u.test(segment)))
}

/** What a path is about. `/security/keys` is not about security keys: a phrase that misleads stands in one segment. */
export function topicOfPath(path: string): Topic {
  const segments = segmentsOf(path).map((segment) => wordsOf(segment))
  if (segments.some((words) => topicOf(words) === 'other')) return 'other'
  if (byName(segments.flat()) !== null) return 'api-keys'
  return someKeys(segments.flat()) === null ? 'none' : 'some-keys'
}

/** The words in which the document speaks of an operation itself; a tag names a group of them. */
export function ownWords(operation: ApiOperation): readonly string[] {
  return [...wordsOf(headOf(operation.summary)), ...wordsOf(operation.operationId)]
}

/** `List API keys with their usage` is about API keys: what follows a connecting word is about something beside. */
function headOf(sentence: string): string {
  return sentence.split(/[.,;:(]|\b(?:with|including|and|for|by|in|using|so|that|which)\b/iu)[0] ?? ''
}

/** Where a collection lives, whatever its list is called: no slash and no verb at the end. */
export function placeOf(path: string): string {
  return path.replace(/\/+$/u, '').replace(/\/(?:list|all|search)$/iu, '')
}

/** The names of the parameters in a path. */
export function parametersIn(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]+)\}/gu)].map((match) => match[1] ?? '')
}

/** What is said of an operation's topic, in three independent places. */
export interface TopicOf {
  readonly path: Topic
  readonly words: Topic
  readonly tags: Topic
  readonly schema: Topic
}

export function topicsOf(operation: ApiOperation, schemaName: string): TopicOf {
  return {
    path: topicOfPath(operation.path),
    words: topicOf(ownWords(operation)),
    tags: topicOf(operation.tags.flatMap((tag) => wordsOf(tag))),
    schema: topicOf(wordsOf(schemaName))
  }
}
