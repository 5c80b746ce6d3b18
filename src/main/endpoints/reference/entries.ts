import type { JsonPath } from '../../../shared/api-mapping.ts'
import { keyFieldsOf, type FoundFields } from './key-fields.ts'
import { leavesOf, type Shape } from './shape.ts'

/** The entries of a list in an answer. */
export interface Entries {
  readonly at: JsonPath
  readonly entry: Shape
  readonly found: FoundFields
}

const deepest = 3

/** The array in the answer whose entries look most like keys; `null` where no array of objects is there. */
export function entriesOf(answer: Shape | null, idName: string | null): Entries | null {
  if (answer === null) return null
  const arrays =
    answer.type === 'array'
      ? [{ path: [] as JsonPath, shape: answer }]
      : leavesOf(answer, deepest).filter(({ shape }) => shape.type === 'array')
  let best: Entries | null = null
  for (const { path, shape } of arrays.slice(0, 12)) {
    const entry = shape.entry()
    if (entry === null || entry.fieldNames.length === 0) continue
    const found = keyFieldsOf(entry, idName)
    if (best === null || weightOf(found) > weightOf(best.found)) best = { at: path, entry, found }
  }
  return best
}

function weightOf({ fields, marksOfKeys }: FoundFields): number {
  return marksOfKeys * 2 + (fields.name ? 1 : 0) + (fields.id ? 1 : 0)
}
