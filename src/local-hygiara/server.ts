import { getRequestListener } from '@hono/node-server'
import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { Accounts } from './accounts.ts'
import { ApiKeys } from './api-keys.ts'
import { createApp, type ReportFailure } from './app.ts'
import type { Database } from './database.ts'
import { KeyUsage } from './key-usage.ts'
import { Sessions } from './sessions.ts'

const accessSeconds = 15 * 60
/** How long answers that are under way may take once the server stops. */
const stopPatience = 3000
/** A use is on disk within a second: half of it is waited, the rest is for the writing. */
const usageDelay = 500

export interface ServerOptions {
  readonly database: Database
  readonly accounts: Accounts
  /** 0: any free one. */
  readonly port: number
  readonly reportFailure: ReportFailure
  /** For tests; milliseconds since 1970. */
  readonly now?: () => number
}

export interface RunningServer {
  /** `http://127.0.0.1:<port>`, without the base path. */
  readonly url: string
  /** Answers what is under way, writes what is pending and closes the database. */
  stop(): Promise<void>
}

/**
 * Serves on the loopback address, and only there.
 * @throws the `listen` error of Node, such as `EADDRINUSE`
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { database, accounts, now = Date.now } = options
  const keyUsage = new KeyUsage(database, usageDelay)
  const services = {
    accounts,
    sessions: new Sessions(database, accessSeconds, now),
    apiKeys: new ApiKeys(database, now),
    keyUsage,
    now
  }
  const app = createApp(services, options.reportFailure)
  const listener = getRequestListener(app.fetch)
  const server = createServer((request, response) => {
    // Here rather than in a middleware: one that all routes share would cost each of them Hono's fast path.
    response.setHeader('X-Request-Id', randomUUID())
    void listener(request, response)
  })
  const port = await listen(server, options.port)
  return {
    url: `http://127.0.0.1:${String(port)}`,
    stop: async () => {
      await close(server)
      keyUsage.flush()
      database.close()
    }
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'))
      else resolve(address.port)
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => {
      server.closeAllConnections()
    }, stopPatience)
    server.close(() => {
      clearTimeout(impatience)
      resolve()
    })
    server.closeIdleConnections()
  })
}
