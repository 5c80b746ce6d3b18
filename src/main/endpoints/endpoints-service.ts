import type {
  DescribedOperation,
  DiscoveryProblem,
  DiscoveryProgress,
  MappingChoice,
  MappingPart,
  Operation,
  ReferenceReading
} from '../../shared/api-mapping.ts'
import { defaultMapping } from '../../shared/default-mapping.ts'
import type { Endpoints, KeptEndpoints } from '../../shared/endpoints.ts'
import { done, err, ok, type Result } from '../../shared/result.ts'
import type { Clock, Publish } from '../ports.ts'
import type { Reach, ServerEndpoints } from '../session/server-endpoints.ts'
import { SnapshotTopic } from '../snapshot-topic.ts'
import { choicesThatStillCount, firstKept, keptAfter, readingOf, reachOf } from './kept-reading.ts'
import type { KeptEndpointsBook } from './kept-endpoints-book.ts'
import type { References } from './references.ts'

/** A server whose keys are looked at, or are about to be. */
interface Place {
  readonly serverUrl: string
  readonly kept: KeptEndpoints
}

const lookAgainAfterMs = 24 * 3_600_000
const guessLifeMs = 60_000

const nowhere: Omit<Endpoints, 'tokenServers'> = {
  serverUrl: null,
  source: 'unread',
  noReference: null,
  lookedAt: null,
  progress: null,
  problem: null,
  document: null,
  remarks: [],
  findings: [],
  questions: [],
  choices: [],
  mapping: null,
  changes: []
}

/** Whose endpoints are known, which are open, and which a person has chosen. Nothing doubtful is ever used to change something. */
export class EndpointsService implements ServerEndpoints {
  readonly topic: SnapshotTopic<Endpoints>
  readonly #references: References
  readonly #book: KeptEndpointsBook
  readonly #clock: Clock
  /** Somebody is about to sign in there: kept once they have. */
  #candidate: Place | null = null
  /** The address of the session's server; `local` for the Hygiara of this computer, which has another at each start. */
  #shown: string | null = null
  #look: AbortController | null = null
  #operations: { readonly hash: string; readonly all: readonly DescribedOperation[] } | null = null
  #onChange: () => void = () => undefined
  #onNews: (needsAnswer: boolean) => void = () => undefined

  constructor(references: References, book: KeptEndpointsBook, clock: Clock, publish: Publish) {
    this.#references = references
    this.#book = book
    this.#clock = clock
    this.topic = new SnapshotTopic<Endpoints>({ ...nowhere, tokenServers: book.tokenServers() }, (snapshot) =>
      publish('endpoints:changed', snapshot)
    )
  }

  /** Runs `listener` when the server of the session is reached in another way from now on. */
  whenChanged(listener: () => void): void {
    this.#onChange = listener
  }

  /** Runs `listener` when a look that nobody asked for has found something else than before. */
  whenNews(listener: (needsAnswer: boolean) => void): void {
    this.#onNews = listener
  }

