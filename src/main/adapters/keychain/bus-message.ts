/**
 * As much of the D-Bus protocol as it takes to call a method with texts and to read a text or a truth value.
 * https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol
 */

/** A method of an object on the bus, called with texts. */
export interface BusCall {
  readonly destination: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly texts: readonly string[]
}

export interface BusReply {
  /** The serial of the call that it answers; `null` for a message that answers none. */
  readonly replyTo: number | null
  readonly isFailure: boolean
  /** The first value, taken out of its variant. `null` where it is of another type or there is none. */
  readonly value: string | boolean | null
}

const methodCall = 1
const failure = 3
const field = { path: 1, interface: 2, member: 3, replySerial: 5, destination: 6, signature: 8 } as const
/** Before the header fields: byte order, type, flags, version; then three numbers. */
const fixedLength = 16

const code = (character: string): number => character.charCodeAt(0)
const aligned = (at: number, to: number): number => Math.ceil(at / to) * to

/** The call as bytes, little-endian. */
export function busMessage(call: BusCall, serial: number): Buffer {
  const body: number[] = []
  for (const text of call.texts) putText(body, text)
  const fields: number[] = []
  putField(fields, field.path, 'o', call.path)
  putField(fields, field.interface, 's', call.interface)
  putField(fields, field.member, 's', call.member)
  putField(fields, field.destination, 's', call.destination)
  if (body.length > 0) putField(fields, field.signature, 'g', 's'.repeat(call.texts.length))

  const message = [code('l'), methodCall, 0, 1]
  for (const number of [body.length, serial, fields.length]) putNumber(message, number)
  message.push(...fields)
  pad(message, 8)
  return Buffer.from([...message, ...body])
}

/** How long the message is that begins here; `null` while that cannot be known yet. */
export function busMessageLength(begin: Buffer): number | null {
  if (begin.length < fixedLength) return null
  return aligned(fixedLength + numberAt(begin, 12), 8) + numberAt(begin, 4)
}

/** Reads a whole message. */
export function readBusMessage(message: Buffer): BusReply {
  const end = fixedLength + numberAt(message, 12)
  let replyTo: number | null = null
  let signature = ''
  for (let at = fixedLength; at < end;) {
    at = aligned(at, 8)
    const name = message[at]
    const type = charAt(message, at + 2)
    at += 4
    if (type === 'u') {
      if (name === field.replySerial) replyTo = numberAt(message, at)
      at += 4
    } else if (type === 'g') {
      const length = message[at] ?? 0
      if (name === field.signature) signature = message.toString('latin1', at + 1, at + 1 + length)
      at += length + 2
    } else at += 4 + numberAt(message, at) + 1
  }
  const value = signature === '' ? null : valueAt(message, aligned(end, 8), signature.charAt(0))
  return { replyTo, isFailure: message[1] === failure, value }
}

function valueAt(message: Buffer, at: number, type: string): string | boolean | null {
  switch (type) {
    case 's':
    case 'o':
      return message.toString('utf8', at + 4, at + 4 + numberAt(message, at))
    case 'b':
      return numberAt(message, at) !== 0
    case 'v':
      // Its own signature comes first: length, one type, a zero.
      return message[at] === 1 ? valueAt(message, aligned(at + 3, 4), charAt(message, at + 1)) : null
    default:
      return null
  }
}

function numberAt(message: Buffer, at: number): number {
  return charAt(message, 0) === 'l' ? message.readUInt32LE(at) : message.readUInt32BE(at)
}

function charAt(message: Buffer, at: number): string {
  return String.fromCharCode(message[at] ?? 0)
}

function pad(bytes: number[], to: number): void {
  while (bytes.length % to !== 0) bytes.push(0)
}

function putNumber(bytes: number[], value: number): void {
  pad(bytes, 4)
  const number = Buffer.alloc(4)
  number.writeUInt32LE(value)
  bytes.push(...number)
}

function putText(bytes: number[], text: string): void {
  putNumber(bytes, Buffer.byteLength(text))
  bytes.push(...Buffer.from(text), 0)
}

function putField(bytes: number[], name: number, type: 'o' | 's' | 'g', value: string): void {
  pad(bytes, 8)
  bytes.push(name, 1, code(type), 0)
  if (type === 'g') bytes.push(value.length, ...Buffer.from(value), 0)
  else putText(bytes, value)
}
