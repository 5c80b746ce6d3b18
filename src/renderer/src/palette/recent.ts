/** How many are remembered. */
const mostRecent = 6

let recent: readonly string[] = []

/** Ids of what was chosen in the palette of late, the last one first. Ends with the window. */
export const recentIds = (): readonly string[] => recent

/** Puts what was just chosen first. */
export function remember(id: string): void {
  recent = [id, ...recent.filter((each) => each !== id)].slice(0, mostRecent)
}

/** Another person is at the window: begins anew. */
export function forgetRecent(): void {
  recent = []
}
