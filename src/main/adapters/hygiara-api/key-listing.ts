import type { ListMapping } from '../../../shared/api-mapping.ts'
import type { ApiKey } from '../../../shared/api-key.ts'
import type { AppError } from '../../../shared/app-error.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import type { HttpAnswer } from './http-transport.ts'
import { jsonOf } from './json-answer.ts'
import { firstPagePath, foreign, nextPagePath } from './next-page.ts'
import { readPage, type PageAnswer } from './page-answer.ts'

// Twice the largest organisation that anybody has shown us; beyond it a server is repeating itself.
const mostKeys = 250_000
const fewestKeysOfPage = 20
const mostReadings = 5

/** A page of the list as the server last said it. */
interface KnownPage {
  readonly entityTag: string | null
  readonly link: string | null
  readonly page: PageAnswer
}

type Pages = ReadonlyMap<string, KnownPage>

/** How a page is asked for, and what is said of an answer that is none. */
export interface PageRequests {
  readonly serverUrl: string
  ask(path: string, entityTag: string | null): Promise<Result<HttpAnswer>>
  /** What an answer other than a page means. */
  problemOf(answer: HttpAnswer): AppError
  readonly notHygiara: AppError
}

/** Reads lists page after page, and knows what the last one said: what has not changed is not sent again. */
export class KeyListing {
  readonly #list: ListMapping
  /** The pages of the last list, by path. */
  #known: Pages = new Map()

  constructor(list: ListMapping) {
    this.#list = list
  }

  /** Every key once. `onProgress` gets the number of keys so far, and them. */
  async readAll(
    requests: PageRequests,
    onProgress: (received: number, keys: Iterable<ApiKey>) => void
  ): Promise<Result<ApiKey[]>> {
    // By id: a key that moves to the next page while the list is read must not appear twice.
    const all = new Map<string, ApiKey>()
    let before: readonly string[] | null = null
    for (let reading = 0; reading < mostReadings; reading += 1) {
      const keys = new Map<string, ApiKey>()
      const pages = await this.#readOnce(requests, (page) => {
        for (const key of page.keys) {
          keys.set(key.id, key)
          all.set(key.id, key)
        }
        onProgress(all.size, all.values())
      })
      if (!pages.ok) return pages
      this.#known = pages.value
      const ids = idsOf(pages.value)
      if (!this.#canShift || pages.value.size === 1 || isSame(ids, before)) return ok([...keys.values()])
      before = ids
    }
    // An organisation that never rests: rather a key too many, which is gone by now, than one too few.
    return ok([...all.values()])
  }

  /** The first page only: whether this session can read. */
  async readFirst(requests: PageRequests): Promise<Result<null>> {
    const page = await this.#readPage(firstPagePath(this.#list), requests)
    return page.ok ? ok(null) : page
  }

  /**
   * Whether a page is a place in the list: then a key that is revoked while others are read moves the rest up, and
   * the next page begins one too late. Such a list is read until it says the same twice.
   */
  get #canShift(): boolean {
    return ['page', 'offset', 'link'].includes(this.#list.paging.kind)
  }

  async #readOnce(requests: PageRequests, take: (page: PageAnswer) => void): Promise<Result<Pages>> {
    const pages = new Map<string, KnownPage>()
    let path: string | null = firstPagePath(this.#list)
    let entriesRead = 0
    let last: PageAnswer | null = null
    while (path !== null && path !== foreign && !pages.has(path) && pages.size < this.#mostPages) {
      const read = await this.#readPage(path, requests)
      if (!read.ok) {
        // The next reading begins again, and asks only whether these are still the same.
        this.#known = new Map([...this.#known, ...pages])
        return read
      }
      const { page, link } = read.value
      // A server that does not know the parameter gives the same page again and again.
      if (last && isRepeated(last, page)) return err(requests.notHygiara)
      last = page
      pages.set(path, read.value)
      entriesRead += page.count
      take(page)
      const place = { pagesRead: pages.size, entriesRead, page, link }
      path = nextPagePath(this.#list, place, requests.serverUrl)
    }
    // A server that leads back to a page that was read, on and on, or elsewhere.
    return path === null ? ok(pages) : err(requests.notHygiara)
  }

  async #readPage(path: string, requests: PageRequests): Promise<Result<KnownPage>> {
    const known = this.#known.get(path)
    const answer = await requests.ask(path, known?.entityTag ?? null)
    if (!answer.ok) return answer
    if (answer.value.status === 304 && known) return ok(known)
    if (answer.value.status !== 200) return err(requests.problemOf(answer.value))
    const json = jsonOf(answer.value)
    const page = json.ok ? readPage(json.value, this.#list) : null
    if (!page) return err(requests.notHygiara)
    return ok({ entityTag: answer.value.entityTag, link: answer.value.header('link'), page })
  }

  get #mostPages(): number {
    const { paging } = this.#list
    const size = paging.kind === 'whole' ? null : paging.size
    return Math.ceil(mostKeys / (size?.value ?? fewestKeysOfPage))
  }
}

function isRepeated(last: PageAnswer, page: PageAnswer): boolean {
  const ids = page.keys.map(({ id }) => id)
  return (
    ids.length > 1 &&
    page.count === last.count &&
    isSame(
      ids,
      last.keys.map(({ id }) => id)
    )
  )
}

function idsOf(pages: Pages): string[] {
  return [...pages.values()].flatMap(({ page }) => page.keys.map(({ id }) => id))
}

function isSame(one: readonly string[], other: readonly string[] | null): boolean {
  return other !== null && one.length === other.length && one.every((id, place) => id === other[place])
}
