import { createHash } from 'node:crypto'
import type { MappingChoice, ReferenceReading } from '../../../shared/api-mapping.ts'
import type { FoundDocument } from '../../ports.ts'
import { basePathOf } from './base-path.ts'
import { operationAt } from './find-account.ts'
import { describe } from './findings.ts'
import { mapReference } from './map-reference.ts'
import { questionsOf } from './questions.ts'
import { viewOf } from './read-view.ts'
import { parseTree } from './tree.ts'

/** Reads how keys are listed, created and revoked. `null` where it is no OpenAPI document. Never throws. */
export function readReference(
  document: FoundDocument,
  choices: readonly MappingChoice[]
): ReferenceReading | null {
  const root = parseTree(new TextDecoder().decode(document.body))
  if (root === null) return null
  const remarks: string[] = []
  const view = viewOf(root, document.url, (servers) => {
    const base = basePathOf(servers, document.url, document.typedUrl)
    remarks.push(...base.remarks)
    return base
  })
  if (view === null) return null
  const known = choices.filter(({ operation }) => operation === null || operationAt(view, operation) !== null)
  const { findings, mapping } = mapReference(view, known)
  return {
    document: {
      url: document.url,
      title: view.title,
      kind: view.kind,
      hash: createHash('sha256').update(document.body).digest('hex')
    },
    choices: known,
    origin: new URL(document.typedUrl).origin,
    remarks,
    findings,
    questions: questionsOf(findings),
    mapping,
    operations: view.operations.map(describe)
  }
}
