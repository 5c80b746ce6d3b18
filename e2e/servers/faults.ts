import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'

/** The answer of the server behind. */
export interface Forwarded {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: Buffer
}

/** One way in which an answer goes wrong. */
export type Fault = (at: {
  readonly answer: ServerResponse
  /** Lets the server behind do the work, and gives its answer. */
  readonly forward: () => Promise<Forwarded>
  readonly count: (bytes: number) => void
}) => void | Promise<void>

const page = '<!doctype html><title>Guest network</title><p>Accept the conditions to continue.</p>'
const problem = (status: number, code: string): string =>
  JSON.stringify({ type: 'about:blank', title: code, status, code, request_id: 'req_fault' })

const say =
  (status: number, body: string | Buffer, headers: Record<string, string> = {}): Fault =>
  ({ answer, count }) => {
    count(body.length)
    answer.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body)
  }

const refuse = (status: number, code: string, headers: Record<string, string> = {}): Fault =>
  say(status, problem(status, code), { 'Content-Type': 'application/problem+json', ...headers })

const redirect = (status: number): Fault =>
  say(status, '', { Location: 'http://127.0.0.1:9/api/v1/elsewhere' })

/** Lets the server do the work first, and then spoils its answer. */
const afterCommit =
  (spoil: (answer: ServerResponse, real: Forwarded) => void): Fault =>
  async ({ answer, forward }) => {
    spoil(answer, await forward())
  }

const reset = (answer: ServerResponse): void => {
  answer.socket?.resetAndDestroy()
}

/** Writes `chunk` for as long as somebody reads, up to `limit` bytes. */
const pour =
  (limit: number): Fault =>
  ({ answer, count }) => {
    const chunk = Buffer.alloc(64 << 10, ' ')
    answer.writeHead(200, { 'Content-Type': 'application/json' })
    let written = 0
    const more = (): void => {
      while (written < limit && !answer.destroyed) {
        written += chunk.length
        count(chunk.length)
        if (!answer.write(chunk)) {
          answer.once('drain', more)
          return
        }
      }
      answer.end()
    }
    more()
  }

// 64 MB of spaces in 64 kB.
const bomb = gzipSync(Buffer.alloc(64 << 20, ' '), { level: 9 })
const nested = '['.repeat(100_000) + ']'.repeat(100_000)

/** Every fault has a name; `after…` means that the server did the work first. */
export const faults = {
  'reset on arrival': ({ answer }) => {
    reset(answer)
  },
  'reset after the work': afterCommit(reset),
  'reset in the headers, after the work': afterCommit((answer, real) => {
    answer.socket?.write(`HTTP/1.1 ${String(real.status)} OK\r\nContent-Ty`, () => {
      reset(answer)
    })
  }),
  'reset in the body, after the work': afterCommit((answer, real) => {
    answer.writeHead(real.status === 204 ? 200 : real.status, {
      'Content-Type': 'application/json',
      'Content-Length': String(real.body.length + 100)
    })
    answer.write(real.body.subarray(0, real.body.length >> 1), () => {
      reset(answer)
    })
  }),
  'a stopped answer, after the work': afterCommit((answer, real) => {
    answer.writeHead(real.status === 204 ? 200 : real.status, {
      'Content-Type': 'application/json',
      'Content-Length': String(real.body.length + 100)
    })
    answer.write(real.body.subarray(0, real.body.length >> 1))
  }),
  'closed without a word, after the work': afterCommit((answer) => {
    answer.socket?.end()
  }),
  silence: () => undefined,
  'silence, after the work': afterCommit(() => undefined),
  'a drip of bytes': ({ answer }) => {
    answer.writeHead(200, { 'Content-Type': 'application/json' })
    const drip = setInterval(() => {
      answer.write(' ')
    }, 50)
    answer.once('close', () => {
      clearInterval(drip)
    })
  },
  'a page with 200': say(200, page, { 'Content-Type': 'text/html' }),
  'a page with 200, after the work': afterCommit((answer) => {
    answer.writeHead(200, { 'Content-Type': 'text/html' }).end(page)
  }),
  'a page with 502': say(502, page, { 'Content-Type': 'text/html' }),
  'a page with 511': say(511, page, { 'Content-Type': 'text/html' }),
  'truncated JSON, after the work': afterCommit((answer, real) => {
    const status = real.status === 204 ? 200 : real.status
    answer
      .writeHead(status, { 'Content-Type': 'application/json' })
      .end(real.body.subarray(0, real.body.length - 2))
  }),
  'JSON called text, after the work': afterCommit((answer, real) => {
    const status = real.status === 204 ? 200 : real.status
    answer.writeHead(status, { 'Content-Type': 'text/plain' }).end(real.body)
  }),
  'wrong types': say(
    200,
    '{"items":"none","key":7,"access_token":[],"user":null,"refresh_token":{},"next_cursor":5}'
  ),
  'an empty object': say(200, '{}'),
  null: say(200, 'null'),
  'an empty 200': say(200, ''),
  'a 204 where there should be something': ({ answer }) => {
    answer.writeHead(204).end()
  },
  'bytes that are not UTF-8': say(200, Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])),
  'deep nesting': say(200, nested),
  'a prototype in the JSON': say(200, '{"__proto__":{"items":[],"next_cursor":null,"polluted":true}}'),
  'a gigabyte': pour(1 << 30),
  'a gzip bomb': say(200, bomb, { 'Content-Encoding': 'gzip' }),
  'broken gzip': say(200, bomb.subarray(0, 1_000), { 'Content-Encoding': 'gzip' }),
  '301 elsewhere': redirect(301),
  '302 elsewhere': redirect(302),
  '307 elsewhere': redirect(307),
  '308 elsewhere': redirect(308),
  '401': refuse(401, 'unauthorized'),
  '403': refuse(403, 'forbidden'),
  '404': refuse(404, 'not_found'),
  '409': refuse(409, 'conflict'),
  '422': refuse(422, 'validation_failed'),
  '429': refuse(429, 'rate_limited', { 'Retry-After': '1' }),
  '429 without a time': refuse(429, 'rate_limited', { 'Retry-After': 'soon' }),
  '500': refuse(500, 'internal_error'),
  '500, after the work': afterCommit((answer) => {
    answer
      .writeHead(500, { 'Content-Type': 'application/problem+json', 'X-Request-Id': 'req_fault' })
      .end(problem(500, 'internal_error'))
  }),
  '503': refuse(503, 'unavailable')
} satisfies Record<string, Fault>

export type FaultName = keyof typeof faults

export const faultNames = Object.keys(faults) as FaultName[]
