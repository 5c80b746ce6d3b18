import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { KeyLedger } from './key-ledger.ts'
import type { Sessions } from './sessions.ts'

/** The one admin of every server of the corpus. */
export const admin = {
  login: 'ada@acme.example',
  name: 'Ada Admin',
  password: 'correct horse battery'
} as const

/** One request that was answered. */
export interface AnsweredRequest {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly status: number
}

/** A running server with an API document of its own, and a look inside for tests. */
export interface CorpusServer {
  /** What a person would type: `http://127.0.0.1:<port>`. */
  readonly baseUrl: string
  readonly documentUrl: string
  readonly admin: { readonly login: string; readonly password: string }
  readonly ledger: KeyLedger
  /** All requests since the start, in the order of their answers. */
  readonly requests: readonly AnsweredRequest[]
  /** Nobody is signed in any more. */
  endSessions(): void
  stop(): Promise<void>
}

export interface CorpusOptions {
  /** How many keys there are to begin with. */
  readonly keys?: number
}

/** Starts one server of the corpus on any free loopback port. */
export type StartCorpusServer = (options?: CorpusOptions) => Promise<CorpusServer>

interface Parts {
  readonly app: Hono
  readonly documentPath: string
  readonly ledger: KeyLedger
  readonly sessions: Sessions
}

export async function serve({ app, documentPath, ledger, sessions }: Parts): Promise<CorpusServer> {
  const requests: AnsweredRequest[] = []
  const listener = getRequestListener(app.fetch)
  const server = createServer((request, response) => {
    const { method = '', url: path = '' } = request
    response.once('finish', () => requests.push({ method, path, status: response.statusCode }))
    void listener(request, response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const baseUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  return {
    baseUrl,
    documentUrl: `${baseUrl}${documentPath}`,
    admin,
    ledger,
    requests,
    endSessions: () => {
      sessions.endAll()
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}
