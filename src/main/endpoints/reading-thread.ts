/** The thread in which one API reference is read: parsing 14 MB takes longer than a person waits for a click. */
import { parentPort } from 'node:worker_threads'
import type { MappingChoice } from '../../shared/api-mapping.ts'
import type { FoundDocument } from '../ports.ts'
import { readReference } from './reference/read-reference.ts'

interface Question {
  readonly document: FoundDocument
  readonly choices: readonly MappingChoice[]
}

parentPort?.once('message', ({ document, choices }: Question) => {
  parentPort?.postMessage(readReference(document, choices))
})
