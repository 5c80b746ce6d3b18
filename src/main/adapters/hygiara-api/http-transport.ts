import { setImmediate as turn } from 'node:timers/promises'
import type { AxiosError, AxiosInstance } from 'axios'
import type { HttpMethod } from '../../../shared/api-mapping.ts'
import type { UnreachableReason } from '../../../shared/app-error.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import type { SecretValue } from '../../secret-value.ts'
import { clockSkewOf } from './clock-skew.ts'

/** One request. `path` starts with a slash and is appended to the server's address. */
export interface HttpRequest {
  readonly method: HttpMethod
  readonly path: string
  readonly bearer?: SecretValue
  /** Headers that nobody may see: a key, a session that is not a bearer's. */
  readonly secretHeaders?: Readonly<Record<string, SecretValue>>
  /** Sent as JSON, or as a form. */
  readonly body?: object | URLSearchParams
  /** Lets a server that knows it recognise a request that it has already had. */
  readonly idempotencyKey?: string
  /** The entity tag of what is known: the server may answer 304 instead of saying it all again. */
  readonly ifNoneMatch?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** What the answer may be, for what is not JSON only. */
  readonly accept?: string
  /** Sent even while the server wants to be left alone: what ends something must not wait. */
  readonly ignoresPause?: boolean
  /** For a GET that counts as something at the server: neither repeated nor kept waiting. */
  readonly isSentOnce?: boolean
}

/** What came back, whatever its status. The body is bytes: it may hold a secret and is nobody's log line. */
export interface HttpAnswer {
  readonly status: number
  readonly contentType: string
  readonly requestId: string | null
  readonly retryAfter: string | null
  readonly entityTag: string | null
  /** Any other header, by its name; `null` when it is not there. */
  readonly header: (name: string) => string | null
  readonly setCookies: readonly string[]
  /** The server's clock minus ours, in milliseconds; `null` when it did not say. */
  readonly clockSkewMs: number | null
  readonly body: Buffer
}

/** Why no usable answer came; `paused` when the server wants to be left alone and nothing was sent. `mayHaveArrived` is what decides whether a change could have happened. */
export interface HttpFailure {
  readonly reason: UnreachableReason | 'too-large' | 'cancelled' | 'paused'
  readonly mayHaveArrived: boolean
}

export type Transport = (request: HttpRequest) => Promise<Result<HttpAnswer, HttpFailure>>

/** How long a server may take, in milliseconds. */
export interface TimeLimits {
  /** Until it has said something, and between two pieces of what it says. */
  readonly answerMs: number
  /** For the whole answer: a server that drips would otherwise never be late. */
  readonly totalMs: number
}

export const usualTimeLimits: TimeLimits = { answerMs: 15_000, totalMs: 60_000 }
// A page of 1,000 keys is a tenth of it. Reading more at once would hold up the main process.
const largestAnswerBytes = 4 << 20
const largestRequestBytes = 256 << 10

/**
 * Makes the transport to one server: Node's own http client, which sends a request exactly once (Chromium's network
 * stack repeats even a POST when a reused connection dies). No redirects, no proxies from the environment, no
 * unchecked certificates, sizes and times bounded.
 */
