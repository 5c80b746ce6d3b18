import type { Ajv2020 } from 'ajv/dist/2020.js'
import { Judge, type OpenApiDocument } from './judge.ts'
import { admin } from './test-server.ts'

/** An answer with its body read; `json` is `null` where there is no JSON. */
export interface Answer<Body> {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: Body
}

export interface Call {
  readonly token?: string
  readonly apiKey?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** For answers that come from elsewhere than the API, such as a proxy's. */
  readonly unforeseen?: boolean
}

export type MakeAjv = () => Ajv2020

/** One judge for all servers that publish the same document: compiling its schemas takes longer than a test. */
const judges = new Map<string, Judge>()

/** Talks to one server and holds every answer against that server's own document. */
export class Client {
  readonly #url: string
  readonly #judge: Judge

  private constructor(url: string, judge: Judge) {
    this.#url = url
    this.#judge = judge
  }

  static async of(url: string, makeAjv: MakeAjv): Promise<Client> {
    const text = await (await fetch(`${url}/openapi.json`)).text()
    const judge = judges.get(text) ?? new Judge(JSON.parse(text) as OpenApiDocument, makeAjv())
    judges.set(text, judge)
    return new Client(url, judge)
  }

  /** Sends one request to `/api/v1`. The caller names the shape of the answer, and then asserts it. */
  async call<Body>(method: string, path: string, options: Call = {}): Promise<Answer<Body>> {
    const response = await send(`${this.#url}/api/v1${path}`, method, options)
    const text = await response.text()
    const answer = { status: response.status, headers: response.headers, text }
    if (options.unforeseen !== true) this.#judge.expectForeseen(method, `/api/v1${path}`, answer)
    const isJson = /json/.test(response.headers.get('Content-Type') ?? '')
    return { ...answer, json: (isJson ? JSON.parse(text) : null) as Body }
  }

  /** Signs the test admin in. */
  async signIn(): Promise<Tokens> {
    const { email, password } = admin
    return (await this.call<Tokens>('POST', '/auth/login', { body: { email, password } })).json
  }

  /** Makes a key that must succeed. */
  async createKey(token: string, body: object = { name: 'ci' }): Promise<CreatedKey> {
    return (await this.call<CreatedKey>('POST', '/api-keys', { token, body })).json
  }

  /** Whether a key works. */
  async accepts(apiKey: string): Promise<boolean> {
    return (await this.call('GET', '/whoami', { apiKey })).status === 200
  }
}

function send(address: string, method: string, options: Call): Promise<Response> {
  const headers = new Headers(options.headers)
  if (options.token !== undefined) headers.set('Authorization', `Bearer ${options.token}`)
  if (options.apiKey !== undefined) headers.set('X-API-Key', options.apiKey)
  if (options.body !== undefined) headers.set('Content-Type', 'application/json')
  const body = options.body === undefined ? {} : { body: JSON.stringify(options.body) }
  return fetch(address, { method, headers, redirect: 'manual', ...body })
}

export interface Tokens {
  readonly access_token: string
  readonly token_type: string
  readonly expires_in: number
  readonly refresh_token: string
}

export interface ListedKey {
  readonly id: string
  readonly name: string
  readonly key_prefix: string
  readonly created_at: string
  readonly last_used_at: string | null
  readonly expires_at: string | null
  readonly is_expired: boolean
}

export interface CreatedKey extends ListedKey {
  readonly key: string
}

export interface KeyPage {
  readonly items: ListedKey[]
  readonly next_cursor: string | null
}

export interface ProblemBody {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly request_id: string
  readonly id?: string
  readonly errors?: { field: string; code: string; message: string }[]
}
