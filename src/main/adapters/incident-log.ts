import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import type { ReportIncident } from '../ports.ts'

const largestLogBytes = 1 << 20
const ourPlace = /^\s+at .*[(/](out\/main\/[\w./-]+:\d+:\d+)\)?$/gmu

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

/**
 * `out/main/index.js:12:34` and the like. The text of the error is cut off first: a line of it may look like a place,
 * and a path outside our own code tells who uses this computer.
 */
function placesOf(cause: unknown): string[] {
  if (!(cause instanceof Error) || typeof cause.stack !== 'string') return []
  const end = cause.stack.indexOf(cause.message)
  const frames = end === -1 ? '' : cause.stack.slice(end + cause.message.length)
  return [...frames.matchAll(ourPlace)].map(([, place = '']) => place).slice(0, 8)
}
