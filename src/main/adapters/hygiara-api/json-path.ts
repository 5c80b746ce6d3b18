import type { Constant, JsonPath } from '../../../shared/api-mapping.ts'

/** What stands there; `undefined` where nothing does. Looks at what JSON brought, never at what objects inherit. */
export function valueAt(json: unknown, path: JsonPath): unknown {
  let value = json
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Readonly<Record<string, unknown>>)[step]
  }
  return value
}

/** A body in which each value stands at its path. Later ones win. */
export function bodyOf(values: readonly Constant[]): object {
  const body = branch()
  for (const { at, value } of values) {
    const last = at.at(-1)
    if (last === undefined) continue
    let place = body
    for (const step of at.slice(0, -1)) {
      const there = place[step]
      const next = isBranch(there) ? there : branch()
      place[step] = next
      place = next
    }
    place[last] = value
  }
  return body
}

/** The same as a form; a list is sent as one field after the other. */
export function formOf(values: readonly Constant[]): URLSearchParams {
  const form = new URLSearchParams()
  for (const { at, value } of values) {
    for (const each of Array.isArray(value) ? value : [value]) form.append(at.join('.'), String(each))
  }
  return form
}

type Branch = Record<string, unknown>

// Without a prototype: a step called `__proto__` is a name like any other.
function branch(): Branch {
  return Object.create(null) as Branch
}

function isBranch(value: unknown): value is Branch {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
