/** What lists have shown of a key since it was tried; milliseconds since 1970, by the server's clock. */
export interface Sightings {
  /** The last use that was taken for the test's. */
  readonly ownMark: number | null
  /** When a list last showed no use at all. */
  readonly blankAt: number | null
}

export const nothingSeen: Sightings = { ownMark: null, blankAt: null }

// Two clocks, and servers that count whole minutes.
const sureMs = 60_000
// Servers round the time of a use down to five minutes, or date it by when they wrote it down.
const coarseMs = 5 * 60_000

/**
 * Whether the last use of a key is the test that this app made, and nobody else's. In doubt it is: a pipeline uses
 * its key again, and that use is told; one that never was would not be taken back.
 *
 * @param lastUsedAt as the server reports it
 * @param testedAt when the answer came, by the server's clock
 */
export function isOurs(lastUsedAt: number, testedAt: number, { ownMark, blankAt }: Sightings): boolean {
  // A last use moves only when the key is used once more.
  if (ownMark !== null) return lastUsedAt <= ownMark
  const after = lastUsedAt - testedAt
  if (after <= sureMs) return after >= -coarseMs
  if (after > coarseMs) return false
  // A use from before a list that did not show it yet: this server is late, but it knows when a key was used.
  return blankAt === null || lastUsedAt >= blankAt
}
