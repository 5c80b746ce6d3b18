import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect } from 'vitest'
import { parse } from 'yaml'
import { Judge, type OpenApiDocument } from '../../../../src/local-hygiara/testing/judge.ts'
import type { CorpusServer } from '../plumbing/corpus-server.ts'
import { modernDocument } from './modern-document.ts'

export interface Call {
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly form?: Readonly<Record<string, string>>
  /** A request that the document forbids, to see it refused. */
  readonly wrong?: boolean
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** `null` where there is no JSON. */
  readonly json: unknown
}

/** What stands under a path with dots; an empty path is the whole. */
export function at(tree: unknown, path: string): unknown {
  const names = path === '' ? [] : path.split('.')
  return names.reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name], tree)
}

/** The same as a text, such as an id that is a number. */
export function textAt(tree: unknown, path: string): string {
  return String(at(tree, path))
}

/** Talks to a server with plain fetch, and holds what is sent and what is answered against its document. */
export class JudgedServer {
  readonly #origin: string
  readonly #answers: Judge
  readonly #requests: Judge
  readonly #notDocumented: readonly number[]
  readonly #cookies = new Map<string, string>()

  private constructor(origin: string, document: Record<string, unknown>, notDocumented: readonly number[]) {
    this.#origin = origin
    this.#notDocumented = notDocumented
    this.#answers = new Judge(modernDocument(document), makeAjv())
    this.#requests = new Judge(requestsAsAnswers(modernDocument(document, 'readOnly')), makeAjv())
  }

  /**
   * Reads the document and sees that it is valid as the version it says.
   * @param notDocumented refusals that the framework's generator leaves out where nobody adds them by hand
   */
  static async of(
    { baseUrl, documentUrl }: CorpusServer,
    version: '2.0' | '3.0' | '3.1',
    { notDocumented = [] }: { readonly notDocumented?: readonly number[] } = {}
  ): Promise<JudgedServer> {
    const document = parse(await (await fetch(documentUrl)).text()) as Record<string, unknown>
    const validator = new Validator()
    const judged = await validator.validate(structuredClone(document))
    expect(judged.errors).toBeUndefined()
    expect(validator.version).toBe(version)
    return new JudgedServer(baseUrl, document, notDocumented)
  }

  async call(
    method: string,
    path: string,
    { headers = {}, json, form, wrong = false }: Call = {}
  ): Promise<Answer> {
    const body = json === undefined ? form && new URLSearchParams(form) : JSON.stringify(json)
    const type = json === undefined ? 'application/x-www-form-urlencoded' : 'application/json'
    const sent = new Headers(headers)
    if (body !== undefined) sent.set('Content-Type', type)
    if (this.#cookies.size > 0)
      sent.set('Cookie', [...this.#cookies].map((pair) => pair.join('=')).join('; '))
    if (body !== undefined && !wrong) {
      const foreseen = new Headers({ 'Content-Type': asJson(type) })
      this.#requests.expectForeseen(method, path, {
        status: 0,
        headers: foreseen,
        text: JSON.stringify(json ?? form)
      })
    }
    const response = await fetch(`${this.#origin}${path}`, {
      method,
      headers: sent,
      redirect: 'manual',
      ...(body === undefined ? {} : { body })
    })
    for (const cookie of response.headers.getSetCookie()) this.#keepCookie(cookie)
    const answer = { status: response.status, headers: response.headers, text: await response.text() }
    if (!this.#notDocumented.includes(answer.status)) this.#answers.expectForeseen(method, path, answer)
    const isJson = /json/.test(response.headers.get('Content-Type') ?? '')
    return { ...answer, json: isJson && answer.text !== '' ? (JSON.parse(answer.text) as unknown) : null }
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name)
  }

  #keepCookie(cookie: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
    if (name !== undefined && value !== undefined) this.#cookies.set(name, value)
  }
}

/** The judge knows answers only: what may be sent is told as an answer with the status 0. */
function requestsAsAnswers(document: OpenApiDocument): OpenApiDocument {
  const copy = structuredClone(document)
  for (const operation of Object.values(copy.paths).flatMap((item) => Object.values(item))) {
    const { requestBody } = operation as { requestBody?: { content: Record<string, object> } }
    const content = Object.entries(requestBody?.content ?? {}).map(([type, each]) => [asJson(type), each])
    Object.assign(operation, { responses: { 0: { content: Object.fromEntries(content) as object } } })
  }
  return copy
}

/** A form is judged by its fields, as if they had been sent as JSON. */
function asJson(type: string): string {
  return type.endsWith('json') ? type : `${type}+json`
}

function makeAjv(): Ajv2020 {
  return addFormats(new Ajv2020({ strict: false, allErrors: true }))
}
