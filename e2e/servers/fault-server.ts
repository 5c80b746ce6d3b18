import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** `page`: answers everything with a web page. `silent`: takes every request and never answers. */
export type Fault = 'page' | 'silent'

const page = '<!doctype html><title>Welcome</title><p>Sign in to the guest network.</p>'

/** Something that listens where a Hygiara should. */
export class FaultServer {
  readonly url: string
  readonly host: string
  /** How many requests arrived. */
  requests = 0
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
    this.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
    this.url = `http://${this.host}`
  }

  static async start(fault: Fault): Promise<FaultServer> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const started = new FaultServer(server)
    server.on('request', (_incoming, answer) => {
      started.requests += 1
      if (fault === 'page') answer.writeHead(200, { 'Content-Type': 'text/html' }).end(page)
    })
    return started
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

/** Host and port at which nothing listens. */
export async function deserted(): Promise<string> {
  const server = await FaultServer.start('silent')
  await server.stop()
  return server.host
}
