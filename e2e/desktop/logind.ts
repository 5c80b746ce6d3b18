import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { endProcess } from '../fixtures/child-process.ts'

type HeaderField = readonly [number: number, type: 'g' | 'o' | 's', value: string]

// Numbers of the D-Bus protocol: https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol
const methodCall = 1
const signal = 4
const field = { path: 1, interface: 2, member: 3, destination: 6, signature: 8 } as const
const bus = 'org.freedesktop.DBus'
const login = 'org.freedesktop.login1'
const doNotQueue = 4

/** A system bus of its own with somebody on it who goes by logind's name, and says what that says. */
export class Logind {
  /** For DBUS_SYSTEM_BUS_ADDRESS of the app. */
  readonly address: string
  readonly #daemon: ChildProcess
  readonly #socket: Socket
  #received = ''
  #serial = 0

  private constructor(address: string, daemon: ChildProcess, socket: Socket) {
    this.address = address
    this.#daemon = daemon
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => (this.#received += chunk.toString('latin1')))
    socket.on('error', () => undefined)
  }

  static async start(folder: string): Promise<Logind> {
    const path = join(folder, 'system-bus')
    const address = `unix:path=${path}`
    const args = ['--session', '--nofork', '--nopidfile', `--address=${address}`, '--print-address=1']
    const daemon = spawn('dbus-daemon', args, { stdio: ['ignore', 'pipe', 'ignore'] })
    await once(daemon.stdout, 'data')
    const socket = connect(path)
    await once(socket, 'connect')
    const logind = new Logind(address, daemon, socket)
    const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
    socket.write(`\0AUTH EXTERNAL ${user}\r\n`)
    await logind.#until('OK ')
    socket.write('BEGIN\r\n')
    logind.#call('Hello', '', Buffer.alloc(0))
    const name = text(login)
    const padding = Buffer.alloc((4 - (name.length % 4)) % 4)
    logind.#call('RequestName', 'su', Buffer.concat([name, padding, number(doNotQueue)]))
    await logind.#until('NameAcquired')
    return logind
  }

  /** Whether somebody asked for a moment before the computer ends. */
  get isAskedToWait(): boolean {
    return this.#received.includes('Inhibit')
  }

  /** Says that the computer is about to be switched off. */
  sayShutdown(): void {
    this.#send(signal, number(1), [
      [field.path, 'o', '/org/freedesktop/login1'],
      [field.interface, 's', `${login}.Manager`],
      [field.member, 's', 'PrepareForShutdown'],
      [field.signature, 'g', 'b']
    ])
  }

  async stop(): Promise<void> {
    this.#socket.destroy()
    await endProcess(this.#daemon)
  }

  #call(member: string, signature: string, body: Buffer): void {
    this.#send(methodCall, body, [
      [field.path, 'o', '/org/freedesktop/DBus'],
      [field.interface, 's', bus],
      [field.destination, 's', bus],
      [field.member, 's', member],
      ...(signature === '' ? [] : ([[field.signature, 'g', signature]] as const))
    ])
  }

  #send(type: number, body: Buffer, fields: readonly HeaderField[]): void {
    this.#serial += 1
    const header = fields.reduce(
      (before, each) => Buffer.concat([aligned(before, 8), headerField(each)]),
      Buffer.alloc(0)
    )
    const start = Buffer.from(['l'.charCodeAt(0), type, 0, 1])
    const numbers = [body.length, this.#serial, header.length].map(number)
    this.#socket.write(Buffer.concat([aligned(Buffer.concat([start, ...numbers, header]), 8), body]))
  }

  async #until(answer: string): Promise<void> {
    while (!this.#received.includes(answer)) await once(this.#socket, 'data')
  }
}

function headerField([name, type, value]: HeaderField): Buffer {
  const start = Buffer.from([name, 1, type.charCodeAt(0), 0])
  const content = type === 'g' ? Buffer.from([value.length, ...Buffer.from(value), 0]) : text(value)
  return Buffer.concat([start, content])
}

function text(value: string): Buffer {
  return Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(value), Buffer.alloc(1)])
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function aligned(bytes: Buffer, to: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to)])
}
