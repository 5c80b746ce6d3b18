/** Every way in which an answer can be a refusal: status and title by code. The reference lists them from here. */
export const problems = {
  malformed_json: { status: 400, title: 'The body is not JSON' },
  invalid_cursor: { status: 400, title: 'The cursor is not one of ours' },
  invalid_credentials: { status: 401, title: 'E-mail or password is wrong' },
  totp_required: { status: 401, title: 'A one-time code is needed too' },
  invalid_token: { status: 401, title: 'The access token is missing, wrong, or no longer valid' },
  invalid_refresh_token: { status: 401, title: 'The refresh token is wrong or no longer valid' },
  invalid_api_key: { status: 401, title: 'The API key is missing, unknown, expired or revoked' },
  not_found: { status: 404, title: 'There is nothing here' },
  in_progress: { status: 409, title: 'The first request with this Idempotency-Key is still running' },
  replayed: { status: 409, title: 'The first request with this Idempotency-Key has already made the key' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body must be JSON' },
  misdirected_request: { status: 421, title: 'This server is reached by its loopback address only' },
  validation_failed: { status: 422, title: 'Some fields are not acceptable' },
  idempotency_key_reused: { status: 422, title: 'This Idempotency-Key belongs to another request' },
  too_many_attempts: { status: 429, title: 'Too many failed sign-ins' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  internal_error: { status: 500, title: 'Hygiara failed' },
  storage_full: { status: 507, title: 'Hygiara has no space left' }
} as const

export type ProblemCode = keyof typeof problems

/** One field that is not acceptable: where, which rule, and a sentence for people. */
export interface FieldIssue {
  readonly field: string
  readonly code: string
  readonly message: string
}

/** Members that some problems carry besides the common ones. */
export interface ProblemExtras {
  readonly errors?: readonly FieldIssue[]
  /** With `replayed`: the key that the first request made. */
  readonly id?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Thrown by a service or a route; answered as `application/problem+json`. The detail never holds a secret. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly extras: ProblemExtras

  constructor(code: ProblemCode, detail: string, extras: ProblemExtras = {}) {
    super(detail)
    this.name = 'Problem'
    this.code = code
    this.extras = extras
  }
}

/** The refusal as an answer (RFC 9457). `type` is the place in the reference that explains the code. */
export function problemResponse(problem: Problem, requestId: string): Response {
  const { status, title } = problems[problem.code]
  const { headers, ...members } = problem.extras
  const body = {
    type: `/docs#${problem.code}`,
    title,
    status,
    detail: problem.message,
    code: problem.code,
    request_id: requestId,
    ...members
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' }
  })
}
