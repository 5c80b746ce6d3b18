import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Something outside that a page could try to reach: answers whatever is asked, and remembers that it was. */
export class TargetServer {
  readonly url: string
  readonly #server: Server
  readonly #reached = new Map<string, number>()
  #onReached: () => void = () => undefined

  private constructor(server: Server) {
    this.#server = server
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const note = (path = '/'): void => {
      this.#reached.set(path, (this.#reached.get(path) ?? 0) + 1)
      this.#onReached()
    }
    server.on('request', (incoming, answer) => {
      note(incoming.url)
      // What a form gets back must not take the page away from whatever is tried in it next.
      const status = incoming.method === 'POST' ? 204 : 200
      answer
        .writeHead(status, { 'Content-Type': 'text/javascript', 'Access-Control-Allow-Origin': '*' })
        .end('')
    })
    server.on('upgrade', (incoming, socket) => {
      note(incoming.url)
      socket.destroy()
    })
  }

  static async start(): Promise<TargetServer> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new TargetServer(server)
  }

  /** How often this path was asked for. */
  timesReached(path: string): number {
    return this.#reached.get(path) ?? 0
  }

  get paths(): string[] {
    return [...this.#reached.keys()]
  }

  /** Resolves when this path was asked for. */
  async reached(path: string): Promise<void> {
    while (this.timesReached(path) === 0) {
      await new Promise<void>((resolve) => {
        this.#onReached = resolve
      })
    }
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
