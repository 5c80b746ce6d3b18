import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands in front of a Hygiara server, passes everything on, and writes down the secrets that come by. */
export class RecordingProxy {
  readonly url: string
  /** Access tokens in the order in which the server gave them out. */
  readonly accessTokens: string[] = []
  readonly refreshTokens: string[] = []
  /** Values of new keys. */
  readonly keyValues: string[] = []
  /** `METHOD path` of every request. */
  readonly requests: string[] = []
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  /** Listens on a free port. */
  static async inFrontOf(targetUrl: string): Promise<RecordingProxy> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const proxy = new RecordingProxy(server)
    server.on('request', (incoming: IncomingMessage, answer: ServerResponse) => {
      proxy.#pass(targetUrl, incoming, answer)
    })
    return proxy
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #pass(targetUrl: string, incoming: IncomingMessage, answer: ServerResponse): void {
    const { method = 'GET', url = '/', headers } = incoming
    this.requests.push(`${method} ${url}`)
    // Readable as it comes by, and addressed to the server itself.
    const passed = { ...headers, host: new URL(targetUrl).host, 'accept-encoding': 'identity' }
    const outgoing = request(new URL(url, targetUrl), { method, headers: passed }, (received) => {
      const chunks: Buffer[] = []
      received.on('data', (chunk: Buffer) => chunks.push(chunk))
      received.on('end', () => {
        const body = Buffer.concat(chunks)
        this.#note(body)
        answer.writeHead(received.statusCode ?? 502, received.headers).end(body)
      })
    })
    outgoing.on('error', () => answer.destroy())
    incoming.pipe(outgoing)
  }

  #note(body: Buffer): void {
    const text = body.toString('utf8')
    const noteAll = (field: string, into: string[]) => {
      for (const [, value] of text.matchAll(new RegExp(`"${field}":"([^"]+)"`, 'gu')))
        if (value) into.push(value)
    }
    noteAll('access_token', this.accessTokens)
    noteAll('refresh_token', this.refreshTokens)
    noteAll('key', this.keyValues)
  }
}
