import {
  mappingParts,
  type ApiMapping,
  type JsonPath,
  type MappingChange,
  type MappingPart,
  type PartFinding,
  type ReferenceReading
} from '../../shared/api-mapping.ts'

/** What is different in a reference that was read again, part by part; empty where nothing that the app uses is. */
export function changesBetween(before: ReferenceReading, after: ReferenceReading): readonly MappingChange[] {
  return mappingParts.flatMap((part) => {
    const was = findingOf(before, part)
    const is = findingOf(after, part)
    const sentences = [...operationChange(was, is), ...detailChanges(part, before.mapping, after.mapping)]
    if (sentences.length === 0) return []
    return [{ part, before: was?.operation ?? null, after: is?.operation ?? null, sentences }]
  })
}

function findingOf({ findings }: ReferenceReading, part: MappingPart): PartFinding | null {
  return findings.find((finding) => finding.part === part) ?? null
}

function operationChange(was: PartFinding | null, is: PartFinding | null): string[] {
  const before = addressOf(was)
  const after = addressOf(is)
  if (before !== null && after === null) return [`${before} is gone.`]
  if (before === null && after !== null) return [`${after} is new.`]
  if (before !== null && after !== null && before !== after) return [`It is ${after} now, not ${before}.`]
  if (was && is && canBeUsed(was) && !canBeUsed(is)) return ['It is not certain any more.']
  return was && is && !canBeUsed(was) && canBeUsed(is) ? ['It is certain now.'] : []
}

function addressOf(finding: PartFinding | null): string | null {
  const operation = finding?.operation
  return operation ? `${operation.method} ${operation.path}` : null
}

function canBeUsed({ confidence }: PartFinding): boolean {
  return confidence === 'certain' || confidence === 'confirmed'
}

/** A place in an answer or a body, and what stands there. */
type Details = readonly (readonly [what: string, said: string])[]

function detailChanges(part: MappingPart, before: ApiMapping | null, after: ApiMapping | null): string[] {
  if (before === null || after === null) return []
  const was = new Map(detailsOf(part, before))
  const is = new Map(detailsOf(part, after))
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((what) => {
    const [old, now] = [was.get(what), is.get(what)]
    if (old === now || (was.size === 0) !== (is.size === 0)) return []
    if (now === undefined) return [`${what} is not said any more.`]
    return [old === undefined ? `${what} is said in ${now} now.` : `${what} is in ${now} now, not in ${old}.`]
  })
}

function detailsOf(part: MappingPart, mapping: ApiMapping): Details {
  switch (part) {
    case 'list':
      return listDetails(mapping)
    case 'create':
      return createDetails(mapping)
    case 'revoke':
      return mapping.revoke ? [['What is sent to revoke', JSON.stringify(mapping.revoke.constants)]] : []
    case 'sign-in':
      return [['How one signs in', JSON.stringify([mapping.signIn, mapping.session])]]
    case 'key-test':
      return [['How a key is sent', `${mapping.keyHeader.name}: ${mapping.keyHeader.before}`]]
    case 'user':
    case 'sign-out':
      return []
  }
}

function listDetails({ list: { fields, itemsAt, paging, query } }: ApiMapping): Details {
  return [
    ...said('The list', itemsAt.length === 0 ? ['the answer itself'] : itemsAt),
    ...said('The id of a key', fields.id?.at ?? null),
    ...said('The name of a key', fields.name),
    ...said('The prefix of a key', fields.prefix),
    ...said('When a key was created', fields.createdAt),
    ...said('When a key was last used', fields.lastUsedAt),
    ...said('The expiry of a key', fields.expiresAt),
    ...said('Whether a key is expired', fields.expired?.at ?? null),
    ...said('Whether a key is revoked', fields.revoked?.at ?? null),
    ['How pages are asked for', JSON.stringify([paging, query, fields.times])]
  ]
}

function createDetails({ create }: ApiMapping): Details {
  if (create === null) return []
  return [
    ...said('The name of a new key', create.nameAt),
    ...said('The expiry of a new key', create.expiry?.at ?? null),
    ...said('The value of a new key', create.valueAt),
    ['What is sent besides', JSON.stringify([create.constants, create.expiry?.sends, create.keyAt])]
  ]
}

function said(what: string, at: JsonPath | null): Details {
  return at === null ? [] : [[what, `"${at.join('.')}"`]]
}
