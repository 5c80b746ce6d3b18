import type {
  DiscoveryProblem,
  DiscoveryProgress,
  MappingChoice,
  MappingPart,
  Operation,
  ReferenceReading
} from '../../shared/api-mapping.ts'
import type { Result } from '../../shared/result.ts'

/** Finds and reads the references of servers. */
export interface References {
  /**
   * Looks for the reference of the server at `baseUrl` (the site, the root of the API or the document itself) and reads
   * it. Sends at most 20 GETs, to the origin of `baseUrl` only, and no credentials with them.
   *
   * @param choices what a person picked before; one whose operation is gone is dropped
   */
  discover(
    baseUrl: string,
    signal: AbortSignal,
    onProgress: (progress: DiscoveryProgress) => void,
    choices?: readonly MappingChoice[]
  ): Promise<Result<ReferenceReading, DiscoveryProblem>>
  /** The same document, read with one more choice. Fetches it again where it is no longer at hand. */
  answer(
    reading: ReferenceReading,
    part: MappingPart,
    operation: Operation | null,
    signal: AbortSignal
  ): Promise<Result<ReferenceReading, DiscoveryProblem>>
}
