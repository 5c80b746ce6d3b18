import type {
  DiscoveryProblem,
  DiscoveryProgress,
  MappingChoice,
  ReferenceReading
} from '../../shared/api-mapping.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import type { AskPublicly, FoundDocument, PublicAnswer, ReferenceReader } from '../ports.ts'
import { documentPlaces, linksIn, mayBeReference } from './document-places.ts'

/** Most GETs that one discovery sends. */
export const mostGets = 20

/** For all GETs and all reading together. */
const deadlineMs = 60_000

/** A reading and the document it is of. */
export interface Discovered {
  readonly reading: ReferenceReading
  readonly document: FoundDocument
}

type Failure = Exclude<Awaited<ReturnType<AskPublicly>>, { ok: true }>['error']

/**
 * Asks for one place after the other until a reference with a list of API keys is found; else the first reference at
 * all. Same origin only; a redirect is asked for as one more place when it stays there, never twice in a row.
 */
export async function discover(
  ports: { readonly ask: AskPublicly; readonly reader: ReferenceReader },
  typed: URL,
  choices: readonly MappingChoice[],
  caller: AbortSignal,
  onProgress: (progress: DiscoveryProgress) => void
): Promise<Result<Discovered, DiscoveryProblem>> {
  const search = new Search(ports, typed, choices, caller, onProgress)
  return search.run()
}

interface Place {
  readonly url: URL
  readonly from: 'usual' | 'link' | 'redirect'
}

class Search {
  readonly #ports: { readonly ask: AskPublicly; readonly reader: ReferenceReader }
  readonly #typed: URL
  readonly #choices: readonly MappingChoice[]
  readonly #caller: AbortSignal
  readonly #signal: AbortSignal
  readonly #onProgress: (progress: DiscoveryProgress) => void
  readonly #queue: Place[]
  readonly #known: Set<string>
  #asked = 0
  /** A reference without API keys: better than nothing, and another may be better. */
  #poor: Discovered | null = null
  #lastFailure: Failure | null = null
  #failuresInARow = 0
  #problem: DiscoveryProblem | null = null

  constructor(
    ports: { readonly ask: AskPublicly; readonly reader: ReferenceReader },
    typed: URL,
    choices: readonly MappingChoice[],
    caller: AbortSignal,
    onProgress: (progress: DiscoveryProgress) => void
  ) {
    this.#ports = ports
    this.#typed = typed
    this.#choices = choices
    this.#caller = caller
    this.#signal = AbortSignal.any([caller, AbortSignal.timeout(deadlineMs)])
    this.#onProgress = onProgress
    this.#queue = documentPlaces(typed).map((url) => ({ url, from: 'usual' }))
    this.#known = new Set(this.#queue.map(({ url }) => url.href))
  }

  async run(): Promise<Result<Discovered, DiscoveryProblem>> {
    while (this.#asked < mostGets && !this.#signal.aborted) {
      const place = this.#queue.shift()
      if (place === undefined) break
      // Guessing goes on only until there is something; what a page names is still worth a look.
      if (this.#poor && place.from === 'usual') continue
      const found = await this.#look(place)
      if (found !== null) return ok(found)
      if (this.#hasNoServer()) break
    }
    if (this.#caller.aborted) return err({ reason: 'cancelled' })
    if (this.#poor) return ok(this.#poor)
    return err(this.#problem ?? this.#whyNothing())
  }

  async #look({ url, from }: Place): Promise<Discovered | null> {
    this.#asked += 1
    this.#onProgress({ asked: this.#asked, path: url.pathname })
    const answer = await this.#ports.ask(url, this.#signal)
    if (!answer.ok) {
      this.#failed(answer.error)
      return null
    }
    this.#failuresInARow = 0
    const { status, body } = answer.value
    if (status >= 300 && status < 400) this.#redirected(answer.value, url, from)
    if (status !== 200) return null
    if (mayBeReference(body)) {
      const found = await this.#read({ body, url: url.href, typedUrl: this.#typed.href })
      if (found !== null) return found
    }
    this.#follow(linksIn(body, url), 'link')
    return null
  }

  async #read(document: FoundDocument): Promise<Discovered | null> {
    this.#onProgress({ asked: this.#asked, path: null })
    const reading = await this.#ports.reader.read(document, this.#choices, this.#signal)
    if (!reading.ok) {
      if (reading.error === 'too-slow') this.#problem = { reason: 'too-slow' }
      return null
    }
    const found = { reading: reading.value, document }
    const list = reading.value.findings.find(({ part }) => part === 'list')
    if (list?.operation != null) return found
    this.#poor ??= found
    return null
  }

  #redirected({ location }: PublicAnswer, from: URL, kind: Place['from']): void {
    const url = location === null || kind === 'redirect' ? null : URL.parse(location, from.href)
    // `/docs` leads to `/docs/` nearly everywhere; to another host it is not followed.
    if (url?.origin === this.#typed.origin) this.#follow([url], 'redirect')
  }

  #follow(urls: readonly URL[], from: Place['from']): void {
    const fresh = urls.filter(
      ({ href }) => !this.#known.has(href) || this.#queue.some(({ url }) => url.href === href)
    )
    for (const url of fresh.toReversed()) {
      const at = this.#queue.findIndex((place) => place.url.href === url.href)
      if (at !== -1) this.#queue.splice(at, 1)
      this.#known.add(url.href)
      this.#queue.unshift({ url, from })
    }
  }

  #failed(failure: Failure): void {
    this.#lastFailure = failure
    this.#failuresInARow += 1
    if (failure === 'too-large') this.#problem ??= { reason: 'too-large' }
  }

  /** A server that cannot be reached is not asked thirteen times more. */
  #hasNoServer(): boolean {
    if (this.#failuresInARow === 0 || this.#lastFailure === 'too-large') return false
    return this.#failuresInARow >= 2 || this.#asked === 1
  }

  #whyNothing(): DiscoveryProblem {
    const failure = this.#lastFailure
    if (this.#failuresInARow > 0 && failure !== null && failure !== 'too-large' && failure !== 'cancelled') {
      return { reason: 'unreachable', because: failure }
    }
    if (this.#signal.aborted) return { reason: 'unreachable', because: 'timed-out' }
    return { reason: 'not-found', asked: this.#asked }
  }
}