export function createTransport(
  serverUrl: string,
  limits: TimeLimits,
  largestAnswer = largestAnswerBytes
): Transport {
  let client: Promise<AxiosInstance> | null = null
  return async (request) => {
    client ??= createClient(serverUrl, limits, largestAnswer)
    const axios = await client
    const deadline = AbortSignal.timeout(limits.totalMs)
    const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline
    const sentAt = Date.now()
    try {
      const answer = await axios.request<Buffer>({
        method: request.method,
        url: request.path,
        signal,
        ...(request.body === undefined ? {} : { data: request.body }),
        headers: {
          Accept: request.accept ?? 'application/json',
          ...(request.idempotencyKey === undefined ? {} : { 'Idempotency-Key': request.idempotencyKey }),
          ...(request.ifNoneMatch === undefined ? {} : { 'If-None-Match': request.ifNoneMatch }),
          ...(request.bearer ? { Authorization: `Bearer ${request.bearer.reveal()}` } : {}),
          ...revealed(request.secretHeaders ?? {})
        }
      })
      return ok({
        status: answer.status,
        contentType: headerOf(answer.headers['content-type']) ?? '',
        requestId: headerOf(answer.headers['x-request-id']),
        retryAfter: headerOf(answer.headers['retry-after']),
        entityTag: headerOf(answer.headers['etag']),
        header: (name) => headerOf(answer.headers[name.toLowerCase()]),
        setCookies: answer.headers['set-cookie'] ?? [],
        clockSkewMs: clockSkewOf(headerOf(answer.headers['date']), sentAt, Date.now()),
        body: answer.data
      })
    } catch (cause) {
      // The cause names headers and bodies: it ends here, only its kind goes on.
      return err(failureOf(cause, request.signal))
    }
  }
}

async function createClient(
  serverUrl: string,
  limits: TimeLimits,
  largestAnswer: number
): Promise<AxiosInstance> {
  // Loaded with the first request: the first screen needs none, and should not wait for it. It looks at FormData, with
  // which Node loads its fetch: each has a turn of its own, so that nobody else waits for all of it.
  await turn(globalThis.FormData)
  const http = await import('node:http')
  const https = await import('node:https')
  await turn()
  const { default: axios } = await import('axios')
  await turn()
  return axios.create({
    adapter: 'http',
    baseURL: serverUrl,
    allowAbsoluteUrls: false,
    maxRedirects: 0,
    proxy: false,
    timeout: limits.answerMs,
    maxContentLength: largestAnswer,
    maxBodyLength: largestRequestBytes,
    responseType: 'arraybuffer',
    transitional: { silentJSONParsing: false, clarifyTimeoutError: true },
    validateStatus: () => true,
    // A connection for each request: a reused one that dies makes it unknowable whether a change arrived.
    httpAgent: new http.Agent({ keepAlive: false }),
    httpsAgent: new https.Agent({ keepAlive: false, rejectUnauthorized: true, minVersion: 'TLSv1.2' })
  })
}

const reasons: Readonly<Record<string, HttpFailure>> = {
  ECONNREFUSED: { reason: 'refused', mayHaveArrived: false },
  EHOSTUNREACH: { reason: 'refused', mayHaveArrived: false },
  ENETUNREACH: { reason: 'refused', mayHaveArrived: false },
  ENOTFOUND: { reason: 'name-not-found', mayHaveArrived: false },
  EAI_AGAIN: { reason: 'name-not-found', mayHaveArrived: false },
  ETIMEDOUT: { reason: 'timed-out', mayHaveArrived: true },
  ECONNABORTED: { reason: 'timed-out', mayHaveArrived: true }
}

// What the check of a certificate answers, before anything is sent. Other errors of TLS (ERR_SSL_…) can come later.
const refusedCertificate =
  /^(?!ERR_SSL_).*(?:CERT|SELF_SIGNED|UNABLE_TO|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|HOSTNAME_MISMATCH)/u

function failureOf(cause: unknown, callerSignal: AbortSignal | undefined): HttpFailure {
  if (callerSignal?.aborted) return { reason: 'cancelled', mayHaveArrived: true }
  const code = isAxiosError(cause) ? (cause.code ?? '') : ''
  if (code === 'ERR_CANCELED') return { reason: 'timed-out', mayHaveArrived: true }
  if (refusedCertificate.test(code)) return { reason: 'certificate', mayHaveArrived: false }
  if (isAxiosError(cause) && cause.message.includes('maxContentLength')) {
    return { reason: 'too-large', mayHaveArrived: true }
  }
  return reasons[code] ?? { reason: 'connection-lost', mayHaveArrived: true }
}

function isAxiosError(cause: unknown): cause is AxiosError {
  return cause instanceof Error && 'isAxiosError' in cause
}

function revealed(headers: Readonly<Record<string, SecretValue>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.reveal()]))
}

function headerOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
