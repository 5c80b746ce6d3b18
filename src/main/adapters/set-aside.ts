import { rename } from 'node:fs/promises'

/** The path under which a file that cannot be read is kept: its own, and when that was found. */
export function asidePathOf(path: string, now = Date.now()): string {
  return `${path}.corrupt-${new Date(now).toISOString().replaceAll(/[:.]/gu, '-')}`
}

/** Sets a file aside, so that another one can be begun. Answers its new path; rejects when the disk refuses. */
export async function setAside(path: string): Promise<string> {
  const aside = asidePathOf(path)
  await rename(path, aside)
  return aside
}