  async prepare(serverUrl: string, signal: AbortSignal): Promise<Result<Reach>> {
    const kept = this.#book.of(serverUrl)
    if (kept) return ok(reachOf(serverUrl, kept))
    const known = this.#candidate?.serverUrl === serverUrl ? this.#candidate : null
    if (known && !this.#isOutdated(known.kept)) return this.#decided(known)
    this.#candidate = null
    const found = await this.#find(serverUrl, signal)
    if (!found.ok) return found
    const candidate = { serverUrl, kept: found.value }
    this.#candidate = candidate
    this.#publish()
    return this.#decided(candidate)
  }

  known(serverUrl: string): Reach {
    const candidate = this.#candidate?.serverUrl === serverUrl ? this.#candidate.kept : null
    return reachOf(serverUrl, this.#book.of(serverUrl) ?? candidate)
  }

  keep(serverUrl: string): void {
    if (this.#candidate?.serverUrl === serverUrl) this.#book.keep(serverUrl, this.#candidate.kept)
    this.#candidate = null
  }

  /** The session is at another server now: its address, `local`, or `null` for none. */
  show(place: string | null): void {
    if (this.#shown === place) return
    this.#look?.abort()
    this.#look = null
    this.#shown = place
    this.#publish()
  }

  /** Takes the answers to open questions of a sign-in. */
  async answer(choices: readonly MappingChoice[]): Promise<Result<null>> {
    const candidate = this.#candidate
    if (!candidate) return err({ code: 'reference_not_read', reason: 'changed' })
    let { kept } = candidate
    for (const { part, operation } of choices) {
      const read = await this.#reread(kept, part, operation)
      if (!read.ok) return read
      kept = keptAfter(null, read.value, this.#now())
    }
    // Somebody may have gone on to another server meanwhile.
    if (this.#candidate === candidate) this.#candidate = { ...candidate, kept }
    this.#publish()
    return done
  }

  /** Picks the operation of a part for the server of the session. Counts at once; a person has confirmed it. */
  async choose(part: MappingPart, operation: Operation | null): Promise<Result<null>> {
    const serverUrl = this.#shown
    const kept = serverUrl === null || serverUrl === 'local' ? null : this.#book.of(serverUrl)
    if (serverUrl === null || !kept) return err({ code: 'reference_not_read', reason: 'not-found' })
    const read = await this.#reread(kept, part, operation)
    if (!read.ok) return read
    const finding = read.value.findings.find((each) => each.part === part)
    if (operation !== null && finding?.confidence !== 'confirmed') {
      return err({ code: 'endpoint_refused', part, why: finding?.evidence.at(-1) ?? null })
    }
    this.#adopt(serverUrl, { ...keptAfter(kept, read.value, kept.lookedAt), changes: kept.changes })
    return done
  }

  /** Looks for the reference of the session's server once more, and takes over what it says now. */
  async lookAgain(): Promise<Result<null>> {
    const serverUrl = this.#shown
    if (serverUrl === null || serverUrl === 'local') return done
    this.#look?.abort()
    const look = new AbortController()
    this.#look = look
    const before = this.#book.of(serverUrl)
    const found = await this.#find(serverUrl, look.signal, before)
    // Signed out, or looking once more: this one counts for nothing.
    if (this.#look !== look) return done
    this.#look = null
    if (found.ok) this.#adopt(serverUrl, found.value)
    return done
  }

  /** Gives up looking again. */
  cancel(): void {
    this.#look?.abort()
  }

  /** Once a day, and nobody has to wait for it. */
  lookAgainIfOld(): void {
    const serverUrl = this.#shown
    if (serverUrl === null || serverUrl === 'local' || this.#look) return
    const kept = this.#book.of(serverUrl)
    if (kept && this.#clock.now() - Date.parse(kept.lookedAt) > lookAgainAfterMs)
      void this.#lookByItself(kept)
  }

  async #lookByItself(before: KeptEndpoints): Promise<void> {
    await this.lookAgain()
    const { document, questions } = this.topic.value
    const wasThere = before.reading !== null && document !== null
    const isNews =
      wasThere && before.reading.document.hash !== document.hash && this.topic.value.changes.length > 0
    if (isNews) this.#onNews(questions.length > 0)
  }

  /** Every operation of the reference of the session's server; the reference is read again where that is needed. */
  async readOperations(): Promise<Result<readonly DescribedOperation[]>> {
    const { document } = this.topic.value
    if (document === null) return ok([])
    if (this.#operations?.hash !== document.hash) await this.lookAgain()
    const { problem } = this.topic.value
    if (this.#operations) return ok(this.#operations.all)
    return err({ code: 'reference_not_read', reason: problem?.reason ?? 'not-found' })
  }

  /** A guest network hides a reference that is there a minute later. */
  #isOutdated({ reading, lookedAt }: KeptEndpoints): boolean {
    return reading === null && this.#clock.now() - Date.parse(lookedAt) > guessLifeMs
  }

  #decided({ serverUrl, kept }: Place): Result<Reach> {
    if (kept.reading && kept.reading.questions.length > 0) return err({ code: 'endpoints_unclear' })
    if (kept.reading && !kept.mapping) {
      this.#candidate = null
      return err({ code: 'endpoints_missing', host: new URL(serverUrl).host })
    }
    return ok(reachOf(serverUrl, kept))
  }

  /** @param before what was known: its choices count as far as they still can */
  async #find(
    serverUrl: string,
    signal: AbortSignal,
    before: KeptEndpoints | null = null
  ): Promise<Result<KeptEndpoints>> {
    const told = (progress: DiscoveryProgress) => {
      if (!signal.aborted) this.#publish({ progress })
    }
    const choices = before?.reading?.choices ?? []
    let found = await this.#references.discover(serverUrl, signal, told, choices)
    const still = found.ok ? choicesThatStillCount(before, found.value) : choices
    if (still.length < choices.length) found = await this.#references.discover(serverUrl, signal, told, still)
    if (found.ok) {
      this.#remember(found.value)
      return ok(keptAfter(before, found.value, this.#now()))
    }
    const { error } = found
    const isSilent = error.reason === 'cancelled' || signal.aborted
    this.#publish({ problem: isSilent ? null : error })
    return this.#withoutReference(serverUrl, error, before)
  }

  #withoutReference(
    serverUrl: string,
    problem: DiscoveryProblem,
    before: KeptEndpoints | null
  ): Result<KeptEndpoints> {
    switch (problem.reason) {
      case 'cancelled':
        return err({ code: 'cancelled' })
      case 'unreachable':
        return err({
          code: 'server_unreachable',
          host: new URL(serverUrl).host,
          reason: problem.because
        })
      case 'changed':
        return err({ code: 'reference_not_read', reason: problem.reason })
      case 'not-found':
      case 'too-large':
      case 'too-slow':
        // A reference that is not there today was there before: what it said still counts.
        if (before?.reading) return err({ code: 'reference_not_read', reason: problem.reason })
        return ok(firstKept(problem.reason, this.#now()))
    }
  }

  async #reread(
    { reading }: KeptEndpoints,
    part: MappingPart,
    operation: Operation | null
  ): Promise<Result<ReferenceReading>> {
    if (!reading) return err({ code: 'reference_not_read', reason: 'not-found' })
    const { signal } = new AbortController()
    const read = await this.#references.answer(readingOf(reading), part, operation, signal)
    if (!read.ok) return err({ code: 'reference_not_read', reason: read.error.reason })
    this.#remember(read.value)
    return ok(read.value)
  }

  #adopt(serverUrl: string, kept: KeptEndpoints): void {
    this.#book.keep(serverUrl, kept)
    this.#publish({ problem: null })
    this.#onChange()
  }

  #remember({ document, operations }: ReferenceReading): void {
    this.#operations = { hash: document.hash, all: operations }
  }

  #now(): string {
    return new Date(this.#clock.now()).toISOString()
  }

  #publish(changes: Partial<Pick<Endpoints, 'progress' | 'problem'>> = {}): void {
    const place = this.#candidate?.serverUrl ?? this.#shown
    if (place === 'local') {
      const { tokenServers } = this.topic.value
      this.topic.set({ ...nowhere, source: 'local', mapping: defaultMapping, tokenServers })
      return
    }
    const kept = place === null ? null : (this.#candidate?.kept ?? this.#book.of(place))
    this.topic.set({ ...this.#told(place, kept), ...changes })
  }

  #told(serverUrl: string | null, kept: KeptEndpoints | null): Endpoints {
    const tokenServers = this.#book.tokenServers()
    if (!kept) return { ...nowhere, serverUrl, tokenServers }
    const { reading, mapping, noReference, lookedAt, changes } = kept
    return {
      ...nowhere,
      serverUrl,
      source: reading ? 'reference' : 'usual',
      noReference,
      lookedAt,
      document: reading?.document ?? null,
      remarks: reading?.remarks ?? [],
      findings: reading?.findings ?? [],
      questions: reading?.questions ?? [],
      choices: reading?.choices ?? [],
      mapping: reading ? mapping : defaultMapping,
      changes,
      tokenServers
    }
  }
}
