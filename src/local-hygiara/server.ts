import { getRequestListener } from '@hono/node-server'
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Accounts } from './accounts.ts'
import { ApiKeys } from './api-keys.ts'
import { createApp, type ReportFailure } from './app.ts'
import type { Database } from './database.ts'
import type { Organization, Services } from './environment.ts'
import { Idempotency } from './idempotency.ts'
import { KeyUsage } from './key-usage.ts'
import { LoginThrottle } from './login-throttle.ts'
import type { Moods } from './moods.ts'
import { Problem, problemResponse } from './problem.ts'
import { Reviews } from './reviews.ts'
import { Sessions } from './sessions.ts'

const minute = 60_000
/** How long answers that are under way may take once the server stops. */
const stopPatience = 3000
/** A use is on disk within a second: half of it is waited, the rest is for the writing. */
const usageDelay = 500

export interface ServerOptions {
  readonly database: Database
  readonly organization: Organization
  readonly accounts: Accounts
  /** 0: any free one. */
  readonly port: number
  readonly moods: Moods
  readonly reportFailure: ReportFailure
  /** Milliseconds since 1970; the computer's clock unless given. */
  readonly now?: () => number
  /** Waits so many milliseconds; really, unless given. */
  readonly pause?: (milliseconds: number) => Promise<unknown>
}

export interface RunningServer {
  /** `http://127.0.0.1:<port>`, without the base path. */
  readonly url: string
  /** Answers what is under way, writes what is pending and closes the database. Once, however often it is called. */
  stop(): Promise<void>
}

/**
 * Serves on the loopback address, and only there.
 * @throws the `listen` error of Node, such as `EADDRINUSE`
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const services = servicesOf(options)
  const listener = getRequestListener(createApp(services, options.reportFailure).fetch)
  const hosts = new Set<string>()
  const server = createServer((request, response) => {
    prepareAnswer(response, services)
    if (hosts.has(request.headers.host ?? '')) void listener(request, response)
    else void refuseHost(request, response)
  })
  // Longer than clients usually keep an idle connection: whoever closes it must not be us, at the moment of a create.
  server.keepAliveTimeout = 2 * minute
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const port = await listen(server, options.port)
  for (const name of ['127.0.0.1', 'localhost']) hosts.add(`${name}:${String(port)}`)
  let stopped: Promise<void> | null = null
  const stop = async (): Promise<void> => {
    await close(server, sockets)
    services.keyUsage.flush()
    options.database.close()
  }
  return { url: `http://127.0.0.1:${String(port)}`, stop: () => (stopped ??= stop()) }
}

function servicesOf({ database, organization, accounts, moods, ...world }: ServerOptions): Services {
  const { now: clock = Date.now, pause = sleep } = world
  const now = moods.has('clock-ahead') ? () => clock() + 10 * minute : clock
  return {
    organization,
    accounts,
    loginThrottle: new LoginThrottle(now),
    sessions: new Sessions(database, moods.has('short-sessions') ? 5 : 15 * 60, now),
    apiKeys: new ApiKeys(database, organization.id, now),
    keyUsage: new KeyUsage(database, moods.has('last-used-lags') ? 5 * minute : usageDelay),
    idempotency: new Idempotency(database, now),
    reviews: new Reviews(database, organization.id, now),
    moods,
    now,
    pause
  }
}

/** What every answer carries. Here rather than in a middleware, which would cost each route Hono's fast path. */
function prepareAnswer(response: ServerResponse, { moods, now }: Services): void {
  response.setHeader('X-Request-Id', randomUUID())
  // Node writes Date by itself, from the computer's clock.
  if (moods.has('no-date')) response.sendDate = false
  if (moods.has('clock-ahead')) response.setHeader('Date', new Date(now()).toUTCString())
}

/** A page elsewhere can point its own name at 127.0.0.1 (DNS rebinding); it cannot make the browser send our name. */
async function refuseHost(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const problem = new Problem('misdirected_request', 'Use the address that the server printed.')
  const refusal = problemResponse(problem, String(response.getHeader('X-Request-Id')))
  request.resume()
  response.writeHead(refusal.status, Object.fromEntries(refusal.headers))
  response.end(await refusal.text())
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

/** Stops listening; answers that are under way get `stopPatience`, everything else is cut. */
function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => {
      server.closeAllConnections()
    }, stopPatience)
    const sweep = setInterval(() => {
      // A connection that was answering falls idle after the close, and would be kept alive for a next request.
      server.closeIdleConnections()
      // One that has not asked anything yet is not idle to Node.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
    }, 20)
    server.close(() => {
      clearTimeout(impatience)
      clearInterval(sweep)
      resolve()
    })
  })
}
