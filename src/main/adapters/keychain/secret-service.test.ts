import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { busMessageLength } from './bus-message.ts'
import { secretServiceProblem, sessionBusAddress, watchSecretService } from './secret-service.ts'
import { socketPathOf } from './session-bus.ts'

const login = '/org/freedesktop/secrets/collection/login'

type Answer =
  | { readonly type: 'o'; readonly value: string }
  | { readonly type: 'v'; readonly value: boolean }
  | 'refused'
  | 'hang up'

/** A bus that answers what a test says, by the name of the method. Not ours in any line: it reads and writes bytes. */
class FakeBus {
  readonly asked: string[] = []
  answers: Record<string, Answer> = {
    ReadAlias: { type: 'o', value: login },
    Get: { type: 'v', value: false }
  }
  letsIn = true
  isBigEndian = false
  /** Says something that nobody asked for before each answer. */
  isChatty = false
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  constructor() {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket)
      this.#talk(socket)
    })
  }

  listen(path: string): Promise<void> {
    return new Promise((resolve) => this.#server.listen(path, resolve))
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
  }

  #talk(socket: Socket): void {
    let received = Buffer.alloc(0)
    let isIn = false
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      if (!isIn) {
        const begin = received.indexOf('BEGIN\r\n')
        if (begin === -1) {
          socket.write(this.letsIn ? 'OK 0123456789abcdef\r\n' : 'REJECTED EXTERNAL\r\n')
          return
        }
        isIn = true
        received = received.subarray(begin + 'BEGIN\r\n'.length)
      }
      for (;;) {
        const length = busMessageLength(received)
        if (length === null || received.length < length) return
        this.#answer(socket, received.subarray(0, length))
        received = received.subarray(length)
      }
    })
  }

  #answer(socket: Socket, message: Buffer): void {
    const text = message.toString('latin1')
    const member =
      ['Hello', 'ReadAlias', 'GetNameOwner', 'Get'].find((name) => text.includes(`\0${name}\0`)) ?? '?'
    this.asked.push(member)
    const serial = message.readUInt32LE(8)
    const answer = member === 'Hello' ? ({ type: 'o', value: ':1.7' } as const) : this.answers[member]
    if (answer === undefined || answer === 'hang up') {
      socket.destroy()
      return
    }
    if (this.isChatty) socket.write(this.#message(4, 0, { type: 'o', value: '/signal' }))
    const reply = answer === 'refused' ? this.#message(3, serial, null) : this.#message(2, serial, answer)
    // In two pieces: a message need not arrive as a whole.
    socket.write(reply.subarray(0, 9))
    setImmediate(() => socket.write(reply.subarray(9)))
  }

  #message(type: number, replyTo: number, answer: Exclude<Answer, string> | null): Buffer {
    const number = (value: number) => {
      const bytes = Buffer.alloc(4)
      if (this.isBigEndian) bytes.writeUInt32BE(value)
      else bytes.writeUInt32LE(value)
      return [...bytes]
    }
    const padded = (bytes: number[], to: number) => [
      ...bytes,
      ...Array<number>((to - (bytes.length % to)) % to).fill(0)
    ]
    const text = (value: string) => [...number(Buffer.byteLength(value)), ...Buffer.from(value), 0]
    const signature = (value: string) => [value.length, ...Buffer.from(value), 0]
    let fields: number[] = [5, ...signature('u'), ...number(replyTo)]
    fields = [...padded(fields, 8), 7, ...signature('s'), ...text('org.freedesktop.secrets')]
    if (answer) fields = [...padded(fields, 8), 8, ...signature('g'), ...signature(answer.type)]
    const body =
      answer === null
        ? []
        : answer.type === 'o'
          ? text(answer.value)
          : [...padded(signature('b'), 4), ...number(answer.value ? 1 : 0)]
    const head = [(this.isBigEndian ? 'B' : 'l').charCodeAt(0), type, 1, 1]
    const counts = [...number(body.length), ...number(9), ...number(fields.length)]
    return Buffer.from([...padded([...head, ...counts, ...fields], 8), ...body])
  }
}

