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
}

/** Sends one request to `/api/v1`. The caller names the shape it expects and then asserts it. */
export async function call<Body>(
  url: string,
  method: string,
  path: string,
  options: Call = {}
): Promise<Answer<Body>> {
  const headers = new Headers(options.headers)
  if (options.token !== undefined) headers.set('Authorization', `Bearer ${options.token}`)
  if (options.apiKey !== undefined) headers.set('X-API-Key', options.apiKey)
  if (options.body !== undefined) headers.set('Content-Type', 'application/json')
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers,
    redirect: 'manual',
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) })
  })
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('Content-Type') ?? '')
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: (isJson ? JSON.parse(text) : null) as Body
  }
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
  readonly created_at?: string
  readonly last_used_at?: string | null
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
  readonly code: string
  readonly request_id: string
  readonly errors?: { field: string; code: string; message: string }[]
}

/** Signs the test admin in. */
export async function signIn(url: string): Promise<Tokens> {
  const { json } = await call<Tokens>(url, 'POST', '/auth/login', {
    body: { email: admin.email, password: admin.password }
  })
  return json
}
