import type { AppError } from '../../../shared/app-error.ts'
import type { CreateMapping } from '../../../shared/api-mapping.ts'
import type { HttpAnswer } from './http-transport.ts'
import { jsonOf } from './json-answer.ts'
import { valueAt } from './json-path.ts'
import { longestId, markOf } from './key-fields.ts'

const mostNodes = 500
const longestMessage = 500

/** A create that was refused, told at the field where the server names one. Of what it wrote, nothing is kept. */
export function keyRefusedOf(answer: HttpAnswer, create: CreateMapping): AppError {
  const json = jsonOf(answer)
  const code = json.ok ? valueAt(json.value, ['code']) : null
  if (create.isIdempotent && code === 'idempotency_key_reused') return { code: 'idempotency_key_reused' }
  const words = json.ok ? wordsIn(json.value) : []
  const isNamed = (field: string | undefined) =>
    field !== undefined && words.some((word) => word === field || word.startsWith(`${field} `))
  const isExpiry = isNamed(create.expiry?.at.at(-1))
  return {
    code: 'key_refused',
    name: isExpiry && !isNamed(create.nameAt.at(-1)) ? null : 'refused-by-server',
    expiry: isExpiry ? 'refused-by-server' : null
  }
}

/** What a server says that has had this Idempotency-Key before; `null` where it does not say so. */
export function pressKnownOf(answer: HttpAnswer, name: string): AppError | null {
  const json = jsonOf(answer)
  const code = json.ok ? valueAt(json.value, ['code']) : null
  if (json.ok && code === 'replayed') {
    const keyId = markOf(json.value, { at: ['id'], type: 'text' }, longestId)
    return keyId === null || /^\.\.?$/u.test(keyId) ? null : { code: 'create_replayed', name, keyId }
  }
  return code === 'in_progress' ? { code: 'create_running', name } : null
}

/** Names and texts of a JSON value, as far as anybody would read. */
function wordsIn(json: unknown): string[] {
  const words: string[] = []
  const waiting: unknown[] = [json]
  for (let seen = 0; waiting.length > 0 && seen < mostNodes; seen += 1) {
    const value = waiting.shift()
    if (typeof value === 'string') words.push(value.slice(0, longestMessage))
    else if (Array.isArray(value)) waiting.push(...(value as unknown[]).slice(0, mostNodes))
    else if (typeof value === 'object' && value !== null) {
      // `field` and `name` are what a description of a fault is made of, not what the fault is about.
      for (const [name, each] of Object.entries(value).slice(0, mostNodes)) {
        if (typeof each === 'object') words.push(name)
        waiting.push(each)
      }
    }
  }
  return words
}
