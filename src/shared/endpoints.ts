import type { Instant } from './api-key.ts'
import type {
  ApiMapping,
  DescribedOperation,
  DiscoveryProblem,
  DiscoveryProgress,
  MappingChange,
  MappingChoice,
  MappingQuestion,
  PartFinding,
  ReferenceDocument,
  ReferenceReading
} from './api-mapping.ts'
import type { AppError } from './app-error.ts'

/** Why a server is reached by the usual addresses of Hygiara: it publishes no reference, or none that can be read. */
export const noReferenceReasons = ['not-found', 'too-large', 'too-slow'] as const
export type NoReference = (typeof noReferenceReasons)[number]

/** A reading as it is kept: without what the document can say again. */
export type KeptReading = Omit<ReferenceReading, 'operations' | 'mapping'>

/** What is kept about the endpoints of one server between starts. */
export interface KeptEndpoints {
  readonly version: 1
  /** When its reference was looked for last. */
  readonly lookedAt: Instant
  readonly noReference: NoReference | null
  readonly reading: KeptReading | null
  /** What is used. `null`: the usual addresses of Hygiara. */
  readonly mapping: ApiMapping | null
  /** What the last look found to be different. */
  readonly changes: readonly MappingChange[]
}

/** What somebody may know about the endpoints of the server that they sign in to, or are signed in to. */
export interface Endpoints {
  /** `null`: of none. */
  readonly serverUrl: string | null
  /**
   * `local`: the Hygiara of this computer. `usual`: a server without a reference. `reference`: read from one.
   * `unread`: nothing is known yet.
   */
  readonly source: 'local' | 'usual' | 'reference' | 'unread'
  readonly noReference: NoReference | null
  readonly lookedAt: Instant | null
  /** How far looking for the reference is; `null` while nobody does. */
  readonly progress: DiscoveryProgress | null
  /** What the last look failed at. */
  readonly problem: DiscoveryProblem | null
  readonly document: ReferenceDocument | null
  readonly remarks: readonly string[]
  readonly findings: readonly PartFinding[]
  readonly questions: readonly MappingQuestion[]
  readonly choices: readonly MappingChoice[]
  /** What is used; `null` while there is nothing that could be. */
  readonly mapping: ApiMapping | null
  readonly changes: readonly MappingChange[]
  /** Servers where one signs in with a pasted token. */
  readonly tokenServers: readonly string[]
}

/** The parts that can be tried without changing anything. */
export const readParts = ['list', 'user', 'key-test'] as const
export type ReadPart = (typeof readParts)[number]

/** What one request to a part came to. */
export interface ReadTrial {
  /** `null`: nothing was answered. */
  readonly status: number | null
  /** What was read; `null`: nothing that the mapping foresees. */
  readonly found:
    | { readonly kind: 'keys'; readonly count: number }
    | { readonly kind: 'user'; readonly email: string }
    /** Without a key it must refuse. */
    | { readonly kind: 'refusal' }
    | null
  readonly error: AppError | null
}

/** Whether two operations are one. */
export function isSameOperation(
  one: Pick<DescribedOperation, 'method' | 'path'>,
  other: Pick<DescribedOperation, 'method' | 'path'>
): boolean {
  return one.method === other.method && one.path === other.path
}
