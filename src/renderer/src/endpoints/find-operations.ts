import type { DescribedOperation, HttpMethod, MappingPart } from '../../../shared/api-mapping.ts'
import { isSameOperation } from '../../../shared/endpoints.ts'
import { foldText } from '../../../shared/fold-text.ts'

// A list that only reads is never asked for with anything else; a sign-in is never in an address.
const methods: Readonly<Record<MappingPart, readonly HttpMethod[]>> = {
  list: ['GET'],
  user: ['GET'],
  'key-test': ['GET'],
  'sign-in': ['POST'],
  'sign-out': ['POST', 'DELETE'],
  create: ['POST', 'PUT'],
  revoke: ['DELETE', 'POST', 'PATCH', 'PUT']
}

/** Most lines that anybody looks through. */
const mostShown = 50

/** The operations that can be meant by a part and by what was typed; the likeliest first. */
export function findOperations(
  operations: readonly DescribedOperation[],
  likely: readonly DescribedOperation[],
  part: MappingPart,
  typed: string
): readonly DescribedOperation[] {
  const words = foldText(typed)
    .split(/\s+/u)
    .filter((word) => word !== '')
  const fits = (operation: DescribedOperation): boolean => {
    const { method, path, summary, tags } = operation
    const text = foldText(`${method} ${path} ${summary} ${tags.join(' ')}`)
    return methods[part].includes(method) && words.every((word) => text.includes(word))
  }
  const others = operations.filter((each) => !likely.some((one) => isSameOperation(one, each)))
  return [...likely, ...others].filter(fits).slice(0, mostShown)
}
