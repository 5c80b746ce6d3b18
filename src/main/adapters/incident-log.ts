import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import type { ReportIncident } from '../ports.ts'

const largestLogBytes = 1 << 20

/**
 * Writes what nobody expected to a file in `folder`, a line each. Of an error only its class and the places in our
 * own code are written: its text can quote what a person typed or a server answered.
 */
export function createIncidentLog(folder: string): ReportIncident {
  const path = join(folder, 'incidents.jsonl')
  return (where, cause) => {
    const id = randomUUID()
    const entry = { id, at: new Date().toISOString(), where, error: nameOf(cause), stack: placesOf(cause) }
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      if (existsSync(path) && statSync(path).size > largestLogBytes) truncateSync(path)
      appendFileSync(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 })
    } catch {
      // A full disk must not turn one incident into two.
    }
    return id
  }
}

function nameOf(cause: unknown): string {
  return cause instanceof Error ? cause.constructor.name : typeof cause
}

function placesOf(cause: unknown): string[] {
  if (!(cause instanceof Error) || cause.stack === undefined) return []
  return cause.stack
    .split('\n')
    .filter((line) => /^\s+at /u.test(line))
    .slice(0, 8)
    .map((line) => line.trim().replace(/\(?(?:file:\/\/)?\/[^)]*\/(out\/main\/[^)]*)\)?/u, '($1)'))
}
