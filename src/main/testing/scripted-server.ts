import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTlsServer, type ServerOptions } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'

/** A request as it arrived. */
export interface Arrived {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

type Script = (response: ServerResponse, request: Arrived, socket: Socket) => void

/** A server on this computer that does what a test tells it to, and remembers every request that arrived whole. */
export class ScriptedServer {
  readonly arrived: Arrived[] = []
  readonly url: string
  readonly #server: ReturnType<typeof createServer>
  readonly #sockets: Set<Socket>

  private constructor(server: ReturnType<typeof createServer>, sockets: Set<Socket>, scheme: string) {
    this.#server = server
    this.#sockets = sockets
    this.url = `${scheme}://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  }

  static async start(script: Script, tls?: ServerOptions): Promise<ScriptedServer> {
    const early: { server?: ScriptedServer } = {}
    const listener: RequestListener = (request, response) => {
      const chunks: Buffer[] = []
      request.on('error', () => undefined)
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const { method = '', url = '', headers } = request
        const arrived = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') }
        early.server?.arrived.push(arrived)
        script(response, arrived, request.socket)
      })
    }
    const server = tls ? createTlsServer(tls, listener) : createServer(listener)
    const sockets = new Set<Socket>()
    server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    early.server = new ScriptedServer(server, sockets, tls ? 'https' : 'http')
    return early.server
  }

  /** Connections that are open now. */
  get openConnections(): number {
    return this.#sockets.size
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

/** Answers with a body of this type. */
export function answerWith(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Buffer
): void {
  response.writeHead(status, { 'Content-Type': contentType, 'X-Request-Id': 'r-7' })
  response.end(body)
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  answerWith(response, status, 'application/json', JSON.stringify(body))
}
