import type { Instant } from '../../../shared/instant.ts'
import type { SnapshotOwner } from '../../ports.ts'

/** Of the way in which rows are sealed; it is a part of what they are sealed as. */
const sealVersion = 1

/** A chunk of rows, sealed for its place in one snapshot. */
export interface SealedChunk {
  readonly position: number
  readonly rows: number
  readonly sealed: Buffer
}

/** What a chunk is: it opens only for the same owner, snapshot and place. */
export function meaningOf(
  { profileId, organization }: SnapshotOwner,
  fetchedAt: Instant,
  position: number
): string {
  return JSON.stringify([sealVersion, profileId, organization, fetchedAt, position])
}
