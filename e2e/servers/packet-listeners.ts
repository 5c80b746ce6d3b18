import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server } from 'node:net'

/** Listens for anything at all on one UDP and one TCP port of this computer. */
export class PacketListeners {
  readonly received = { udp: 0, tcp: 0 }
  readonly #udp: Socket
  readonly #tcp: Server

  private constructor(udp: Socket, tcp: Server) {
    this.#udp = udp
    this.#tcp = tcp
    udp.on('message', () => (this.received.udp += 1))
    tcp.on('connection', (socket) => {
      this.received.tcp += 1
      socket.destroy()
    })
  }

  static async start(): Promise<PacketListeners> {
    const udp = createSocket('udp4').bind(0, '127.0.0.1')
    const tcp = createServer().listen(0, '127.0.0.1')
    await Promise.all([once(udp, 'listening'), once(tcp, 'listening')])
    return new PacketListeners(udp, tcp)
  }

  get udpPort(): number {
    return this.#udp.address().port
  }

  get tcpPort(): number {
    return (this.#tcp.address() as AddressInfo).port
  }

  /** Sends one packet to each and waits until it has arrived. */
  async sendOneToEach(): Promise<void> {
    const sender = createSocket('udp4')
    const arrived = once(this.#udp, 'message')
    sender.send('x', this.udpPort, '127.0.0.1')
    await arrived
    sender.close()
    const connected = once(this.#tcp, 'connection')
    const socket = connect(this.tcpPort, '127.0.0.1')
    await connected
    socket.destroy()
  }

  async stop(): Promise<void> {
    this.#udp.close()
    this.#tcp.close()
    await once(this.#tcp, 'close')
  }
}
