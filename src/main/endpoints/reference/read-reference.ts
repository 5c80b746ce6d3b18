import { createHash } from 'node:crypto'
import type { MappingChoice, ReferenceReading } from '../../../shared/api-mapping.ts'
import { basePathOf } from './base-path.ts'
import { operationAt } from './find-account.ts'
import { describe } from './findings.ts'
import { mapReference } from './map-reference.ts'
import { questionsOf } from './questions.ts'
import { viewOf } from './read-view.ts'
import { parseTree } from './tree.ts'

/** A document as it came. */
export interface FetchedDocument {
  readonly text: string
  /** Where it was found. */
  readonly url: string
  /** What a person typed. */
  readonly typedUrl: string
}

/** Reads how keys are listed, created and revoked. `null` where the text is no OpenAPI document. Never throws. */
export function readReference(
  document: FetchedDocument,
  choices: readonly MappingChoice[]
): ReferenceReading | null {
  const root = parseTree(document.text)
  if (root === null) return null
  const remarks: string[] = []
  const view = viewOf(root, document.url, (servers) => {
    const base = basePathOf(servers, document.url, document.typedUrl)
    remarks.push(...base.remarks)
    return base.basePath
  })
  if (view === null) return null
  const known = choices.filter(({ operation }) => operation === null || operationAt(view, operation) !== null)
  const { findings, mapping } = mapReference(view, known)
  return {
    document: {
      url: document.url,
      title: view.title,
      kind: view.kind,
      hash: createHash('sha256').update(document.text).digest('hex')
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
