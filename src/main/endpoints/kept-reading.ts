import type {
  ApiMapping,
  DescribedOperation,
  MappingChange,
  MappingChoice,
  Operation,
  ReferenceReading
} from '../../shared/api-mapping.ts'
import {
  isSameOperation,
  type KeptEndpoints,
  type KeptReading,
  type NoReference
} from '../../shared/endpoints.ts'
import type { Instant } from '../../shared/api-key.ts'
import { usualReach, type Reach } from '../session/server-endpoints.ts'
import { changesBetween } from './changes-between.ts'

/** A server of which no reference can be read: Hygiara's usual addresses are used. */
export function firstKept(noReference: NoReference, lookedAt: Instant): KeptEndpoints {
  return { version: 1, lookedAt, noReference, reading: null, mapping: null, changes: [] }
}

/**
 * What is kept after a reading.
 *
 * @param before what was kept until now; where the new reading alone says too little, its list goes on being read, and
 * nothing that changes something is
 */
export function keptAfter(
  before: KeptEndpoints | null,
  reading: ReferenceReading,
  lookedAt: Instant
): KeptEndpoints {
  const { operations, mapping, ...kept } = reading
  const earlier = before?.reading ?? null
  const isSameText = earlier?.document.hash === reading.document.hash
  return {
    version: 1,
    lookedAt,
    noReference: null,
    reading: kept,
    mapping: mapping ?? (before?.mapping ? whatIsLeft(before.mapping, operations) : null),
    changes: before && earlier && !isSameText ? changesOf(before, earlier, reading) : (before?.changes ?? [])
  }
}

/** Without those to create or revoke with a request that is another one by now: that was not what a person confirmed. */
export function choicesThatStillCount(
  before: KeptEndpoints | null,
  reading: ReferenceReading
): readonly MappingChoice[] {
  if (!before?.reading) return reading.choices
  const { choices } = before.reading
  const changed = changesOf(before, before.reading, reading).map(({ part }) => part)
  return choices.filter(
    ({ part, operation }) =>
      operation === null || (part !== 'create' && part !== 'revoke') || !changed.includes(part)
  )
}

function changesOf(
  { mapping }: KeptEndpoints,
  earlier: KeptReading,
  reading: ReferenceReading
): readonly MappingChange[] {
  if (earlier.document.hash === reading.document.hash) return []
  return changesBetween({ ...readingOf(earlier), mapping }, reading)
}

/** An earlier mapping without what changes something, and without what is no longer there. */
function whatIsLeft(mapping: ApiMapping, operations: readonly DescribedOperation[]): ApiMapping {
  const isThere = (operation: Operation) => operations.some((each) => isSameOperation(each, operation))
  const { signOut, user, keyTest } = mapping
  return {
    ...mapping,
    create: null,
    revoke: null,
    signOut: signOut && isThere(signOut) ? signOut : null,
    user: user && isThere(user.operation) ? user : null,
    keyTest: keyTest && isThere(keyTest.operation) ? keyTest : null
  }
}

/** A kept reading as the reader knows it. */
export function readingOf(kept: KeptReading): ReferenceReading {
  return { ...kept, operations: [], mapping: null }
}

/** How a server is reached. A mapping's paths begin at the origin, the default contract's at what was typed. */
export function reachOf(serverUrl: string, kept: KeptEndpoints | null): Reach {
  if (!kept?.mapping) return usualReach(serverUrl)
  return { baseUrl: new URL(serverUrl).origin, mapping: kept.mapping }
}
