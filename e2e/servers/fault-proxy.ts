import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { faults, type Fault, type FaultName, type Forwarded } from './faults.ts'

/** A request as it arrived. */
export interface Arrival {
  readonly method: string
  readonly path: string
}

/** Which requests go wrong. The query is not part of `path`. */
interface Target {
  readonly method: string
  readonly path: RegExp
  /** How many matching requests pass unharmed first. */
  readonly after: number
}

/**
 * Stands in front of a real Hygiara and lets chosen requests go wrong in a named way. Everything else is passed on
 * unchanged, so the server behind it is the judge of what really happened.
 */
export class FaultProxy {
  readonly url: string
  readonly arrivals: Arrival[] = []
  /** Bytes of answers that the proxy made up and wrote. */
  bytesWritten = 0
  /** Whether the fault has done all that it does before it leaves the client waiting. */
  isStalled = false
  /** How far the clock of the server behind seems to be ahead, in milliseconds. */
  clockShiftMs = 0
  /** Changes the bodies of successful answers to GET on their way back. */
  rewrite: ((path: string, body: string) => string) | null = null
  readonly #server: Server
  readonly #targetUrl: string
  #fault: { readonly target: Target; readonly fault: Fault; seen: number } | null = null

  private constructor(server: Server, targetUrl: string) {
    this.#server = server
    this.#targetUrl = targetUrl
    this.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  }

  /** Listens on a free port. */
  static async inFrontOf(targetUrl: string): Promise<FaultProxy> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const proxy = new FaultProxy(server, targetUrl)
    server.on('request', (incoming, answer) => void proxy.#take(incoming, answer))
    return proxy
  }

  /** From now on requests with this method and path go wrong, all of them. */
  break(name: FaultName, method: string, path: RegExp, after = 0): void {
    this.#fault = { target: { method, path, after }, fault: faults[name], seen: 0 }
    this.arrivals.length = 0
    this.isStalled = false
    this.bytesWritten = 0
  }

  /** From now on everything is passed on. */
  heal(): void {
    this.#fault = null
  }

  /** How many requests like this arrived since `break`. */
  arrived(method: string, path: RegExp): number {
    return this.arrivals.filter((each) => each.method === method && path.test(each.path)).length
  }

  openSockets(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.getConnections((error, count) => {
        if (error) reject(error)
        else resolve(count)
      })
    })
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #take(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = incoming
    const path = url.split('?')[0] ?? url
    this.arrivals.push({ method, path })
    const body = await bodyOf(incoming)
    const forward = () => this.#forward(method, url, incoming, body)
    const fault = this.#faultFor(method, path)
    try {
      if (fault) {
        await fault({ answer, forward, count: (bytes) => (this.bytesWritten += bytes) })
        this.isStalled = true
        return
      }
      const real = await forward()
      const {
        status,
        headers,
        body: answered
      } = this.rewrite && method === 'GET' && real.status === 200 ? rewritten(real, path, this.rewrite) : real
      answer.writeHead(status, { ...headers, date: this.#date() }).end(answered)
    } catch {
      // The server behind is gone, or the client in front: either way there is nobody to answer.
      answer.destroy()
    }
  }

  #date(): string {
    return new Date(Date.now() + this.clockShiftMs).toUTCString()
  }

  #faultFor(method: string, path: string): Fault | null {
    const current = this.#fault
    if (current?.target.method !== method || !current.target.path.test(path)) return null
    current.seen += 1
    return current.seen > current.target.after ? current.fault : null
  }

  #forward(method: string, url: string, incoming: IncomingMessage, body: Buffer): Promise<Forwarded> {
    return new Promise((resolve, reject) => {
      const headers: IncomingMessage['headers'] = {
        ...incoming.headers,
        host: new URL(this.#targetUrl).host
      }
      // A 304 has no body that could go wrong.
      delete headers['if-none-match']
      const outgoing = request(
        new URL(url, this.#targetUrl),
        { method, headers, agent: false },
        (received) => {
          bodyOf(received).then((answered) => {
            resolve({ status: received.statusCode ?? 502, headers: received.headers, body: answered })
          }, reject)
        }
      )
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }
}

function rewritten(
  { status, headers, body }: Forwarded,
  path: string,
  rewrite: (path: string, body: string) => string
): Forwarded {
  const { 'content-length': _, 'transfer-encoding': __, ...rest } = headers
  return { status, headers: rest, body: Buffer.from(rewrite(path, body.toString())) }
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