describe.runIf(process.platform !== 'win32')('asking whether the keychain is open', () => {
  let folder: string
  let bus: FakeBus
  let address: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bus-'))
    bus = new FakeBus()
    address = `unix:path=${join(folder, 'bus')},guid=0123`
    await bus.listen(join(folder, 'bus'))
  })

  afterEach(async () => {
    bus.close()
    await rm(folder, { recursive: true })
  })

  test('an open one has no problem; nothing but its state is asked for', async () => {
    expect(await secretServiceProblem(address)).toBeNull()
    expect(bus.asked).toEqual(['Hello', 'ReadAlias', 'Get'])
  })

  test('the same from a bus of the other byte order, which says other things in between', async () => {
    bus.isBigEndian = true
    bus.isChatty = true
    expect(await secretServiceProblem(address)).toBeNull()
    bus.answers['Get'] = { type: 'v', value: true }
    expect(await secretServiceProblem(address)).toBe('locked')
  })

  test('anything but a clear no counts as locked', async () => {
    bus.answers['Get'] = { type: 'v', value: true }
    expect(await secretServiceProblem(address)).toBe('locked')
    bus.answers['Get'] = { type: 'o', value: '/' }
    expect(await secretServiceProblem(address)).toBe('locked')
  })

  test.each([
    ['no service answers', () => (bus.answers['ReadAlias'] = 'refused')],
    ['there is no keychain yet', () => (bus.answers['ReadAlias'] = { type: 'o', value: '/' })],
    ['its state cannot be read', () => (bus.answers['Get'] = 'refused')],
    ['the bus goes away', () => (bus.answers['Get'] = 'hang up')],
    ['the bus lets nobody in', () => (bus.letsIn = false)]
  ])('where %s, there is none', async (_what, arrange) => {
    arrange()
    expect(await secretServiceProblem(address)).toBe('unavailable')
  })

  test('where there is no bus, there is none', async () => {
    expect(await secretServiceProblem('unix:path=/nowhere')).toBe('unavailable')
    expect(await secretServiceProblem('tcp:host=localhost,port=1')).toBe('unavailable')
    expect(await secretServiceProblem('')).toBe('unavailable')
  })
})

describe.runIf(process.platform !== 'win32')('watching the keychain during a call', () => {
  let folder: string
  let bus: FakeBus
  let ends: number
  let stop: () => void

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bus-'))
    bus = new FakeBus()
    await bus.listen(join(folder, 'bus'))
    ends = 0
    bus.answers['GetNameOwner'] = { type: 'o', value: ':1.5' }
    stop = () => undefined
  })

  afterEach(async () => {
    stop()
    bus.close()
    await rm(folder, { recursive: true })
  })

  const watch = async () => {
    stop = await watchSecretService(`unix:path=${join(folder, 'bus')}`, () => (ends += 1))
  }
  const looks = () => bus.asked.filter((member) => member === 'GetNameOwner').length
  const lookedTimes = (times: number) =>
    vi.waitFor(() => expect(looks()).toBeGreaterThanOrEqual(times), 5_000)

  test('says once that it has ended, not while it is there', async () => {
    await watch()
    await lookedTimes(2)
    expect(ends).toBe(0)
    bus.answers['GetNameOwner'] = 'refused'
    await vi.waitFor(() => expect(ends).toBe(1), 5_000)
    const after = looks()
    await wait(700)
    expect([ends, looks()]).toEqual([1, after])
  })

  test('notices an end, and another one in its place, from the very start', async () => {
    await watch()
    expect(looks()).toBe(1)
    bus.answers['GetNameOwner'] = { type: 'o', value: ':1.6' }
    await vi.waitFor(() => expect(ends).toBe(1), 5_000)
  })

  test('lets one start that is not there yet', async () => {
    bus.answers['GetNameOwner'] = 'refused'
    await watch()
    await lookedTimes(2)
    bus.answers['GetNameOwner'] = { type: 'o', value: ':1.5' }
    await lookedTimes(4)
    expect(ends).toBe(0)
  })

  test('ends with the call', async () => {
    await watch()
    stop()
    await wait(700)
    expect([ends, looks()]).toEqual([0, 1])
  })

  test('lets a call be made where there is no bus to watch', async () => {
    stop = await watchSecretService('unix:path=/nowhere', () => (ends += 1))
    expect(ends).toBe(0)
  })
})

test('the address of the bus is the one in the environment, or where systemd puts it', () => {
  expect(sessionBusAddress({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/a', XDG_RUNTIME_DIR: '/b' })).toBe(
    'unix:path=/a'
  )
  expect(sessionBusAddress({ XDG_RUNTIME_DIR: '/run/user/1000' })).toBe('unix:path=/run/user/1000/bus')
})

test.each([
  ['unix:path=/run/user/1000/bus', '/run/user/1000/bus'],
  ['unix:path=/tmp/a%20b,guid=1', '/tmp/a b'],
  ['unix:abstract=/tmp/dbus-x,guid=1', '\0/tmp/dbus-x'],
  ['unix:guid=1,path=/tmp/bus', '/tmp/bus'],
  ['tcp:host=127.0.0.1;unix:path=/second', '/second']
])('%s is a socket', (address, path) => {
  expect(socketPathOf(address)).toBe(path)
})
