import { connect, type Socket } from 'node:net'
import { busMessage, busMessageLength, readBusMessage, type BusCall } from './bus-message.ts'

/** A connection to the D-Bus of this login, on which one call is made after the other. */
export class SessionBus {
  readonly #socket: Socket
  #received = Buffer.alloc(0)
  #serial = 0
  #wake: () => void = () => undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk])
      this.#wake()
    })
    // An error is followed by a close.
    socket.on('error', () => undefined)
    socket.once('close', () => this.#wake())
  }

  /**
   * @param addresses in the form of DBUS_SESSION_BUS_ADDRESS
   * @throws {Error} when no bus answers there
   */
  static async connect(addresses: string): Promise<SessionBus> {
    const bus = new SessionBus(await connected(socketPathOf(addresses)))
    const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
    bus.#socket.write(`\0AUTH EXTERNAL ${user}\r\n`)
    if (!(await bus.#line()).startsWith('OK ')) throw new Error('the bus does not let us in')
    bus.#socket.write('BEGIN\r\n')
    const name = 'org.freedesktop.DBus'
    await bus.call({
      destination: name,
      path: '/org/freedesktop/DBus',
      interface: name,
      member: 'Hello',
      texts: []
    })
    return bus
  }

  /**
   * The first value of the answer.
   * @throws {Error} when the call is refused or the connection ends
   */
  async call(call: BusCall): Promise<string | boolean | null> {
    this.#serial += 1
    const serial = this.#serial
    this.#socket.write(busMessage(call, serial))
    for (;;) {
      // Signals come in between.
      const reply = readBusMessage(await this.#message())
      if (reply.replyTo !== serial) continue
      if (reply.isFailure) throw new Error('the call was refused')
      return reply.value
    }
  }

  close(): void {
    this.#socket.destroy()
  }

  async #line(): Promise<string> {
    await this.#until(() => this.#received.includes('\r\n'))
    return this.#take(this.#received.indexOf('\r\n') + 2).toString('latin1')
  }

  async #message(): Promise<Buffer> {
    const length = () => busMessageLength(this.#received)
    await this.#until(() => this.#received.length >= (length() ?? Infinity))
    return this.#take(length() ?? 0)
  }

  async #until(isEnough: () => boolean): Promise<void> {
    while (!isEnough()) {
      if (this.#socket.destroyed) throw new Error('the bus has gone')
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  #take(length: number): Buffer {
    const taken = this.#received.subarray(0, length)
    this.#received = this.#received.subarray(length)
    return taken
  }
}

/**
 * The socket of the first of these addresses that is one on this computer; an abstract one begins with a zero byte.
 * @throws {Error} when none is
 */
export function socketPathOf(addresses: string): string {
  for (const address of addresses.split(';')) {
    const [, kind, path] = /^unix:(?:.*,)?(path|abstract)=([^,]+)/u.exec(address) ?? []
    if (path !== undefined) return `${kind === 'abstract' ? '\0' : ''}${decodeURIComponent(path)}`
  }
  throw new Error('no address of a bus on this computer')
}

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}
