import { createHash } from 'node:crypto'
import type { DiscoveryProblem, MappingChoice, ReferenceReading } from '../../shared/api-mapping.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import type { AskPublicly, FoundDocument, ReferenceReader } from '../ports.ts'
import { discover, type Discovered } from './discovery.ts'
import type { References } from './references.ts'

/** Finds references, and keeps the last document at hand for the questions that follow. */
export class ReferenceService implements References {
  readonly #ports: { readonly ask: AskPublicly; readonly reader: ReferenceReader }
  /** One is enough: questions are about what was found last. */
  #last: { readonly hash: string; readonly document: FoundDocument } | null = null

  constructor(ask: AskPublicly, reader: ReferenceReader) {
    this.#ports = { ask, reader }
  }

  async discover(
    ...[baseUrl, signal, onProgress, choices = []]: Parameters<References['discover']>
  ): ReturnType<References['discover']> {
    const typed = URL.parse(baseUrl)
    if (typed === null) return err({ reason: 'not-found', asked: 0 })
    const found = await discover(this.#ports, typed, choices, signal, onProgress)
    return found.ok ? ok(this.#kept(found.value)) : found
  }

  async answer(
    ...[reading, part, operation, signal]: Parameters<References['answer']>
  ): ReturnType<References['answer']> {
    const document = await this.#documentOf(reading, signal)
    if (!document.ok) return document
    const others = reading.choices.filter((choice) => choice.part !== part)
    const choices: readonly MappingChoice[] = [...others, { part, operation }]
    const read = await this.#ports.reader.read(document.value, choices, signal)
    if (read.ok) return ok(read.value)
    return err({ reason: read.error === 'not-a-reference' ? 'changed' : read.error })
  }

  #kept({ reading, document }: Discovered): ReferenceReading {
    this.#last = { hash: reading.document.hash, document }
    return reading
  }

  /** The document that a reading is of; not another one that is there by now. */
  async #documentOf(
    { document, origin }: ReferenceReading,
    signal: AbortSignal
  ): Promise<Result<FoundDocument, DiscoveryProblem>> {
    if (this.#last?.hash === document.hash) return ok(this.#last.document)
    const answer = await this.#ports.ask(new URL(document.url), signal)
    if (!answer.ok) {
      const failure = answer.error
      if (failure === 'cancelled' || failure === 'too-large') return err({ reason: failure })
      return err({ reason: 'unreachable', because: failure })
    }
    const { status, body } = answer.value
    const hash = createHash('sha256').update(body).digest('hex')
    if (status !== 200 || hash !== document.hash) return err({ reason: 'changed' })
    const found = { body, url: document.url, typedUrl: `${origin}/` }
    this.#last = { hash, document: found }
    return ok(found)
  }
}
