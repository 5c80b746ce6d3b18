import type { Leaf } from './shape.ts'
import { squashed, wordsOf } from './words.ts'

/** What a field of a key can be. */
export type FieldMeaning =
  'id' | 'name' | 'prefix' | 'created' | 'last-used' | 'expires' | 'expired' | 'revoked' | 'active' | 'status'

// A field of somebody else who is mentioned beside the key.
const others =
  /^(?:owner|user|creator|createdby|updatedby|revokedby|deletedby|issuer|author|organi[sz]ation|org|project|team|tenant|company|account|workspace|scopes?|permissions?|roles?|links?|client|application|lastusedby|policy|ratelimit|limits?|quota)$/u

const entity = new Set(['api', 'key', 'token', 'credential', 'access'])
const timeEndings = new Set([
  'at',
  'on',
  'time',
  'date',
  'datetime',
  'timestamp',
  'utc',
  't',
  'ms',
  'epoch',
  'unix'
])

const names: Readonly<Record<'created' | 'last-used' | 'expires', ReadonlySet<string>>> = {
  created: new Set(['created', 'creation', 'create', 'issued', 'inserted', 'added', 'generated', 'date']),
  'last-used': new Set([
    ...['lastused', 'lastuse', 'lastusage', 'lastseen', 'lastaccess', 'lastaccessed', 'lastactivity'],
    ...['lastactive', 'recentuse', 'mostrecentuse', 'recentlyused', 'used', 'lastrequest', 'usagelast']
  ]),
  expires: new Set([
    ...['expire', 'expiry', 'expiration', 'expired', 'expiring', 'validuntil', 'validto', 'validtill'],
    ...['validthrough', 'notafter', 'until', 'end', 'exp', 'goodthru']
  ])
}
const ids = new Set(['id', 'uuid', 'guid', 'uid', 'identifier'])
const labels = [
  'name',
  'label',
  'title',
  'displayname',
  'friendlyname',
  'alias',
  'nickname',
  'note',
  'description'
]
const beginnings =
  /prefix|masked|hint|preview|redacted|truncated|obfuscated|startswith|begin|partial|^start$|^display$|^short$|^visible|^snippet$/u
const endedAt = /^(?:revoked|revocation|deactivated|disabled|deleted|invalidated|cancelled)$/u
const ended = new Set([
  'revoked',
  'isrevoked',
  'revocation',
  'disabled',
  'isdisabled',
  'deactivated',
  'deleted',
  'isdeleted',
  'invalidated',
  'cancelled',
  'blocked',
  'inactive'
])
const working = new Set(['active', 'isactive', 'enabled', 'isenabled'])

/** What a field of a key means by its name and its type, and how good the name is: 1 is best. `null`: something else. */
export function meaningOf({
  path,
  shape
}: Leaf): { readonly meaning: FieldMeaning; readonly rank: number } | null {
  if (isOthers(path)) return null
  const last = wordsOf(path.at(-1) ?? '')
  const core = coreOf(last)
  const isMoment = shape.type === 'string' || shape.type === 'number' || shape.type === 'unknown'
  const depth = path.length - 1
  if (shape.type === 'boolean') return found(flagMeaning(core), depth + 1)
  if (!isMoment) return null
  const moment = momentMeaning(path, last)
  if (moment !== null) return found(moment, depth + 1)
  if (ids.has(core)) return found('id', (last.length === 1 ? 1 : 2) + depth)
  if (shape.type === 'number') return null
  if (beginnings.test(core.replace(/(?:key|token)$/u, '')) && !/position|length|timestamp/u.test(core))
    return found('prefix', depth + 1)
  if (core === 'status' || core === 'state') return found('status', depth + 1)
  const label = labels.indexOf(core)
  return label === -1 ? null : found('name', depth + 1 + (label > 6 ? 4 : label / 10))
}

function found(meaning: FieldMeaning | null, rank: number): ReturnType<typeof meaningOf> {
  return meaning === null ? null : { meaning, rank }
}

/** Whether the names lead into the facts of somebody else. */
export function isOthers(path: readonly string[]): boolean {
  return path.slice(0, -1).some((name) => others.test(squashed(name)))
}

/** The name without the words for the key itself: `api_key_name` says no more than `name`. */
function coreOf(words: readonly string[]): string {
  let from = 0
  while (from < words.length - 1 && entity.has(words[from] ?? '')) from += 1
  return squashed(words.slice(from).join(''))
}

function flagMeaning(core: string): FieldMeaning | null {
  if (/^(?:is|has)?expired$/u.test(core)) return 'expired'
  if (ended.has(core)) return 'revoked'
  return working.has(core) ? 'active' : null
}

function momentMeaning(path: readonly string[], last: readonly string[]): FieldMeaning | null {
  // `dates.created`, `usage.last_used`: the name alone, else with the one before.
  const spellings = [last, ...(path.length > 1 ? [wordsOf(path.slice(-2).join(' '))] : [])]
  for (const words of spellings) {
    const core = momentCore(words)
    // `createdat`, all in one.
    for (const each of [core, core.replace(/(?<=....)(?:at|on|date|time|timestamp)$/u, '')]) {
      const meaning = (['created', 'last-used', 'expires'] as const).find((one) => names[one].has(each))
      if (meaning !== undefined) return meaning
      if (endedAt.test(each) && (words.length > 1 || each !== core)) return 'revoked'
    }
  }
  return null
}

function momentCore(words: readonly string[]): string {
  let core = [...words]
  while (core.length > 1 && timeEndings.has(core.at(-1) ?? '')) core = core.slice(0, -1)
  // `dateCreated`
  while (core.length > 1 && timeEndings.has(core[0] ?? '')) core = core.slice(1)
  return coreOf(core)
}
