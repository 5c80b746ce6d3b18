import type { Flag, JsonPath, KeyFields, TimeStyle } from '../../../shared/api-mapping.ts'
import { meaningOf, type FieldMeaning } from './field-meaning.ts'
import { leavesOf, type Leaf, type Shape } from './shape.ts'
import { squashed } from './words.ts'

/** What an entry of a list says about a key. */
export interface FoundFields {
  readonly fields: KeyFields
  /** Whether more than one field could be the id. */
  readonly hasRivalIds: boolean
  /** How many of prefix, last used, expiry and revoked are there: what only keys have. */
  readonly marksOfKeys: number
  readonly evidence: readonly string[]
}

const deepest = 3
const endedText = /revok|inactive|disabled|deactivat|deleted|cancel|invalidat/iu

/** @param idName the parameter with which a key is addressed elsewhere; it decides between several ids */
export function keyFieldsOf(entry: Shape, idName: string | null): FoundFields {
  const leaves = leavesOf(entry, deepest)
  const by = new Map<FieldMeaning, { leaf: Leaf; rank: number }[]>()
  for (const leaf of leaves) {
    const read = meaningOf(leaf)
    if (read === null) continue
    by.set(read.meaning, [...(by.get(read.meaning) ?? []), { leaf, rank: read.rank }])
  }
  const best = (meaning: FieldMeaning): Leaf | null =>
    by.get(meaning)?.toSorted((a, b) => a.rank - b.rank)[0]?.leaf ?? null
  const id = idOf(by.get('id') ?? [], leaves, idName)
  const moments = [best('created'), best('last-used'), best('expires')]
  const fields: KeyFields = {
    id: id.leaf && { at: id.leaf.path, type: id.leaf.shape.type === 'number' ? 'integer' : 'text' },
    name: pathOf(best('name')),
    prefix: pathOf(best('prefix')),
    times: timeStyleOf(moments),
    createdAt: pathOf(best('created')),
    lastUsedAt: pathOf(best('last-used')),
    expiresAt: pathOf(best('expires')),
    expired: expiredFlag(best('expired'), best('status')),
    revoked: revokedFlag(best('revoked'), best('active'), best('status'))
  }
  const marks = [fields.prefix, fields.lastUsedAt, fields.expiresAt, fields.revoked]
  return {
    fields,
    hasRivalIds: id.hasRivals,
    marksOfKeys: marks.filter((mark) => mark !== null).length,
    evidence: evidenceOf(fields)
  }
}

function pathOf(leaf: Leaf | null): JsonPath | null {
  return leaf?.path ?? null
}

function idOf(
  ids: readonly { leaf: Leaf; rank: number }[],
  leaves: readonly Leaf[],
  idName: string | null
): { leaf: Leaf | null; hasRivals: boolean } {
  const ordered = ids.toSorted((a, b) => a.rank - b.rank)
  if (idName !== null) {
    const named = ordered.find(({ leaf }) => squashed(leaf.path.at(-1) ?? '') === squashed(idName))
    if (named) return { leaf: named.leaf, hasRivals: false }
    // `{client_ref}` is what the entries call `client_ref`, whatever that is; a name or a prefix is not unique.
    const same = leaves.find(
      (leaf) =>
        leaf.path.length === 1 &&
        squashed(leaf.path[0] ?? '') === squashed(idName) &&
        (leaf.shape.type === 'string' || leaf.shape.type === 'number')
    )
    if (same) return { leaf: meaningOf(same) === null ? same : null, hasRivals: true }
  }
  const [first, second] = ordered
  return {
    leaf: first?.leaf ?? null,
    hasRivals: second !== undefined && second.rank - (first?.rank ?? 0) < 1
  }
}

function expiredFlag(expired: Leaf | null, status: Leaf | null): Flag | null {
  if (expired) return { kind: 'boolean', at: expired.path, yes: true }
  const yes = status?.shape.values.filter((value) => /expired/iu.test(value)) ?? []
  return status && yes.length > 0 ? { kind: 'text', at: status.path, yes } : null
}

function revokedFlag(revoked: Leaf | null, active: Leaf | null, status: Leaf | null): Flag | null {
  if (revoked?.shape.type === 'boolean') return { kind: 'boolean', at: revoked.path, yes: true }
  if (revoked) return { kind: 'moment', at: revoked.path }
  const yes = status?.shape.values.filter((value) => endedText.test(value)) ?? []
  if (status && yes.length > 0) return { kind: 'text', at: status.path, yes }
  return active ? { kind: 'boolean', at: active.path, yes: false } : null
}

function timeStyleOf(moments: readonly (Leaf | null)[]): TimeStyle {
  const said = moments.filter((leaf) => leaf !== null)
  if (said.some(({ shape }) => shape.type === 'number')) {
    const isMilliseconds = said.some(
      ({ path, shape }) =>
        /milli|\bms\b/iu.test(`${shape.description} ${shape.format}`) ||
        /(?:_ms|Ms|Millis)$/u.test(path.at(-1) ?? '') ||
        (typeof shape.example === 'number' && shape.example > 1e11)
    )
    return isMilliseconds ? 'milliseconds' : 'seconds'
  }
  const hasNoZone = said.some(
    ({ shape }) => typeof shape.example === 'string' && /^\d{4}-\d\d-\d\d[T ][\d:.]+$/u.test(shape.example)
  )
  const isUtc = said.some(({ shape }) => shape.format === '' && /\bUTC\b/u.test(shape.description))
  return hasNoZone || isUtc ? 'utc' : 'zoned'
}

function evidenceOf(fields: KeyFields): string[] {
  const said = (what: string, at: JsonPath | null): string[] => (at ? [`${what} in "${at.join('.')}"`] : [])
  const parts = [
    ...said('a name', fields.name),
    ...said('an id', fields.id?.at ?? null),
    ...said('a prefix', fields.prefix),
    ...said('its last use', fields.lastUsedAt),
    ...said('an expiry', fields.expiresAt)
  ]
  return parts.length === 0 ? [] : [`An entry has ${parts.join(', ')}.`]
}

/** What stands at a path; `null` where nothing does. */
export function shapeAt(shape: Shape | null, path: JsonPath): Shape | null {
  let at = shape
  for (const name of path) at = at?.field(name) ?? null
  return at
}
