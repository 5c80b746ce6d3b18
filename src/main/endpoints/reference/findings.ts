import type {
  Confidence,
  DescribedOperation,
  MappingPart,
  Operation,
  PartFinding
} from '../../../shared/api-mapping.ts'
import type { ApiOperation } from './api-view.ts'

/** An operation that may be the one, with what speaks for it. */
export interface Candidate<Found> {
  readonly operation: ApiOperation
  readonly score: number
  readonly found: Found
  readonly evidence: readonly string[]
  /** Why it cannot be taken for sure, however high it scores. Empty: nothing speaks against it. */
  readonly doubts: readonly string[]
}

/** What came of one part. */
export interface Decided<Found> {
  readonly finding: PartFinding
  readonly chosen: Candidate<Found> | null
}

// Nearer than this, and a rival is as good.
const clearLead = 3
const mostAlternatives = 5

/** The best candidate, sure where nothing speaks against it and no rival is near. */
export function decide<Found extends { readonly mapping: unknown }>(
  part: MappingPart,
  candidates: readonly Candidate<Found>[],
  absent: string
): Decided<Found> {
  const ordered = candidates.toSorted((a, b) => b.score - a.score)
  const usable = ordered.filter(({ found }) => found.mapping !== null)
  const [best] = usable
  if (best === undefined) return { finding: unusable(part, ordered[0], absent), chosen: null }
  const rival = ordered.find((each) => each !== best && each.score > best.score - clearLead)
  const doubts = [...best.doubts, ...(rival ? [`"${labelOf(rival.operation)}" could be meant as well.`] : [])]
  const others = usable.slice(doubts.length > 0 ? 0 : 1).slice(0, mostAlternatives)
  const alternatives = others.map(({ operation }) => describe(operation))
  const confidence = doubts.length === 0 ? 'certain' : 'doubtful'
  const evidence = [...best.evidence, ...doubts]
  return { finding: findingOf(part, confidence, best.operation, evidence, alternatives), chosen: best }
}

/** The best candidate where a wrong one does no harm: it is never asked about. */
export function decideFreely<Found extends { readonly mapping: unknown }>(
  part: MappingPart,
  candidates: readonly Candidate<Found>[],
  absent: string
): Decided<Found> {
  const [best, ...others] = candidates
    .filter(({ found, doubts }) => found.mapping !== null && doubts.length === 0)
    .sort((a, b) => b.score - a.score)
  if (best === undefined) return { finding: findingOf(part, 'missing', null, [absent], []), chosen: null }
  const alternatives = others.slice(0, mostAlternatives).map(({ operation }) => describe(operation))
  return { finding: findingOf(part, 'certain', best.operation, best.evidence, alternatives), chosen: best }
}

function unusable(part: MappingPart, best: Candidate<unknown> | undefined, absent: string): PartFinding {
  if (best === undefined) return findingOf(part, 'missing', null, [absent], [])
  return findingOf(part, 'missing', best.operation, [...best.evidence, ...best.doubts], [])
}

/** What a person picked; missing where the app cannot use it. */
export function picked<Found extends { readonly mapping: unknown }>(
  part: MappingPart,
  candidate: Candidate<Found> | null
): Decided<Found> {
  if (candidate === null) {
    return {
      finding: findingOf(part, 'missing', null, ['A person said that there is none.'], []),
      chosen: null
    }
  }
  const { operation, evidence, doubts, found } = candidate
  if (found.mapping === null) return { finding: unusable(part, candidate, ''), chosen: null }
  const said = ['A person picked it.', ...evidence, ...doubts]
  return { finding: findingOf(part, 'confirmed', operation, said, []), chosen: candidate }
}

export function findingOf(
  part: MappingPart,
  confidence: Confidence,
  operation: ApiOperation | null,
  evidence: readonly string[],
  alternatives: readonly DescribedOperation[]
): PartFinding {
  return { part, confidence, operation: operation && describe(operation), evidence, alternatives }
}

/** The operation for somebody who reads it. */
export function describe({ method, path, summary, operationId, tags }: ApiOperation): DescribedOperation {
  return { method, path, summary: summary || operationId, tags }
}

/** The operation for somebody who calls it. */
export function called({ method, path }: ApiOperation): Operation {
  return { method, path }
}

function labelOf({ summary, method, path }: ApiOperation): string {
  return summary || `${method} ${path}`
}

/** Whether a finding may be built upon. */
export function isSettled(finding: PartFinding): boolean {
  return finding.confidence === 'certain' || finding.confidence === 'confirmed'
}
